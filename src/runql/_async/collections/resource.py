"""`AsyncArtifactCollection`: one artifact collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.collections import base as ops

from runql._async._client.lister import AsyncLister
from runql._async.artifacts.api import AsyncArtifactsApi
from runql._async.collections.edits import AsyncCollectionEdits
from runql._models._attributes.list_checks import ListCheck
from runql._models._attributes.text_lists import optional_text, warn_misspelled_names
from runql._models.collections.alias_actions import AliasAction, alias_actions_page
from runql._models.collections.base import missing_collection
from runql._paging.connections import page_of
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow
from runql._wandb_names.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.list_alias_actions import ListAliasActions
    from runql_graphql.list_collection_aliases import ListCollectionAliases

    from runql._async._client.session import AsyncSession
    from runql._async.artifacts.listing import AsyncArtifacts
    from runql._async.artifacts.resource import MetadataT
    from runql._paging.order import Order
    from runql._paths.projects import ProjectPath
    from runql.filters import Filter


__all__ = ["AsyncAliasActions", "AsyncArtifactCollection", "collection_of"]


class AsyncAliasActions(AsyncLister[AliasAction]):
    """Lazy list of the changes to a collection's aliases, in the server's order.

    Requests: One per page up to the last item read; one more if nothing changed the requested alias.
    """

    async def _check_first_page(self) -> None:
        """Warn if nothing changed the requested alias, and the collection has changes of a similar one."""
        call, buffer = self._listing.call, self._buffer
        alias = call.variables.get("alias")
        if (
            not isinstance(alias, str)
            or not buffer.done
            or buffer.items
            or self._listing.window.after
        ):
            return
        with ListCheck(f"whether the alias {alias!r} was changed"):
            every = call.replace(alias=None, first=LARGEST_PAGE, after=None)
            page = self._listing.read(await self._session.send(every))
            known = [each.alias for each in page.items]
            warn_misspelled_names("The history of the collection", [alias], known, "alias")


class AsyncArtifactCollection(AsyncCollectionEdits):
    """A W&B artifact collection: the versions of an artifact under one name.

    Attributes reflect the last response from the server. Edits of `name`, `description`, `type` and
    `tags` are local until `save()`.
    """

    def __init__(self, session: AsyncSession, snapshot: Any, requested: ProjectPath) -> None:  # noqa: ANN401 - one of two kinds, told apart when read
        super().__init__(snapshot, requested)
        self._session = session

    def artifacts(
        self,
        order: str | Order | None = None,
        *,
        filters: Filter | Mapping[str, object] | str | None = None,
        tags: str | Iterable[str] | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> AsyncArtifacts[MetadataT]:
        """List the versions; the arguments are those of `api.artifacts`.

        Requests: None until iterated; then one per page.

        Examples:
            >>> collection = await api.artifact_collection("model", "sandbox/mnist/model")
            >>> [(each.version, each.aliases) async for each in collection.artifacts()]
            [('v1', ['best', 'latest']), ('v0', [])]
        """
        return AsyncArtifactsApi(self._session).artifacts(
            self._snapshot.default_artifact_type.name,
            self.path,
            order,
            filters=filters,
            tags=tags,
            per_page=per_page,
            limit=limit,
            after=after,
            metadata=metadata,
        )

    @readable
    async def aliases(self) -> list[str]:
        """Return the current aliases of the collection, without version numbers.

        Raises:
            NotFoundError: If the collection has been deleted.

        Requests: One per 1,000 aliases.
        """

        def read(response: ListCollectionAliases) -> Page[str]:
            """Return a page of aliases from a response."""
            if response.artifact_collection is None:
                raise missing_collection(self.path, self.type, "ListCollectionAliases")
            return page_of(
                response.artifact_collection.aliases,
                lambda alias: alias.alias if alias is not None else None,
            )

        call = ops.list_collection_aliases(id=self.id)
        listing = Listing(call, read, str, PageWindow(per_page=LARGEST_PAGE))
        return await AsyncLister[str](self._session, listing).all()

    def alias_history(
        self,
        alias: str | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncAliasActions:
        """List changes to the collection's aliases, with user, version and time.

        Servers have this since December 2022 or before. W&B does not document how long servers keep the changes.

        Args:
            alias: The alias; None for all aliases of the collection.
            per_page: Entries per request; None starts with 50 and grows.
            limit: Maximum number of entries; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Returns:
            A lazy list in the server's order.

        Raises:
            UsageError: If the alias is not a string; nothing was sent.
            NotFoundError: If the collection has been deleted; raised by the first page.
            UnsupportedError: If the server has no `aliasActionHistory`; raised by the first page.

        Requests: None until iterated; then one per page.
        """

        def read(response: ListAliasActions) -> Page[AliasAction]:
            """Return a page of entries from a response."""
            return alias_actions_page(response, self.path, self.type)

        call = ops.list_alias_actions(id=self.id, alias=optional_text(alias, "alias"))
        window = PageWindow(per_page, limit, after)
        listing = Listing(call, read, repr, window, keyed=False)
        return AsyncAliasActions(self._session, listing)


def collection_of(
    session: AsyncSession, snapshot: object, path: ProjectPath
) -> AsyncArtifactCollection | None:
    """Return a collection; None for a kind of collection that this version of runql does not know."""
    if not hasattr(snapshot, "default_artifact_type"):
        return None
    return AsyncArtifactCollection(session, snapshot, path)
