# Generated from src/runql/_async/reports/page.py by `make generate`. Do not edit.

"""Rendering of a report as HTML, with charts of the runs of its run sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models.reports.drawing import (
    FEW_RUNS,
    MANY_RUNS,
    bar_columns,
    column_of,
    comparison,
    label_colors,
    line_plan,
    named_only,
    number_figure,
    scale_of_flag,
)
from runql._models.reports.page import Figure, html_of_markdown, page_of_report, require_markdown
from runql._models.reports.panels.browsers import MarkdownPanel, RunComparer
from runql._models.reports.panels.charts import BarPlot, LinePlot
from runql._models.reports.panels.grids import PanelGrid
from runql._models.reports.panels.points import (
    ParallelCoordinates,
    ParameterImportance,
    ScalarChart,
    ScatterPlot,
)
from runql._models.reports.panels.selection import read_run_set
from runql._models.reports.spec import every_block
from runql._plots.chart import recolored
from runql._plots.saving import require_charts
from runql._sync.reports.run_sets import RunSet
from runql.errors import NotFoundError, PermissionDeniedError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.curve_table import Curves
    from runql._models.analysis.group_table import Aggregate
    from runql._models.reports.drawing import LinePlan
    from runql._models.reports.kinds import Block
    from runql._models.reports.panels import run_sets as values
    from runql._models.reports.panels.base import Panel
    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session
    from runql._sync.runs.listing import Runs

__all__ = ["ReportPage"]


class ReportPage:
    """Method of a report that renders it as HTML."""

    _session: Session

    if TYPE_CHECKING:
        title: str
        description: str
        blocks: list[Block]
        width: str

        @property
        def path(self) -> ProjectPath:
            """Path of the report's project."""
            ...

    def to_html(self, *, charts: bool = True) -> str:
        """Return the report as one HTML page that loads no scripts, images or fonts.

        The page contains the blocks of this object, including unsaved edits. Line plots are drawn
        from buckets of the histories, other charts from config and summary, all as inline SVG. For a
        panel that cannot be drawn, the page has its name and the reason. Strings of the report are
        escaped, and only web links are kept as links.

        Args:
            charts: Whether to draw panels; False lists their names and metrics.

        Raises:
            MissingDependencyError: If the extra `reports` is not installed, or, with charts, the
                extras `plots` and `analysis`; nothing was sent.

        Requests: None without charts; with charts, for each run set and panel those of
        `runs.curves()`, `runs.scatter()` and the other chart methods.
        """
        require_markdown()
        figures: list[Sequence[Figure]] | None = None
        if charts:
            require_charts()
            figures = []
            for block in every_block(self.blocks):
                if isinstance(block, PanelGrid):
                    figures.append(self._figures(block))
        return page_of_report(self.title, self.description, self.blocks, figures, self.width)

    def _figures(self, grid: PanelGrid) -> list[Figure]:
        shown = [each for each in grid.runsets if each.raw.get("enabled") is not False]
        found: list[Figure] = []
        for panel in grid.panels:
            if isinstance(panel, MarkdownPanel):
                found.append(Figure("", html_of_markdown(panel.markdown)))
                continue
            for run_set in shown:
                of = f"Runs: {run_set.name}." if len(shown) > 1 else ""
                drawing = _Drawing(self._session, run_set, grid, self.path)
                found += drawing.figures(panel, of)
        return found


