"""Translation of report panels to runql's charts: columns, statistics, scales, and omissions."""

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
"""Default number of runs in a line plot and a run comparer, as in the web app."""
MANY_RUNS: Final = 1_000
"""Maximum number of runs in a chart with one point per run."""

# Columns of the table of runs, by attribute name in panels.
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
    """Return the column of the table of runs for a panel's path.

    Args:
        path: Path in the panel.
        bare: Section of a path without prefix: `summary` or `run`.
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
    """Return the scale of an axis for a panel's logarithm flag."""
    return "log" if flag else "linear"


@dataclass(frozen=True, slots=True)
class LinePlan:
    """The settings of a line plot.

    Attributes:
        keys: History metrics, one chart each.
        x: Metric of the x axis.
        by: Column to group by; empty for one line per run.
        smooth: Weight of the smoothing average, as on the web app's slider.
        stats: Statistics to request.
        band: Statistic of the band.
        limit: Maximum number of runs.
        notes: Features of the panel that are not drawn.
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
    """Return the settings to draw a line plot panel."""
    notes: list[str] = []
    shown = [
        each.removeprefix("metric.") if each.startswith("metric.") else each for each in panel.y
    ]
    keys = [key for key, path in zip(shown, panel.y, strict=True) if not _is_of_runs(path)]
    left_out = [path for path in panel.y if _is_of_runs(path)]
    if left_out:
        notes.append(
            f"Not drawn, because the history does not have these keys: {', '.join(left_out)}."
        )
    if panel.metric_regex:
        notes.append(f"Metrics that match {panel.metric_regex!r} are not drawn.")
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
            notes.append(
                f"Drawn without smoothing, because type {panel.smoothing_type!r} is not supported."
            )
    by = "" if panel.groupby is None else column_of(panel.groupby, "run")
    center = _CENTERS.get(panel.groupby_aggfunc or "mean")
    if center is None:
        notes.append(f"Drawn with the mean instead of {panel.groupby_aggfunc!r}.")
    band, more = _BANDS.get(panel.groupby_rangefunc or "minmax", _BANDS["none"])
    if not by or center in ("min", "max") or (center == "median" and band in ("std", "sem")):
        band, more = "none", ()
    x = panel.x or "_step"
    if x == "_absolute_runtime":
        x = "_runtime"
        notes.append("Drawn over _runtime instead of _absolute_runtime.")
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
    """Return colors by the labels of runs in a chart.

    Args:
        colors: Colors of the grid, by run ID or by group.
        labels: Labels of runs, by ID.
    """
    return {
        labels[key]: color
        for key, color in colors.items()
        # A report may hold any string as a color, and the color is inserted into a page.
        if isinstance(key, str) and key in labels and is_color(str(color))
    }


def named_only(kind: str, title: str, metrics: Sequence[str]) -> Figure:
    """Return the figure of a panel that is not drawn."""
    shown = f" It shows {', '.join(metrics)}." if metrics else ""
    return Figure(title or kind, note=f"Panels of kind “{kind}” are not drawn.{shown}")


_NUMBERS: Final[Mapping[str, Callable[[Sequence[float]], float]]] = {
    "mean": fmean,
    "median": median,
    "min": min,
    "max": max,
    "sum": sum,
}


def number_figure(panel: ScalarChart, rows: Sequence[Mapping[str, object]]) -> Figure:
    """Return the figure of a scalar panel: one number for all runs."""
    column = column_of(panel.metric, "summary")
    values = [float(value) for row in rows if is_number(value := plain(row.get(column)))]
    title = panel.title or panel.metric
    if not values:
        return Figure(title, note="No run has a number under this key.")
    name = panel.groupby_aggfunc if panel.groupby_aggfunc in _NUMBERS else "mean"
    number = _NUMBERS[name or "mean"](values)
    of = f"{name} of {len(values)} runs" if len(values) > 1 else "of one run"
    return Figure(title, f'<p class="number">{number:.6g}</p>', of)


def bar_columns(panel: BarPlot) -> tuple[str, Aggregate, tuple[Aggregate, ...]]:
    """Return the column to group by, the statistic of bars, and that of error bars."""
    by = "name" if panel.groupby is None else column_of(panel.groupby, "run")
    centers: dict[str, Aggregate] = {"median": "median", "min": "min", "max": "max"}
    center: Aggregate = centers.get(panel.groupby_aggfunc or "", "mean")
    errors: dict[str, Aggregate] = {"stddev": "std", "stderr": "sem"}
    error = errors.get(panel.groupby_rangefunc or "")
    has_error = error is not None and center == "mean" and panel.groupby is not None
    return by, center, (error,) if has_error and error is not None else ()


def comparison(panel: RunComparer, rows: Sequence[Mapping[str, object]]) -> Figure:
    """Return a table of config and summary with one column per run."""
    keys = dict.fromkeys(
        key for row in rows for key in row if key.startswith(("config.", "summary."))
    )
    lines = [(key, [label_of(plain(row.get(key)), 6) for row in rows]) for key in sorted(keys)]
    if panel.diff_only:
        lines = [(key, cells) for key, cells in lines if len(set(cells)) > 1]
    heads = ["", *(str(row.get("name") or row.get("id")) for row in rows)]
    return Figure("Runs compared", table_of(heads, ([key, *cells] for key, cells in lines)))
