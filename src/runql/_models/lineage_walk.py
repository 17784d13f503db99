"""The walk from a version to what lies beside it, many runs in one question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from runql_graphql.ops import lineage as ops

from runql._models.lineage import Direction, Lineage, LineageEdge, LineageNode
from runql._paths import ProjectPath
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql_graphql.calls import Call
    from runql_graphql.fragments import ArtifactNode, RunNode, RunNodeFull
    from runql_graphql.list_lineage_runs import ListLineageRuns

__all__ = ["LineageWalk"]

_BATCH: Final = 50


class LineageWalk:
    """What has been seen of a graph, and where to look next.

    A step goes from runs to the versions beside them, and on to the next runs: upstream from a run to
    its inputs and to who made those, downstream to its outputs and to who used those.
    """

    def __init__(self, direction: Direction, depth: int | None, limit: int) -> None:
        """Set out.

        Raises:
            UsageError: A number is out of bounds, or there is no such direction.
        """
        if direction not in ("both", "upstream", "downstream"):
            raise UsageError(
                f"direction is {direction!r}.", remedy="Known are both, upstream and downstream."
            )
        if depth is not None and depth < 0:
            raise UsageError(f"depth is {depth}, but must not be negative.")
        if limit < 1:
            raise UsageError(f"limit is {limit}, but must be at least 1.")
        self._up = direction != "downstream"
        self._down = direction != "upstream"
        self._depth = depth
        self._limit = limit
        self._nodes: dict[str, LineageNode] = {}
        self._edges: dict[LineageEdge, None] = {}
        self._walked: set[tuple[str, bool]] = set()
        self._frontier: dict[tuple[str, bool], RunNode] = {}
        self._steps = 0
        self._complete = True
        self._root = ""

    def start(self, artifact: ArtifactNode) -> None:
        """Take in the version that the walk begins at."""
        self._root = artifact.id
        self._add_artifact(artifact, up=self._up, down=self._down)

    def questions(self) -> list[Call[ListLineageRuns]]:
        """Return what to ask for the next step; empty at the end of the walk."""
        if self._depth is not None and self._steps >= self._depth:
            return []
        if self._frontier and len(self._nodes) >= self._limit:
            self._complete = False
            return []
        by_project: dict[ProjectPath, dict[str, None]] = {}
        for run in self._frontier.values():
            if run.project is not None:
                place = ProjectPath(run.project.entity_name, run.project.name)
                by_project.setdefault(place, {})[run.name] = None
        return [
            ops.list_lineage_runs(
                entity=place.entity,
                project=place.project,
                filters=json.dumps({"name": {"$in": batch}}),
                first=len(batch),
            )
            for place, names in by_project.items()
            for batch in _batches(list(names))
        ]

    def advance(self, answers: Iterable[ListLineageRuns]) -> None:
        """Take in the answers to the questions of a step."""
        frontier, self._frontier = self._frontier, {}
        self._walked |= frontier.keys()
        self._steps += 1
        for answer in answers:
            connection = answer.project.runs if answer.project is not None else None
            for edge in connection.edges if connection is not None else []:
                run = edge.node
                self._add_beside(
                    run, up=(run.id, True) in frontier, down=(run.id, False) in frontier
                )

    def result(self) -> Lineage:
        """Return the graph as far as it has been seen."""
        known = self._nodes.keys()
        edges = (e for e in self._edges if e.source in known and e.target in known)
        return Lineage(self._root, tuple(self._nodes.values()), tuple(edges), self._complete)

    def _add_beside(self, run: RunNodeFull, *, up: bool, down: bool) -> None:
        inputs, outputs = run.input_artifacts, run.output_artifacts
        if up and inputs is not None:
            self._complete &= not inputs.page_info.has_next_page
            for edge in inputs.edges:
                if edge.node is not None:
                    self._add_artifact(edge.node, up=True, down=False)
                    self._add_edge(edge.node.id, run.id)
        if down and outputs is not None:
            self._complete &= not outputs.page_info.has_next_page
            for made in outputs.edges:
                if made.node is not None:
                    self._add_artifact(made.node, up=False, down=True)
                    self._add_edge(run.id, made.node.id)

    def _add_artifact(self, artifact: ArtifactNode, *, up: bool, down: bool) -> None:
        from runql_graphql.fragments import RunNode

        self._nodes.setdefault(artifact.id, _artifact_node(artifact))
        creator = artifact.created_by
        if self._depth is not None and self._steps >= self._depth:
            return
        if up and isinstance(creator, RunNode):
            self._add_run(creator, up=True)
            self._add_edge(creator.id, artifact.id)
        if down:
            self._complete &= not artifact.used_by.page_info.has_next_page
            for edge in artifact.used_by.edges:
                self._add_run(edge.node, up=False)
                self._add_edge(artifact.id, edge.node.id)

    def _add_run(self, run: RunNode, *, up: bool) -> None:
        self._nodes.setdefault(run.id, _run_node(run))
        if (run.id, up) not in self._walked:
            self._frontier[run.id, up] = run

    def _add_edge(self, source: str, target: str) -> None:
        self._edges[LineageEdge(source, target)] = None


def _artifact_node(artifact: ArtifactNode) -> LineageNode:
    sequence = artifact.artifact_sequence
    label = f"{sequence.name}:v{artifact.version_index or 0}"
    home = sequence.project
    path = f"{home.entity_name}/{home.name}/{label}" if home is not None else label
    return LineageNode(artifact.id, "artifact", path, label, artifact.artifact_type.name)


def _run_node(run: RunNode) -> LineageNode:
    home = run.project
    path = f"{home.entity_name}/{home.name}/{run.name}" if home is not None else run.name
    label = run.display_name or run.name
    return LineageNode(run.id, "run", path, label, run.job_type, run.state)


def _batches(names: list[str]) -> list[list[str]]:
    return [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
