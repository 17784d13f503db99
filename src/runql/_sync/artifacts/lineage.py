# Generated from src/runql/_async/artifacts/lineage.py by `make generate`. Do not edit.

"""Lineage of an artifact version: its creator, the runs that used it, and the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.lineage import graph as lineage_graph
from runql_graphql.ops.lineage import neighbors as ops

from runql._models._attributes.mutation_results import empty_response
from runql._models.artifacts.base import missing_artifact
from runql._models.lineage.server_graph import graph_of
from runql._models.lineage.walk import LineageWalk
from runql._models.runs.fields import RunFields
from runql._models.runs.listed.context import RunContext
from runql._models.runs.listed.page_batch import PageBatch
from runql._models.runs.responses import own_path
from runql._paging.order import Order, order_to_wire
from runql._paging.pages import Page, PageWindow
from runql._sync._relations import list_of_runs, run_of
from runql.errors import UsageError
from runql.filters import Filter, filters_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.artifacts.base import ArtifactFields
    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.list_artifact_users import ListArtifactUsers

    from runql._models.lineage.graph import Direction, Lineage
    from runql._paths.artifacts import ArtifactPath
    from runql._sync._client.session import Session
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run
    from runql._sync.runs.summary import ConfigT, SummaryT

__all__ = ["ArtifactLineage"]


class ArtifactLineage:
    """Methods of an artifact version that read its lineage."""

    _session: Session
    _snapshot: ArtifactFields

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque ID."""
            ...

        @property
        def path(self) -> ArtifactPath:
            """Path that the version was found at."""
            ...

        @property
        def source_path(self) -> ArtifactPath:
            """Path that the version was logged to."""
            ...

    def logged_by(self) -> Run | None:
        """Return the run that created the version.

        None means that a user created the version, or the run has been deleted.

        Raises:
            NotFoundError: If the version has been deleted.

        Requests: One.

        Examples:
            >>> model = api.artifact("sandbox/mnist/model:best")
            >>> model.logged_by()
            <Run sandbox/mnist/demo0021 (finished)>
        """
        response = self._session.send(ops.get_artifact_creator(id=self.id))
        if response.artifact is None:
            raise missing_artifact(self.path, "GetArtifactCreator")
        from runql_graphql.fragments.runs.base import RunFull

        creator = response.artifact.created_by
        if not isinstance(creator, RunFull):
            return None
        return self._run(creator, RunContext(self._session.app_url))

    def used_by(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> Runs[ConfigT, SummaryT]:
        """List the runs that used the version as input, directly or through a link.

        The arguments are those of `api.runs`.

        Raises:
            NotFoundError: If the version has been deleted; raised by the first page.

        Requests: None until iterated; then one per page, regardless of the attributes that are read.
        Up to three more for keys that possibly no run has.

        Examples:
            >>> data = api.artifact("sandbox/vision/samples:latest")
            >>> [run.name for run in data.used_by()]
            ['train', 'evaluate']
        """
        chosen = RunFields.parse(fields)
        call = chosen.applied_to(
            ops.list_artifact_users(
                id=self.id,
                filters=filters_to_wire(filters),
                order=order_to_wire(order),
            )
        )
        context = RunContext(self._session.app_url, config, summary, chosen.partial)

        def read(response: ListArtifactUsers) -> Page[Run[Any, Any]]:
            """Return a page of runs from a response."""
            if response.artifact is None:
                raise missing_artifact(self.path, "ListArtifactUsers")
            page_batch: PageBatch[Run[Any, Any]] = PageBatch()
            connection = response.artifact.used_by
            runs = tuple(self._run(edge.node, context, page_batch) for edge in connection.edges)
            info = connection.page_info
            cursor = info.end_cursor if info.has_next_page else None
            return Page(runs, cursor, end=info.end_cursor)

        return list_of_runs(self._session, call, read, PageWindow(per_page, limit, after))

    def lineage(
        self,
        *,
        depth: int | None = None,
        direction: Direction = "both",
        limit: int = 1000,
    ) -> Lineage:
        """Return the lineage graph of the version: its inputs and derived outputs.

        Args:
            depth: Maximum distance in runs. 1 includes the run that created the version with its
                inputs, and the runs that used it with their outputs. None means no limit.
            direction: `upstream`, `downstream` or `both`.
            limit: Number of nodes after which the search ends; `complete` of the graph is then False.

        Raises:
            NotFoundError: If the version has been deleted.
            UsageError: If a number is out of bounds, or the direction is unknown.

        Requests: One; then, for each step, one per project and 50 runs; and one per further 200
        runs or versions of a node with more neighbors.
        """
        walk = LineageWalk(direction, depth, limit)
        response = self._session.send(lineage_graph.get_lineage_start(id=self.id))
        if response.artifact is None:
            raise missing_artifact(self.path, "GetLineageStart")
        walk.start(response.artifact)
        self._complete(walk)
        while queries := walk.queries():
            walk.advance([self._session.send(query) for query in queries])
            self._complete(walk)
        return walk.result()

    def lineage_graph(self, *, limit: int = 10_000) -> Lineage:
        """Return the lineage graph as the server computes it, in one request.

        The graph has runs and versions as in `lineage()`, without the state of runs. W&B does not document the depth of
        the server's search. `lineage()` searches in the client, with a depth and a direction, and sends a request for
        each step. Servers gained this field between December 2022 and January 2024.

        Args:
            limit: Number of nodes after which the server ends the graph.

        Returns:
            The graph; `complete` is False if the server truncated it.

        Raises:
            UsageError: If the limit is below 1; nothing was sent.
            NotFoundError: If the version has been deleted.
            UnsupportedError: If the server has no `Artifact.artifactLineageDag`.

        Requests: One.
        """
        if limit < 1:
            raise UsageError(f"limit must be at least 1, got {limit}.")
        call = lineage_graph.get_artifact_graph(id=self.id, limit=limit)
        response = self._session.send(call)
        if response.artifact is None:
            raise missing_artifact(self.path, "GetArtifactGraph")
        dag = response.artifact.artifact_lineage_dag
        if dag is None:
            raise empty_response("GetArtifactGraph", "graph")
        return graph_of(dag, self.source_path, self._snapshot.artifact_type.name)

    def _complete(self, walk: LineageWalk) -> None:
        """Load the remaining neighbors of nodes that came with a part of them."""
        while rests := walk.rests():
            for rest in rests:
                walk.take(rest, self._session.send(rest.call))

    def _run(
        self,
        snapshot: RunFull,
        context: RunContext,
        page_batch: PageBatch[Run[Any, Any]] | None = None,
    ) -> Run[Any, Any]:
        path = own_path(snapshot, self.source_path.project_path)
        return run_of(self._session, snapshot, path, context, page_batch)
