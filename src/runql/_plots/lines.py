"""Curves of groups with bands."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._plots.axes import axis_of, title_of
from runql._plots.chart import Chart
from runql._plots.rows import is_number, labels_of, plain
from runql._plots.theme import (
    HEIGHT,
    WIDTH,
    axis_marks,
    check_positive,
    check_scale,
    check_size,
    color_scale,
    dash_scale,
    scale_of,
)
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql._plots.axes import Axis
    from runql._plots.rows import Row
    from runql._plots.theme import Scale, Spec

__all__ = ["Band", "Look", "Places", "curves_chart"]

Band: TypeAlias = Literal["auto", "ci95", "std", "sem", "range", "none"]
"""Statistic of a band: 95% confidence interval, one standard deviation or error to each side, or minimum to maximum.

`auto` is the first of these that the curves have.
"""

Places: TypeAlias = Literal["even", "shared", "each"]
"""Positions of the points of groups: at even distances, at shared positions, or at each group's own positions.

With even and shared positions, the line of a group has a gap where the group has no value.
"""

_BANDS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "ci95": (("ci95_low", "ci95_high"), "95% confidence interval"),
    "std": (("std",), "± standard deviation"),
    "sem": (("sem",), "± standard error"),
    "range": (("min", "max"), "minimum to maximum"),
}
_CENTERS: Final = ("mean", "median", "max", "min")
_FEW_PLACES: Final = 30
_GAP: Final = 1.5


@dataclass(frozen=True, slots=True)
class Look:
    """The scales, titles and size of a chart.

    Attributes:
        x_scale: Scale of the x axis.
        y_scale: Scale of the y axis.
        title: Title of the chart; empty for none.
        x_title: Title of the x axis; None for the key with its unit.
        y_title: Title of the y axis; None for the key.
        width: Width of the plot area, in pixels.
        height: Height of the plot area, in pixels.
    """

    x_scale: Scale = "linear"
    y_scale: Scale = "linear"
    title: str = ""
    x_title: str | None = None
    y_title: str | None = None
    width: int = WIDTH
    height: int = HEIGHT

    def __post_init__(self) -> None:
        check_scale("x_scale", self.x_scale)
        check_scale("y_scale", self.y_scale)
        check_size(self.width, self.height)

    def titled(self, subtitle: str = "") -> Spec:
        """Return title and size in Vega-Lite's format."""
        found: Spec = {"width": self.width, "height": self.height}
        if self.title:
            found["title"] = {"text": self.title, **({"subtitle": subtitle} if subtitle else {})}
        elif subtitle:
            found["title"] = {"text": subtitle, "fontSize": 11, "color": "#555555"}
        return found


@dataclass(slots=True)
class _Curves:
    """Points and statistics of curves during drawing."""

    center: str
    band: str
    points: list[Row] = field(default_factory=list["Row"])


def curves_chart(
    rows: Sequence[Mapping[str, object]],
    *,
    by: Sequence[str],
    x: str,
    key: str,
    band: Band = "auto",
    places: Places = "each",
    look: Look,
) -> Chart:
    """Draw one line with a band per group.

    Args:
        rows: One row per group and position: the keys of `by`, x, statistics.
        by: Keys of the groups.
        x: Key of the x axis.
        key: The metric.
        band: Statistic of the band.
        places: Positions of the points of groups.
        look: Scales, titles, size.

    Raises:
        UsageError: If there are no rows, the band is invalid, or a logarithmic axis cannot show a value.
    """
    if not rows:
        raise UsageError(f"No run has rows with {key} and {x}, so there are no curves to draw.")
    columns = set(rows[0])
    center = next((name for name in _CENTERS if name in columns), None)
    if center is None:
        raise UsageError(
            f"The curves of {key} have no statistic for lines.",
            hint='Pass stats=("mean", "std") to curves().',
        )
    curves = _Curves(center, _chosen_band(columns, band, center))
    axis = axis_of(x, [plain(row[x]) for row in rows], look.x_title)
    keys = list(dict.fromkeys(tuple(plain(row[name]) for name in by) for row in rows))
    labels = dict(zip(keys, labels_of(keys), strict=True))
    check_positive("x_scale", look.x_scale, x, [plain(row[x]) for row in rows])
    check_positive("y_scale", look.y_scale, key, [plain(row[center]) for row in rows])
    curves.points = _points(rows, by, x, labels, curves, axis, look.y_scale)
    if places != "each":
        curves.points = _with_gaps(curves.points, even=places == "even")
    ordered = len(by) == 1 and all(is_number(each) for (each,) in keys)
    legend = ", ".join(map(title_of, by)) if len(keys) > 1 else ""
    layers = _layers(curves, axis, list(labels.values()), ordered, legend, key, look)
    subtitle = f"{center}, {_BANDS[curves.band][1]}" if curves.band != "none" else ""
    spec = {**look.titled(subtitle), "data": {"values": curves.points}, "layer": layers}
    data = [{name: plain(value) for name, value in row.items()} for row in rows]
    return Chart(spec, data, f"{key} over {x}")


