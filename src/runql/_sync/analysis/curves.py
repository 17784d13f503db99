# Generated from src/runql/_async/analysis/curves.py by `make generate`. Do not edit.

"""Curves of a metric over the runs of a list."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from runql._models.history.rows import STEP
from runql._paging.pages import Listing
from runql._sync._client.lister import Lister

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.curve_reads import CurveReading, ReadCurve, Resolution
    from runql._models.analysis.curve_table import Curves, CurvesBuilder
    from runql._models.analysis.curves import Grid
    from runql._models.analysis.smoothing import Smoothing
    from runql._models.analysis.statistics import Interval, Statistic
    from runql._models.history.many_runs import ListedRuns
    from runql._sync._client.session import Session

__all__ = ["RunsCurves"]


class RunsCurves:
    """Methods of a list of runs that aggregate a metric over steps, time or another metric."""

    _session: Session
    _listing: Listing[Any, Any]

    def curves(
        self,
        key: str,
        x: str = STEP,
        *,
        by: Sequence[str] = (),
        over: str | None = None,
        grid: Grid = 200,
        smooth: Smoothing | float | None = None,
        stats: Sequence[Statistic] = ("mean", "std", "n"),
        interval: Interval = "t",
        seed: int = 0,
        resolution: Resolution = "exact",
        points: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        window: int = 8,
    ) -> Curves:
        """Return a metric of groups of runs on one grid: a row per group and grid point.

        The method reads only the metric and x from the runs' histories: every row that has both,
        unless `resolution` requests less. Each run is smoothed on its own points, then
        interpolated linearly at the grid points and never extrapolated. A run counts at a grid
        point if the point is between the run's first and last x, and the metric is not NaN on
        either side. `n` is the number of runs that count. Grid points where no run of a group
        counts have no row.

        Resolutions:

        - `exact`: every row is a point. If several rows of a run have the same x, the last counts.
        - `buckets`: the server divides each history into buckets of consecutive rows. A point is
          the mean of a bucket at the mean x of its rows. Every row counts, also several with the
          same x. Noise within a bucket is averaged, so `std` and intervals are narrower. Values
          that are not finite are excluded from the mean. In the outer half of its first and last
          bucket, a run has the mean of the bucket. The server does not report a run's first x:
          runql assumes the distance from the first bucket's mean x to its last x on both sides.
        - `sampled`: the server selects rows, and may leave out peaks.

        A run with at most `points` rows is exact with every resolution. `info.reads` reports for
        each run what was read, and the number of its rows. `grid="union"`, `Rolling` and
        `Gaussian` need every row and require `exact`.

        Args:
            key: The metric.
            x: The key of the x axis: `_step`, `_timestamp`, `_runtime`, or a metric such as
                `global_step`.
            by: Columns of the runs' table to group by, such as `config.algo` or `group`; empty for
                one group.
            over: Column that distinguishes the runs of a group, such as `config.seed`. If runs of
                a group have the same value, the newest counts; `info.superseded` lists the others.
            grid: Number of points, evenly spaced from the first to the last x of all runs; `union`
                for every x of a group's runs; or the grid points themselves.
            smooth: A weight between 0 and 1, as in the web app, or `EMA`, `Rolling` or `Gaussian`
                from `runql.analysis`.
            stats: Statistics over the runs' values: `mean`, `std`, `sem`, `min`, `max`, `median`,
                `ci95`, `n`; and `envelope`, the minimum and maximum before smoothing that a run of
                the group logged from halfway to the previous grid point to halfway to the next.
                With `buckets`, `envelope` may be wider, never narrower, because every bucket that
                overlaps the interval counts.
            interval: Method for `ci95`: Student's `t`, or `bootstrap`.
            seed: Seed of the bootstrap.
            resolution: Rows to read: `exact`, `buckets` or `sampled`.
            points: Maximum number of buckets or rows per run, 500 by default; not with `exact`.
            min_step: First step to read; not with `buckets`.
            max_step: End of the steps to read, exclusive; not with `buckets`.
            window: Number of histories that are read concurrently; a request for buckets or samples
                has a page of runs.

        Returns:
            The rows, and information about the reads in `info`.

        Raises:
            UsageError: If an argument is out of bounds or requires another resolution; nothing was
                sent. Also for the runs of an agent or of an artifact version, and if no run has a key
                of `by` or `over`.
            DataValidationError: If the metric or x has values other than numbers, or x does not
                increase from bucket to bucket.
            MissingDependencyError: If a library of the extra `analysis` is not installed; nothing
                was sent.
            UnsupportedError: If the server has no buckets; servers have them since October 2024.
            BatchError: If some histories could not be read.

        Requests: One per page of runs that has not been read, and one more if the list excluded a
        config or summary that `by` or `over` names. Then the same as
        `histories(keys=[key, x])`; with `buckets` and `sampled`, one per page of 50 runs and more.
        """
        from runql._models.analysis.curve_reads import CurveReading
        from runql._models.analysis.curve_table import CurvesBuilder
        from runql._models.analysis.curves import CurveQuery, check_by, check_grid
        from runql._models.analysis.dependencies import require_analysis_libraries
        from runql._models.analysis.smoothing import check_smoothing
        from runql._models.analysis.statistics import check_statistics
        from runql._models.history.many_runs import ListedRuns, check_histories

        require_analysis_libraries("curves()")
        query = CurveQuery(
            key, x, check_by(by), over or "", check_grid(grid), check_smoothing(smooth),
            check_statistics(stats, interval, seed),
        )  # fmt: skip
        check_histories(window, "raise")
        reading = CurveReading.of(query, resolution, points, min_step, max_step)
        listed = ListedRuns.of(self._listing.call, self._listing.window)
        rows = self._rows_with([*query.by, query.over])
        curves = CurvesBuilder(query, rows, reading.resolution)
        if reading.resolution == "exact":
            self._read_rows(reading, curves, listed, window)
        else:
            self._read_reduced(reading, curves, listed)
        return curves.build()

    def _read_rows(
        self, reading: CurveReading, curves: CurvesBuilder, listed: ListedRuns, window: int
    ) -> None:
        """Read all rows of the runs' histories.

        Requests: The same as `histories(keys=[key, x])`.
        """
        from runql._sync.history.many_runs import Histories

        histories = Histories(
            self._session, listed, reading.history, window=window, failures="raise"
        )
        with closing(histories.__iter__()) as found:
            for history in found:
                curves.add_history(
                    history.run_id,
                    history.to_arrow(),
                    history.info.total_rows,
                    complete=history.complete,
                )

    def _read_reduced(self, reading: CurveReading, curves: CurvesBuilder, runs: ListedRuns) -> None:
        """Read buckets or samples of the histories, one page of runs per request.

        Requests: One per page of runs.
        """
        from runql_graphql.ops import analysis as ops

        from runql._models.history.known_keys import UnknownKeys

        project, wanted = runs.project, curves.groups
        listing: Listing[Any, ReadCurve]
        if reading.resolution == "buckets":
            buckets = ops.list_run_history_buckets(
                entity=project.entity, project=project.project, filters=runs.filters,
                order=runs.order, specs=reading.specs,
            )  # fmt: skip
            listing = Listing(
                buckets,
                lambda response: reading.buckets_page(response, project, wanted),
                curve_key,
                runs.window,
            )
        else:
            samples = ops.list_run_sampled_histories(
                entity=project.entity, project=project.project, filters=runs.filters,
                order=runs.order, specs=reading.specs,
            )  # fmt: skip
            listing = Listing(
                samples,
                lambda response: reading.sampled_page(response, project, wanted),
                curve_key,
                runs.window,
            )
        unknown = UnknownKeys(reading.history.keys)
        for curve in Lister(self._session, listing):
            unknown.see(curve.keys)
            curves.add(curve)
        unknown.warn(f"No run of {project}")

    def _rows_with(self, columns: Sequence[str]) -> list[dict[str, object]]:
        """Return the rows of the runs' table, with config and summary loaded if a column needs them."""
        raise NotImplementedError


def curve_key(curve: ReadCurve) -> str:
    """Return the deduplication key of a run."""
    return curve.storage_id
