"""One run's metric over x: what curves are made of."""

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
"""How far from the first x of buckets a place may be, in parts of the range: that x is computed from means."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Ranges of x in ascending order, with the extremes of a metric in each.

    Attributes:
        first: The first x, as if the rows of the first range were evenly spaced: the server does not name it.
        starts: No x of a range is before this.
        stops: Last x of each.
        low: The least value; NaN where a range has none.
        high: The greatest value.
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
        x: Places, ascending, each once.
        y: The value at each place; NaN where NaN was logged.
        rows: Rows that the points are made of.
        cells: The buckets of rows that the points are means of; None where each point is a row.
    """

    run_id: str
    x: FloatArray
    y: FloatArray
    rows: int = 0
    cells: Cells | None = None

    @property
    def first(self) -> float:
        """The first x where the run counts."""
        return float(self.x[0]) if self.cells is None else self.cells.first

    @property
    def last(self) -> float:
        """The last x where the run counts."""
        return float(self.x[-1] if self.cells is None else self.cells.stops[-1])


def empty_series(run_id: str) -> Series:
    """Return the series of a run without points."""
    import numpy as np

    return Series(run_id, np.empty(0), np.empty(0))


def series_of(run_id: str, table: pa.Table, x: str, key: str) -> Series:
    """Take a metric and its x axis out of a history.

    Rows that lack one of the two are left out. Of rows with one x the last one counts, as it was logged last.

    Raises:
        DataValidationError: If a column holds something else than numbers.
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
    """Return the values at given places: linear between two points, NaN outside the run's own range.

    A place between two points of which one is NaN is NaN: nothing is made up where a run logged no number. In the
    outer half of a run's first and last bucket of rows, the mean of the bucket holds.
    """
    import numpy as np

    if not len(series.x):
        return np.full(len(places), np.nan)
    found = np.interp(places, series.x, series.y)
    # A point itself counts where its neighbor is NaN; interp multiplies that neighbor by zero,
    # which is NaN.
    at = np.searchsorted(series.x, places).clip(max=len(series.x) - 1)
    is_point = series.x[at] == places
    found[is_point] = series.y[at][is_point]
    slack = 0.0 if series.cells is None else _SLACK * (series.last - series.first)
    found[(places < series.first - slack) | (places > series.last)] = np.nan
    return found


def extremes_at(series: Series, places: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the least and the greatest value of a run around each place.

    Around a place is from halfway to the place before to halfway to the next; rows before the first place and after
    the last one are around none. The run's own value at the place counts, too. A bucket of rows counts with its
    extremes around every place that its range reaches, because where in the range they are may be another place.
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
    """Return the error for a key whose values are not numbers."""
    return DataValidationError(
        f"The key {name!r} of the run {run_id} holds values of the kind {kind}, and curves need numbers.",
        hint='Choose a key with numbers; project.keys(kinds=["history"]) lists the keys and their types.',
    )


def _floats(run_id: str, table: pa.Table, name: str) -> FloatArray:
    import numpy as np
    import pyarrow as pa

    column = table[name]
    kind = column.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_null(kind)):
        raise not_numbers(run_id, name, str(kind))
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)
