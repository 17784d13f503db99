"""Entity that owns the registry of a path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from runql_graphql.ops.registries import base as ops

from runql._async._client.lister import AsyncLister
from runql._models.registries.filters import PREFIX
from runql._models.registries.responses import owner_of_registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from runql._async._client.session import AsyncSession
    from runql._paging.pages import Listing
    from runql._paths.artifacts import ArtifactPath, CollectionPath
    from runql._paths.projects import ProjectPath

__all__ = ["AsyncRegistryPathLister", "with_registry_entity"]

T = TypeVar("T")
PathT = TypeVar("PathT", "ArtifactPath", "CollectionPath", "ProjectPath")


async def with_registry_entity(session: AsyncSession, path: PathT) -> PathT:
    """Return a path; a registry path gets the entity of its organization.

    Raises:
        NotFoundError: If it is a registry path, and its entity belongs to no organization.
        UsageError: If it is a registry path, and its entity is a user of several organizations.

    Requests: None; one for a registry whose entity is not known from the server.
    """
    if path.known or not path.project.startswith(PREFIX):
        return path
    response = await session.send(ops.get_registry_owner(name=path.entity))
    return replace(path, entity=owner_of_registry(response, path.entity), known=True)


class AsyncRegistryPathLister(AsyncLister[T]):
    """Lazy list of the contents of a project; a registry's entity is looked up before the first page."""

    _resolve: Callable[[], Any] | None = None

    @classmethod
    def under(
        cls, session: AsyncSession, path: PathT, listing: Callable[[PathT], Listing[Any, T]]
    ) -> Self:
        """Return the list for a path, which is checked now and completed when the list is read."""
        made = cls(session, listing(path))

        async def resolve() -> None:
            """Replace the listing by that of the completed path."""
            made._listing = listing(await with_registry_entity(session, path))

        made._resolve = resolve
        return made

    async def _load_page(self) -> None:
        if self._resolve is not None:
            await self._resolve()
            self._resolve = None
        await super()._load_page()
