"""Charts: curves with bands, bars and boxes of groups, points, parallel coordinates, importance, lineage.

Results have methods that draw them: `curves.plot()`, `table.plot()`, `importances.plot()`, `lineage.plot()`,
`runs.scatter()`, `runs.boxes()`, `runs.parallel_coordinates()`. The functions here draw any table: a frame of pandas or
polars, an Arrow table, or a list of dicts. All return a `Chart`.
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
    """Draw what `runs.curves()` returned, as `Curves.plot()` does.

    Raises:
        UsageError: If as `Curves.plot()`.
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
    """Draw what `runs.group_by().aggregate()` returned, as `GroupTable.plot()` does.

    Raises:
        UsageError: If as `GroupTable.plot()`.
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
    """Draw a box per group of rows (quartiles, median, range), and a point per row.

    Args:
        data: A table with a row per run, such as `runs.to_pandas()`.
        column: What is drawn; rows without a number are left out.
        by: Columns to group by; the first is the axis, further ones are colors.
        y_scale: `linear`, `log` or `symlog`.
        title: What is above the chart.
        y_title: What is at the y axis; None for the column with its unit.
        width: Width of the plane, in pixels; None for one that fits the number of groups.
        height: Height of the plane, in pixels.

    Raises:
        UsageError: If `data` is not a table or lacks a column, there is no number to draw, or a logarithmic axis meets zero
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
    """Draw a point per row. Rows that lack x or y are left out.

    Args:
        data: A table, such as `runs.to_pandas()`.
        x: Column of the x axis.
        y: Column of the y axis.
        color: Column that colors the points: numbers from dark to light, others and up to six numbers
            with shapes of their own.
        x_scale: `linear`, `log` or `symlog`.
        y_scale: `linear`, `log` or `symlog`.
        color_scale: How the colors of numbers are divided.
        title: What is above the chart.
        x_title: What is at the x axis; None for the column with its unit.
        y_title: What is at the y axis; None for the column with its unit.
        width: Width of the plane, in pixels.
        height: Height of the plane, in pixels.

    Raises:
        UsageError: If `data` is not a table or lacks a column, no row has both x and y, or a logarithmic axis meets zero or
            negative values.
    """
    look = Look(x_scale, y_scale, title, x_title, y_title, width, height)
    scale = check_scale("color_scale", color_scale)
    return scatter_chart(rows_of(data), x=x, y=y, color=color, color_scale_name=scale, look=look)


@explain_arguments
def parallel_coordinates(
    data: Data, metric: str, parameters: Sequence[str], *, log: Sequence[str] = (), title: str = ""
) -> Chart:
    """Draw a line per row through an axis per column, and one for the metric, which colors the lines.

    Ticks are at values that rows have. Rows without a number for the metric are left out.

    Args:
        data: A table, such as `runs.to_pandas()`.
        metric: Column of the last axis.
        parameters: Columns of the other axes.
        log: Columns whose axes are logarithmic.
        title: What is above the chart.

    Raises:
        UsageError: If `data` is not a table or lacks a column, no row has a number for the metric, or a logarithmic axis
            meets zero or negative values.
    """
    names = text_list(parameters, "parameters")
    rows = rows_of(data)
    check_columns(rows, [*names, metric])
    kept = [row for row in rows if is_number(row.get(metric))]
    if not names or not kept:
        raise UsageError(
            "parameters names no column, so there is nothing to draw."
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
    """Draw what `parameter_importance()` returned, as `ParameterImportances.plot()` does."""
    return found.plot(title=title)


@explain_arguments
def lineage(graph: Lineage, *, title: str | None = None) -> Chart:
    """Draw what `artifact.lineage()` or `run.lineage()` returned, as `Lineage.plot()` does."""
    return graph.plot(title=title)
