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
    from runql._sync._client.session import Session

__all__ = ["RunsCurves"]


class RunsCurves:
    """A metric of the runs of a list, over steps, time or another metric."""

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
        """Return a metric of groups of runs on one grid: a row per group and place of x.

        Of the runs' histories the metric and x are read, and no other key: every row that has both,
        unless
        `resolution` requests less. Each run is smoothed on its own points, then read at the places
        of the grid: linearly between two points, nowhere else. A run counts in a place if that is
        between its own first and last x and its metric is not a NaN on either side; `n` tells how
        many do. Places where no run of a group counts have no row.

        Resolutions:

        - `exact`: every row is a point. Of several rows of a run with one x the last counts.
        - `buckets`: the server divides each history into neighboring rows, and a point is the mean
          of a bucket at the mean x of its rows. So every row counts, also of several with one x,
          and noise within a bucket is averaged, which makes `std` and intervals narrower. Values
          that are not finite are in no mean. In the outer half of its first and last bucket a run
          has the mean of the bucket. The server does not name a run's first
          x: it is taken as far before the mean x of the first bucket as the bucket's last x is
              after it.
        - `sampled`: the server picks rows, and may leave out any peak.

        A run with no more rows than `points` is exact either way. `info.reads` tells for each run
        what was read, and of how many rows. What needs every row is refused with less:
        `grid="union"`, `Rolling` and `Gaussian`.

        Args:
            key: The metric.
            x: The key of the x axis: `_step`, `_timestamp`, `_runtime`, or a metric such as
                `global_step`.
            by: Columns of the runs' table to group by, such as `config.algo` or `group`; none for
                one group.
            over: The column that tells the runs of a group apart, such as `config.seed`. Of runs of
                a group with the same value the newest counts; `info.superseded` names the others.
            grid: A number of places evenly from the first to the last x of all runs, `union` for
                every x of a group's runs, or the places themselves.
            smooth: A weight between 0 and 1, as in the web app, or `EMA`, `Rolling` or `Gaussian`
                of `runql.analysis`.
            stats: Statistics: `mean`, `std`, `sem`, `min`, `max`, `median`, `ci95`, `n`, of the
                values of the runs; `envelope`, the least and the greatest value that a run of the
                group logged between halfway to the place before and halfway to the next, before
                smoothing. With `buckets` it may be wider, because a bucket counts wherever it
                reaches, and is never narrower.
            interval: How `ci95` is computed: by Student's `t`, or by `bootstrap`.
            seed: Seed of the bootstrap.
            resolution: What to read: `exact`, `buckets` or `sampled`.
            points: Buckets or rows of each run at most, 500 unless given; not with `exact`.
            min_step: First step to read; not with `buckets`.
            max_step: Step to end before; not with `buckets`.
            window: Runs whose histories are read concurrently; a request for buckets or samples has a
                page of runs.

        Returns:
            The rows, and what was read.

        Raises:
            UsageError: If an argument is out of bounds or needs another resolution, and nothing was
                sent; or no run has a key of `by` or `over`.
            DataValidationError: If the metric or x holds something else than numbers, or x does not
                ascend from bucket to bucket.
            MissingDependencyError: If a library of the extra `analysis` is not installed; nothing
                was sent.
            UnsupportedError: If the server has no buckets; servers have them since October 2024.
            BatchError: If some histories could not be read.

        Requests: One per page of runs that has not been read, and one more where the list left out
            a document that `by` or `over` names; then as `histories(keys=[key, x])`, or, with
            `buckets` and `sampled`, one per page of 50 runs and more.
        """
        from runql._models.analysis.curve_reads import CurveReading
        from runql._models.analysis.curve_table import CurvesBuilder
        from runql._models.analysis.curves import CurveQuery, check_by, check_grid
        from runql._models.analysis.dependencies import require_analysis_libraries
        from runql._models.analysis.smoothing import check_smoothing
        from runql._models.analysis.statistics import check_statistics
        from runql._models.history.many_runs import check_histories

        require_analysis_libraries("curves()")
        query = CurveQuery(
            key, x, check_by(by), over or "", check_grid(grid), check_smoothing(smooth),
            check_statistics(stats, interval, seed),
        )  # fmt: skip
        check_histories(window, "raise")
        reading = CurveReading.of(query, resolution, points, min_step, max_step)
        rows = self._rows_with([*query.by, query.over])
        curves = CurvesBuilder(query, rows, reading.resolution)
        if reading.resolution == "exact":
            self._read_rows(reading, curves, window)
        else:
            self._read_reduced(reading, curves)
        return curves.build()

    def _read_rows(self, reading: CurveReading, curves: CurvesBuilder, window: int) -> None:
        """Read every row of the runs.

        Requests: As `histories(keys=[key, x])`.
        """
        from runql._models.history.many_runs import ListedRuns
        from runql._sync.history.many_runs import Histories

        listed = ListedRuns.of(self._listing.call, self._listing.window)
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

    def _read_reduced(self, reading: CurveReading, curves: CurvesBuilder) -> None:
        """Read what the server reduces the histories to, a page of runs in one request.

        Requests: One per page of runs.
        """
        from runql_graphql.ops import analysis as ops

        from runql._models.history.known_keys import UnknownKeys
        from runql._models.history.many_runs import ListedRuns

        runs = ListedRuns.of(self._listing.call, self._listing.window)
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
        """Return the rows of the runs' table, with the documents of given columns."""
        raise NotImplementedError


def curve_key(curve: ReadCurve) -> str:
    """Return what makes a run itself, wherever it is listed."""
    return curve.storage_id
