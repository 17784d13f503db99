"""Parallel coordinates: an axis per parameter, a line per run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.drawing.scales import Scale, Tick, finite_number, scale_of
from runql_sandbox.pages.values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Axis", "ParallelChart", "draw_parallel"]

SHADES: Final = 8
"""Number of shades for the last axis, from the lowest to the highest value; the style sheet defines them."""
HEIGHT: Final = 300
TOP: Final = 46
BOTTOM: Final = 280
_MARGIN: Final = 60
_LEAST_BETWEEN: Final = 150
_WIDTH: Final = 840
_LONGEST: Final = 16
_MOST_CHOICES: Final = 40


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its name, its position, and its tick labels."""

    name: str
    x: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a run.

    Attributes:
        shade: Shade of the run's value on the last axis; -1 without one.
    """

    label: str
    href: str
    path: str
    shade: int
    facts: str


@dataclass(frozen=True, slots=True)
class ParallelChart:
    """A chart for the template."""

    axes: tuple[Axis, ...]
    lines: tuple[Line, ...]
    description: str
    width: int
    height: int = HEIGHT
    top: int = TOP
    bottom: int = BOTTOM


@dataclass(frozen=True, slots=True)
class _Placing:
    """Positions of the values on one axis: numbers on a scale, other values in a list."""

    scale: Scale | None
    choices: Mapping[str, float]
    ticks: tuple[Tick, ...]

    def place(self, value: object) -> float | None:
        number = finite_number(value)
        if self.scale is not None:
            return None if number is None else self.scale.place(number)
        return self.choices.get(shown(value, longest=200))


def draw_parallel(
    names: Sequence[str], rows: Sequence[tuple[str, str, Mapping[str, Any]]]
) -> ParallelChart | None:
    """Return a chart of some runs; None with fewer than two axes, or without runs that have values.

    Args:
        names: Keys of the axes; the last one determines the shades of the lines.
        rows: Label, URL and values of each run.
    """
    placings = {name: _placing([values.get(name) for _, _, values in rows]) for name in names}
    kept = {name: placing for name, placing in placings.items() if placing is not None}
    if len(kept) < 2:
        return None
    between = max(_LEAST_BETWEEN, (_WIDTH - 2 * _MARGIN) // (len(kept) - 1))
    spots = {name: float(_MARGIN + index * between) for index, name in enumerate(kept)}
    last = list(kept)[-1]
    lines = []
    for label, href, values in rows:
        places = [
            (spots[name], place)
            for name, placing in kept.items()
            if (place := placing.place(values.get(name))) is not None
        ]
        if len(places) > 1:
            path = "M" + "L".join(f"{x:g},{y:g}" for x, y in places)
            facts = ", ".join(f"{name} {shown(values[name])}" for name in kept if name in values)
            lines.append(Line(label, href, path, _shade(kept[last], values.get(last)), facts))
    if not lines:
        return None
    axes = tuple(Axis(name, spots[name], placing.ticks) for name, placing in kept.items())
    described = f"{len(lines)} runs on the axes {', '.join(kept)}; the table below has the values."
    return ParallelChart(axes, tuple(lines), described, 2 * _MARGIN + between * (len(kept) - 1))


def _placing(values: Sequence[object]) -> _Placing | None:
    found = [each for each in values if each is not None]
    numbers = [number for each in found if (number := finite_number(each)) is not None]
    if numbers and len(numbers) == len([each for each in found if not _is_broken(each)]):
        low, high = min(numbers), max(numbers)
        scale = scale_of(numbers, BOTTOM, TOP, log=low > 0 and high / low >= 100)
        assert scale is not None
        return _Placing(scale, {}, tuple(scale.ticks(5)))
    texts = sorted({shown(each, longest=200) for each in found})
    if not texts or len(texts) > _MOST_CHOICES:
        return None
    step = (BOTTOM - TOP) / max(1, len(texts) - 1)
    places = {text: round(BOTTOM - index * step, 1) for index, text in enumerate(texts)}
    if len(texts) == 1:
        places = {texts[0]: (BOTTOM + TOP) / 2}
    return _Placing(None, places, tuple(Tick(at, _short(text)) for text, at in places.items()))


def _is_broken(value: object) -> bool:
    """Return whether a value is a number that cannot be drawn, such as NaN."""
    if isinstance(value, float):
        return not math.isfinite(value)
    return value in ("NaN", "Infinity", "-Infinity")


def _shade(placing: _Placing, value: object) -> int:
    place = placing.place(value)
    if place is None:
        return -1
    return min(SHADES - 1, int((BOTTOM - place) / (BOTTOM - TOP) * SHADES))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
