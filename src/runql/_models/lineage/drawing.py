"""Drawings of a lineage graph: columns from left to right, as SVG."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql._models.lineage.nodes import LineageEdge, LineageNode

__all__ = ["layers", "svg_of"]

_WIDTH: Final = 190
_HEIGHT: Final = 44
_GAP: Final = 70
_ROW: Final = 18
_LONGEST: Final = 26

_COLORS: Final = {"artifact": "#e8f0fe", "run": "#fef3e0"}


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


def svg_of(nodes: Sequence[LineageNode], edges: Sequence[LineageEdge], root: str) -> str:
    """Return the graph as SVG, the root with a thicker border."""
    positions = _positions(nodes, edges)
    width = max((x for x, _ in positions.values()), default=0) + _WIDTH + 10
    height = max((y for _, y in positions.values()), default=0) + _HEIGHT + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#777"/></marker></defs>',
    ]
    parts += [_line(positions[edge.source], positions[edge.target]) for edge in edges]
    parts += [_box(node, positions[node.id], root=node.id == root) for node in nodes]
    return "\n".join([*parts, "</svg>"])


def _positions(
    nodes: Sequence[LineageNode], edges: Sequence[LineageEdge]
) -> Mapping[str, tuple[int, int]]:
    columns = layers(nodes, edges)
    rows: dict[int, int] = {}
    positions: dict[str, tuple[int, int]] = {}
    for node in nodes:
        column = columns[node.id]
        row = rows.get(column, 0)
        rows[column] = row + 1
        positions[node.id] = (10 + column * (_WIDTH + _GAP), 10 + row * (_HEIGHT + _ROW))
    return positions


def _line(source: tuple[int, int], target: tuple[int, int]) -> str:
    x1, y1 = source[0] + _WIDTH, source[1] + _HEIGHT // 2
    x2, y2 = target[0], target[1] + _HEIGHT // 2
    bend = max((x2 - x1) // 2, 30)
    return (
        f'<path d="M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}" fill="none" '
        'stroke="#777" marker-end="url(#tip)"/>'
    )


def _box(node: LineageNode, position: tuple[int, int], *, root: bool) -> str:
    x, y = position
    corner = _HEIGHT // 2 if node.kind == "run" else 4
    second = node.type or node.state or ""
    texts = [
        f'<text x="{x + _WIDTH // 2}" y="{y + 18}" text-anchor="middle">{_short(node.label)}</text>',
        f'<text x="{x + _WIDTH // 2}" y="{y + 34}" text-anchor="middle" fill="#666" '
        f'font-size="10">{_short(second)}</text>',
    ]
    return (
        f"<g><title>{html.escape(node.path)}</title>"
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="{corner}" '
        f'fill="{_COLORS[node.kind]}" stroke="#555" stroke-width="{3 if root else 1}"/>'
        f"{''.join(texts)}</g>"
    )


def _short(text: str) -> str:
    return html.escape(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
