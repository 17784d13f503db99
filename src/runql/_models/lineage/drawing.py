"""Drawings of a lineage graph: columns from left to right, as SVG."""

from __future__ import annotations

import html
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from runql._models.lineage.layout import layout_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.lineage.layout import Place
    from runql._models.lineage.nodes import LineageEdge, LineageNode

__all__ = ["svg_of"]

_WIDTH: Final = 190
_HEIGHT: Final = 44
_GAP: Final = 70
_ROW: Final = 18
_LONGEST: Final = 26

_COLORS: Final = {"artifact": "#e8f0fe", "run": "#fef3e0"}


def svg_of(nodes: Sequence[LineageNode], edges: Sequence[LineageEdge], root: str) -> str:
    """Return the graph as SVG, the root with a thicker border."""
    layout = layout_of(nodes, edges)
    positions = {each: _corner(place) for each, place in layout.places.items()}
    width = max((x for x, _ in positions.values()), default=0) + _WIDTH + 10
    rows = [*layout.places.values(), *(place for route in layout.routes for place in route)]
    height = max((_corner(place)[1] for place in rows), default=0) + _HEIGHT + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#777"/></marker></defs>',
    ]
    for edge, route in zip(edges, layout.routes, strict=True):
        parts.append(_line(positions[edge.source], [*map(_corner, route)], positions[edge.target]))
    parts += [_box(node, positions[node.id], root=node.id == root) for node in nodes]
    return "\n".join([*parts, "</svg>"])


def _corner(place: Place) -> tuple[int, int]:
    column, row = place
    return 10 + column * (_WIDTH + _GAP), 10 + round(row * (_HEIGHT + _ROW))


def _line(
    source: tuple[int, int], route: Sequence[tuple[int, int]], target: tuple[int, int]
) -> str:
    middle = _HEIGHT // 2
    points = [(source[0] + _WIDTH, source[1] + middle)]
    for x, y in route:
        points += [(x, y + middle), (x + _WIDTH, y + middle)]
    points.append((target[0], target[1] + middle))
    path = f"M{points[0][0]},{points[0][1]}"
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = max((x2 - x1) // 2, 30)
        path += f" C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    return f'<path d="{path}" fill="none" stroke="#777" marker-end="url(#tip)"/>'


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
