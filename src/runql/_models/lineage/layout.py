"""Positions in a lineage graph: nodes in columns from left to right, lines around the boxes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from runql._models.lineage.nodes import LineageEdge, LineageNode

__all__ = ["Layout", "Place", "layers", "layout_of"]

Place: TypeAlias = "tuple[int, float]"
"""Column and row. Rows can be halves."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of the nodes, and routes of the edges.

    Attributes:
        places: Column and row of each node, by its id.
        routes: Positions that the line of each edge passes between its ends, in the order of the edges.
    """

    places: Mapping[str, Place]
    routes: Sequence[Sequence[Place]]


def layers(nodes: Sequence[LineageNode], edges: Sequence[LineageEdge]) -> dict[str, int]:
    """Return the column of each node: one after the last column of its sources."""
    before: dict[str, set[str]] = {node.id: set() for node in nodes}
    for edge in edges:
        before[edge.target].add(edge.source)
    columns: dict[str, int] = {}
    waiting = list(before)
    # Runs that use their own outputs form a cycle. The remaining nodes go after all others.
    while waiting:
        ready = [each for each in waiting if before[each] <= columns.keys()] or waiting[:1]
        for each in ready:
            known = [columns[other] for other in before[each] if other in columns]
            columns[each] = max(known, default=-1) + 1
        waiting = [each for each in waiting if each not in columns]
    return columns


def layout_of(nodes: Sequence[LineageNode], edges: Sequence[LineageEdge]) -> Layout:
    """Return positions with few crossing lines and no line through a box.

    A line across several columns gets its own row in the columns between.
    """
    columns = layers(nodes, edges)
    members: dict[int, list[Hashable]] = {}
    parents: dict[Hashable, list[Hashable]] = {}
    for node in nodes:
        members.setdefault(columns[node.id], []).append(node.id)
    bends: list[list[Hashable]] = []
    for number, edge in enumerate(edges):
        between = range(columns[edge.source] + 1, columns[edge.target])
        chain: list[Hashable] = [(number, column) for column in between]
        bends.append(chain)
        for column, each in zip(between, chain, strict=True):
            members[column].append(each)
        ends: list[Hashable] = [edge.source, *chain, edge.target]
        for source, target in pairwise(ends):
            parents.setdefault(target, []).append(source)
    rows: dict[Hashable, float] = {}
    most = max(map(len, members.values()))
    for column in sorted(members):
        found = members[column]
        means = {each: _mean(rows, parents.get(each, ())) for each in found}
        found.sort(key=lambda each: means[each])
        start = (most - len(found)) / 2
        rows.update((each, start + index) for index, each in enumerate(found))
    places = {node.id: (columns[node.id], rows[node.id]) for node in nodes}
    routes = [
        [(columns[edge.source] + 1 + index, rows[each]) for index, each in enumerate(chain)]
        for edge, chain in zip(edges, bends, strict=True)
    ]
    return Layout(places, routes)


def _mean(rows: Mapping[Hashable, float], parents: Sequence[Hashable]) -> float:
    known = [rows[each] for each in parents if each in rows]
    return sum(known) / len(known) if known else 0.0
