# Generated from src/runql/_async/runs/lineage.py by `make generate`. Do not edit.

"""Lists of the artifact versions that a run logged and used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models.runs.lookup import found_run
from runql._paging.connections import page_of
from runql._paging.pages import Listing, Page, PageWindow

if TYPE_CHECKING:
    from runql_graphql.fragments.lineage.neighbors import (
        RunInputArtifactsPageInputArtifacts,
        RunOutputArtifactsPageOutputArtifacts,
    )
    from runql_graphql.list_run_input_artifacts import ListRunInputArtifacts
    from runql_graphql.list_run_output_artifacts import ListRunOutputArtifacts

    from runql._models.artifacts.choice import VersionChoice
    from runql._paths.runs import RunPath
    from runql._sync._client.session import Session
    from runql._sync.artifacts.listing import ArtifactBuilder, Artifacts
    from runql._sync.artifacts.resource import Artifact, MetadataT

__all__ = ["RunLineage"]


class RunLineage:
    """Methods of a run that list its artifact versions."""

    _session: Session
    _path: RunPath

    def logged_artifacts(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the public name
        name: str | None = None,
        alias: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> Artifacts[MetadataT]:
        """List the artifact versions that the run logged.

        The server's filters for this list are not documented, so runql filters the versions page by
        page.

        Args:
            type: Required artifact type, such as `model`.
            name: Name of the collection that the versions were logged to, without a version.
            alias: Required alias in that collection, or version number, such as `v3`.
            per_page: Versions per request; None starts with 100 and grows.
            limit: Maximum number of versions; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            metadata: Type of `artifact.metadata`, as in `api.artifact`.

        Returns:
            A lazy list. With a type, a name or an alias, the server reports no count, so `len`
            reads all pages. If no version matches, a warning suggests a similar name.

        Raises:
            UsageError: If a type, name or alias is empty or has `/` or `:`; nothing was sent.
            NotFoundError: If the run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.

        Examples:
            >>> run = api.run("sandbox/vision/train")
            >>> [artifact.name for artifact in run.logged_artifacts()]
            ['classifier:v0', 'classifier:v1']
        """
        from runql_graphql.ops.lineage import neighbors as ops

        from runql._models.artifacts.choice import VersionChoice
        from runql._sync.artifacts.listing import Artifacts, artifact_key

        choice = VersionChoice.of(type, name, alias)
        builder = self._artifact_builder(metadata)
        path = self._path
        call = ops.list_run_output_artifacts(entity=path.entity, project=path.project, run=path.run)

        def read(response: ListRunOutputArtifacts) -> Page[Artifact[Any]]:
            """Return a page of versions from a response."""
            found = found_run(response, path, "ListRunOutputArtifacts")
            return _page(found.output_artifacts, builder, choice, path)

        listing = Listing(
            call,
            read,
            artifact_key,
            PageWindow(per_page, limit, after),
            first_page=100,
            narrowed=bool(choice.wanted),
        )
        return Artifacts(self._session, listing)

    def used_artifacts(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the public name
        name: str | None = None,
        alias: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> Artifacts[MetadataT]:
        """List the artifact versions that the run used as input.

        The server's filters for this list are not documented, so runql filters the versions page by
        page.

        Args:
            type: Required artifact type, such as `model`.
            name: Name of the collection that the versions were logged to, without a version.
            alias: Required alias in that collection, or version number, such as `v3`.
            per_page: Versions per request; None starts with 100 and grows.
            limit: Maximum number of versions; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            metadata: Type of `artifact.metadata`, as in `api.artifact`.

        Returns:
            A lazy list. With a type, a name or an alias, the server reports no count, so `len`
            reads all pages. If no version matches, a warning suggests a similar name.

        Raises:
            UsageError: If a type, name or alias is empty or has `/` or `:`; nothing was sent.
            NotFoundError: If the run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.

        Examples:
            >>> run = api.run("sandbox/vision/train")
            >>> [artifact.name for artifact in run.used_artifacts()]
            ['samples:v1']
        """
        from runql_graphql.ops.lineage import neighbors as ops

        from runql._models.artifacts.choice import VersionChoice
        from runql._sync.artifacts.listing import Artifacts, artifact_key

        choice = VersionChoice.of(type, name, alias)
        builder = self._artifact_builder(metadata)
        path = self._path
        call = ops.list_run_input_artifacts(entity=path.entity, project=path.project, run=path.run)

        def read(response: ListRunInputArtifacts) -> Page[Artifact[Any]]:
            """Return a page of versions from a response."""
            found = found_run(response, path, "ListRunInputArtifacts")
            return _page(found.input_artifacts, builder, choice, path)

        listing = Listing(
            call,
            read,
            artifact_key,
            PageWindow(per_page, limit, after),
            first_page=100,
            narrowed=bool(choice.wanted),
        )
        return Artifacts(self._session, listing)

    def _artifact_builder(self, metadata: type[Any] | None) -> ArtifactBuilder:
        from runql._models.artifacts.base import ArtifactContext
        from runql._sync.artifacts.listing import ArtifactBuilder

        context = ArtifactContext(self._session.app_url, metadata)
        return ArtifactBuilder(self._session, context)


def _page(
    connection: RunOutputArtifactsPageOutputArtifacts | RunInputArtifactsPageInputArtifacts | None,
    builder: ArtifactBuilder,
    choice: VersionChoice,
    path: RunPath,
) -> Page[Artifact[Any]]:
    """Return the requested versions of a page."""
    if connection is None:
        return Page((), None, 0)
    if not choice.wanted:
        return page_of(
            connection,
            lambda each: builder.build(each) if each is not None else None,
            connection.total_count,
        )
    page = page_of(connection, lambda each: each)
    kept = [
        (version, edge.cursor)
        for edge in connection.edges
        if edge.node is not None and choice.fits(version := builder.build(edge.node))
    ]
    if page.cursor is None:
        choice.warn_misspelled(str(path))
    versions, cursors = tuple(each for each, _ in kept), tuple(each for _, each in kept)
    return Page(versions, page.cursor, None, cursors, page.sent, end=page.end)
