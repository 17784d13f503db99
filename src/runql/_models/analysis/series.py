"""One run's metric over x: what curves are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from runql.errors import DataValidationError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    FloatArray: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]

__all__ = ["FloatArray", "Series", "at_places", "series_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A metric of one run.

    Attributes:
        run_id: The run.
        x: Places, ascending, each once.
        y: The value at each place; NaN where NaN was logged.
    """

    run_id: str
    x: FloatArray
    y: FloatArray


def series_of(run_id: str, table: pa.Table, x: str, key: str) -> Series:
    """Take a metric and its x axis out of a history.

    Rows that lack one of the two are left out. Of rows with one x the last one counts, as it was logged last.

    Raises:
        DataValidationError: If a column holds something else than numbers.
    """
    import numpy as np

    if x not in table.column_names or key not in table.column_names:
        empty = np.empty(0)
        return Series(run_id, empty, empty)
    places, values = _floats(run_id, table, x), _floats(run_id, table, key)
    has_both = table[x].is_valid().to_numpy() & table[key].is_valid().to_numpy()
    kept = has_both & np.isfinite(places)
    places, values = places[kept], values[kept]
    order = np.argsort(places, kind="stable")
    places, values = places[order], values[order]
    is_last = np.append(places[1:] != places[:-1], [True])[: len(places)]
    return Series(run_id, places[is_last], values[is_last])


def at_places(series: Series, places: FloatArray) -> FloatArray:
    """Return the values at given places: linear between two points, NaN outside the run's own range.

    A place between two points of which one is NaN is NaN: nothing is made up where a run logged no number.
    """
    import numpy as np

    if not len(series.x):
        return np.full(len(places), np.nan)
    found = np.interp(places, series.x, series.y, left=np.nan, right=np.nan)
    # A point itself counts where its neighbor is NaN; interp multiplies that neighbor by zero,
    # which is NaN.
    at = np.searchsorted(series.x, places).clip(max=len(series.x) - 1)
    is_point = series.x[at] == places
    found[is_point] = series.y[at][is_point]
    return found


def _floats(run_id: str, table: pa.Table, name: str) -> FloatArray:
    import numpy as np
    import pyarrow as pa

    column = table[name]
    kind = column.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_null(kind)):
        raise DataValidationError(
            f"The key {name!r} of the run {run_id} holds values of the kind {kind}, and curves need numbers.",
            hint="Choose a key with numbers; run.history_info() lists the keys.",
        )
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)
