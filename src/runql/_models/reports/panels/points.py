"""Scatter plots, scalar charts, parallel coordinates and parameter importance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias, cast

from runql._models.reports.panels.arguments import (
    Range,
    Setting,
    checked_text,
    choice,
    flag,
    items_of,
    limits,
    setting,
    strings,
    text,
)
from runql._models.reports.panels.base import Panel, objects
from runql._models.reports.panels.chart_arguments import (
    FONT_SIZES,
    GROUP_AGGS,
    GROUP_AREAS,
    FontSize,
    Gradient,
    GradientPoint,
    GroupAgg,
    GroupArea,
    column_key,
    gradient,
)
from runql._models.reports.panels.metric_keys import (
    HISTORY,
    TABLE,
    MetricKey,
    metric_path,
    path_of_accessor,
    path_of_history_key,
    to_accessor,
    to_history_key,
)
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = [
    "ParallelCoordinates",
    "ParallelCoordinatesColumn",
    "ParameterImportance",
    "ScalarChart",
    "ScatterPlot",
]


@dataclass(frozen=True, kw_only=True, repr=False)
class ScatterPlot(Panel):
    """A chart with one point per run.

    A name without a section is a summary key. Other keys are paths, such as `config.lr` and `run.created_at`.

    Attributes:
        title: Title of the chart.
        x: Key of the x axis.
        y: Key of the y axis.
        z: Key of the color scale.
        range_x: Range of the x axis.
        range_y: Range of the y axis.
        range_z: Range of the color scale.
        log_x: Whether the x axis is logarithmic.
        log_y: Whether the y axis is logarithmic.
        log_z: Whether the color scale is logarithmic.
        running_ymin: Whether a line shows the running minimum of y.
        running_ymax: Whether a line shows the running maximum of y.
        running_ymean: Whether a line shows the running mean of y.
        legend_template: Template of legend entries.
        gradient: Colors of the points.
        font_size: Font size.
        regression: Whether a linear regression line is drawn.
    """

    KIND: ClassVar[str] = "Scatter Plot"

    title: Setting[str | None, str] = text("chartTitle")  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
    x: Setting[MetricKey | None, str | None] = column_key("xAxis")
    y: Setting[MetricKey | None, str | None] = column_key("yAxis")
    z: Setting[MetricKey | None, str | None] = column_key("zAxis")
    range_x: Setting[Range, Range] = limits("xAxisMin", "xAxisMax")
    range_y: Setting[Range, Range] = limits("yAxisMin", "yAxisMax")
    range_z: Setting[Range, Range] = limits("zAxisMin", "zAxisMax")
    log_x: Setting[bool | None, bool | None] = flag("xAxisLogScale")
    log_y: Setting[bool | None, bool | None] = flag("yAxisLogScale")
    log_z: Setting[bool | None, bool | None] = flag("zAxisLogScale")
    running_ymin: Setting[bool | None, bool | None] = flag("showMinYAxisLine")
    running_ymax: Setting[bool | None, bool | None] = flag("showMaxYAxisLine")
    running_ymean: Setting[bool | None, bool | None] = flag("showAvgYAxisLine")
    legend_template: Setting[str | None, str] = text("legendTemplate")
    gradient: Setting[Gradient, tuple[GradientPoint, ...]] = gradient()
    font_size: Setting[FontSize | None, FontSize | None] = choice("fontSize", FONT_SIZES)
    regression: Setting[bool | None, bool | None] = flag("showLinearRegression")


def _only_key(key: str) -> Setting[MetricKey, str]:
    return setting(
        key,
        lambda name, value: "" if value == "" else metric_path(name, value, "metric", HISTORY),
        "",
        encode=lambda path: [to_history_key(path) if path else ""],
        decode=lambda found: (
            path_of_history_key(str(found[0])) if isinstance(found, list) and found else ""
        ),
        always=True,
    )


@dataclass(frozen=True, kw_only=True, repr=False)
class ScalarChart(Panel):
    """One number that summarizes the runs.

    Attributes:
        title: Title of the chart.
        metric: The metric.
        groupby_aggfunc: Statistic over the runs: `mean`, `min`, `max`, `median`, `sum`.
        groupby_rangefunc: Statistic of the spread.
        custom_expressions: Expressions to show.
        legend_template: Template of the label.
        font_size: Font size.
    """

    KIND: ClassVar[str] = "Scalar Chart"

    title: Setting[str | None, str] = text("chartTitle")  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
    metric: Setting[MetricKey, str] = _only_key("metrics")
    groupby_aggfunc: Setting[GroupAgg | None, GroupAgg | None] = choice("groupAgg", GROUP_AGGS)
    groupby_rangefunc: Setting[GroupArea | None, GroupArea | None] = choice(
        "groupArea", GROUP_AREAS
    )
    custom_expressions: Setting[Iterable[str] | None, tuple[str, ...]] = strings("expressions")
    legend_template: Setting[str | None, str] = text("legendTemplate")
    font_size: Setting[FontSize | None, FontSize | None] = choice("fontSize", FONT_SIZES)


@dataclass(frozen=True, slots=True)
class ParallelCoordinatesColumn:
    """An axis of parallel coordinates.

    Attributes:
        metric: Key of the axis: a summary key, `config.lr`, or `run.duration`.
        display_name: Label of the axis.
        inverted: Whether the greatest value is at the bottom.
        log: Whether the axis is logarithmic.
    """

    metric: str
    display_name: str | None = None
    inverted: bool | None = None
    log: bool | None = None

    def __init__(
        self,
        metric: MetricKey,
        display_name: str | None = None,
        inverted: bool | None = None,
        log: bool | None = None,
    ) -> None:
        """Check the arguments.

        Args:
                metric: Key of the axis: a summary key, `config.lr`, or `run.duration`.
                display_name: Label of the axis.
                inverted: Whether the greatest value is at the bottom.
                log: Whether the axis is logarithmic.

        Raises:
                UsageError: If an argument has the wrong type, or the metric is invalid.
        """
        for name, value in (("inverted", inverted), ("log", log)):
            if value is not None and not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise UsageError(f"{name} must be True, False or None, got {value!r}.")
        if display_name is not None:
            checked_text("display_name", display_name)
        object.__setattr__(self, "metric", metric_path("metric", metric, "summary", TABLE))
        object.__setattr__(self, "display_name", display_name or None)
        object.__setattr__(self, "inverted", inverted)
        object.__setattr__(self, "log", log)


Columns: TypeAlias = Iterable["ParallelCoordinatesColumn | MetricKey"] | None


def _checked_columns(name: str, value: Columns) -> tuple[ParallelCoordinatesColumn, ...]:
    return tuple(
        each if isinstance(each, ParallelCoordinatesColumn) else ParallelCoordinatesColumn(each)
        for each in items_of(name, () if value is None else value)
    )


def _column_spec(column: ParallelCoordinatesColumn) -> JsonValue:
    given: dict[str, JsonValue] = {
        "displayName": column.display_name,
        "inverted": column.inverted,
        "log": column.log,
    }
    present = {key: value for key, value in given.items() if value is not None}
    return {"accessor": to_accessor(column.metric), **present}


def _column_of(raw: Mapping[str, JsonValue]) -> ParallelCoordinatesColumn:
    return ParallelCoordinatesColumn(
        path_of_accessor(str(raw.get("accessor"))),
        cast("str | None", raw.get("displayName")),
        cast("bool | None", raw.get("inverted")),
        cast("bool | None", raw.get("log")),
    )


@dataclass(frozen=True, repr=False)
class ParallelCoordinates(Panel):
    """A chart with one axis per column and one line per run.

    Attributes:
        columns: The axes, from left to right. A path is a column with default settings.
        title: Title of the chart.
        gradient: Colors of the lines, by the last axis.
        font_size: Font size.
    """

    KIND: ClassVar[str] = "Parallel Coordinates Plot"

    columns: Setting[Columns, tuple[ParallelCoordinatesColumn, ...]] = setting(
        "columns",
        _checked_columns,
        (),
        encode=lambda columns: [_column_spec(each) for each in columns],
        decode=lambda found: [_column_of(each) for each in objects(found)],
        always=True,
    )
    title: Setting[str | None, str] = text("chartTitle")  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
    gradient: Setting[Gradient, tuple[GradientPoint, ...]] = gradient()
    font_size: Setting[FontSize | None, FontSize | None] = choice("fontSize", FONT_SIZES)


_TABLE_OF_PARAMETERS: Final[Mapping[str, JsonValue]] = {
    "columnsPinned": {},
    "columnWidths": {},
    "columnOrder": [],
    "pageSize": 10,
    "onlyShowSelected": False,
}


@dataclass(frozen=True, repr=False)
class ParameterImportance(Panel):
    """The importance of each parameter for a metric.

    Attributes:
        with_respect_to: The metric, a summary key.
    """

    KIND: ClassVar[str] = "Parameter Importance"

    with_respect_to: Setting[str, str] = Setting(
        checked_text,
        "",
        lambda value: {"targetKey": value, **_TABLE_OF_PARAMETERS},
        lambda config: cast("str", config.get("targetKey") or ""),
    )