def _chosen_band(columns: set[str], band: str, center: str) -> str:
    choices: tuple[str, ...] = get_args(Band)
    checked = checked_choice("band", band, choices)
    if checked == "none":
        return "none"
    there = [name for name, (needed, _) in _BANDS.items() if columns.issuperset(needed)]
    if center != "mean":
        # Deviation and error refer to the mean.
        there = [name for name in there if name == "range"]
    if checked == "auto":
        return there[0] if there else "none"
    if checked not in there:
        stats = {"range": '"min", "max"'}.get(checked, f'"{checked}"')
        raise UsageError(
            f"The curves have no statistics for band={checked!r}.",
            hint=f'Pass stats=("mean", {stats}) to curves().',
        )
    return checked


def _points(
    rows: Sequence[Mapping[str, object]],
    by: Sequence[str],
    x: str,
    labels: Mapping[tuple[object, ...], str],
    curves: _Curves,
    axis: Axis,
    scale: Scale,
) -> list[Row]:
    found: list[Row] = []
    centers = [plain(row[curves.center]) for row in rows]
    least = min((float(str(each)) for each in centers if each is not None), default=0.0)
    for row, center in zip(rows, centers, strict=True):
        place = axis.at(plain(row[x]))
        low, high = _edges(row, curves.band, center)
        if scale == "log" and low is not None and low <= 0:
            # A logarithmic axis has no zero. The band ends at the smallest value of a line.
            low = least
        label = labels[tuple(plain(row[name]) for name in by)]
        found.append({"x": place, "y": center, "low": low, "high": high, "group": label})
        if "n" in row:
            found[-1]["n"] = row["n"]
    return found


def _edges(
    row: Mapping[str, object], band: str, center: object
) -> tuple[float | None, float | None]:
    if band == "none" or center is None:
        return None, None
    names = _BANDS[band][0]
    values = [plain(row[name]) for name in names]
    if any(each is None for each in values):
        return None, None
    numbers = [float(str(each)) for each in values]
    if len(numbers) == 1:
        middle = float(str(center))
        return middle - numbers[0], middle + numbers[0]
    return numbers[0], numbers[1]


def _with_gaps(points: Sequence[Row], *, even: bool) -> list[Row]:
    """Add empty points where a group has no value, so that its line has a gap."""
    places = sorted({float(str(point["x"])) for point in points})
    steps = [after - before for before, after in pairwise(places)]
    usual = median(steps) if steps else 0.0
    index = {place: number for number, place in enumerate(places)}
    found: list[Row] = []
    last: Row | None = None
    for point in points:
        if last is not None and last["group"] == point["group"]:
            before, after = float(str(last["x"])), float(str(point["x"]))
            is_far = even and after - before > _GAP * usual
            if is_far or index[after] - index[before] > 1:
                middle = (before + after) / 2
                found.append({"x": middle, "y": None, "low": None, "high": None, "group": point["group"]})  # fmt: skip
        found.append(point)
        last = point
    return found


def _layers(
    curves: _Curves,
    axis: Axis,
    labels: list[str],
    ordered: bool,
    legend: str,
    key: str,
    look: Look,
) -> list[Spec]:
    color: Spec = {
        "field": "group",
        "type": "nominal",
        "scale": color_scale(labels, ordered=ordered),
        "title": legend or None,
        "sort": None,
        "legend": {"symbolType": "stroke", "symbolStrokeWidth": 3} if legend else None,
    }
    across = axis.spec("x", look.x_scale, [point["x"] for point in curves.points])
    shown = [point[name] for point in curves.points for name in ("y", "low", "high")]
    up: Spec = {
        "type": "quantitative",
        "title": look.y_title or title_of(key),
        "scale": scale_of(look.y_scale),
        "axis": axis_marks(look.y_scale, shown),
    }
    tips: list[Spec] = [
        {"field": "group", "type": "nominal", "title": legend or "group"},
        {"field": "x", "type": axis.kind, "title": axis.title},
        {"field": "y", "type": "quantitative", "title": curves.center, "format": ".5~g"},
    ]
    if curves.band != "none":
        for name in ("low", "high"):
            tips.append({"field": name, "type": "quantitative", "title": name, "format": ".5~g"})  # noqa: PERF401
    if any("n" in point for point in curves.points):
        tips.append({"field": "n", "type": "quantitative", "title": "runs"})
    layers: list[Spec] = []
    if curves.band != "none":
        layers.append(
            {
                "mark": {"type": "area", "fillOpacity": 0.18, "line": False},
                "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}, "color": color},
            }
        )  # fmt: skip
    places = len({point["x"] for point in curves.points})
    line: Spec = {"x": across, "y": {**up, "field": "y"}, "color": color, "tooltip": tips}
    dashes = dash_scale(labels)
    if dashes is not None and not ordered:
        line["strokeDash"] = {"field": "group", "type": "nominal", "scale": dashes, "title": legend, "sort": None, "legend": color["legend"]}  # fmt: skip
    mark = {"type": "line", "strokeWidth": 1.8, "point": {"size": 26} if places <= _FEW_PLACES else False}  # fmt: skip
    return [*layers, {"mark": mark, "encoding": line}]
