"""Curves of groups of runs, and what was read to make them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, cast

from runql._frames.arrow import pandas_of_arrow, polars_of_arrow
from runql._frames.formats import require_format
from runql._models.analysis.curves import curve_columns
from runql._models.analysis.grouping import check_columns, group_indexes, latest_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._models.analysis.curves import CurveQuery, GroupKey
    from runql._models.analysis.grouping import Rows
    from runql._models.analysis.series import FloatArray, Series

__all__ = ["Curves", "CurvesInfo", "chosen_runs", "curves_of"]


@dataclass(frozen=True, slots=True)
class CurvesInfo:
    """What curves are made of.

    Attributes:
        key: The metric.
        x: The key of the x axis.
        runs: Runs that count.
        points: Rows with the metric and x that were read of them.
        without: Ids of runs that have no row with both.
        superseded: Ids of runs that do not count because a newer run of their group has the same value of `over`.
        sampled: Ids of runs of which the server picked rows; of all others every row was read.
        unfinished: Ids of runs to which rows may still be added.
    """

    key: str
    x: str
    runs: int = 0
    points: int = 0
    without: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    sampled: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = field(default=())


class Curves:
    """Curves of groups of runs: a row per group and place of x.

    Columns are the keys of the groups, x, then the statistics; `ci95` has two, `ci95_low` and `ci95_high`.

    Attributes:
        by: Keys that the runs are grouped by.
        info: What was read.
    """

    def __init__(self, table: pa.Table, by: Sequence[str], info: CurvesInfo) -> None:
        self.by = tuple(by)
        self.info = info
        self._table = table

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table; its metadata `runql` holds `info` as JSON."""
        return self._table.replace_schema_metadata({"runql": json.dumps(asdict(self.info))})

    def to_pandas(self) -> pd.DataFrame:
        """Return a frame; its `attrs["runql"]` holds `info` as a dict.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        require_format("pandas")
        frame = pandas_of_arrow(self._table)
        frame.attrs["runql"] = asdict(self.info)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a frame of polars.

        Raises:
            MissingDependencyError: If polars is not installed.
        """
        require_format("polars")
        return polars_of_arrow(self._table)

    def records(self) -> list[dict[str, object]]:
        """Return the rows as dicts."""
        rows: list[dict[str, object]] = self._table.to_pylist()
        return rows

    def __len__(self) -> int:
        return self._table.num_rows

    def __repr__(self) -> str:
        info = self.info
        return f"<Curves of {info.key} over {info.x}: {info.runs} runs, {len(self)} rows>"


def chosen_runs(rows: Rows, query: CurveQuery) -> tuple[dict[str, GroupKey], tuple[str, ...]]:
    """Return the group of each run that counts, by the run's id, and the ids of those that do not.

    Raises:
        UsageError: If no run has a key that is grouped by.
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


def curves_of(
    groups: Mapping[str, GroupKey],
    series: Mapping[str, Series],
    query: CurveQuery,
    info: CurvesInfo,
) -> Curves:
    """Return the curves of runs that were read, by their groups."""
    import pyarrow as pa

    by_group: dict[GroupKey, list[Series]] = {}
    for run, key in groups.items():
        if run in series:
            by_group.setdefault(key, []).append(series[run])
    columns = {
        name: pa.array(cast("list[Any]", column))
        if isinstance(column, list)
        else _numbers(name, column)
        for name, column in curve_columns(by_group, query).items()
    }
    return Curves(pa.table(columns), query.by, info)


def _numbers(name: str, column: FloatArray) -> pa.Array[Any]:
    import pyarrow as pa

    return pa.array(column, pa.int64() if name == "n" else pa.float64())
