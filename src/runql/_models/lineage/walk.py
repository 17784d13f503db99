"""Breadth-first walk from a version to its neighbors, many runs per request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from runql_graphql.ops.lineage import graph as ops

from runql._choices import checked_choice
from runql._models.lineage.graph import Direction, Lineage
from runql._models.lineage.nodes import LineageEdge, LineageNode
from runql._paths.projects import ProjectPath
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql_graphql.calls import Call
    from runql_graphql.fragments._shared import PageInfoFields
    from runql_graphql.fragments.lineage.graph import ArtifactNode, RunNode, RunNodeFull
    from runql_graphql.list_lineage_runs import ListLineageRuns

__all__ = ["LineageWalk", "Rest"]

_BATCH: Final = 50
_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Rest:
    """Neighbors of a node that did not fit into the first page.

    Attributes:
        call: Query for the next page.
        node: Id of the node.
        kind: Relation of the neighbors to the node.
    """

    call: Call[Any]
    node: str
    kind: Literal["users", "inputs", "outputs"]


class LineageWalk:
    """The visited part of a graph, and the runs to visit next.

    A step goes from runs to adjacent versions, and on to the next runs. Upstream follows a run's inputs
    and the runs that created them. Downstream follows its outputs and the runs that used them.
    """

    def __init__(self, direction: Direction, depth: int | None, limit: int) -> None:
        """Start with an empty graph.

        Raises:
            UsageError: If `depth` or `limit` is out of bounds, or the direction is unknown.
        """
        checked_choice("direction", direction, get_args(Direction))
        if depth is not None and depth < 0:
            raise UsageError(f"depth must be at least 0, got {depth}.")
        if limit < 1:
            raise UsageError(f"limit must be at least 1, got {limit}.")
        self._up = direction != "downstream"
        self._down = direction != "upstream"
        self._depth = depth
        self._limit = limit
        self._nodes: dict[str, LineageNode] = {}
        self._edges: dict[LineageEdge, None] = {}
        self._walked: set[tuple[str, bool]] = set()
        self._frontier: dict[tuple[str, bool], RunNode] = {}
        self._rests: list[Rest] = []
        self._steps = 0
        self._complete = True
        self._root = ""

    def start(self, artifact: ArtifactNode) -> None:
        """Add the version that the walk starts from."""
        self._root = artifact.id
        self._add_artifact(artifact, up=self._up, down=self._down)

    def queries(self) -> list[Call[ListLineageRuns]]:
        """Return the queries of the next step; empty at the end of the walk."""
        if self._depth is not None and self._steps >= self._depth:
            return []
        if self._frontier and len(self._nodes) >= self._limit:
            self._complete = False
            return []
        by_project: dict[ProjectPath, dict[str, None]] = {}
        for run in self._frontier.values():
            if run.project is not None:
                project_path = ProjectPath(run.project.entity_name, run.project.name)
                by_project.setdefault(project_path, {})[run.name] = None
        return [
            ops.list_lineage_runs(
                entity=project_path.entity,
                project=project_path.project,
                filters=json.dumps({"name": {"$in": batch}}),
                first=len(batch),
            )
            for project_path, names in by_project.items()
            for batch in _batches(list(names))
        ]

    def advance(self, responses: Iterable[ListLineageRuns]) -> None:
        """Add the responses of a step to the graph."""
        frontier, self._frontier = self._frontier, {}
        self._walked |= frontier.keys()
        self._steps += 1
        for response in responses:
            connection = response.project.runs if response.project is not None else None
            for edge in connection.edges if connection is not None else []:
                run = edge.node
                self._add_beside(
                    run, up=(run.id, True) in frontier, down=(run.id, False) in frontier
                )

    def rests(self) -> list[Rest]:
        """Return queries for the remaining neighbors of nodes with more than one page of them.

        The step is done when none are left.
        """
        found, self._rests = self._rests, []
        if found and len(self._nodes) >= self._limit:
            self._complete = False
            return []
        return found

    def take(self, rest: Rest, response: Any) -> None:  # noqa: ANN401 - of three queries
        """Add the response to one of the queries of `rests()`."""
        owner = (
            response.artifact if rest.kind == "users" else response.project and response.project.run
        )
        if owner is None:  # deleted in the meantime
            return
        if rest.kind == "users":
            self._add_users(rest.node, owner.used_by, rest.call)
        elif rest.kind == "inputs":
            self._add_inputs(rest.node, owner.input_artifacts, rest.call)
        else:
            self._add_outputs(rest.node, owner.output_artifacts, rest.call)

    def result(self) -> Lineage:
        """Return the graph of all nodes visited so far."""
        known = self._nodes.keys()
        edges = (e for e in self._edges if e.source in known and e.target in known)
        return Lineage(self._root, tuple(self._nodes.values()), tuple(edges), self._complete)

    def _add_beside(self, run: RunNodeFull, *, up: bool, down: bool) -> None:
        project = run.project
        ids: dict[str, Any] = {
            "entity": project.entity_name if project is not None else None,
            "project": project.name if project is not None else "",
            "run": run.name,
            "first": _PAGE,
        }
        if up and run.input_artifacts is not None:
            self._add_inputs(run.id, run.input_artifacts, ops.list_lineage_inputs(**ids))
        if down and run.output_artifacts is not None:
            self._add_outputs(run.id, run.output_artifacts, ops.list_lineage_outputs(**ids))

    def _add_inputs(self, run_id: str, inputs: Any, call: Call[Any]) -> None:  # noqa: ANN401 - of two responses
        for edge in inputs.edges:
            if edge.node is not None:
                self._add_artifact(edge.node, up=True, down=False)
                self._add_edge(edge.node.id, run_id)
        self._add_rest(call, run_id, "inputs", inputs.page_info)

    def _add_outputs(self, run_id: str, outputs: Any, call: Call[Any]) -> None:  # noqa: ANN401 - of two responses
        for edge in outputs.edges:
            if edge.node is not None:
                self._add_artifact(edge.node, up=False, down=True)
                self._add_edge(run_id, edge.node.id)
        self._add_rest(call, run_id, "outputs", outputs.page_info)

    def _add_users(self, artifact_id: str, users: Any, call: Call[Any]) -> None:  # noqa: ANN401 - of two responses
        for edge in users.edges:
            self._add_run(edge.node, up=False)
            self._add_edge(artifact_id, edge.node.id)
        self._add_rest(call, artifact_id, "users", users.page_info)

    def _add_rest(
        self,
        call: Call[Any],
        node: str,
        kind: Literal["users", "inputs", "outputs"],
        page: PageInfoFields,
    ) -> None:
        if page.has_next_page and page.end_cursor is not None:
            self._rests.append(Rest(call.replace(after=page.end_cursor), node, kind))

    def _add_artifact(self, artifact: ArtifactNode, *, up: bool, down: bool) -> None:
        from runql_graphql.fragments.lineage.graph import RunNode

        self._nodes.setdefault(artifact.id, _artifact_node(artifact))
        creator = artifact.created_by
        if self._depth is not None and self._steps >= self._depth:
            return
        if up and isinstance(creator, RunNode):
            self._add_run(creator, up=True)
            self._add_edge(creator.id, artifact.id)
        if down:
            call = ops.list_lineage_users(id=artifact.id, first=_PAGE)
            self._add_users(artifact.id, artifact.used_by, call)

    def _add_run(self, run: RunNode, *, up: bool) -> None:
        self._nodes.setdefault(run.id, _run_node(run))
        if (run.id, up) not in self._walked:
            self._frontier[run.id, up] = run

    def _add_edge(self, source: str, target: str) -> None:
        self._edges[LineageEdge(source, target)] = None


def _artifact_node(artifact: ArtifactNode) -> LineageNode:
    sequence = artifact.artifact_sequence
    label = f"{sequence.name}:v{artifact.version_index or 0}"
    project = sequence.project
    path = f"{project.entity_name}/{project.name}/{label}" if project is not None else label
    return LineageNode(artifact.id, "artifact", path, label, artifact.artifact_type.name)


def _run_node(run: RunNode) -> LineageNode:
    project = run.project
    path = f"{project.entity_name}/{project.name}/{run.name}" if project is not None else run.name
    label = run.display_name or run.name
    return LineageNode(run.id, "run", path, label, run.job_type, run.state)


def _batches(names: list[str]) -> list[list[str]]:
    return [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
