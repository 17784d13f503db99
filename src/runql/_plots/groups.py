"""Charts of groups of runs: bars with error bars, and boxes with one point per run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._frames.categories import column_keys
from runql._plots.axes import axis_of, title_of
from runql._plots.chart import Chart
from runql._plots.rows import check_columns, in_order, is_number, label_of, labels_of, plain
from runql._plots.theme import axis_marks, check_positive, color_scale, scale_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql._plots.lines import Look
    from runql._plots.rows import Row
    from runql._plots.theme import Spec

__all__ = ["bars_chart", "boxes_chart"]

_STEP: Final = 46
_ERRORS: Final[Mapping[str, str]] = {
    "ci95": "95% confidence interval",
    "std": "± standard deviation",
    "sem": "± standard error",
}
_VALUES: Final = ("mean", "median", "best", "max", "min")


class _Groups:
    """Groups on an axis. The first key is the axis, further keys are colors next to each other."""

    def __init__(self, rows: Sequence[Mapping[str, object]], by: Sequence[str]) -> None:
        self._by = tuple(by)
        columns = [column_keys([plain(row.get(name)) for row in rows]) for name in by]
        keys = [tuple(column[index] for column in columns) for index in range(len(rows))]
        firsts = in_order(key[:1] for key in keys)
        rests = in_order(key[1:] for key in keys)
        self._first = dict(zip(firsts, labels_of(firsts), strict=True))
        self._rest = dict(zip(rests, labels_of(rests), strict=True))
        self.labels: list[Row] = [
            {"group": self._first[key[:1]], "part": self._rest[key[1:]]} for key in keys
        ]
        """The labels of each row, for the axis and for the color."""

    def encoding(self) -> Spec:
        """Return the encoding of positions and colors of groups."""
        names = list(self._first.values())
        title = title_of(self._by[0]) if self._by else None
        axis = {"labelAngle": 0 if max(map(len, names)) <= 12 else -35}
        found: Spec = {"x": {"field": "group", "type": "nominal", "sort": names, "title": title, "axis": axis}}  # fmt: skip
        if len(self._by) < 2:
            found["color"] = {"field": "group", "type": "nominal", "scale": color_scale(names), "legend": None}  # fmt: skip
            return found
        parts = list(self._rest.values())
        legend = ", ".join(map(title_of, self._by[1:]))
        found["xOffset"] = {"field": "part", "type": "nominal", "sort": parts}
        found["color"] = {"field": "part", "type": "nominal", "scale": color_scale(parts), "sort": parts, "title": legend}  # fmt: skip
        return found

    def width(self, wanted: int | None) -> int:
        """Return the width of the chart, by the number of groups."""
        if wanted is not None:
            return wanted
        return max(240, _STEP * max(len(self._first) * len(self._rest), len(self._first)))


def bars_chart(
    rows: Sequence[Mapping[str, object]],
    *,
    by: Sequence[str],
    metric: str,
    look: Look,
    width: int | None = None,
) -> Chart:
    """Draw one bar with error bar per group, or a point if the axis is logarithmic.

    Args:
        rows: One row per group: the keys of `by`, `runs`, `<metric>.<statistic>`.
        by: Keys of the groups.
        metric: The metric.
        look: Scales, titles, height.
        width: Width in pixels; None to fit the number of groups.

    Raises:
        UsageError: If there are no groups, no statistic that can be drawn, or values that the axis cannot show.
    """
    statistic = next((each for each in _VALUES if rows and f"{metric}.{each}" in rows[0]), None)
    if statistic is None:
        raise UsageError(
            f"The table has no statistic of {metric!r} for bars."
            if rows
            else "The table has no groups, so there is nothing to draw.",
            hint='Pass aggregate({"' + metric + '": ["mean", "std"]}).' if rows else None,
        )
    groups = _Groups(rows, by)
    column = f"{metric}.{statistic}"
    values = [plain(row[column]) for row in rows]
    check_positive("y_scale", look.y_scale, metric, values)
    error = next((each for each in _ERRORS if _has_error(rows[0], metric, each)), "")
    if statistic != "mean":
        error = ""
    points: list[Row] = []
    for row, value, labels in zip(rows, values, groups.labels, strict=True):
        low, high = _error_of(row, metric, error, value)
        if look.y_scale == "log" and is_number(low) and low <= 0:
            low = value
        points.append(
            {**labels, "value": value, "low": low, "high": high, "runs": row.get("runs")}
        )  # fmt: skip
    title = look.y_title or f"{title_of(metric)} ({statistic})"
    is_bar = look.y_scale == "linear"
    scale = scale_of(look.y_scale, zero=is_bar)
    marks = axis_marks(look.y_scale, [point[name] for point in points for name in ("value", "low", "high")])  # fmt: skip
    up: Spec = {"type": "quantitative", "title": title, "scale": scale, "axis": marks}
    encoding = groups.encoding()
    tips = [{"field": name, "title": name} for name in ("group", "part", "value", "low", "high", "runs")]  # fmt: skip
    mark: Spec = {"type": "bar"} if is_bar else {"type": "point", "filled": True, "size": 90}
    layers: list[Spec] = [
        {"mark": mark, "encoding": {**encoding, "y": {**up, "field": "value"}, "tooltip": tips}}
    ]
    if error:
        # With colors, error bars would lose the offset of their bars.
        plain_encoding = {name: each for name, each in encoding.items() if name != "color"}
        layers.append(
            {
                "mark": {"type": "errorbar", "ticks": {"width": 12}, "color": "#222222"},
                "encoding": {**plain_encoding, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
            }
        )  # fmt: skip
    subtitle = f"{statistic}, {_ERRORS[error]}" if error else statistic
    spec: Spec = {
        **look.titled(subtitle),
        "width": groups.width(width),
        "data": {"values": points},
        "layer": layers,
    }
    data = [{name: plain(value) for name, value in row.items()} for row in rows]
    return Chart(spec, data, f"{metric} by {', '.join(by)}")


def boxes_chart(
    rows: Sequence[Row],
    *,
    by: Sequence[str],
    column: str,
    look: Look,
    width: int | None = None,
) -> Chart:
    """Draw one box (quartiles and median) per group, and one point per run.

    Args:
        rows: One row per run, with plain values.
        by: Keys of the groups.
        column: Column to draw. Runs without a number are skipped.
        look: Scales, titles, height.
        width: Width in pixels; None to fit the number of groups.

    Raises:
        UsageError: If no run has the column, or a number in it, or the axis cannot show a value.
    """
    check_columns(rows, [*by, column])
    kept = [row for row in rows if is_number(row.get(column))]
    if not kept:
        raise UsageError(f"No run has a number in {column!r}, so there is nothing to draw.")
    check_positive("y_scale", look.y_scale, column, [row[column] for row in kept])
    groups = _Groups(kept, by)
    axis = axis_of(column, [row[column] for row in kept], look.y_title)
    points = [
        {**labels, "value": axis.at(row[column]), "run": _run_of(row)}
        for row, labels in zip(kept, groups.labels, strict=True)
    ]
    up = axis.spec("value", look.y_scale, [row[column] for row in kept])
    encoding = groups.encoding()
    tips = [{"field": name, "title": title} for name, title in (("run", "run"), ("group", "group"), ("part", "part"), ("value", axis.title))]  # fmt: skip
    box: Spec = {
        "mark": {"type": "boxplot", "extent": "min-max", "size": 30, "opacity": 0.45, "median": {"color": "#222222", "opacity": 1}},
        "encoding": {**encoding, "y": up},
    }  # fmt: skip
    dots: Spec = {
        "mark": {
            "type": "circle",
            "size": 30,
            "fillOpacity": 0.6,
            "opacity": 1,
            "color": "#222222",
        },
        "encoding": {
            **{name: each for name, each in encoding.items() if name != "color"},
            "y": up,
            "tooltip": tips,
        },
    }
    spec: Spec = {
        **look.titled("quartiles, median, range, and one point per run"),
        "width": groups.width(width),
        "data": {"values": points},
        "layer": [box, dots],
    }
    shown = ["id", "name", *by, column]
    data = [{name: row[name] for name in dict.fromkeys(shown) if name in row} for row in kept]
    return Chart(spec, data, f"{column} by {', '.join(by)}" if by else column)


def _run_of(row: Row) -> str:
    found = row.get("name") or row.get("id") or row.get("run") or row.get("run_id")
    return "" if found is None else label_of(found)


def _has_error(row: Mapping[str, object], metric: str, error: str) -> bool:
    name = f"{metric}.{error}"
    return name in row or (error == "ci95" and f"{name}_low" in row)


def _error_of(
    row: Mapping[str, object], metric: str, error: str, value: object
) -> tuple[object, object]:
    if not error or value is None:
        return None, None
    if error == "ci95":
        return plain(row[f"{metric}.ci95_low"]), plain(row[f"{metric}.ci95_high"])
    spread = plain(row[f"{metric}.{error}"])
    if spread is None:
        return None, None
    middle, half = float(str(value)), float(str(spread))
    return middle - half, middle + half
