"""Line plots and bar plots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, cast, get_args

from runql._models.reports.panels.arguments import (
    Range,
    Setting,
    checked_text,
    choice,
    flag,
    limits,
    mapping_of,
    number,
    setting,
    strings,
    text,
    whole,
)
from runql._models.reports.panels.base import Panel
from runql._models.reports.panels.chart_arguments import (
    FONT_SIZES,
    GROUP_AGGS,
    GROUP_AREAS,
    FontSize,
    GroupAgg,
    GroupArea,
    Keys,
    LegendPosition,
    Lines,
    LineStyle,
    PointMethod,
    SmoothingType,
    color_of_line,
    group_key,
    history_keys,
    mark_of_line,
    width_of_line,
    x_axis,
)
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._models.reports.panels.metric_keys import MetricKey

__all__ = ["BarPlot", "LinePlot"]


@dataclass(frozen=True, kw_only=True, repr=False)
class _Grouped(Panel):
    """A panel that can show groups instead of runs."""

    def __post_init__(self) -> None:
        Panel.__post_init__(self)
        declared = self._settings()
        if getattr(self, "groupby", None) is not None and getattr(self, "aggregate", None) is None:
            declared["aggregate"].__set__(self, True)


@dataclass(frozen=True, kw_only=True, repr=False)
class LinePlot(_Grouped):
    """A line plot of metrics, with one line per metric and run or group.

    The x axis shows steps, time or another metric.

    Attributes:
        title: Title of the chart.
        x: Metric of the x axis; `Step`, `WallTime`, `RelativeTime(Process)` and `RelativeTime(Wall)` are
            `_step`, `_timestamp`, `_runtime` and `_absolute_runtime`.
        y: Metrics to draw.
        range_x: Range of the x axis.
        range_y: Range of the y axis.
        log_x: Whether the x axis is logarithmic.
        log_y: Whether the y axis is logarithmic.
        title_x: Title of the x axis.
        title_y: Title of the y axis.
        ignore_outliers: Whether the range of the y axis excludes outliers.
        groupby: Key to group runs by: `config.lr`, or an attribute such as `group`.
        groupby_aggfunc: Statistic of a group's line.
        groupby_rangefunc: Statistic of the area around a group's line.
        smoothing_factor: Strength of the smoothing.
        smoothing_type: Smoothing algorithm.
        smoothing_show_original: Whether to draw the original lines too.
        max_runs_to_show: Maximum number of runs or groups.
        custom_expressions: Expressions to draw.
        plot_type: `line`, `stacked-area` or `pct-area`.
        font_size: Font size.
        legend_position: Side of the legend.
        legend_template: Template of legend entries.
        aggregate: Whether runs are aggregated; True if `groupby` is set.
        xaxis_expression: Expression for the x axis.
        xaxis_format: Format of the x axis, such as `datetime`.
        legend_fields: Fields that the legend shows.
        metric_regex: Regular expression that selects metrics to draw.
        point_visualization_method: Method by which the web app reduces points.
        line_titles: Titles of lines, by `run:metric`.
        line_colors: Colors of lines, by `run:metric`.
        line_widths: Widths of lines, by `run:metric`.
        line_marks: Dash styles of lines, by `run:metric`.
    """

    KIND: ClassVar[str] = "Run History Line Plot"

    title: Setting[str | None, str] = text("chartTitle")  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
    x: Setting[MetricKey | None, str | None] = x_axis()
    y: Setting[Keys, tuple[str, ...]] = history_keys("metrics")
    range_x: Setting[Range, Range] = limits("xAxisMin", "xAxisMax")
    range_y: Setting[Range, Range] = limits("yAxisMin", "yAxisMax")
    log_x: Setting[bool | None, bool | None] = flag("xLogScale")
    log_y: Setting[bool | None, bool | None] = flag("yLogScale")
    title_x: Setting[str | None, str] = text("xAxisTitle")
    title_y: Setting[str | None, str] = text("yAxisTitle")
    ignore_outliers: Setting[bool | None, bool | None] = flag("ignoreOutliers")
    groupby: Setting[MetricKey | None, str | None] = group_key("groupBy")
    groupby_aggfunc: Setting[GroupAgg | None, GroupAgg | None] = choice("groupAgg", GROUP_AGGS)
    groupby_rangefunc: Setting[GroupArea | None, GroupArea | None] = choice(
        "groupArea", GROUP_AREAS
    )
    smoothing_factor: Setting[float | None, float | None] = number("smoothingWeight", 0)
    smoothing_type: Setting[SmoothingType | None, SmoothingType | None] = choice(
        "smoothingType", get_args(SmoothingType)
    )
    smoothing_show_original: Setting[bool | None, bool | None] = flag("showOriginalAfterSmoothing")
    max_runs_to_show: Setting[int | None, int | None] = whole("limit")
    custom_expressions: Setting[Iterable[str] | None, tuple[str, ...]] = strings("expressions")
    plot_type: Setting[LineStyle | None, LineStyle | None] = choice("plotType", get_args(LineStyle))
    font_size: Setting[FontSize | None, FontSize | None] = choice("fontSize", FONT_SIZES)
    legend_position: Setting[LegendPosition | None, LegendPosition | None] = choice(
        "legendPosition", get_args(LegendPosition)
    )
    legend_template: Setting[str | None, str] = text("legendTemplate")
    aggregate: Setting[bool | None, bool | None] = flag("aggregate")
    xaxis_expression: Setting[str | None, str] = text("xExpression")
    xaxis_format: Setting[str | None, str] = text("xAxisFormat")
    legend_fields: Setting[Iterable[str] | None, tuple[str, ...]] = strings("legendFields")
    metric_regex: Setting[str | None, str] = Setting(
        lambda name, value: checked_text(name, "" if value is None else value),
        "",
        lambda value: {"metricRegex": value, "useMetricRegex": True} if value else {},
        lambda config: cast("str | None", config.get("metricRegex")),
    )
    point_visualization_method: Setting[PointMethod | None, PointMethod | None] = choice(
        "pointVisualizationMethod", get_args(PointMethod)
    )
    line_titles: Setting[Lines, Lines] = mapping_of("overrideSeriesTitles", checked_text)
    line_colors: Setting[Lines, Lines] = mapping_of("overrideColors", color_of_line)
    line_widths: Setting[Lines, Lines] = mapping_of("overrideLineWidths", width_of_line)
    line_marks: Setting[Lines, Lines] = mapping_of("overrideMarks", mark_of_line)


def orientation() -> Setting[Literal["v", "h"], Literal["v", "h"]]:
    """Return the argument for the orientation of bars."""

    def check(name: str, value: Literal["v", "h"]) -> Literal["v", "h"]:
        if value not in ("v", "h"):  # pyright: ignore[reportUnnecessaryContains]
            raise UsageError(f'{name} must be "v" or "h", got {value!r}.')
        return value

    return setting(
        "vertical",
        check,
        "h",
        encode=lambda value: value == "v",
        decode=lambda value: "v" if value else "h",
        always=True,
    )


@dataclass(frozen=True, kw_only=True, repr=False)
class BarPlot(_Grouped):
    """A chart with one bar per run or group.

    Attributes:
        title: Title of the chart.
        metrics: Metrics whose last values are drawn.
        orientation: `h` for horizontal bars, `v` for vertical bars.
        range_x: Range of the value axis.
        title_x: Title of the x axis.
        title_y: Title of the y axis.
        groupby: Key to group runs by: `config.lr`, or an attribute such as `group`.
        groupby_aggfunc: Statistic of a group's bar.
        groupby_rangefunc: Statistic of a group's error bar.
        max_runs_to_show: Maximum number of runs or groups to count.
        max_bars_to_show: Maximum number of bars.
        custom_expressions: Expressions to draw.
        legend_template: Template of legend entries.
        font_size: Font size.
        line_titles: Titles of bars, by `run:metric`.
        line_colors: Colors of bars, by `run:metric`.
        aggregate: Whether runs are aggregated; True if `groupby` is set.
    """

    KIND: ClassVar[str] = "Bar Chart"

    title: Setting[str | None, str] = text("chartTitle")  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
    metrics: Setting[Keys, tuple[str, ...]] = history_keys("metrics")  # pyright: ignore[reportIncompatibleMethodOverride] - read-only both
    orientation: Setting[Literal["v", "h"], Literal["v", "h"]] = orientation()
    range_x: Setting[Range, Range] = limits("xAxisMin", "xAxisMax")
    title_x: Setting[str | None, str] = text("xAxisTitle")
    title_y: Setting[str | None, str] = text("yAxisTitle")
    groupby: Setting[MetricKey | None, str | None] = group_key("groupBy")
    groupby_aggfunc: Setting[GroupAgg | None, GroupAgg | None] = choice("groupAgg", GROUP_AGGS)
    groupby_rangefunc: Setting[GroupArea | None, GroupArea | None] = choice(
        "groupArea", GROUP_AREAS
    )
    max_runs_to_show: Setting[int | None, int | None] = whole("limit")
    max_bars_to_show: Setting[int | None, int | None] = whole("barLimit")
    custom_expressions: Setting[Iterable[str] | None, tuple[str, ...]] = strings("expressions")
    legend_template: Setting[str | None, str] = text("legendTemplate")
    font_size: Setting[FontSize | None, FontSize | None] = choice("fontSize", FONT_SIZES)
    line_titles: Setting[Lines, Lines] = mapping_of("overrideSeriesTitles", checked_text)
    line_colors: Setting[Lines, Lines] = mapping_of("overrideColors", color_of_line)
    aggregate: Setting[bool | None, bool | None] = flag("aggregate")
