"""What a run made, and what it took as input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.lineage import neighbors as ops

from runql._async.artifacts.listing import ArtifactBuilder, AsyncArtifacts, artifact_key
from runql._models.artifacts.base import ArtifactContext
from runql._models.runs.lookup import found_run
from runql._paging.connections import page_of
from runql._paging.pages import Listing, Page, PageWindow

if TYPE_CHECKING:
    from runql_graphql.list_run_input_artifacts import ListRunInputArtifacts
    from runql_graphql.list_run_output_artifacts import ListRunOutputArtifacts

    from runql._async._client.session import AsyncSession
    from runql._async.artifacts.resource import AsyncArtifact, MetadataT
    from runql._paths.runs import RunPath

__all__ = ["AsyncRunLineage"]


class AsyncRunLineage:
    """The artifacts next to a run."""

    _session: AsyncSession
    _path: RunPath

    def logged_artifacts(
        self,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> AsyncArtifacts[MetadataT]:
        """List the versions that the run made.

        Args:
            per_page: Versions to request at once; None begins with 100, and requests more each
                time.
            limit: Versions after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            metadata: What to read `artifact.metadata` as.

        Raises:
            NotFoundError: If the run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        builder = self._artifact_builder(metadata)
        path = self._path
        call = ops.list_run_output_artifacts(entity=path.entity, project=path.project, run=path.run)

        def read(response: ListRunOutputArtifacts) -> Page[AsyncArtifact[Any]]:
            """Take a page of versions out of a response."""
            found = found_run(response, path, "ListRunOutputArtifacts").output_artifacts
            if found is None:
                return Page((), None, 0)
            return page_of(
                found,
                lambda each: builder.build(each) if each is not None else None,
                found.total_count,
            )

        listing = Listing(
            call, read, artifact_key, PageWindow(per_page, limit, after), first_page=100
        )
        return AsyncArtifacts(self._session, listing)

    def used_artifacts(
        self,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> AsyncArtifacts[MetadataT]:
        """List the versions that the run took as input.

        Args:
            per_page: Versions to request at once; None begins with 100, and requests more each
                time.
            limit: Versions after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            metadata: What to read `artifact.metadata` as.

        Raises:
            NotFoundError: If the run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        builder = self._artifact_builder(metadata)
        path = self._path
        call = ops.list_run_input_artifacts(entity=path.entity, project=path.project, run=path.run)

        def read(response: ListRunInputArtifacts) -> Page[AsyncArtifact[Any]]:
            """Take a page of versions out of a response."""
            found = found_run(response, path, "ListRunInputArtifacts").input_artifacts
            if found is None:
                return Page((), None, 0)
            return page_of(
                found,
                lambda each: builder.build(each) if each is not None else None,
                found.total_count,
            )

        listing = Listing(
            call, read, artifact_key, PageWindow(per_page, limit, after), first_page=100
        )
        return AsyncArtifacts(self._session, listing)

    def _artifact_builder(self, metadata: type[Any] | None) -> ArtifactBuilder:
        context = ArtifactContext(self._session.app_url, metadata)
        return ArtifactBuilder(self._session, context)
