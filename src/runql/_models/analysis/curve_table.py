"""Curves of groups of runs, and a record of the data that they are made of."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from runql._display.counts import counted
from runql._display.markup import MOST_ROWS, table_html
from runql._frames.arrow import pandas_of_arrow, polars_of_arrow
from runql._frames.categories import key_column
from runql._frames.convert import arrow_column
from runql._frames.formats import require_format
from runql._models.analysis.curve_reads import CurveRead, ReadCurve
from runql._models.analysis.curves import curve_columns
from runql._models.analysis.grouping import check_columns, group_indexes, latest_by
from runql._models.analysis.series import series_of
from runql._wandb_names.attributes import WandbNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._models.analysis.curve_reads import Resolution
    from runql._models.analysis.curves import CurveQuery, GroupKey
    from runql._models.analysis.grouping import Rows
    from runql._models.analysis.series import FloatArray, Series
    from runql._plots.chart import Chart
    from runql._plots.lines import Band, Places
    from runql._plots.theme import Scale

__all__ = ["Curves", "CurvesBuilder", "CurvesInfo"]


@dataclass(frozen=True, slots=True)
class CurvesInfo:
    """A record of the data that curves are made of.

    Attributes:
        key: The metric.
        x: The key of the x axis.
        runs: Number of runs in the curves.
        points: Points of all runs: rows with the metric and x, or buckets of such rows.
        without: IDs of runs that have no row with both the metric and x.
        superseded: IDs of excluded runs: a newer run of the same group has the same value of
            `over`.
        sampled: IDs of runs whose rows the server sampled.
        unfinished: IDs of runs that may still get more rows.
        bucketed: IDs of runs whose points are means of rows. Runs that are neither in `bucketed`
            nor in `sampled` were read in full.
        resolution: The requested resolution.
        reads: The part of each run's history that was read.
    """

    key: str
    x: str
    runs: int = 0
    points: int = 0
    without: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    sampled: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = field(default=())
    bucketed: tuple[str, ...] = ()
    resolution: Resolution = "exact"
    reads: tuple[CurveRead, ...] = ()


class Curves(WandbNames):
    """Curves of groups of runs, with one row per group and x value.

    The columns are the keys of the groups, x, and the statistics. `ci95` has two columns, `ci95_low`
    and `ci95_high`.

    Attributes:
        by: Keys by which the runs are grouped.
        info: A record of the data that was read.
    """

    def __init__(
        self, table: pa.Table, by: Sequence[str], info: CurvesInfo, *, places: Places = "each"
    ) -> None:
        """Store curves.

        Args:
            table: The rows.
            by: Keys by which the runs are grouped.
            info: A record of the data that was read.
            places: How the groups' x values were chosen: `each`, `shared` or `even`. Determines
                whether a missing x value is a gap.
        """
        self.by: tuple[str, ...] = tuple(by)
        self.info = info
        self._table = table
        self._places: Places = places

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table.

        Returns:
            The table; its metadata `runql` contains `info` as JSON.
        """
        return self._table.replace_schema_metadata({"runql": json.dumps(asdict(self.info))})

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame.

        Returns:
            The data frame; its `attrs["runql"]` contains `info` as a dict.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        require_format("pandas")
        frame = pandas_of_arrow(self._table)
        frame.attrs["runql"] = asdict(self.info)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If polars is not installed.
        """
        require_format("polars")
        return polars_of_arrow(self._table)

    def records(self) -> list[dict[str, object]]:
        """Return the rows as dicts.

        Returns:
            One dict per row, by column name.
        """
        rows: list[dict[str, object]] = self._table.to_pylist()
        return rows

    def plot(
        self,
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
        """Draw one line per group, with a band around each line.

        The line is the mean, or the median if there is no mean. It has a gap where a group has no values.

        Args:
            band: `ci95`, `std`, `sem`, `range` (`min` to `max`) or `none`. `auto` is the first of these
                for which the curves have statistics.
            x_scale: `linear`, `log` or `symlog`.
            y_scale: `linear`, `log` or `symlog`.
            title: Title above the chart.
            x_title: Title of the x axis; None for the key with its unit.
            y_title: Title of the y axis; None for the metric.
            width: Width of the plot area, in pixels.
            height: Height of the plot area, in pixels.

        Returns:
            The chart.

        Raises:
            UsageError: If there are no rows, no statistics for the band, or zero or negative values on a
                logarithmic axis.
        """
        from runql._plots.lines import Look, curves_chart

        return curves_chart(
            self.records(),
            by=self.by,
            x=self.info.x,
            key=self.info.key,
            band=band,
            places=self._places,
            look=Look(x_scale, y_scale, title, x_title, y_title, width, height),
        )

    def _repr_html_(self) -> str:
        info, table = self.info, self._table
        rows = [list(row.values()) for row in table.slice(0, MOST_ROWS).to_pylist()]
        note = f"{counted(info.runs, 'run')}, {counted(info.points, 'point', commas=True)}. plot() draws the curves"
        title = f"{info.key} over {info.x}"
        return table_html(title, table.column_names, rows, total=table.num_rows, note=note)

    def __len__(self) -> int:
        return self._table.num_rows

    def __repr__(self) -> str:
        info = self.info
        return f"<Curves of {info.key} over {info.x}: {counted(info.runs, 'run')}, {counted(len(self), 'row')}>"


class CurvesBuilder:
    """Builder of curves: runs in groups, and the data that was read.

    Attributes:
        groups: The group of each included run, by run ID.
        superseded: IDs of excluded runs.
    """

    def __init__(self, query: CurveQuery, rows: Rows, resolution: Resolution = "exact") -> None:
        """Divide runs into groups.

        Args:
            query: The curves to build.
            rows: Rows of the table of runs.
            resolution: The requested resolution.

        Raises:
            UsageError: If no run has one of the keys to group by.
        """
        self.groups, self.superseded = _chosen_runs(rows, query)
        self._query = query
        self._resolution: Resolution = resolution
        self._curves: dict[str, ReadCurve] = {}

    def add_history(
        self, run_id: str, table: pa.Table, total_rows: int | None, *, complete: bool
    ) -> None:
        """Add all rows of a run's history; excluded runs are ignored.

        Raises:
            DataValidationError: If the metric or x contains values that are not numbers.
        """
        if run_id in self.groups:
            query = self._query
            series = series_of(run_id, table, query.x, query.key)
            read = CurveRead(run_id, "exact", len(series.x), series.rows, total_rows)
            self.add(ReadCurve(series, read, unfinished=not complete))

    def add(self, curve: ReadCurve) -> None:
        """Add the data of a run; excluded runs are ignored."""
        if curve.wanted and curve.read.run_id in self.groups:
            self._curves[curve.read.run_id] = curve

    def build(self) -> Curves:
        """Return the curves of the added runs."""
        import pyarrow as pa

        by_group: dict[GroupKey, list[Series]] = {}
        for run, key in self.groups.items():
            if run in self._curves:
                by_group.setdefault(key, []).append(self._curves[run].series)
        columns = {
            name: arrow_column(key_column(column))
            if isinstance(column, list)
            else _numbers(name, column)
            for name, column in curve_columns(by_group, self._query).items()
        }
        grid = self._query.grid
        places: Places = "even" if isinstance(grid, int) else "shared"
        if grid == "union":
            places = "each"
        return Curves(pa.table(columns), self._query.by, self._info(), places=places)

    def _info(self) -> CurvesInfo:
        counted = [curve for curve in self._curves.values() if curve.read.points]
        reads = tuple(curve.read for curve in counted)
        with_points = {read.run_id for read in reads}
        return CurvesInfo(
            self._query.key,
            self._query.x,
            runs=len(reads),
            points=sum(read.points for read in reads),
            without=tuple(run for run in self.groups if run not in with_points),
            superseded=self.superseded,
            sampled=tuple(read.run_id for read in reads if read.resolution == "sampled"),
            unfinished=tuple(run for run, curve in self._curves.items() if curve.unfinished),
            bucketed=tuple(read.run_id for read in reads if read.resolution == "buckets"),
            resolution=self._resolution,
            reads=reads,
        )


def _chosen_runs(rows: Rows, query: CurveQuery) -> tuple[dict[str, GroupKey], tuple[str, ...]]:
    """Return the group of each included run, by run ID, and the IDs of excluded runs.

    Raises:
        UsageError: If no run has one of the keys to group by.
    """
    names = [*query.by, *([query.over] if query.over else [])]
    check_columns(rows, names, "by=, over=")
    kept = set(latest_by(rows, names) if query.over else range(len(rows)))
    groups = {
        str(rows[index]["id"]): key
        for key, indexes in group_indexes(rows, query.by).items()
        for index in indexes
        if index in kept
    }
    left_out = tuple(str(row["id"]) for index, row in enumerate(rows) if index not in kept)
    return groups, left_out


def _numbers(name: str, column: FloatArray) -> pa.Array[Any]:
    import pyarrow as pa

    return pa.array(column, pa.int64() if name == "n" else pa.float64())
