"""Parallel coordinates: one axis per column, one line per run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from runql._plots.axes import title_of
from runql._plots.chart import Chart
from runql._plots.rows import check_columns, is_number, label_of
from runql._plots.theme import HEIGHT, SCHEME
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from runql._plots.rows import Row
    from runql._plots.theme import Spec

__all__ = ["parallel_chart"]

_TICKS: Final = 6
_NEAR: Final = 0.055
_ABSENT: Final = -0.09


def parallel_chart(
    metric: str,
    parameters: Mapping[str, bool],
    rows: Sequence[Row],
    log: AbstractSet[str],
    title: str = "",
) -> Chart:
    """Draw one line per run across an axis for each parameter and for the metric.

    Ticks are at values of the runs. The line of a run without a parameter passes below the parameter's axis.

    Args:
        metric: Last axis, which colors the lines.
        parameters: Names, and whether each is categorical.
        rows: One row per run: `run`, each parameter, the metric.
        log: Axes that are logarithmic.
        title: Title of the chart.

    Raises:
        UsageError: If a logarithmic axis cannot show a value, or no row has a column.
    """
    check_columns(rows, [*parameters, metric])
    axes = {**parameters, metric: False}
    titles = {name: title_of(name) for name in axes}
    if len(set(titles.values())) < len(titles):
        titles = {name: name for name in axes}
    unknown = sorted(set(log) - axes.keys())
    if unknown:
        raise UsageError(
            f"log must contain only names of axes, got {unknown[0]!r}.",
            hint=f"Allowed names: {', '.join(map(repr, axes))}.",
        )
    scales = {name: _Positions(name, categorical, rows, log) for name, categorical in axes.items()}
    points = [
        {
            "line": number,
            "run": row["run"],
            "axis": titles[name],
            "place": scale.of(row.get(name)),
            "metric": row[metric],
            "value": label_of(row.get(name), 6),
        }
        for number, row in enumerate(rows)
        for name, scale in scales.items()
    ]
    low = min([0.0, *(float(str(point["place"])) for point in points)])
    wide = max(420, 130 * len(axes))
    across: Spec = {
        "field": "axis",
        "type": "nominal",
        "sort": list(titles.values()),
        "title": None,
        "axis": {"labelAngle": 0, "domain": False, "grid": True, "gridColor": "#999999", "labelLimit": 125,
                 "orient": "top", "labelPadding": 8, "ticks": False, "labelFontWeight": "bold"},
    }  # fmt: skip
    scale = {"domain": [low - 0.03, 1.03], "nice": False}
    up: Spec = {"field": "place", "type": "quantitative", "axis": None, "scale": scale}
    shade = {"field": "metric", "type": "quantitative", "title": titles[metric], "scale": {"scheme": SCHEME}}  # fmt: skip
    tips = [{"field": "run"}, {"field": "axis"}, {"field": "value"}, {"field": "metric", "title": titles[metric]}]  # fmt: skip
    lines: Spec = {
        "data": {"values": points},
        "mark": {"type": "line", "strokeOpacity": 0.6, "strokeWidth": 1.4},
        "encoding": {"x": across, "y": up, "detail": {"field": "line"}, "color": shade, "tooltip": tips},
    }  # fmt: skip
    texts = _marks(across, up, {titles[name]: scale for name, scale in scales.items()})
    spec: Spec = {"width": wide, "height": HEIGHT, "layer": [lines, *texts]}
    if title:
        spec["title"] = title
    return Chart(spec, rows, f"{metric} by {len(parameters)} parameters")


def _marks(across: Spec, up: Spec, scales: Mapping[str, _Positions]) -> list[Spec]:
    """Return the layers with the ticks of all axes and their labels."""
    ticks = [
        {"axis": name, "place": place, "label": label}
        for name, scale in scales.items()
        for label, place in scale.ticks
    ]
    tick = {"type": "tick", "orient": "horizontal", "size": 9, "thickness": 1.2, "color": "#333333"}
    text = {"type": "text", "align": "left", "dx": 5, "fontSize": 10}
    # The same label, thicker and in white, keeps lines from running through the label.
    halo = {**text, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
    label = {"text": {"field": "label", "type": "nominal"}}
    layers = [(tick, {}), (halo, label), ({**text, "color": "#222222"}, label)]
    return [
        {"data": {"values": ticks}, "mark": mark, "encoding": {"x": across, "y": up, **more}}
        for mark, more in layers
    ]


class _Positions:
    """Positions of values on an axis, from 0 to 1, and its ticks."""

    ticks: list[tuple[str, float]]

    def __init__(
        self, name: str, categorical: bool, rows: Sequence[Row], log: AbstractSet[str]
    ) -> None:
        values = [value for row in rows if (value := row.get(name)) is not None]
        self._absent = len(values) < len(rows)
        if categorical or not all(map(is_number, values)):
            self._by_name(name, values, log)
        else:
            self._by_number(name, [float(str(value)) for value in values], log)
        if self._absent:
            self.ticks.append((label_of(None), _ABSENT))

    def of(self, value: object) -> float:
        """Return the position of a value."""
        return _ABSENT if value is None else self._place(value)

    def _by_name(self, name: str, values: Sequence[object], log: AbstractSet[str]) -> None:
        if name in log:
            raise UsageError(
                f"A logarithmic axis requires numbers, but {name!r} has other values.",
                hint=f"Remove {name!r} from log.",
            )
        names = sorted({label_of(each, 6) for each in values})
        # A single value is in the middle.
        places = {each: index / (len(names) - 1) if len(names) > 1 else 0.5 for index, each in enumerate(names)}  # fmt: skip
        self._place: Callable[[object], float] = lambda value: places[label_of(value, 6)]
        kept = _spread(sorted(places.items(), key=lambda item: item[1]), 1.0 / 14)
        self.ticks = kept

    def _by_number(self, name: str, numbers: Sequence[float], log: AbstractSet[str]) -> None:
        known = sorted(set(numbers))
        curved = name in log
        if curved and known and known[0] <= 0:
            raise UsageError(
                f"A logarithmic axis requires positive numbers, but {name} has the value {known[0]!r}.",
                hint=f"Remove {name!r} from log.",
            )
        bend = math.log if curved else float
        low, high = (bend(known[0]), bend(known[-1])) if known else (0.0, 0.0)
        span = high - low

        def place(value: object) -> float:
            return (bend(float(str(value))) - low) / span if span else 0.5

        self._place = place
        chosen = _chosen(known, place)
        self.ticks = [(_number(value), place(value)) for value in chosen]


def _chosen(known: Sequence[float], place: Callable[[object], float]) -> list[float]:
    """Return values for the ticks of an axis: the smallest, the greatest, and evenly spaced ones in between."""
    if not known:
        return []
    wanted = known
    if len(known) > _TICKS:
        targets = [index / (_TICKS - 1) for index in range(_TICKS)]
        nearest = [min(known, key=lambda value: abs(place(value) - target)) for target in targets]
        wanted = sorted(set(nearest))
    kept = [wanted[0]]
    for value in wanted[1:-1]:
        if place(value) - place(kept[-1]) > _NEAR and place(wanted[-1]) - place(value) > _NEAR:
            kept.append(value)
    return kept if len(wanted) == 1 else [*kept, wanted[-1]]


def _spread(places: Sequence[tuple[str, float]], least: float) -> list[tuple[str, float]]:
    """Return labels with their positions, without labels that would overlap."""
    kept: list[tuple[str, float]] = []
    for label, place in places:
        if not kept or place - kept[-1][1] >= least - 1e-9:
            kept.append((label, place))
    return kept


def _number(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1e6 else f"{value:.4g}"
