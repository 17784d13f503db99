"""Smoothing of one run's points, with the methods of W&B's charts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.analysis.series import FloatArray

__all__ = ["EMA", "Gaussian", "Rolling", "Smoothing", "check_smoothing", "smoothed"]

_VIEWPORT: Final = 1000.0
_MOST_WEIGHT: Final = 0.999
_KERNEL_WIDTHS: Final = 4.0


@dataclass(frozen=True, slots=True)
class EMA:
    """A time-weighted exponential moving average, the default in the W&B web app.

    The weight of an earlier point is `sqrt(weight)` to the power of its distance in x, in thousandths
    of the x range of all curves. The average is debiased, so the first point is unchanged.

    Attributes:
        weight: From 0 (no smoothing) to 1; values above 0.999 count as 0.999.
    """

    weight: float


@dataclass(frozen=True, slots=True)
class Rolling:
    """The mean of a centered window of points.

    The window is cut off at the ends of the curve.

    Attributes:
        window: Number of points, an odd number.
    """

    window: int


@dataclass(frozen=True, slots=True)
class Gaussian:
    """The mean of all points, weighted by a normal distribution of their distance.

    Distances are counted in points.

    Attributes:
        sigma: Standard deviation of the distribution, in points.
    """

    sigma: float


Smoothing: TypeAlias = "EMA | Rolling | Gaussian"
"""Smoothing method of a curve."""


def check_smoothing(smooth: Smoothing | float | None) -> Smoothing | None:
    """Return the smoothing; a number is the weight of an `EMA`.

    Raises:
        UsageError: If a number is out of bounds, or the type is wrong.
    """
    made: object = smooth
    if isinstance(made, int | float) and not isinstance(made, bool):
        made = EMA(made)
    if made is not None and not isinstance(made, EMA | Rolling | Gaussian):
        raise UsageError(
            f"smooth must be a number, EMA, Rolling or Gaussian, got {made!r}.",
            hint="Pass a weight between 0 and 1, or EMA(0.6), Rolling(11) or Gaussian(2).",
        )
    if isinstance(made, EMA) and not 0 <= made.weight <= 1:
        raise UsageError(
            f"The weight of an exponential moving average must be between 0 and 1, got {made.weight}."
        )
    if isinstance(made, Rolling) and (made.window < 1 or made.window % 2 == 0):
        raise UsageError(
            f"The window of a rolling mean must be an odd number of points, got {made.window}."
        )
    if isinstance(made, Gaussian) and not (math.isfinite(made.sigma) and made.sigma > 0):
        raise UsageError(f"The sigma of a Gaussian must be greater than 0, got {made.sigma}.")
    return made


def smoothed(x: FloatArray, y: FloatArray, smooth: Smoothing | None, x_range: float) -> FloatArray:
    """Return smoothed values of one curve.

    NaN stays NaN and has no effect on other points.

    Args:
        x: X values, ascending.
        y: Values.
        smooth: Smoothing method.
        x_range: Distance from the first to the last x of all curves.
    """
    import numpy as np

    if smooth is None or not len(y):
        return y
    known = np.isfinite(y)
    out = y.copy()
    if isinstance(smooth, EMA):
        out[known] = _ema(x[known], y[known], smooth.weight, x_range)
    elif isinstance(smooth, Rolling):
        half = smooth.window // 2
        out[known] = _weighted(y, known, np.ones(2 * half + 1))[known]
    else:
        reach = max(1, math.ceil(_KERNEL_WIDTHS * smooth.sigma))
        offsets = np.arange(-reach, reach + 1)
        out[known] = _weighted(y, known, np.exp(-0.5 * (offsets / smooth.sigma) ** 2))[known]
    return out


def _ema(x: FloatArray, y: FloatArray, weight: float, x_range: float) -> FloatArray:
    import numpy as np

    kept = min(math.sqrt(weight), _MOST_WEIGHT)
    distances = np.diff(x, prepend=x[:1]) / (x_range or 1.0) * _VIEWPORT
    factors = kept**distances
    total = norm = 0.0
    out = np.empty_like(y)
    for index, (factor, value) in enumerate(zip(factors.tolist(), y.tolist(), strict=True)):
        total, norm = total * factor + value, norm * factor + 1.0
        out[index] = total / norm
    return out


def _weighted(y: FloatArray, known: FloatArray, kernel: FloatArray) -> FloatArray:
    """Return weighted means around each point; unknown points are excluded."""
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        sums = np.convolve(np.where(known, y, 0.0), kernel, "full")
        norms = np.convolve(known.astype(float), kernel, "full")
        half = len(kernel) // 2
        return (sums / norms)[half : half + len(y)]
