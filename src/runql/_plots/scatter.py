"""Scatter plots of runs, and panels of a metric over parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._frames.categories import column_keys
from runql._plots.axes import axis_of
from runql._plots.chart import Chart
from runql._plots.rows import check_columns, in_order, is_number, label_of, labels_of
from runql._plots.theme import SCHEME, axis_marks, check_positive, color_scale, scale_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from runql._plots.axes import Axis
    from runql._plots.lines import Look
    from runql._plots.rows import Row
    from runql._plots.theme import Scale, Spec

__all__ = ["panels_chart", "scatter_chart"]

_MANY_COLORS: Final = 12
_FEW_NUMBERS: Final = 6


def scatter_chart(
    rows: Sequence[Row],
    *,
    x: str,
    y: str,
    color: str | None,
    color_scale_name: Scale,
    look: Look,
) -> Chart:
    """Draw one point per run.

    Args:
        rows: One row per run, with plain values.
        x: Column of the x axis.
        y: Column of the y axis.
        color: Column that colors the points; None for one color.
        color_scale_name: Scale of the colors of numbers.
        look: Scales, titles, size.

    Raises:
        UsageError: If no run has the columns, or both x and y, or an axis cannot show a value.
    """
    check_columns(rows, [x, y, *([color] if color else [])])
    kept = [row for row in rows if row.get(x) is not None and row.get(y) is not None]
    if not kept:
        raise UsageError(f"No run has both {x!r} and {y!r}, so there is nothing to draw.")
    across = axis_of(x, [row[x] for row in kept], look.x_title)
    up = axis_of(y, [row[y] for row in kept], look.y_title)
    check_positive("x_scale", look.x_scale, x, [row[x] for row in kept])
    check_positive("y_scale", look.y_scale, y, [row[y] for row in kept])
    points: list[Row] = [
        {"x": across.at(row[x]), "y": up.at(row[y]), "run": _run_of(row)} for row in kept
    ]
    encoding: Spec = {
        "x": across.spec("x", look.x_scale, [row[x] for row in kept]),
        "y": up.spec("y", look.y_scale, [row[y] for row in kept]),
    }
    tips: list[Spec] = [
        {"field": "run", "type": "nominal"},
        {"field": "x", "type": across.kind, "title": across.title},
        {"field": "y", "type": up.kind, "title": up.title},
    ]
    if color is not None:
        colors = axis_of(color, [row.get(color) for row in kept])
        encoding.update(_colored(points, kept, color, colors, color_scale_name))
        tips.append({"field": "color", "title": colors.title})
    encoding["tooltip"] = tips
    mark = {"type": "point", "filled": True, "size": 52, "fillOpacity": 0.8, "opacity": 1}
    spec: Spec = {**look.titled(), "data": {"values": points}, "mark": mark, "encoding": encoding}
    shown = dict.fromkeys(("id", "name", x, y) if color is None else ("id", "name", x, y, color))
    data: list[Row] = [{name: row.get(name) for name in shown if name in row} for row in kept]
    return Chart(spec, data, f"{y} over {x}")


def _colored(
    points: Sequence[Row], rows: Sequence[Row], color: str, axis: Axis, scale: Scale
) -> Spec:
    """Add a color to each point, and return the encoding of colors."""
    values = [row.get(color) for row in rows]
    few = scale == "linear" and len(set(map(str, values))) <= _FEW_NUMBERS
    if axis.kind == "quantitative" and not few:
        check_positive("color_scale", scale, color, values)
        for point, value in zip(points, values, strict=True):
            point["color"] = axis.at(value)
        kind = {} if scale == "linear" else {"type": scale}
        return {
            "color": {
                "field": "color",
                "type": "quantitative",
                "title": axis.title,
                "scale": {**kind, "scheme": SCHEME},
            }
        }
    point_keys = column_keys(values)
    keys = in_order((key,) for key in point_keys)
    labels = dict(zip(keys, labels_of(keys), strict=True))
    for point, key in zip(points, point_keys, strict=True):
        point["color"] = labels[(key,)]
    names = list(labels.values())
    encoded: Spec = {"field": "color", "type": "nominal", "title": axis.title, "sort": names}
    found: Spec = {"color": {**encoded, "scale": color_scale(names)}}
    if len(names) <= _MANY_COLORS:
        # Shapes distinguish groups in print, where colors may not.
        found["shape"] = {**encoded, "scale": {"domain": names}}
    return found


def panels_chart(
    metric: str, parameters: Mapping[str, bool], rows: Sequence[Row], log: AbstractSet[str]
) -> Chart:
    """Draw the metric over each parameter, one panel per parameter.

    Args:
        metric: The metric.
        parameters: Names, and whether each is categorical.
        rows: One row per run: `run`, each parameter, the metric.
        log: Parameters with logarithmic axes, if all their values are positive.
    """
    panels: list[Spec] = []
    points: list[Row] = []
    # Vega-Lite reads dots and brackets in names as paths, so columns have numbers as names.
    for row in rows:
        point: Row = {"run": row["run"], "metric": row[metric]}
        for index, (name, categorical) in enumerate(parameters.items()):
            value = row.get(name)
            point[f"p{index}"] = label_of(value, 6) if categorical else value
        points.append(point)
    shade = {"field": "metric", "type": "quantitative", "scale": {"scheme": SCHEME}, "legend": None}
    for index, (name, categorical) in enumerate(parameters.items()):
        numbers = [value for row in rows if is_number(value := row.get(name))]
        curved = name in log and all(float(str(value)) > 0 for value in numbers)
        across: Spec = {"field": f"p{index}", "title": name}
        if categorical:
            across |= {"type": "nominal", "axis": {"labelAngle": -35}}
        else:
            scale: Scale = "log" if curved else "linear"
            marks = axis_marks(scale, numbers)
            across |= {"type": "quantitative", "scale": scale_of(scale), "axis": {"tickCount": 5, **marks}}  # fmt: skip
        tips = [{"field": "run"}, {"field": f"p{index}", "title": name}, {"field": "metric", "title": metric}]  # fmt: skip
        panels.append(
            {
                "width": 210,
                "height": 170,
                "mark": {"type": "circle", "size": 48, "fillOpacity": 0.75, "opacity": 1},
                "encoding": {
                    "x": across,
                    "y": {"field": "metric", "type": "quantitative", "title": metric, "scale": scale_of("linear")},
                    "color": shade,
                    "tooltip": tips,
                },
            }
        )  # fmt: skip
    spec: Spec = {"data": {"values": points}, "concat": panels, "columns": 3}
    return Chart(spec, rows, f"{metric} over {len(parameters)} parameters")


def _run_of(row: Row) -> str:
    found = row.get("name") or row.get("id") or row.get("run") or row.get("run_id")
    return "" if found is None else label_of(found)
