"""What a project holds next to its runs: sweeps, reports, artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql._async._client.lister import AsyncLister
from runql._async.collections.api import AsyncCollectionsApi
from runql._async.reports.api import AsyncReportsApi
from runql._async.sweeps.api import AsyncSweepsApi
from runql._models.projects.storage import tags_page
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.list_run_tags import ListRunTags

    from runql._async._client.session import AsyncSession
    from runql._async.collections.artifact_types import AsyncArtifactTypes
    from runql._async.collections.listing import AsyncArtifactCollections
    from runql._async.reports.listing import AsyncReports
    from runql._async.sweeps.listing import AsyncSweeps
    from runql._paging.order import Order
    from runql._paths.projects import ProjectPath
    from runql.filters import Filter

__all__ = ["AsyncProjectContents"]


class AsyncProjectContents:
    """Lists of what a project holds; every method works as in `api`."""

    _session: AsyncSession

    if TYPE_CHECKING:

        @property
        def path(self) -> ProjectPath:
            """Where the project is."""
            ...

    def artifact_types(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> AsyncArtifactTypes:
        """List the types of the project's artifacts; everything is as in `api.artifact_types`.

        Requests: None until iterated; then one per page.
        """
        return AsyncCollectionsApi(self._session).artifact_types(
            self.path, per_page=per_page, limit=limit, after=after
        )

    def collections(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncArtifactCollections:
        """List the project's collections of artifacts, of every type.

        Everything is as in `api.artifact_collections`.

        Requests: None until iterated; then one per page.
        """
        return AsyncCollectionsApi(self._session).artifact_collections(
            self.path,
            order=order,
            filters=filters,
            per_page=per_page,
            limit=limit,
            after=after,
        )

    async def run_tags(self) -> list[str]:
        """Return the tags of the project's runs. Servers have this since January 2024 or before.

        `tag_counts()` has them with the number of runs of each.

        Returns:
            The names of the tags, in the server's order.

        Raises:
            NotFoundError: If the project has been deleted.
            UnsupportedError: If the server has no `Project.runTags`.

        Requests: One per 1,000 tags.
        """

        def read(response: ListRunTags) -> Page[str]:
            """Take a page of tags out of a response."""
            return tags_page(response, self.path)

        call = ops.list_run_tags(entity=self.path.entity, project=self.path.project)
        listing = Listing(call, read, str, PageWindow(per_page=LARGEST_PAGE))
        return await AsyncLister[str](self._session, listing).all()

    def reports(
        self,
        name: str | None = None,
        *,
        drafts: bool = False,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncReports:
        """List the project's reports; everything is as in `api.reports`.

        Requests: None until iterated; then one per page.
        """
        return AsyncReportsApi(self._session).reports(
            self.path, name, drafts=drafts, per_page=per_page, limit=limit, after=after
        )

    def sweeps(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncSweeps:
        """List the project's sweeps; everything is as in `api.sweeps`.

        Requests: None until iterated; then one per page.
        """
        return AsyncSweepsApi(self._session).sweeps(
            self.path, filters, order, per_page=per_page, limit=limit, after=after
        )