class _Drawing:
    """Draws panels for one run set."""

    def __init__(
        self,
        session: Session,
        run_set: values.RunSet,
        grid: PanelGrid,
        project: ProjectPath,
    ) -> None:
        self._run_set = RunSet(session, read_run_set(run_set.to_spec()), project)
        self._order = run_set.order[0] if run_set.order else None
        self._colors = grid.custom_run_colors
        self._note = ""

    def figures(self, panel: Panel, note: str) -> list[Figure]:
        """Return the figures of a panel, or a figure with the reason why it was not drawn.

        Args:
            panel: The panel.
            note: Note for every figure.

        Requests: Those of its chart.
        """
        self._note = note
        title = panel.title or panel.kind
        try:
            return self._drawn(panel)
        except (UsageError, NotFoundError, PermissionDeniedError, UnsupportedError) as error:
            return [Figure(title, note=f"{self._note} Not drawn: {error.message}".strip())]

    def _runs(self, limit: int) -> Runs[Any, Any]:
        return self._run_set.runs(limit=limit, order=self._order)

    def _drawn(self, panel: Panel) -> list[Figure]:
        if isinstance(panel, LinePlot):
            return self._lines(panel)
        if isinstance(panel, BarPlot):
            return self._bars(panel)
        if isinstance(panel, ScatterPlot):
            return [self._points(panel)]
        if isinstance(panel, ParallelCoordinates):
            return [self._parallel(panel)]
        if isinstance(panel, ScalarChart):
            rows = self._runs(MANY_RUNS)._rows_with([column_of(panel.metric, "summary")])
            return [number_figure(panel, rows)]
        if isinstance(panel, RunComparer):
            rows = self._runs(FEW_RUNS)._rows_with(["config", "summary"])
            return [comparison(panel, rows)]
        if isinstance(panel, ParameterImportance):
            metric = column_of(panel.with_respect_to, "summary")
            found = self._runs(MANY_RUNS).parameter_importance(metric)
            title = f"Importance for {panel.with_respect_to}"
            return [Figure(title, found.plot(title="").to_svg(), self._note)]
        return [named_only(panel.kind, panel.title, panel.metrics)]

    def _lines(self, panel: LinePlot) -> list[Figure]:
        plan = line_plan(panel)
        runs = self._runs(plan.limit)
        by: tuple[str, ...] = (plan.by,) if plan.by else ("name",)
        listed = runs.all()
        if not plan.by and len({run.name for run in listed}) < len(listed):
            by = ("name", "id")
        named = {
            run.id: (run.name or "") if len(by) == 1 else f"{run.name}, {run.id}" for run in listed
        }
        colors = {} if plan.by else label_colors(self._colors, named)
        notes = [self._note, *plan.notes]
        if self._runs(1).total() > len(listed):
            notes.append(f"The first {len(listed)} runs of the run set.")
        found: list[Figure] = []
        for key in plan.keys:
            curves = self._curves(runs, key, by, plan)
            chart = curves.plot(
                band=plan.band,
                x_scale=scale_of_flag(panel.log_x),
                y_scale=scale_of_flag(panel.log_y),
                x_title=panel.title_x or None,
                y_title=panel.title_y or None,
            )
            title = panel.title if panel.title and len(plan.keys) == 1 else f"{panel.title} {key}"
            note = " ".join(each for each in notes if each)
            found.append(Figure(title.strip(), recolored(chart, colors).to_svg(), note))
        if not found:
            notes.append("No metric of the history to draw.")
            found.append(Figure(panel.title or panel.kind, note=" ".join(filter(None, notes))))
        return found

    def _curves(
        self, runs: Runs[Any, Any], key: str, by: tuple[str, ...], plan: LinePlan
    ) -> Curves:
        try:
            return runs.curves(
                key, plan.x, by=by, smooth=plan.smooth, stats=plan.stats, resolution="buckets"
            )
        except UnsupportedError:
            return runs.curves(
                key, plan.x, by=by, smooth=plan.smooth, stats=plan.stats, resolution="sampled"
            )

    def _bars(self, panel: BarPlot) -> list[Figure]:
        by, center, error = bar_columns(panel)
        runs = self._runs(panel.max_runs_to_show or MANY_RUNS)
        named = {run.id: run.name or "" for run in runs.all()}
        colors = {} if panel.groupby else label_colors(self._colors, named)
        found: list[Figure] = []
        for metric in panel.metrics:
            column = column_of(metric, "summary")
            statistics: list[Aggregate] = [center, *error]
            table = runs.group_by(by).aggregate({column: statistics})
            title = (
                panel.title
                if panel.title and len(panel.metrics) == 1
                else f"{panel.title} {metric}"
            )
            chart = table.plot(column, y_title=panel.title_x or None)
            found.append(Figure(title.strip(), recolored(chart, colors).to_svg(), self._note))
        return found or [Figure(panel.title or panel.kind, note="No metric to draw.")]

    def _points(self, panel: ScatterPlot) -> Figure:
        if panel.x is None or panel.y is None:
            return Figure(panel.title or panel.kind, note="The panel has no x or no y.")
        x, y = column_of(panel.x, "summary"), column_of(panel.y, "summary")
        chart = self._runs(MANY_RUNS).scatter(
            x,
            y,
            color=None if panel.z is None else column_of(panel.z, "summary"),
            x_scale=scale_of_flag(panel.log_x),
            y_scale=scale_of_flag(panel.log_y),
            color_scale=scale_of_flag(panel.log_z),
        )
        return Figure(panel.title or f"{panel.y} over {panel.x}", chart.to_svg(), self._note)

    def _parallel(self, panel: ParallelCoordinates) -> Figure:
        columns = [column_of(each.metric, "summary") for each in panel.columns]
        title = panel.title or panel.kind
        if len(columns) < 2:
            return Figure(title, note="The panel has fewer than two columns.")
        log = [
            column for column, each in zip(columns, panel.columns, strict=True) if each.log is True
        ]
        chart = self._runs(MANY_RUNS).parallel_coordinates(
            columns[-1], parameters=columns[:-1], log=log
        )
        return Figure(title, chart.to_svg(), self._note)
