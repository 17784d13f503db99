"""Charts of lineage graphs, from left to right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from runql._plots.chart import Chart
from runql._plots.theme import DOWN, UP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql._plots.rows import Row
    from runql._plots.theme import Spec

__all__ = ["lineage_chart"]

Place: TypeAlias = "tuple[int, float]"
Point: TypeAlias = "tuple[float, float]"

_WIDTH: Final = 170
_HEIGHT: Final = 40
_GAP: Final = 70
_ROW: Final = 18
_BEND: Final = 12
_LONGEST: Final = 25


def lineage_chart(
    nodes: Sequence[Row],
    edges: Sequence[tuple[str, str]],
    places: Mapping[str, Place],
    routes: Sequence[Sequence[Place]],
    title: str,
) -> Chart:
    """Draw nodes as boxes in columns, and edges as lines from inputs to outputs.

    Args:
        nodes: Rows of `id`, `kind`, `label`, `detail`, `path`, `root`.
        edges: Ids of both ends of each line.
        places: Column and row of each node.
        routes: Positions that each line passes between its ends.
        title: Title of the chart.
    """
    corners = {each: _corner(place) for each, place in places.items()}
    everything = [*corners.values(), *(_corner(place) for route in routes for place in route)]
    wide = max(x for x, _ in everything) + _WIDTH
    high = max(y for _, y in everything) + _HEIGHT
    boxes = [{**node, **_box(corners[str(node["id"])]), "short": _short(node["label"]), "below": _short(node["detail"])} for node in nodes]  # fmt: skip
    lines = [
        {"edge": number, "at": at, "x": x, "y": y}
        for number, ((source, target), route) in enumerate(zip(edges, routes, strict=True))
        for at, (x, y) in enumerate(_path(corners[source], route, corners[target]))
    ]
    tips = [
        {"x": corners[target][0] - 5, "y": corners[target][1] + _HEIGHT / 2} for _, target in edges
    ]
    across: Spec = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-8, wide + 8], "nice": False}}  # fmt: skip
    down: Spec = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [high + 8, -8], "nice": False}}  # fmt: skip
    kinds = {"domain": ["artifact", "run"], "range": [UP, DOWN]}
    color = {"field": "kind", "type": "nominal", "scale": kinds, "title": None}
    tooltip = [{"field": "path"}, {"field": "kind"}, {"field": "detail", "title": "type"}]
    middle = {"x": {**across, "field": "middle"}}
    layers: list[Spec] = [
        {
            "data": {"values": lines},
            "mark": {"type": "line", "color": "#777777", "strokeWidth": 1.2},
            "encoding": {"x": across, "y": down, "detail": {"field": "edge"}, "order": {"field": "at"}},
        },
        {
            "data": {"values": tips},
            "mark": {"type": "point", "shape": "triangle-right", "filled": True, "size": 60, "color": "#777777"},
            "encoding": {"x": across, "y": down},
        },
        {
            "data": {"values": boxes},
            "mark": {"type": "rect", "cornerRadius": 5, "fillOpacity": 0.13},
            "encoding": {
                "x": across, "x2": {"field": "x2"}, "y": down, "y2": {"field": "y2"}, "fill": color,
                "stroke": {**color, "legend": None}, "tooltip": tooltip,
                "strokeWidth": {"condition": {"test": "datum.root", "value": 3}, "value": 1},
            },
        },
        {
            "data": {"values": boxes},
            "mark": {"type": "text", "fontSize": 11, "color": "#222222"},
            "encoding": {**middle, "y": {**down, "field": "upper"}, "text": {"field": "short"}},
        },
        {
            "data": {"values": boxes},
            "mark": {"type": "text", "fontSize": 9, "color": "#555555"},
            "encoding": {**middle, "y": {**down, "field": "lower"}, "text": {"field": "below"}},
        },
    ]  # fmt: skip
    spec: Spec = {"title": title, "width": wide + 16, "height": high + 16, "layer": layers}
    shown = ("kind", "path", "label", "detail")
    return Chart(spec, [{name: node[name] for name in shown} for node in nodes], title)


def _box(place: Point) -> Row:
    x, y = place
    return {
        "x": x,
        "y": y,
        "x2": x + _WIDTH,
        "y2": y + _HEIGHT,
        "middle": x + _WIDTH / 2,
        "upper": y + 14,
        "lower": y + 29,
    }


def _corner(place: Place) -> Point:
    column, row = place
    return column * (_WIDTH + _GAP), row * (_HEIGHT + _ROW)


def _path(source: Point, route: Sequence[Place], target: Point) -> list[Point]:
    """Return the points of a line from the right side of one box to the left side of another."""
    middle = _HEIGHT / 2
    ends = [(source[0] + _WIDTH, source[1] + middle)]
    for x, y in map(_corner, route):
        ends += [(x, y + middle), (x + _WIDTH, y + middle)]
    ends.append((target[0] - 5, target[1] + middle))
    return [point for first, second in pairwise(ends) for point in _curve(first, second)]


def _curve(first: Point, second: Point) -> list[Point]:
    """Return the points of a line with horizontal ends."""
    (x1, y1), (x2, y2) = first, second
    parts = [index / _BEND for index in range(_BEND + 1)] if y1 != y2 else [0.0, 1.0]
    return [(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t * t * (3 - 2 * t)) for t in parts]


def _short(text: object) -> str:
    found = "" if text is None else str(text)
    return found if len(found) <= _LONGEST else found[: _LONGEST - 1] + "…"
