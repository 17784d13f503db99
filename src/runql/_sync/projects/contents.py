# Generated from src/runql/_async/projects/contents.py by `make generate`. Do not edit.

"""Contents of a project other than runs: artifacts, tags, reports and sweeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql._models.projects.storage import tags_page
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow
from runql._sync._client.lister import Lister
from runql._sync.collections.api import CollectionsApi
from runql._sync.reports.api import ReportsApi
from runql._sync.sweeps.api import SweepsApi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.list_run_tags import ListRunTags

    from runql._paging.order import Order
    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session
    from runql._sync.collections.artifact_types import ArtifactTypes
    from runql._sync.collections.listing import ArtifactCollections
    from runql._sync.reports.listing import Reports
    from runql._sync.sweeps.listing import Sweeps
    from runql.filters import Filter

__all__ = ["ProjectContents"]


class ProjectContents:
    """Methods of a project that list its contents, with the arguments of the `api` methods."""

    _session: Session

    if TYPE_CHECKING:

        @property
        def path(self) -> ProjectPath:
            """Path of the project."""
            ...

    def artifact_types(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> ArtifactTypes:
        """List the project's artifact types; the arguments are those of `api.artifact_types`.

        Requests: None until iterated; then one per page.
        """
        return CollectionsApi(self._session).artifact_types(
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
    ) -> ArtifactCollections:
        """List the project's artifact collections of every type.

        The arguments are those of `api.artifact_collections`.

        Requests: None until iterated; then one per page.
        """
        return CollectionsApi(self._session).artifact_collections(
            self.path,
            order=order,
            filters=filters,
            per_page=per_page,
            limit=limit,
            after=after,
        )

    def run_tags(self) -> list[str]:
        """Return the tags of the project's runs.

        `tag_counts()` also returns the number of runs with each tag. Servers have this since January 2024 or before.

        Returns:
            The names of the tags, in the server's order.

        Raises:
            NotFoundError: If the project has been deleted.
            UnsupportedError: If the server has no `Project.runTags`.

        Requests: One per 1,000 tags.
        """

        def read(response: ListRunTags) -> Page[str]:
            """Return a page of tags from a response."""
            return tags_page(response, self.path)

        call = ops.list_run_tags(entity=self.path.entity, project=self.path.project)
        listing = Listing(call, read, str, PageWindow(per_page=LARGEST_PAGE))
        return Lister[str](self._session, listing).all()

    def reports(
        self,
        name: str | None = None,
        *,
        drafts: bool = False,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Reports:
        """List the project's reports; the arguments are those of `api.reports`.

        Requests: None until iterated; then one per page.
        """
        return ReportsApi(self._session).reports(
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
    ) -> Sweeps:
        """List the project's sweeps; the arguments are those of `api.sweeps`.

        Requests: None until iterated; then one per page.
        """
        return SweepsApi(self._session).sweeps(
            self.path, filters, order, per_page=per_page, limit=limit, after=after
        )
