"""Lineage graphs that the server computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.lineage.graph import Lineage
from runql._models.lineage.nodes import LineageEdge, LineageNode

if TYPE_CHECKING:
    from runql_graphql.fragments.lineage.graph import (
        ArtifactLineageDagArtifactFields,
        ArtifactLineageDagFields,
        ArtifactLineageDagRunFields,
    )

    from runql._paths.artifacts import ArtifactPath

__all__ = ["graph_of"]


def graph_of(dag: ArtifactLineageDagFields, root: ArtifactPath, kind: str) -> Lineage:
    """Return the graph of a response, with the root version first.

    The graph is incomplete in three cases: the server reports a limit, the server folded nodes into
    clusters, or an edge names a node that the response lacks.
    """
    first = LineageNode(str(root), "artifact", str(root), str(root).rpartition("/")[2], kind)
    nodes = {first.path: first}
    ids: dict[str, str] = {}
    for artifact in dag.artifacts:
        if artifact is not None:
            node = _artifact_node(artifact)
            nodes.setdefault(node.path, node)
            ids[artifact.artifact_node_id] = node.path
    for run in dag.runs:
        if run is not None:
            node = _run_node(run)
            nodes.setdefault(node.path, node)
            ids[run.run_node_id] = node.path
    edges: dict[LineageEdge, None] = {}
    complete = not dag.hit_limit and not dag.clusters
    for edge in dag.edges:
        if edge is None or edge.artifact_node_id not in ids or edge.run_node_id not in ids:
            complete = False
            continue
        ends = ids[edge.run_node_id], ids[edge.artifact_node_id]
        if str(edge.direction) == "TowardArtifact":
            edges[LineageEdge(*ends)] = None
        elif str(edge.direction) == "AwayFromArtifact":
            edges[LineageEdge(*reversed(ends))] = None
        else:
            complete = False
    return Lineage(first.id, tuple(nodes.values()), tuple(edges), complete)


def _artifact_node(found: ArtifactLineageDagArtifactFields) -> LineageNode:
    label = f"{found.artifact_sequence_name}:v{found.version_index}"
    path = f"{found.entity_name}/{found.project_name}/{label}"
    return LineageNode(path, "artifact", path, label, found.artifact_type_name)


def _run_node(found: ArtifactLineageDagRunFields) -> LineageNode:
    path = f"{found.entity_name}/{found.project_name}/{found.run_name}"
    return LineageNode(path, "run", path, found.display_name or found.run_name, found.job_type)
