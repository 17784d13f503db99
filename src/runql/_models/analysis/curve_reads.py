"""Reading histories for curves: every row, buckets of rows, or rows that the server samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._models.analysis.bucket_series import bucket_series
from runql._models.analysis.series import empty_series, not_numbers, series_of
from runql._models.analysis.smoothing import EMA
from runql._models.history.buckets import BucketsQuery
from runql._models.history.frame import HistoryParts
from runql._models.history.key_kinds import kinds_of_key
from runql._models.history.known_keys import known_keys
from runql._models.history.plan import HistoryExtent, HistoryQuery, key_specs, read_specs
from runql._models.history.rows import STEP, check_keys
from runql._paging.pages import Page
from runql._paths.projects import missing_project
from runql._paths.runs import RunPath
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Container

    from runql_graphql.fragments.history import RunHistoryExtent
    from runql_graphql.list_run_history_buckets import (
        ListRunHistoryBuckets,
        ListRunHistoryBucketsProjectRunsEdgesNode,
    )
    from runql_graphql.list_run_sampled_histories import (
        ListRunSampledHistories,
        ListRunSampledHistoriesProjectRunsEdgesNode,
    )

    from runql._models.analysis.curves import CurveQuery
    from runql._models.analysis.series import Series
    from runql._paths.projects import ProjectPath

__all__ = ["CurveRead", "CurveReading", "ReadCurve", "Resolution"]

Resolution: TypeAlias = Literal["exact", "buckets", "sampled"]
"""Points of curves: every row, the means of row buckets, or rows that the server samples."""

_POINTS: Final = 500
_MOST_POINTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class CurveRead:
    """The part of a run's history that was read.

    Attributes:
        run_id: The run.
        resolution: `exact` if every row with the metric and x was read, even if fewer were
            requested; `buckets` if the points are means of rows; `sampled` if the server sampled
            rows.
        points: Points of the run's curve, before interpolation on the grid.
        rows: Rows with the metric and x that the points are made of.
        total_rows: Rows of the whole history, with or without the metric; None if the server does
            not report the number.
    """

    run_id: str
    resolution: Resolution
    points: int
    rows: int
    total_rows: int | None


@dataclass(frozen=True, slots=True)
class ReadCurve:
    """The data of one run for curves.

    Attributes:
        series: The metric over x.
        read: The part of the history that was read.
        unfinished: Whether the run may still get more rows.
        storage_id: The run's opaque ID.
        keys: Keys that the run logged; None if they are unknown.
        wanted: Whether the run is among the requested runs.
    """

    series: Series
    read: CurveRead
    unfinished: bool
    storage_id: str = ""
    keys: frozenset[str] | None = None
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class CurveReading:
    """Settings for reading histories for curves.

    Attributes:
        history: The keys and the steps.
        key: The metric.
        x: The key of the x axis.
        resolution: Resolution to read.
        points: Maximum number of buckets or rows per run.
    """

    history: HistoryQuery
    key: str
    x: str
    resolution: Resolution = "exact"
    points: int = _POINTS

    @classmethod
    def of(
        cls,
        query: CurveQuery,
        resolution: str,
        points: int | None,
        min_step: int | None,
        max_step: int | None,
    ) -> CurveReading:
        """Check the arguments.

        Options that require every row are refused for resolutions other than `exact`.

        Raises:
            UsageError: If an argument is out of bounds, or requires every row.
        """
        chosen = checked_choice("resolution", resolution, get_args(Resolution))
        keys = check_keys([query.key] if query.x == STEP else [query.key, query.x])
        history = HistoryQuery(keys, min_step, max_step, "all", page_size=10_000)
        if chosen == "exact":
            if points is not None:
                raise UsageError(
                    f"points={points} requires resolution='buckets' or 'sampled'; 'exact' reads every row.",
                    hint="Omit points, or pass resolution='buckets'.",
                )
            return cls(history, query.key, query.x)
        _refuse_exact_only(query, chosen)
        count = _POINTS if points is None else points
        if isinstance(count, bool) or not 2 <= count <= _MOST_POINTS:
            raise UsageError(f"points must be between 2 and {_MOST_POINTS}, got {count}.")
        if chosen == "buckets":
            BucketsQuery.of([query.key], query.x, count)
            if min_step is not None or max_step is not None:
                raise UsageError(
                    "resolution='buckets' does not support min_step and max_step: the server divides whole histories.",
                    hint="Pass resolution='exact' or 'sampled', or select x values with grid=[...].",
                )
        return cls(history, query.key, query.x, chosen, count)

    @property
    def buckets(self) -> BucketsQuery:
        """The buckets to read."""
        return BucketsQuery.of([self.key], self.x, self.points)

    @property
    def specs(self) -> list[str]:
        """The specs of the request: one spec for rows with both the metric and x."""
        if self.resolution == "buckets":
            return self.buckets.specs()
        query = self.history
        return key_specs(query, query.min_step, query.max_step, self.points)

    def buckets_page(
        self, response: ListRunHistoryBuckets, project: ProjectPath, wanted: Container[str]
    ) -> Page[ReadCurve]:
        """Return the curves of a page of runs that were read as buckets.

        Raises:
            NotFoundError: If the project does not exist.
            DataValidationError: If a run has no numbers, or its x does not ascend.
        """
        connection = response.project.runs if response.project is not None else None
        if connection is None:
            raise missing_project(project, "ListRunHistoryBuckets")
        curves = [self._of_buckets(edge.node, project, wanted) for edge in connection.edges]
        info = connection.page_info
        return Page(tuple(curves), info.end_cursor if info.has_next_page else None)

    def sampled_page(
        self, response: ListRunSampledHistories, project: ProjectPath, wanted: Container[str]
    ) -> Page[ReadCurve]:
        """Return the curves of a page of runs whose rows the server sampled.

        Raises:
            NotFoundError: If the project does not exist.
            DataValidationError: If a run has no numbers.
        """
        connection = response.project.runs if response.project is not None else None
        if connection is None:
            raise missing_project(project, "ListRunSampledHistories")
        curves = [self._of_sample(edge.node, project, wanted) for edge in connection.edges]
        info = connection.page_info
        return Page(tuple(curves), info.end_cursor if info.has_next_page else None)

    def _of_buckets(
        self,
        run: ListRunHistoryBucketsProjectRunsEdgesNode,
        project: ProjectPath,
        wanted: Container[str],
    ) -> ReadCurve:
        path = RunPath(project.entity, project.project, run.name)
        if run.name not in wanted:
            return _read(run, empty_series(run.name), "exact", wanted=False)
        buckets = self.buckets.parsed(run.bucketed_history, str(path))
        for name in dict.fromkeys((self.key, self.x)):
            kinds = kinds_of_key(run.history_keys, name)
            # Some servers store numbers that are not finite as strings. Other strings are in no
            # bucket, so their values would be missing without an error.
            other = sorted(kinds - {"number"})
            if other and not any(bucket.has_nan for bucket in buckets):
                raise not_numbers(run.name, name, " and ".join(sorted(kinds)))
        series = bucket_series(run.name, buckets)
        return _read(run, series, "exact" if series.cells is None else "buckets")

    def _of_sample(
        self,
        run: ListRunSampledHistoriesProjectRunsEdgesNode,
        project: ProjectPath,
        wanted: Container[str],
    ) -> ReadCurve:
        path = RunPath(project.entity, project.project, run.name)
        if run.name not in wanted:
            return _read(run, empty_series(run.name), "exact", wanted=False)
        rows, length = read_specs(self.history, run.sampled_history, str(path))
        table = HistoryParts(self.history.keys, rows=rows).to_arrow()
        series = series_of(run.name, table, self.x, self.key)
        # A response with fewer rows than requested contains all rows.
        lines = run.history_line_count
        is_sample = length >= self.points and (lines is None or lines > length)
        return _read(run, series, "sampled" if is_sample else "exact")


def _read(
    run: RunHistoryExtent, series: Series, resolution: Resolution, *, wanted: bool = True
) -> ReadCurve:
    extent = HistoryExtent.of(run)
    return ReadCurve(
        series,
        CurveRead(run.name, resolution, len(series.x), series.rows, run.history_line_count),
        unfinished=not extent.state.is_terminal,
        storage_id=run.id,
        keys=known_keys(run.history_keys) if extent.last_step >= 0 else frozenset(),
        wanted=wanted,
    )


def _refuse_exact_only(query: CurveQuery, resolution: Resolution) -> None:
    """Refuse options that require every row.

    Raises:
        UsageError: If the query has such an option.
    """
    what = ""
    if query.grid == "union":
        what = "grid='union', which uses every x of the runs,"
    elif query.smooth is not None and not isinstance(query.smooth, EMA):
        what = f"smooth={query.smooth}, which counts rows,"
    elif resolution == "sampled" and "envelope" in query.statistics.names:
        raise UsageError(
            "The statistic 'envelope' does not support resolution='sampled': the sample may omit the extremes.",
            hint="Pass resolution='buckets' or 'exact'.",
        )
    if what:
        raise UsageError(
            f"{what} does not support resolution={resolution!r}, which does not read every row.",
            hint="Pass resolution='exact', or use a number as grid= and a weight such as smooth=0.6.",
        )
