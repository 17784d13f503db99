# Generated from src/runql/_async/run_lineage.py by `make generate`. Do not edit.

"""What a run made, and what it took as input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.lineage import neighbors as ops

from runql._models.artifact import ArtifactContext
from runql._models.collection import page_of
from runql._models.history_answers import found_run
from runql._pages import Listing, Page
from runql._paths import app_url
from runql._sync.artifacts import ArtifactBuilder, Artifacts, artifact_key

if TYPE_CHECKING:
    from runql_graphql.list_run_input_artifacts import ListRunInputArtifacts
    from runql_graphql.list_run_output_artifacts import ListRunOutputArtifacts

    from runql._paths import RunPath
    from runql._sync.artifact import Artifact, MetadataT
    from runql._sync.session import Session

__all__ = ["RunLineage"]


class RunLineage:
    """The artifacts beside a run."""

    _session: Session
    _path: RunPath

    def logged_artifacts(
        self,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> Artifacts[MetadataT]:
        """List the versions that the run made.

        Args:
            per_page: Versions to ask for at once; None begins with 100, and asks for more each time.
            limit: Versions after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.
            metadata: What to read `artifact.metadata` as.

        Raises:
            NotFoundError: The run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        builder = self._artifact_builder(metadata)
        path = self._path
        call = ops.list_run_output_artifacts(entity=path.entity, project=path.project, run=path.run)

        def read(answer: ListRunOutputArtifacts) -> Page[Artifact[Any]]:
            """Take a page of versions out of an answer."""
            found = found_run(answer, path, "ListRunOutputArtifacts").output_artifacts
            if found is None:
                return Page((), None, 0)
            return page_of(
                found,
                lambda each: builder.build(each) if each is not None else None,
                found.total_count,
            )

        listing = Listing(
            call, read, artifact_key, per_page=per_page, first_page=100, limit=limit, after=after
        )
        return Artifacts(self._session, listing)

    def used_artifacts(
        self,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> Artifacts[MetadataT]:
        """List the versions that the run took as input.

        Args:
            per_page: Versions to ask for at once; None begins with 100, and asks for more each time.
            limit: Versions after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.
            metadata: What to read `artifact.metadata` as.

        Raises:
            NotFoundError: The run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        builder = self._artifact_builder(metadata)
        path = self._path
        call = ops.list_run_input_artifacts(entity=path.entity, project=path.project, run=path.run)

        def read(answer: ListRunInputArtifacts) -> Page[Artifact[Any]]:
            """Take a page of versions out of an answer."""
            found = found_run(answer, path, "ListRunInputArtifacts").input_artifacts
            if found is None:
                return Page((), None, 0)
            return page_of(
                found,
                lambda each: builder.build(each) if each is not None else None,
                found.total_count,
            )

        listing = Listing(
            call, read, artifact_key, per_page=per_page, first_page=100, limit=limit, after=after
        )
        return Artifacts(self._session, listing)

    def _artifact_builder(self, metadata: type[Any] | None) -> ArtifactBuilder:
        settings = self._session.settings
        context = ArtifactContext(app_url(settings.base_url, settings.app_url), metadata)
        return ArtifactBuilder(self._session, context)
