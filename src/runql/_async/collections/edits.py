"""Collections: renamed, described, tagged, moved, deleted, and cleared of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.artifacts import base as reading
from runql_graphql.ops.artifacts import edits as version_ops
from runql_graphql.ops.collections import edits as ops

from runql._async._client.concurrency import in_order
from runql._async._client.lister import AsyncLister
from runql._async._client.multi_request import in_steps
from runql._models._attributes.partial_success import concerns_all
from runql._models.collections.edits import (
    CollectionDrafts,
    assignments,
    changed_snapshot,
    not_all_deleted,
    page_of_links,
)
from runql._models.collections.search import version_filter
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow
from runql.errors import RunQLError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.list_artifact_links import ListArtifactLinks

    from runql._async._client.session import AsyncSession
    from runql._async.artifacts.listing import AsyncArtifacts
    from runql._async.artifacts.resource import AsyncArtifact
    from runql._paging.order import Order
    from runql.filters import Filter

__all__ = ["AsyncCollectionEdits"]

_AT_ONCE = 8


class AsyncCollectionEdits(CollectionDrafts):
    """What changes a collection on the server."""

    _session: AsyncSession

    if TYPE_CHECKING:

        def artifacts(
            self,
            order: str | Order | None = None,
            *,
            filters: Filter | Mapping[str, object] | str | None = None,
            tags: str | Iterable[str] | None = None,
        ) -> AsyncArtifacts[Any]:
            """List the versions."""
            ...

    async def save(self) -> None:
        """Save what differs from the server's response, and nothing else; in this order, until one
        fails.

        Name and description, then the type, then tags: each is a request of its own. What was saved
        before one failed is saved, and no longer edited here; the rest still is.

        Raises:
            PartialUpdateError: If something failed after something else was saved; names both.
            UsageError: If a name, a tag or a type cannot be one, or the type of a collection of
                links was edited; nothing was sent.
            NotFoundError: If the collection has been deleted.
            InvalidInputError: If there is another collection of the name.
            PermissionDeniedError: If the viewer may not write to the project.

        Requests: None when nothing changed; one for name and description, one for the type, one for
            tags that were added, one for those removed.
        """
        changes = self._changes()

        async def describe() -> None:
            """Save name and description."""
            self._accept(await self._update(changes.fields))

        async def move() -> None:
            """Save the type."""
            moved = ops.move_artifact_sequence(sequence=self.id, type_=changes.type or "")
            response = await self._session.send(moved, idempotent=True)
            self._accept(changed_snapshot(response.move_artifact_sequence, self.path, self.type))

        async def add_tags() -> None:
            """Save tags that were added."""
            from runql_graphql.inputs import CreateArtifactCollectionTagAssignmentsInput as Added

            given = Added.model_validate(assignments(self.path, changes.tags_added))
            await self._session.send(ops.add_collection_tags(input=given), idempotent=True)
            self._accept_tags(added=changes.tags_added)

        async def remove_tags() -> None:
            """Save tags that were removed."""
            from runql_graphql.inputs import DeleteArtifactCollectionTagAssignmentsInput as Removed

            gone = Removed.model_validate(assignments(self.path, changes.tags_removed))
            await self._session.send(ops.delete_collection_tags(input=gone), idempotent=True)
            self._accept_tags(removed=changes.tags_removed)

        steps = (
            (" and ".join(changes.fields), describe, bool(changes.fields)),
            ("type", move, changes.type is not None),
            ("added tags", add_tags, bool(changes.tags_added)),
            ("removed tags", remove_tags, bool(changes.tags_removed)),
        )
        await in_steps(str(self.path), [(name, step) for name, step, wanted in steps if wanted])

    async def delete(self) -> None:
        """Delete the collection: with its versions if they were logged to it, else with its links alone.

        Raises:
            NotFoundError: If it has been deleted before.
            PermissionDeniedError: If the viewer may not write to the project.

        Requests: One.
        """
        if self.is_sequence():
            await self._session.send(ops.delete_artifact_sequence(sequence=self.id))
        else:
            await self._session.send(ops.delete_artifact_portfolio(portfolio=self.id))

    async def delete_artifacts(
        self,
        *,
        filters: Filter | Mapping[str, object] | str | None = None,
        tags: str | Iterable[str] | None = None,
        delete_aliases: bool = False,
        delete_links: bool = False,
        dry_run: bool = True,
    ) -> list[AsyncArtifact]:
        """Delete versions of the collection that match, and return them.

        Args:
            filters: As in `collection.artifacts`, such as
                `{"createdAt": {"$lt": "2026-01-01"}}`; None for all versions.
            tags: Tags that a version must have, all of them.
            delete_aliases: Delete those that have aliases too; else they are left out.
            delete_links: Delete those that are linked to other collections too, such as
                registries'; else they are left out.
            dry_run: Only return what would be deleted; the default, so that no one deletes by
                mistake.

        Raises:
            UsageError: If versions are linked to the collection, and not logged to it; nothing was
                sent.
            FilterError: If the filter names what is not a field of a version, or an impossible
                value.
            PartialUpdateError: If some could not be deleted: `finished` names those that were,
                `failures` says why others were not, and `remaining` names those that were not
                tried, as they would have failed too.

        Requests: One per 50 versions that match, and one per 1,000 to see where they are linked;
            without `dry_run`, one more for each, several concurrently.
        """
        if not self.is_sequence():
            raise UsageError(
                f"{self.path} holds links, not versions.", hint="unlink() removes a link."
            )
        found = await self.artifacts(filters=filters, tags=tags).all()
        chosen = [each for each in found if delete_aliases or not each._is_named]
        if chosen and not delete_links:
            linked = await self._linked(filters)
            chosen = [each for each in chosen if each.id not in linked]

        if not dry_run:
            await self._delete_all(chosen, delete_aliases)
        return chosen

    async def _linked(self, filters: Filter | Mapping[str, object] | str | None) -> set[str]:
        """Return the ids of the versions that match and are linked to other collections."""
        path, kind = self.path, self._snapshot.default_artifact_type.name
        call = reading.list_artifact_links(
            entity=path.entity,
            project=path.project,
            type_=kind,
            collection=path.collection,
            filters=version_filter(filters),
        )

        def read(response: ListArtifactLinks) -> Page[str]:
            """Take a page of ids out of a response."""
            return page_of_links(response, path, kind)

        listing = Listing(call, read, str, PageWindow(per_page=LARGEST_PAGE))
        return set(await AsyncLister[str](self._session, listing).all())

    async def _delete_all(self, chosen: list[AsyncArtifact], with_aliases: bool) -> None:
        failures: dict[str, RunQLError] = {}
        deleted: list[str] = []

        async def remove(artifact: AsyncArtifact) -> None:
            """Delete one version, unless what failed before would fail again."""
            done = bool(deleted)
            if any(concerns_all(error, others_done=done) for error in failures.values()):
                return
            call = version_ops.delete_artifact(artifact=artifact.id, with_aliases=with_aliases)
            try:
                await self._session.send(call)
            except RunQLError as error:
                failures[artifact.name] = error
            else:
                deleted.append(artifact.name)

        async for _ in in_order(remove, chosen, _AT_ONCE):
            pass
        if failures:
            raise not_all_deleted(str(self.path), [each.name for each in chosen], deleted, failures)

    async def _update(self, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - one of two kinds
        if self.is_sequence():
            from runql_graphql.inputs import UpdateArtifactSequenceInput as Sequence

            sequence = Sequence.model_validate({"artifact_sequence_id": self.id, **fields})
            call = ops.update_artifact_sequence(input=sequence)
            response = (await self._session.send(call, idempotent=True)).update_artifact_sequence
            return changed_snapshot(response, self.path, self.type)
        from runql_graphql.inputs import UpdateArtifactPortfolioInput as Portfolio

        portfolio = Portfolio.model_validate({"artifact_portfolio_id": self.id, **fields})
        other = ops.update_artifact_portfolio(input=portfolio)
        found = (await self._session.send(other, idempotent=True)).update_artifact_portfolio
        return changed_snapshot(found, self.path, self.type)
