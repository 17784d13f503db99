"""Series: one run's metric over x, from which curves are built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from runql.errors import DataValidationError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    FloatArray: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]

__all__ = [
    "Cells",
    "FloatArray",
    "Series",
    "at_places",
    "empty_series",
    "extremes_at",
    "not_numbers",
    "series_of",
]

_SLACK: Final = 1e-9
"""Tolerance before the first x of buckets, relative to the range: that x is computed from means."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Ranges of x in ascending order, with the extremes of a metric in each range.

    Attributes:
        first: Estimate of the first x, because the server does not return it: the rows of the
            first range are taken as evenly spaced.
        starts: Lower bound of the x values of each range.
        stops: Last x of each range.
        low: Lowest value of each range; NaN if it has no values.
        high: Highest value of each range.
    """

    first: float
    starts: FloatArray
    stops: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A metric of one run.

    Attributes:
        run_id: The run.
        x: X values, ascending, each once.
        y: The value at each x; NaN where NaN was logged.
        rows: Number of rows that the points are made of.
        cells: The row buckets whose means are the points; None if each point is a row.
    """

    run_id: str
    x: FloatArray
    y: FloatArray
    rows: int = 0
    cells: Cells | None = None

    @property
    def first(self) -> float:
        """The first x at which the run has a value."""
        return float(self.x[0]) if self.cells is None else self.cells.first

    @property
    def last(self) -> float:
        """The last x at which the run has a value."""
        return float(self.x[-1] if self.cells is None else self.cells.stops[-1])


def empty_series(run_id: str) -> Series:
    """Return the series of a run without points."""
    import numpy as np

    return Series(run_id, np.empty(0), np.empty(0))


def series_of(run_id: str, table: pa.Table, x: str, key: str) -> Series:
    """Return the series of a metric from a run history.

    Rows that lack the metric or x are omitted. If several rows have the same x, the last logged row
    is used.

    Raises:
        DataValidationError: If a column contains values that are not numbers.
    """
    import numpy as np

    if x not in table.column_names or key not in table.column_names:
        return empty_series(run_id)
    places, values = _floats(run_id, table, x), _floats(run_id, table, key)
    has_both = table[x].is_valid().to_numpy() & table[key].is_valid().to_numpy()
    kept = has_both & np.isfinite(places)
    places, values = places[kept], values[kept]
    order = np.argsort(places, kind="stable")
    places, values = places[order], values[order]
    is_last = np.append(places[1:] != places[:-1], [True])[: len(places)]
    return Series(run_id, places[is_last], values[is_last], rows=len(places))


def at_places(series: Series, places: FloatArray) -> FloatArray:
    """Return interpolated values at given x values; NaN outside the run's own range.

    Interpolation between two points is linear. If one of the two is NaN, the result is NaN, so no
    values are invented where a run logged no number. In the outer half of a run's first and last
    bucket, the result is the mean of the bucket.
    """
    import numpy as np

    if not len(series.x):
        return np.full(len(places), np.nan)
    found = np.interp(places, series.x, series.y)
    # At a point next to a NaN, interp multiplies the NaN by zero, which is NaN. So the values of
    # exact points are assigned.
    at = np.searchsorted(series.x, places).clip(max=len(series.x) - 1)
    is_point = series.x[at] == places
    found[is_point] = series.y[at][is_point]
    slack = 0.0 if series.cells is None else _SLACK * (series.last - series.first)
    found[(places < series.first - slack) | (places > series.last)] = np.nan
    return found


def extremes_at(series: Series, places: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and the highest value of a run around each x value.

    The interval around an x value ends halfway to its neighbors. Rows before the first and after
    the last x value are in no interval. The run's own value at the x value is included. The
    extremes of a bucket count for every interval that overlaps the bucket's range, because their
    position within the range is unknown.
    """
    import numpy as np

    low = at_places(series, places)
    high = low.copy()
    if not len(series.x) or not len(places):
        return low, high
    borders = (places[1:] + places[:-1]) / 2
    if series.cells is None:
        inside = (series.x >= places[0]) & (series.x <= places[-1])
        at = np.searchsorted(borders, series.x[inside], side="right")
        np.fmin.at(low, at, series.y[inside])
        np.fmax.at(high, at, series.y[inside])
        return low, high
    cells = series.cells
    inside = (cells.stops >= places[0]) & (cells.starts <= places[-1])
    first = np.searchsorted(borders, cells.starts[inside], side="right")
    last = np.searchsorted(borders, cells.stops[inside], side="right")
    counts = last - first + 1
    of = np.repeat(np.arange(len(counts)), counts)
    at = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    np.fmin.at(low, at, cells.low[inside][of])
    np.fmax.at(high, at, cells.high[inside][of])
    return low, high


def not_numbers(run_id: str, name: str, kind: str) -> DataValidationError:
    """Return the error for a key with values that are not numbers."""
    return DataValidationError(
        f"Curves require numbers: the key {name!r} of run {run_id} has values of the kind {kind}.",
        hint='Use a key with numbers; project.keys(kinds=["history"]) lists the keys and their types.',
    )


def _floats(run_id: str, table: pa.Table, name: str) -> FloatArray:
    import numpy as np
    import pyarrow as pa

    column = table[name]
    kind = column.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_null(kind)):
        raise not_numbers(run_id, name, str(kind))
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)
