"""Pictures of sweeps, in Vega-Lite by altair."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from runql._models.sweeps.rendering import SweepChart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["importance_chart", "parallel_chart", "scatter_chart"]

_SCHEME: Final = "viridis"
_UP: Final = "#1b9e77"
_DOWN: Final = "#d95f02"
_NEITHER: Final = "#8d99ae"
_TICKS: Final = 5

Row = dict[str, object]


def importance_chart(found: Sequence[Row], title: str) -> SweepChart:
    """Draw a bar per parameter, colored by the sign of its correlation.

    Args:
        found: Rows of `parameter`, `importance` and `correlation`, in the order of the bars.
        title: What is above the chart.
    """
    import altair as alt

    rows = [{**row, "correlates": _sign(row["correlation"])} for row in found]
    colors = alt.Scale(
        domain=["positively", "negatively", "categorical"], range=[_UP, _DOWN, _NEITHER]
    )
    chart: Any = (
        alt.Chart(_inline(rows), title=title)
        .mark_bar()
        .encode(
            x=alt.X("importance:Q", title="importance", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("parameter:N", sort=[str(row["parameter"]) for row in found], title=None),
            color=alt.Color("correlates:N", scale=colors, title="correlates"),
            tooltip=["parameter:N", "importance:Q", "correlation:Q"],
        )
        .properties(width=420, height=alt.Step(26))
    )
    return SweepChart(chart, rows)


def scatter_chart(
    metric: str, parameters: Mapping[str, bool], rows: Sequence[Row], log: frozenset[str]
) -> SweepChart:
    """Draw the metric over each parameter, one panel a parameter."""
    import altair as alt

    panels: list[Any] = []
    # Names may hold dots and brackets, which Vega-Lite reads as paths; so columns are numbered.
    plain = [_numbered(row, parameters, metric) for row in rows]
    for index, (name, categorical) in enumerate(parameters.items()):
        kind, scale = ("N", alt.Scale()) if categorical else ("Q", _scale(name in log))
        panels.append(
            alt.Chart()
            .mark_circle(size=48, opacity=0.75)
            .encode(
                x=alt.X(f"p{index}:{kind}", title=name, scale=scale),
                y=alt.Y("metric:Q", title=metric, scale=alt.Scale(zero=False)),
                color=alt.Color("metric:Q", scale=alt.Scale(scheme=_SCHEME), legend=None),
                tooltip=[
                    alt.Tooltip("run:N"),
                    alt.Tooltip(f"p{index}:{kind}", title=name),
                    alt.Tooltip("metric:Q", title=metric),
                ],
            )
            .properties(width=210, height=170)
        )
    chart: Any = alt.concat(*panels, data=_inline(plain), columns=3)
    return SweepChart(chart, rows)


def parallel_chart(
    metric: str, parameters: Mapping[str, bool], rows: Sequence[Row], log: frozenset[str]
) -> SweepChart:
    """Draw a line per run through an axis per parameter, and one for the metric."""
    import altair as alt

    axes = {**parameters, metric: False}
    positions = {
        name: _positions(name, categorical, rows, log) for name, categorical in axes.items()
    }
    points = [
        {
            "run": row["run"],
            "axis": name,
            "place": position(row[name]),
            "metric": row[metric],
            "value": _shown(row[name]),
        }
        for row in rows
        for name, (position, _) in positions.items()
        if row.get(name) is not None
    ]
    ticks = [
        {"axis": name, "place": where, "label": label}
        for name, (_, marks) in positions.items()
        for label, where in marks
    ]
    across = alt.X(
        "axis:N", sort=list(axes), title=None, axis=alt.Axis(labelAngle=0, domain=False, grid=True)
    )
    up = alt.Y("place:Q", axis=None)
    lines = (
        alt.Chart(_inline(points))
        .mark_line(opacity=0.55, strokeWidth=1.4)
        .encode(
            x=across,
            y=up,
            detail="run:N",
            color=alt.Color("metric:Q", scale=alt.Scale(scheme=_SCHEME), title=metric),
            tooltip=["run:N", "axis:N", "value:N", alt.Tooltip("metric:Q", title=metric)],
        )
    )
    texts = alt.Chart(_inline(ticks)).encode(x=across, y=up, text="label:N")
    # The same text in white and thicker, so that lines do not run through it.
    halo = texts.mark_text(align="left", dx=5, stroke="white", strokeWidth=4, strokeJoin="round")
    labels = texts.mark_text(align="left", dx=5, color="#222")
    chart: Any = (lines + halo + labels).properties(width=max(420, 130 * len(axes)), height=300)
    return SweepChart(chart, rows)


def _positions(
    name: str, categorical: bool, rows: Sequence[Row], log: frozenset[str]
) -> tuple[Callable[[object], float], list[tuple[str, float]]]:
    """Return where on an axis a value stands, from 0 to 1, and the labels of the axis."""
    values = [row[name] for row in rows if row.get(name) is not None]
    if categorical or not all(_is_number(each) for each in values):
        names = sorted({_shown(each) for each in values})
        steps = max(len(names) - 1, 1)
        where = {each: index / steps for index, each in enumerate(names)}

        def position(value: object) -> float:
            return where[_shown(value)]

        return position, list(where.items())
    numbers = [float(str(each)) for each in values] or [0.0]
    curved = name in log and min(numbers) > 0
    bend = math.log if curved else float
    unbend = math.exp if curved else float
    low, high = bend(min(numbers)), bend(max(numbers))
    span = (high - low) or 1.0
    marks = [
        (f"{unbend(low + (high - low) * index / (_TICKS - 1)):.3g}", index / (_TICKS - 1))
        for index in range(_TICKS)
    ]

    def along(value: object) -> float:
        return (bend(float(str(value))) - low) / span

    return along, marks


def _numbered(row: Row, parameters: Mapping[str, bool], metric: str) -> Row:
    values = {f"p{index}": row.get(name) for index, name in enumerate(parameters)}
    shown = {
        key: _shown(value) if isinstance(value, list | dict) else value
        for key, value in values.items()
    }
    return {"run": row["run"], "metric": row[metric], **shown}


def _scale(log: bool) -> Any:  # noqa: ANN401 - altair's class is not loaded yet
    import altair as alt

    return alt.Scale(type="log") if log else alt.Scale(zero=False)


def _inline(rows: Sequence[Mapping[str, object]]) -> Any:  # noqa: ANN401 - altair's class is untyped
    import altair as alt

    make: Any = alt.Data
    return make(values=rows)


def _sign(correlation: object) -> str:
    if not isinstance(correlation, float):
        return "categorical"
    return "positively" if correlation >= 0 else "negatively"


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
