"""Where the nodes of a lineage graph stand: columns from left to right, lines around the boxes between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from runql._models.lineage.nodes import LineageEdge, LineageNode

__all__ = ["Layout", "Place", "layers", "layout_of"]

Place: TypeAlias = "tuple[int, float]"
"""Column and row; rows can be halves."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where nodes stand.

    Attributes:
        places: Column and row of each node, by its id.
        routes: Of each edge, in their order, the places between both ends that its line goes through.
    """

    places: Mapping[str, Place]
    routes: Sequence[Sequence[Place]]


def layers(nodes: Sequence[LineageNode], edges: Sequence[LineageEdge]) -> dict[str, int]:
    """Return the column of each node: one after the last of those that it came from."""
    before: dict[str, set[str]] = {node.id: set() for node in nodes}
    for edge in edges:
        before[edge.target].add(edge.source)
    columns: dict[str, int] = {}
    waiting = list(before)
    # A run that uses what it logged makes a circle; the runs that are left then go after the rest.
    while waiting:
        ready = [each for each in waiting if before[each] <= columns.keys()] or waiting[:1]
        for each in ready:
            known = [columns[other] for other in before[each] if other in columns]
            columns[each] = max(known, default=-1) + 1
        waiting = [each for each in waiting if each not in columns]
    return columns


def layout_of(nodes: Sequence[LineageNode], edges: Sequence[LineageEdge]) -> Layout:
    """Return where nodes stand, so that few lines cross and no line runs behind a box.

    A line across several columns has a row of its own in those between.
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
