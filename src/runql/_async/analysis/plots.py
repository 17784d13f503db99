"""Charts of a list of runs: scatter plots, box plots and parallel coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models._attributes.text_lists import text_list
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._plots.chart import Chart
    from runql._plots.theme import Scale

__all__ = ["AsyncRunsPlots"]

_MOST_AXES = 20


class AsyncRunsPlots:
    """Methods of a list of runs that draw charts."""

    async def scatter(
        self,
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
        """Draw a scatter plot with a point per run; runs that lack x or y are left out.

        Args:
            x: Column of the runs' table, such as `config.lr` or `created_at`.
            y: Column of the runs' table, such as `summary.loss`.
            color: Column that colors the points. Numbers run from dark to light; other values, and
                up to six numbers, have their own shapes.
            x_scale: `linear`, `log` or `symlog`.
            y_scale: `linear`, `log` or `symlog`.
            color_scale: Scale of the colors of numbers: `linear`, `log` or `symlog`.
            title: Title above the chart.
            x_title: Title of the x axis; None for the column with its unit.
            y_title: Title of the y axis; None for the column with its unit.
            width: Width of the plane, in pixels.
            height: Height of the plane, in pixels.

        Raises:
            MissingDependencyError: If the extra `plots` is not installed; nothing was sent.
            UsageError: If no run has a column, no run has both x and y, or a logarithmic axis has zero or negative
                values.

        Requests: One per page that has not been read; one more per page for a named config or summary that is not loaded.
        """
        from runql._models.analysis.grouping import check_columns
        from runql._plots.lines import Look
        from runql._plots.rows import rows_of
        from runql._plots.saving import require_charts
        from runql._plots.scatter import scatter_chart
        from runql._plots.theme import check_scale

        require_charts()
        look = Look(x_scale, y_scale, title, x_title, y_title, width, height)
        check_scale("color_scale", color_scale)
        columns = [x, y, *([color] if color is not None else [])]
        rows = await self._rows_with(columns)
        check_columns(rows, columns, "scatter")
        return scatter_chart(
            rows_of(rows), x=x, y=y, color=color, color_scale_name=color_scale, look=look
        )

    async def boxes(
        self,
        column: str,
        *,
        by: str | Sequence[str],
        y_scale: Scale = "linear",
        title: str = "",
        y_title: str | None = None,
        width: int | None = None,
        height: int = 300,
    ) -> Chart:
        """Draw a box plot: quartiles, median and range per group, and a point per run.

        Args:
            column: Column to draw, such as `summary.accuracy`; runs without a number are left out.
            by: Columns to group by, such as `config.algo`; the first is the axis, the others are colors.
            y_scale: `linear`, `log` or `symlog`.
            title: Title above the chart.
            y_title: Title of the y axis; None for the column with its unit.
            width: Width of the plane, in pixels; None for one that fits the number of groups.
            height: Height of the plane, in pixels.

        Raises:
            MissingDependencyError: If the extra `plots` is not installed; nothing was sent.
            UsageError: If no run has a column or a number to draw, or a logarithmic axis has zero or negative values.

        Requests: One per page that has not been read; one more per page for a named config or summary that is not loaded.
        """
        from runql._models.analysis.grouping import check_columns
        from runql._plots.groups import boxes_chart
        from runql._plots.lines import Look
        from runql._plots.rows import rows_of
        from runql._plots.saving import require_charts

        require_charts()
        look = Look(y_scale=y_scale, title=title, y_title=y_title, height=height)
        groups = (by,) if isinstance(by, str) else tuple(text_list(by, "by"))
        rows = await self._rows_with([*groups, column])
        check_columns(rows, [*groups, column], "boxes")
        return boxes_chart(rows_of(rows), by=groups, column=column, look=look, width=width)

    async def parallel_coordinates(
        self,
        metric: str,
        *,
        parameters: Sequence[str] | None = None,
        log: Sequence[str] = (),
        title: str = "",
    ) -> Chart:
        """Draw parallel coordinates: a line per run, an axis per parameter.

        The last axis is the metric, which also colors the lines. Ticks are at values that runs have. Runs without a
        number for the metric are left out. The line of a run that lacks a parameter passes below that axis.

        Args:
            metric: Column of the last axis, such as `summary.accuracy`.
            parameters: Columns of the other axes, such as `config.lr`; None for all config keys that vary.
            log: Columns with logarithmic axes.
            title: Title above the chart.

        Raises:
            MissingDependencyError: If the extra `plots` is not installed; nothing was sent.
            UsageError: If no run has a column, if no config key or more than 20 vary, if no run has a number for the
                metric, or if a logarithmic axis has zero or negative values.

        Requests: One per page that has not been read; one more per page for a named config or summary that is not loaded.
        """
        from runql._models.analysis.differences import varying_keys
        from runql._models.analysis.grouping import check_columns
        from runql._plots.parallel import parallel_chart
        from runql._plots.rows import is_number, rows_of
        from runql._plots.saving import require_charts

        require_charts()
        names = None if parameters is None else text_list(parameters, "parameters")
        curved = text_list(log, "log")
        rows = await self._rows_with([*(["config"] if names is None else names), metric])
        check_columns(rows, [*(names or []), metric], "parallel_coordinates")
        columns = names if names is not None else [each.key for each in varying_keys(rows)]
        if not columns or len(columns) > _MOST_AXES:
            raise UsageError(
                f"A chart must have 1 to {_MOST_AXES} parameters, got {len(columns)} config keys that vary.",
                hint='Pass parameters=["config.lr", "config.batch_size"].',
            )
        kept = [row for row in rows_of(rows) if is_number(row.get(metric))]
        if not kept:
            raise UsageError(f"Nothing to draw: no run has a number in {metric!r}.")
        lines = [{"run": row["id"], **{name: row.get(name) for name in (*columns, metric)}} for row in kept]  # fmt: skip
        kinds = {name: not all(is_number(row[name]) for row in lines if row[name] is not None) for name in columns}  # fmt: skip
        return parallel_chart(metric, kinds, lines, frozenset(curved), title)

    async def _rows_with(self, columns: Sequence[str]) -> list[dict[str, object]]:
        raise NotImplementedError
