"""Scales: positions of values, and round numbers for ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Scale", "Tick", "finite_number", "scale_of", "tick_label"]

_LARGEST: Final = 1e300
_LEAST: Final = 1e-300
_NARROWEST: Final = 1e-9
"""Maximum decades of a logarithmic scale."""
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick: its position and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` on a line from `start` to `end`.

    Attributes:
        log: Whether the scale is logarithmic.
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def place(self, value: float) -> float:
        """Return the position of a value, to a tenth of a unit."""
        low, high, at = self.low, self.high, value
        if self.log:
            low, high, at = math.log10(low), math.log10(high), math.log10(max(value, self.low))
        # Halved, because the difference of two numbers may exceed the largest float.
        share = (at / 2 - low / 2) / (high / 2 - low / 2)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, count: int) -> list[Tick]:
        """Return about the given number of round numbers."""
        values = _log_ticks(self.low, self.high, count) if self.log else self._linear(count)
        step = max(abs(values[1] - values[0]), 0.0) if len(values) > 1 and not self.log else 0.0
        return [Tick(self.place(each), tick_label(each, step)) for each in values]

    def _linear(self, count: int) -> list[float]:
        rough = (self.high / 2 - self.low / 2) / count * 2
        if not math.isfinite(rough) or rough <= 0:
            return [self.low, self.high]
        power = 10.0 ** math.floor(math.log10(rough))
        if power == 0.0:
            return [self.low, self.high]
        step = next(each * power for each in _STEPS if each * power >= rough * 0.999)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        if not 0 <= last - first <= 4 * count:
            return [self.low, self.high]
        return [index * step for index in range(first, last + 1)] or [self.low, self.high]


def scale_of(
    values: Iterable[float], start: float, end: float, *, log: bool = False
) -> Scale | None:
    """Return the scale that holds all values; None if there are none.

    A logarithmic scale omits values that are not positive.
    """
    kept = [max(-_LARGEST, min(_LARGEST, each)) for each in values if math.isfinite(each)]
    if log:
        kept = [max(_LEAST, each) for each in kept if each > 0]
    if not kept:
        return None
    low, high = min(kept), max(kept)
    if log:
        if math.log10(high) - math.log10(low) < _NARROWEST:
            low, high = low / 2, high * 2
        return Scale(low, high, start, end, log=True)
    if high / 2 - low / 2 <= max(abs(low), abs(high)) * 1e-12:
        margin = abs(low) * 0.1 or 1.0
        low, high = low - margin, high + margin
    return Scale(low, high, start, end)


def finite_number(value: object) -> float | None:
    """Return a value if it is a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return max(-_LARGEST, min(_LARGEST, number)) if math.isfinite(number) else None


def tick_label(value: float, step: float = 0.0) -> str:
    """Format a number as a tick label."""
    if step and abs(value) < step * 1e-6:
        return "0"
    size = abs(value)
    if size and (size >= 1e6 or size < 1e-3):
        digits = 0 if not step else max(0, min(3, math.floor(math.log10(size / step) + 1e-9)))
        mantissa, _, exponent = f"{value:.{max(digits, 1)}e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}e{int(exponent)}"
    return f"{value:.6g}"


def _log_ticks(low: float, high: float, count: int) -> list[float]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    every = max(1, math.ceil((last - first + 1) / count))
    found = [10.0**power for power in range(first, last + 1, every)]
    return found if len(found) > 1 else [low, high]
