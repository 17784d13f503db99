"""Smoothing of curves: what W&B's charts offer, on the points of one run."""

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
    """A time-weighted exponential moving average, as the charts of W&B's web app have by default.

    Each earlier point counts by `sqrt(weight)` to the power of its distance in x, in thousandths of the range of
    all curves. The average is debiased, so that the first point is itself.

    Attributes:
        weight: From 0 for none to 1; 0.999 is the most that counts.
    """

    weight: float


@dataclass(frozen=True, slots=True)
class Rolling:
    """The mean of a window of points, centered; at the ends of as many as there are.

    Attributes:
        window: Number of points, an odd number.
    """

    window: int


@dataclass(frozen=True, slots=True)
class Gaussian:
    """The mean of all points, weighted by a normal distribution of their distance.

    Attributes:
        sigma: Standard deviation of the distribution, in points.
    """

    sigma: float


Smoothing: TypeAlias = "EMA | Rolling | Gaussian"
"""How a curve is smoothed."""


def check_smoothing(smooth: Smoothing | float | None) -> Smoothing | None:
    """Return how to smooth; a number is the weight of an `EMA`, as the slider of the web app.

    Raises:
        UsageError: If a number is out of bounds.
    """
    made: object = smooth
    if isinstance(made, int | float) and not isinstance(made, bool):
        made = EMA(made)
    if made is not None and not isinstance(made, EMA | Rolling | Gaussian):
        raise UsageError(
            f"smooth= takes no {type(made).__name__} ({made!r}).",
            hint="Pass a weight between 0 and 1, or EMA(0.6), Rolling(11) or Gaussian(2).",
        )
    if isinstance(made, EMA) and not 0 <= made.weight <= 1:
        raise UsageError(
            f"The weight of an exponential moving average is between 0 and 1, not {made.weight}."
        )
    if isinstance(made, Rolling) and (made.window < 1 or made.window % 2 == 0):
        raise UsageError(
            f"The window of a rolling mean is an odd number of points, not {made.window}."
        )
    if isinstance(made, Gaussian) and not (math.isfinite(made.sigma) and made.sigma > 0):
        raise UsageError(f"The sigma of a Gaussian is a number above 0, not {made.sigma}.")
    return made


def smoothed(x: FloatArray, y: FloatArray, smooth: Smoothing | None, x_range: float) -> FloatArray:
    """Return the values of one curve smoothed; NaN stays NaN and counts for no other point.

    Args:
        x: Places, ascending.
        y: Values.
        smooth: How.
        x_range: Distance from the first to the last place of all curves.
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
    """Return weighted means around each point, over the points that are known."""
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        sums = np.convolve(np.where(known, y, 0.0), kernel, "full")
        norms = np.convolve(known.astype(float), kernel, "full")
        half = len(kernel) // 2
        return (sums / norms)[half : half + len(y)]
