"""Line charts: a curve per run, with a band for the range of each bucket."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.drawing.scales import Scale, Tick, finite_number, scale_of
from runql_sandbox.pages.values import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COLORS", "Curve", "LineChart", "Point", "curve_of", "draw_lines"]

WIDTH: Final = 420
HEIGHT: Final = 230
LEFT: Final = 52
RIGHT: Final = 410
TOP: Final = 12
BOTTOM: Final = 198
COLORS: Final = 10
"""Number of curve colors, which repeat; the style sheet defines them."""
_DIGITS: Final = 6
_EXACT: Final = 2**53


@dataclass(frozen=True, slots=True)
class Point:
    """A bucket: its mean position, and the mean, minimum and maximum of its values."""

    x: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The buckets of one metric of one run.

    Attributes:
        label: Name of the run, or of the metric.
        points: Buckets with a finite value, in order of position.
        broken: Whether some values are not finite.
        href: URL of the run's page; empty for none.
        last: The last finite value; None if it is the mean of the last bucket.
    """

    label: str
    points: tuple[Point, ...]
    broken: bool = False
    href: str = ""
    last: float | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A curve as SVG paths."""

    label: str
    href: str
    color: int
    line: str
    band: str
    dots: tuple[tuple[float, float], ...]
    last: str
    facts: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A chart for the template.

    Attributes:
        title: Title of the chart.
        x_label: Name of the x axis.
        description: Text alternative for screen readers.
        curves: Curves to draw; empty if there are none.
        data: Positions and values of the buckets as JSON, for the script.
        notes: Values that cannot be drawn.
    """

    title: str
    x_label: str
    description: str
    curves: tuple[Drawn, ...] = ()
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    data: str = "[]"
    notes: tuple[str, ...] = field(default=())
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def curve_of(
    buckets: Sequence[dict[str, Any]], key: str, axis: str, label: str, href: str = ""
) -> Curve:
    """Return the curve of a key from the buckets of `bucketedHistory`."""
    points = []
    broken, last = False, None
    for bucket in buckets:
        broken = broken or bucket.get(f"{key}HasNaN") is True
        x = finite_number(bucket.get(f"{axis}Avg"))
        mean = finite_number(bucket.get(f"{key}Avg"))
        if x is None or mean is None:
            continue
        last = finite_number(bucket.get(f"{key}Last"))
        low, high = finite_number(bucket.get(f"{key}Min")), finite_number(bucket.get(f"{key}Max"))
        points.append(Point(x, mean, mean if low is None else low, mean if high is None else high))
    points.sort(key=lambda each: each.x)
    return Curve(label, tuple(points), broken, href, last)


def draw_lines(
    title: str, curves: Sequence[Curve], x_label: str, *, log_x: bool = False, log_y: bool = False
) -> LineChart:
    """Return a chart of some curves."""
    points = [point for curve in curves for point in curve.points]
    x_scale = scale_of((each.x for each in points), LEFT, RIGHT, log=log_x)
    ends = [end for each in points for end in (each.low, each.high)]
    y_scale = scale_of(ends, BOTTOM, TOP, log=log_y)
    if x_scale is None or y_scale is None:
        return LineChart(title, x_label, f"{title}: no finite values.", notes=_notes(curves, log_y))
    drawn, data = [], []
    for index, curve in enumerate(curves):
        kept = [
            each
            for each in curve.points
            if (not log_x or each.x > 0) and (not log_y or each.mean > 0)
        ]
        if kept:
            drawn.append(_drawn(curve, kept, index % COLORS, x_scale, y_scale))
            data.append(_data(curve, kept, x_scale, y_scale))
    if not drawn:
        return LineChart(
            title, x_label, f"{title}: no positive values.", notes=_notes(curves, log_y)
        )
    return LineChart(
        title,
        x_label,
        "; ".join([f"{title} over {x_label}", *(f"{each.label}: {each.facts}" for each in drawn)]),
        tuple(drawn),
        tuple(x_scale.ticks(5)),
        tuple(y_scale.ticks(4)),
        json.dumps(data, ensure_ascii=True, separators=(",", ":")),
        _notes(curves, log_y),
    )


def _drawn(
    curve: Curve, points: Sequence[Point], color: int, x_scale: Scale, y_scale: Scale
) -> Drawn:
    places = [(x_scale.place(each.x), y_scale.place(each.mean)) for each in points]
    line = "M" + "L".join(f"{x:g},{y:g}" for x, y in places)
    band = ""
    if any(each.low < each.high for each in points):
        above = [(x_scale.place(each.x), y_scale.place(each.high)) for each in points]
        below = [(x_scale.place(each.x), y_scale.place(each.low)) for each in reversed(points)]
        band = "M" + "L".join(f"{x:g},{y:g}" for x, y in (*above, *below)) + "Z"
    last = shown(points[-1].mean if curve.last is None else curve.last)
    low, high = shown(min(each.low for each in points)), shown(max(each.high for each in points))
    return Drawn(
        curve.label,
        curve.href,
        color,
        line,
        band,
        tuple(places) if len(places) <= 1 else (),
        last,
        f"last {last}, min {low}, max {high}",
    )


def _data(curve: Curve, points: Sequence[Point], x_scale: Scale, y_scale: Scale) -> dict[str, Any]:
    return {
        "label": curve.label[:200],
        "points": [
            [x_scale.place(each.x), y_scale.place(each.mean), _short(each.x), *_values(each)]
            for each in points
        ],
    }


def _values(point: Point) -> list[float]:
    mean = _short(point.mean)
    return [mean] if point.low == point.high else [mean, _short(point.low), _short(point.high)]


def _short(value: float) -> float:
    """Format a number for display; integers have no decimal point."""
    short = float(f"{value:.{_DIGITS}g}")
    return int(short) if short.is_integer() and abs(short) < _EXACT else short


def _notes(curves: Sequence[Curve], log_y: bool) -> tuple[str, ...]:
    notes = []
    if any(curve.broken for curve in curves):
        notes.append("NaN and infinite values are not drawn.")
    if log_y and any(point.low <= 0 for curve in curves for point in curve.points):
        notes.append("Values that are not positive are not drawn on a logarithmic axis.")
    return tuple(notes)
