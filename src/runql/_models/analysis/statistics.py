"""Statistics over the runs of a group, ignoring NaN: one column per statistic, one value per x."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice, checked_choices
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    from runql._models.analysis.series import FloatArray

    Matrix: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]

__all__ = ["PAIRS", "Interval", "Statistic", "Statistics", "check_statistics"]

Statistic: TypeAlias = Literal[
    "mean", "std", "sem", "min", "max", "median", "ci95", "envelope", "n"
]
"""Statistics of the values of several runs.

`std` divides by n - 1; `sem` is std / sqrt(n). `ci95` is a confidence interval of the mean, in two columns `ci95_low`
and `ci95_high`. `envelope_low` and `envelope_high` are the extremes of the logged rows around the x value, before
smoothing. `n` is the number of runs that have a value at the x value.
"""

Interval: TypeAlias = Literal["t", "bootstrap"]
"""Method for a confidence interval: Student's t, or percentiles of resampled means."""

PAIRS: Final[Mapping[str, tuple[str, str]]] = {
    name: (f"{name}_low", f"{name}_high") for name in ("ci95", "envelope")
}
"""The statistics that have two columns."""

_LEVEL: Final = 0.95
_RESAMPLES: Final = 1_000
_CELLS: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Statistics:
    """The requested statistics, and the method for intervals.

    Attributes:
        names: Names, in the order of the columns.
        interval: Method for `ci95`.
        seed: Seed of the bootstrap; the same seed returns the same interval.
    """

    names: tuple[Statistic, ...]
    interval: Interval = "t"
    seed: int = 0

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return [column for name in self.names for column in PAIRS.get(name, (name,))]

    def of(
        self, values: Matrix, extremes: tuple[Matrix, Matrix] | None = None
    ) -> dict[str, FloatArray]:
        """Return a column for each statistic; NaN if too few runs have a value.

        Args:
            values: One row per run, one column per x value.
            extremes: Lowest and highest value of each run around each x value, for `envelope`.
        """
        columns: dict[str, FloatArray] = {}
        for name in self.names:
            if name == "ci95":
                columns["ci95_low"], columns["ci95_high"] = self._interval_of(values)
            elif name == "envelope":
                low, high = extremes if extremes is not None else (values, values)
                columns["envelope_low"] = _reduced(low, "nanmin")
                columns["envelope_high"] = _reduced(high, "nanmax")
            else:
                columns[name] = _SIMPLE[name](values)
        return columns

    def _interval_of(self, values: Matrix) -> tuple[FloatArray, FloatArray]:
        if self.interval == "bootstrap":
            return _bootstrap(values, self.seed)
        from scipy.stats import t

        count = _count(values)
        quantiles = t.ppf((1 + _LEVEL) / 2, (count - 1).clip(min=1))
        half = quantiles * _sem(values)
        return _mean(values) - half, _mean(values) + half


def check_statistics(stats: Sequence[str], interval: str, seed: int) -> Statistics:
    """Return the requested statistics.

    Raises:
        UsageError: If a name is unknown, or `stats` is empty.
    """
    names = checked_choices(
        "stats", (stats,) if isinstance(stats, str) else stats, get_args(Statistic)
    )
    if not names:
        raise UsageError(
            "stats must contain at least one statistic, got none.",
            hint=f"Use one of: {', '.join(get_args(Statistic))}.",
        )
    return Statistics(names, checked_choice("interval", interval, get_args(Interval)), seed)


def _count(values: Matrix) -> FloatArray:
    import numpy as np

    return np.asarray((~np.isnan(values)).sum(axis=0), dtype=np.float64)


def _mean(values: Matrix) -> FloatArray:
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.nansum(values, axis=0), dtype=np.float64) / _count(values)


def _std(values: Matrix) -> FloatArray:
    import numpy as np

    count = _count(values)
    squares = np.nansum((values - _mean(values)) ** 2, axis=0)
    # The spread of fewer than two runs is undefined.
    return np.asarray(np.sqrt(squares / np.where(count > 1, count - 1, np.nan)))


def _sem(values: Matrix) -> FloatArray:
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(_std(values) / np.sqrt(_count(values)))


def _reduced(values: Matrix, function: str) -> FloatArray:
    """Apply a numpy function that ignores NaN.

    Columns without values become NaN without a warning.
    """
    import numpy as np

    out = np.full(values.shape[1], np.nan)
    has_value = _count(values) > 0
    if has_value.any():
        out[has_value] = getattr(np, function)(values[:, has_value], axis=0)
    return out


def _bootstrap(values: Matrix, seed: int) -> tuple[FloatArray, FloatArray]:
    """Return percentiles of resampled means.

    X values with the same runs use the same draws.
    """
    import numpy as np

    low, high = np.full(values.shape[1], np.nan), np.full(values.shape[1], np.nan)
    present = ~np.isnan(values)
    patterns, which = np.unique(present, axis=1, return_inverse=True)
    for index in range(patterns.shape[1]):
        rows = np.flatnonzero(patterns[:, index])
        if len(rows) < 2:
            continue
        columns = np.flatnonzero(which.reshape(-1) == index)
        draws = np.random.default_rng(seed).integers(len(rows), size=(_RESAMPLES, len(rows)))
        weights = np.zeros((_RESAMPLES, len(rows)))
        np.add.at(weights, (np.arange(_RESAMPLES)[:, None], draws), 1 / len(rows))
        block = max(1, _CELLS // _RESAMPLES)
        for start in range(0, len(columns), block):
            part = columns[start : start + block]
            means = weights @ values[np.ix_(rows, part)]
            low[part], high[part] = np.quantile(means, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0)
    return low, high


_SIMPLE: Final[Mapping[str, Callable[[Matrix], FloatArray]]] = {
    "mean": _mean,
    "std": _std,
    "sem": _sem,
    "min": lambda values: _reduced(values, "nanmin"),
    "max": lambda values: _reduced(values, "nanmax"),
    "median": lambda values: _reduced(values, "nanmedian"),
    "n": _count,
}
