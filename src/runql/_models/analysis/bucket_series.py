"""Series of a run's metric over x, built from row buckets that the server reduced."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from runql._models.analysis.series import Cells, Series, empty_series
from runql.errors import DataValidationError

if TYPE_CHECKING:
    from runql._models.analysis.series import FloatArray
    from runql._models.history.buckets import HistoryBucket, HistoryBuckets

__all__ = ["bucket_series"]

_TOLERANCE: Final = 1e-9
_DIGITS: Final = 14


def bucket_series(run_id: str, found: HistoryBuckets) -> Series:
    """Return a series of bucket means, each at the mean x of the bucket's rows.

    For values on a straight line, the mean value is the line's value at the mean x. Curves that
    are straight within each bucket are therefore exact. If every bucket has one row, the series
    consists of these rows. Buckets without a finite value are NaN. Means exclude values that are
    not finite.

    Args:
        run_id: The run.
        found: Buckets of one metric.

    Raises:
        DataValidationError: If x does not ascend from bucket to bucket.
    """
    import numpy as np

    buckets = [each for each in found if _is_finite(each.x_mean) and _is_finite(each.x_last)]
    if not buckets:
        return empty_series(run_id)
    rows = np.asarray([bucket.rows for bucket in buckets], dtype=np.float64)
    centers, lasts = _numbers(buckets, "x_mean"), _numbers(buckets, "x_last")
    means = _numbers(buckets, "mean")
    count = int(rows.sum())
    if all(bucket.rows == 1 and not bucket.has_nan for bucket in buckets):
        order = np.argsort(centers, kind="stable")
        centers, means = centers[order], means[order]
        is_last = np.append(centers[1:] != centers[:-1], [True])
        return Series(run_id, centers[is_last], means[is_last], rows=count)
    _check_ascent(run_id, found.x, centers, lasts)
    # The first row's x is lowest if all other rows of its bucket are at the last x.
    earliest = rows[0] * centers[0] - (rows[0] - 1) * lasts[0]
    starts = np.append([earliest], lasts[:-1])
    low, high = _numbers(buckets, "min"), _numbers(buckets, "max")
    first = _first_x(buckets[0], float(centers[0]), float(lasts[0]))
    cells = Cells(first, starts, lasts, low, high)
    x, y = _joined(centers, means, rows)
    return Series(run_id, x, y, rows=count, cells=cells)


def _joined(
    centers: FloatArray, means: FloatArray, rows: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return x values, each once, with the mean of all rows of the buckets at that x."""
    import numpy as np

    x, at = np.unique(centers, return_inverse=True)
    known = ~np.isnan(means)
    weights = np.bincount(at[known], weights=rows[known], minlength=len(x))
    sums = np.bincount(at[known], weights=(rows * means)[known], minlength=len(x))
    with np.errstate(invalid="ignore", divide="ignore"):
        return x, sums / weights


def _check_ascent(run_id: str, axis: str, centers: FloatArray, lasts: FloatArray) -> None:
    """Check that buckets follow each other in x.

    Raises:
        DataValidationError: If they do not, because no point of the curve is the mean of a bucket.
    """
    import numpy as np

    slack = _TOLERANCE * max(1.0, float(np.abs(lasts).max()))
    falls = (np.diff(lasts) < -slack).any() or (centers[1:] < lasts[:-1] - slack).any()
    if falls or (centers > lasts + slack).any():
        raise DataValidationError(
            f"Cannot build a curve over {axis!r} from buckets: its values in run {run_id} do not ascend.",
            hint="Pass resolution='exact', which sorts the rows, or another x.",
        )


def _first_x(bucket: HistoryBucket, center: float, last: float) -> float:
    """Estimate the first x of a bucket as if its rows were evenly spaced.

    Evenly spaced rows begin as far before the mean as they end after it. If a row is known to be
    earlier, its x is returned. A single row is the first and the last.
    """
    if bucket.rows == 1:
        return last
    digits = _DIGITS - math.ceil(math.log10(max(abs(center), abs(last), 1.0)))
    # The last digits of a mean of integers may have a rounding error.
    estimate = round(2 * center - last, digits) + 0.0
    known = (bucket.x_at_min, bucket.x_at_max)
    return min([estimate, *(each for each in known if each is not None and math.isfinite(each))])


def _numbers(buckets: list[HistoryBucket], name: str) -> FloatArray:
    import numpy as np

    found = [getattr(bucket, name) for bucket in buckets]
    return np.asarray([np.nan if each is None else each for each in found], dtype=np.float64)


def _is_finite(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
