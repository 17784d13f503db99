"""Charts: curves with bands, bars and boxes of groups, points, parallel coordinates, importance, lineage.

Results have methods that draw them: `curves.plot()`, `table.plot()`, `importances.plot()`, `lineage.plot()`,
`runs.scatter()`, `runs.boxes()`, `runs.parallel_coordinates()`. The functions here draw any table: a pandas or polars
data frame, an Arrow table, or a list of dicts. All functions return a `Chart`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models._attributes.text_lists import text_list
from runql._plots.chart import Chart
from runql._plots.groups import boxes_chart
from runql._plots.lines import Band, Look
from runql._plots.parallel import parallel_chart
from runql._plots.rows import Data, check_columns, is_number, rows_of
from runql._plots.scatter import scatter_chart
from runql._plots.theme import Scale, check_scale
from runql._wandb_names.binding import explain_arguments
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.curve_table import Curves
    from runql._models.analysis.group_table import GroupTable
    from runql._models.lineage.graph import Lineage
    from runql._models.sweeps.importance import ParameterImportances

__all__ = [
    "Band",
    "Chart",
    "Data",
    "Scale",
    "bars",
    "boxes",
    "curves",
    "importance",
    "lineage",
    "parallel_coordinates",
    "scatter",
]


@explain_arguments
def curves(
    found: Curves,
    *,
    band: Band = "auto",
    x_scale: Scale = "linear",
    y_scale: Scale = "linear",
    title: str = "",
    x_title: str | None = None,
    y_title: str | None = None,
    width: int = 520,
    height: int = 300,
) -> Chart:
    """Draw the result of `runs.curves()`, like `Curves.plot()`.

    Returns:
        The chart.

    Raises:
        UsageError: If `Curves.plot()` would raise it.
    """
    return found.plot(
        band=band, x_scale=x_scale, y_scale=y_scale, title=title,
        x_title=x_title, y_title=y_title, width=width, height=height,
    )  # fmt: skip


@explain_arguments
def bars(
    table: GroupTable,
    metric: str | None = None,
    *,
    y_scale: Scale = "linear",
    title: str = "",
    y_title: str | None = None,
    width: int | None = None,
    height: int = 300,
) -> Chart:
    """Draw the result of `runs.group_by().aggregate()`, like `GroupTable.plot()`.

    Returns:
        The chart.

    Raises:
        UsageError: If `GroupTable.plot()` would raise it.
    """
    return table.plot(
        metric, y_scale=y_scale, title=title, y_title=y_title, width=width, height=height
    )


@explain_arguments
def boxes(
    data: Data,
    column: str,
    *,
    by: str | Sequence[str],
    y_scale: Scale = "linear",
    title: str = "",
    y_title: str | None = None,
    width: int | None = None,
    height: int = 300,
) -> Chart:
    """Draw one box per group of rows, and one point per row.

    A box shows quartiles, median and range.

    Args:
        data: A table with one row per run, such as `runs.to_pandas()`.
        column: Column to draw. Rows without a number are skipped.
        by: Columns to group by. The first is the axis, further ones are colors.
        y_scale: `linear`, `log` or `symlog`.
        title: Title of the chart.
        y_title: Title of the y axis; None for the column with its unit.
        width: Width of the plot area, in pixels; None to fit the number of groups.
        height: Height of the plot area, in pixels.

    Returns:
        The chart.

    Raises:
        UsageError: If `data` is not a table or lacks a column, there is no number to draw, or a logarithmic axis has zero
            or negative values.
    """
    look = Look(y_scale=y_scale, title=title, y_title=y_title, height=height)
    groups = (by,) if isinstance(by, str) else tuple(by)
    return boxes_chart(rows_of(data), by=groups, column=column, look=look, width=width)


@explain_arguments
def scatter(
    data: Data,
    x: str,
    y: str,
    *,
    color: str | None = None,
    x_scale: Scale = "linear",
    y_scale: Scale = "linear",
    color_scale: Scale = "linear",
    title: str = "",
    x_title: str | None = None,
    y_title: str | None = None,
    width: int = 520,
    height: int = 300,
) -> Chart:
    """Draw one point per row. Rows without x or y are skipped.

    Args:
        data: A table, such as `runs.to_pandas()`.
        x: Column of the x axis.
        y: Column of the y axis.
        color: Column that colors the points. Numbers have a scale from dark to light. Other values, and up to six
            distinct numbers, have separate colors and shapes.
        x_scale: `linear`, `log` or `symlog`.
        y_scale: `linear`, `log` or `symlog`.
        color_scale: Scale of the colors of numbers: `linear`, `log` or `symlog`.
        title: Title of the chart.
        x_title: Title of the x axis; None for the column with its unit.
        y_title: Title of the y axis; None for the column with its unit.
        width: Width of the plot area, in pixels.
        height: Height of the plot area, in pixels.

    Returns:
        The chart.

    Raises:
        UsageError: If `data` is not a table or lacks a column, no row has both x and y, or a logarithmic axis has zero or
            negative values.
    """
    look = Look(x_scale, y_scale, title, x_title, y_title, width, height)
    scale = check_scale("color_scale", color_scale)
    return scatter_chart(rows_of(data), x=x, y=y, color=color, color_scale_name=scale, look=look)


@explain_arguments
def parallel_coordinates(
    data: Data, metric: str, parameters: Sequence[str], *, log: Sequence[str] = (), title: str = ""
) -> Chart:
    """Draw parallel coordinates, with one line per row.

    The chart has an axis for each column and for the metric, which colors the lines.

    Ticks are at values of the rows. Rows without a number for the metric are skipped.

    Args:
        data: A table, such as `runs.to_pandas()`.
        metric: Column of the last axis.
        parameters: Columns of the other axes.
        log: Columns with logarithmic axes.
        title: Title of the chart.

    Returns:
        The chart.

    Raises:
        UsageError: If `data` is not a table or lacks a column, no row has a number for the metric, or a logarithmic axis
            has zero or negative values.
    """
    names = text_list(parameters, "parameters")
    rows = rows_of(data)
    check_columns(rows, [*names, metric])
    kept = [row for row in rows if is_number(row.get(metric))]
    if not names or not kept:
        raise UsageError(
            "parameters must contain at least one column."
            if not names
            else f"No row has a number in {metric!r}, so there is nothing to draw."
        )
    lines: list[dict[str, object]] = [
        {"run": row.get("name") or row.get("id") or number, **{name: row.get(name) for name in (*names, metric)}}
        for number, row in enumerate(kept)
    ]  # fmt: skip
    kinds = {
        name: not all(is_number(row[name]) for row in lines if row[name] is not None)
        for name in names
    }
    return parallel_chart(metric, kinds, lines, frozenset(text_list(log, "log")), title)


@explain_arguments
def importance(found: ParameterImportances, *, title: str | None = None) -> Chart:
    """Draw the result of `parameter_importance()`, like `ParameterImportances.plot()`.

    Returns:
        The chart.
    """
    return found.plot(title=title)


@explain_arguments
def lineage(graph: Lineage, *, title: str | None = None) -> Chart:
    """Draw the result of `artifact.lineage()` or `run.lineage()`.

    Returns:
        The chart.
    """
    return graph.plot(title=title)
