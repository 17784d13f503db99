"""How panels of a report are drawn with runql's charts: columns, statistics, scales, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

from runql._models.reports.page import Figure, table_of
from runql._models.reports.panels.arguments import is_color
from runql._plots.rows import is_number, label_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runql._models.analysis.group_table import Aggregate
    from runql._models.analysis.statistics import Statistic
    from runql._models.reports.panels.browsers import RunComparer
    from runql._models.reports.panels.charts import BarPlot, LinePlot
    from runql._models.reports.panels.grids import RunSetGroup
    from runql._models.reports.panels.points import ScalarChart
    from runql._plots.lines import Band
    from runql._plots.theme import Scale

__all__ = [
    "FEW_RUNS",
    "MANY_RUNS",
    "LinePlan",
    "bar_columns",
    "column_of",
    "comparison",
    "label_colors",
    "line_plan",
    "named_only",
    "number_figure",
    "scale_of_flag",
]

FEW_RUNS: Final = 10
"""Runs that a line plot and a comparer show unless the panel says otherwise, as in the web app."""
MANY_RUNS: Final = 1_000
"""Runs that a chart with a point per run shows at most."""

# Attributes of runs, as a table of runs names them.
_TABLE: Final = {
    "createdAt": "created_at",
    "displayName": "name",
    "heartbeatAt": "heartbeat_at",
    "jobType": "job_type",
    "name": "id",
    "sweep": "sweep_name",
    "username": "user",
}


def column_of(path: str, bare: str) -> str:
    """Return the column of the runs' table that a path of a panel means.

    Args:
        path: The path.
        bare: Section of a path without one: `summary` or `run`.
    """
    for prefix, section in (
        ("summary_metrics.", "summary."),
        ("summary.", "summary."),
        ("config.", "config."),
    ):
        if path.startswith(prefix):
            return section + path.removeprefix(prefix)
    if path.startswith("run."):
        path, bare = path.removeprefix("run."), "run"
    elif path.startswith("metric."):
        path = path.removeprefix("metric.")
    return _TABLE.get(path, path) if bare == "run" else f"summary.{path}"


def scale_of_flag(flag: bool | None) -> Scale:
    """Return the scale of an axis that may be logarithmic."""
    return "log" if flag else "linear"


@dataclass(frozen=True, slots=True)
class LinePlan:
    """How a line plot is drawn.

    Attributes:
        keys: Metrics of the history, each a chart.
        x: Metric of the x axis.
        by: Column to group by; empty for a line per run.
        smooth: Weight of the average that smooths lines, as the slider of the web app has it.
        stats: Statistics to request.
        band: What the band shows.
        limit: Runs at most.
        notes: What of the panel is not drawn.
    """

    keys: tuple[str, ...]
    x: str
    by: str
    smooth: float | None
    stats: tuple[Statistic, ...]
    band: Band
    limit: int
    notes: tuple[str, ...]


_BANDS: Final[Mapping[str, tuple[Band, tuple[Statistic, ...]]]] = {
    "minmax": ("range", ("min", "max")),
    "stddev": ("std", ("std",)),
    "stderr": ("sem", ("sem",)),
    "none": ("none", ()),
}
_CENTERS: Final[Mapping[str, Statistic]] = {
    "mean": "mean",
    "median": "median",
    "min": "min",
    "max": "max",
}


def line_plan(panel: LinePlot) -> LinePlan:
    """Return how a line plot is drawn."""
    notes: list[str] = []
    shown = [
        each.removeprefix("metric.") if each.startswith("metric.") else each for each in panel.y
    ]
    keys = [key for key, path in zip(shown, panel.y, strict=True) if not _is_of_runs(path)]
    left_out = [path for path in panel.y if _is_of_runs(path)]
    if left_out:
        notes.append(f"Not drawn, because it has no history: {', '.join(left_out)}.")
    if panel.metric_regex:
        notes.append(f"Metrics by the pattern {panel.metric_regex!r} are not drawn.")
    if panel.custom_expressions:
        notes.append(f"Expressions are not drawn: {', '.join(panel.custom_expressions)}.")
    smooth: float | None = None
    if panel.smoothing_factor and panel.smoothing_type != "none":
        if (
            panel.smoothing_type in (None, "exponential", "exponentialTimeWeighted")
            and panel.smoothing_factor <= 1
        ):
            smooth = panel.smoothing_factor
        else:
            notes.append(f"Drawn without smoothing of the type {panel.smoothing_type!r}.")
    by = "" if panel.groupby is None else column_of(panel.groupby, "run")
    center = _CENTERS.get(panel.groupby_aggfunc or "mean")
    if center is None:
        notes.append(f"The mean is drawn in place of {panel.groupby_aggfunc!r}.")
    band, more = _BANDS.get(panel.groupby_rangefunc or "minmax", _BANDS["none"])
    if not by or center in ("min", "max") or (center == "median" and band in ("std", "sem")):
        band, more = "none", ()
    x = panel.x or "_step"
    if x == "_absolute_runtime":
        x = "_runtime"
        notes.append("Drawn over _runtime in place of _absolute_runtime.")
    return LinePlan(
        tuple(keys),
        x.removeprefix("metric."),
        by,
        smooth,
        (center or "mean", *more, "n"),
        band,
        panel.max_runs_to_show or (MANY_RUNS if by else FEW_RUNS),
        tuple(notes),
    )


def _is_of_runs(path: str) -> bool:
    return path.startswith(("config.", "summary.", "summary_metrics."))


def label_colors(
    colors: Mapping[str | RunSetGroup, str], labels: Mapping[str, str]
) -> dict[str, str]:
    """Return the colors of runs by the labels that these have in a chart.

    Args:
        colors: Colors of the grid, by ID of a run or by group.
        labels: Labels of runs, by ID.
    """
    return {
        labels[key]: color
        for key, color in colors.items()
        # A report may hold anything as a color, and this one becomes part of a page.
        if isinstance(key, str) and key in labels and is_color(str(color))
    }


def named_only(kind: str, title: str, metrics: Sequence[str]) -> Figure:
    """Return the figure of a panel that is not drawn."""
    shown = f" It shows {', '.join(metrics)}." if metrics else ""
    return Figure(title or kind, note=f"Panels of the kind “{kind}” are not drawn.{shown}")


_NUMBERS: Final[Mapping[str, Callable[[Sequence[float]], float]]] = {
    "mean": fmean,
    "median": median,
    "min": min,
    "max": max,
    "sum": sum,
}


def number_figure(panel: ScalarChart, rows: Sequence[Mapping[str, object]]) -> Figure:
    """Return the one number of the runs."""
    column = column_of(panel.metric, "summary")
    values = [float(value) for row in rows if is_number(value := plain(row.get(column)))]
    title = panel.title or panel.metric
    if not values:
        return Figure(title, note="No run has a number to show.")
    name = panel.groupby_aggfunc if panel.groupby_aggfunc in _NUMBERS else "mean"
    number = _NUMBERS[name or "mean"](values)
    of = f"{name} of {len(values)} runs" if len(values) > 1 else "of one run"
    return Figure(title, f'<p class="number">{number:.6g}</p>', of)


def bar_columns(panel: BarPlot) -> tuple[str, Aggregate, tuple[Aggregate, ...]]:
    """Return the column to group by, the statistic of a bar, and that of its error bar."""
    by = "name" if panel.groupby is None else column_of(panel.groupby, "run")
    centers: dict[str, Aggregate] = {"median": "median", "min": "min", "max": "max"}
    center: Aggregate = centers.get(panel.groupby_aggfunc or "", "mean")
    errors: dict[str, Aggregate] = {"stddev": "std", "stderr": "sem"}
    error = errors.get(panel.groupby_rangefunc or "")
    has_error = error is not None and center == "mean" and panel.groupby is not None
    return by, center, (error,) if has_error and error is not None else ()


def comparison(panel: RunComparer, rows: Sequence[Mapping[str, object]]) -> Figure:
    """Return config and summary of runs next to each other."""
    keys = dict.fromkeys(
        key for row in rows for key in row if key.startswith(("config.", "summary."))
    )
    lines = [(key, [label_of(plain(row.get(key)), 6) for row in rows]) for key in sorted(keys)]
    if panel.diff_only:
        lines = [(key, cells) for key, cells in lines if len(set(cells)) > 1]
    heads = ["", *(str(row.get("name") or row.get("id")) for row in rows)]
    return Figure("Runs compared", table_of(heads, ([key, *cells] for key, cells in lines)))
