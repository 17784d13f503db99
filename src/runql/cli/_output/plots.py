"""Curves in a terminal, drawn with Braille dots."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Curve", "drawn"]

_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of each dot of a Braille character, by row and column."""

_BLANK: Final = 0x2800
_COLORS: Final = (34, 31, 32, 35, 36, 33)
_LEAST: Final = (16, 4)


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve.

    Attributes:
        label: Name in the legend.
        points: Points in order of x.
    """

    label: str
    points: Sequence[tuple[float, float]]


def drawn(
    curves: Sequence[Curve],
    *,
    width: int,
    height: int,
    x: str,
    log: bool = False,
    color: bool = False,
) -> list[str]:
    """Draw curves and return the lines of the drawing.

    Args:
        curves: The curves; values that are not finite are omitted.
        width: Characters per line.
        height: Lines of the plot area, without the axis and the legend.
        x: Name of the x axis.
        log: Whether the y axis is logarithmic; values that are not positive are omitted.
        color: Whether to print the curves in color.
    """
    shown = [[each for each in curve.points if _fits(each, log)] for curve in curves]
    points = [each for curve in shown for each in curve]
    if not points:
        return ["(no values to draw)"]
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    scale = math.log10 if log else float
    low, high = min(scale(p[1]) for p in points), max(scale(p[1]) for p in points)
    labels = _labels(low, high, height, log)
    margin = max(map(len, labels))
    columns = max(width - margin - 2, _LEAST[0])
    cells: list[list[int]] = [[0] * columns for _ in range(height)]
    owners: list[list[int]] = [[-1] * columns for _ in range(height)]
    for number, curve in enumerate(shown):
        places = [
            (
                _place(px, left, right, columns * 2 - 1),
                height * 4 - 1 - _place(scale(py), low, high, height * 4 - 1),
            )
            for px, py in curve
        ]
        for column, row in _line(places):
            cells[row // 4][column // 2] |= _DOTS[row % 4][column % 2]
            owners[row // 4][column // 2] = number
    lines = [
        f"{label.rjust(margin)} ┤{_row(row, owner, color)}".rstrip()
        for label, row, owner in zip(labels, cells, owners, strict=True)
    ]
    ends = f"{left:.6g}", f"{right:.6g}"
    lines.append(" " * margin + " └" + "─" * columns)
    lines.append(
        f"{' ' * (margin + 2)}{ends[0]}{x.center(columns - len(ends[0]) - len(ends[1]))}{ends[1]}"
    )
    return [*lines, *(_legend(number, each, color) for number, each in enumerate(curves))]


def _fits(point: tuple[float, float], log: bool) -> bool:
    return all(map(math.isfinite, point)) and (not log or point[1] > 0)


def _place(value: float, low: float, high: float, most: int) -> int:
    return round((value - low) / (high - low) * most) if high > low else most // 2


def _labels(low: float, high: float, height: int, log: bool) -> list[str]:
    found: list[str] = []
    for row in range(height):
        value = high - (high - low) * row / max(height - 1, 1)
        shown = f"{10**value if log else value:.4g}"
        found.append(shown if row % 3 == 0 or row == height - 1 else "")
    return found


def _line(places: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the dots of a line through the given positions."""
    found = set(places[:1])
    for (x0, y0), (x1, y1) in pairwise(places):
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            found.add((round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps)))
    return found


def _row(cells: Sequence[int], owners: Sequence[int], color: bool) -> str:
    parts: list[str] = []
    for bits, owner in zip(cells, owners, strict=True):
        character = chr(_BLANK + bits) if bits else " "
        if color and bits:
            character = f"\x1b[{_COLORS[owner % len(_COLORS)]}m{character}\x1b[0m"
        parts.append(character)
    return "".join(parts)


def _legend(number: int, curve: Curve, color: bool) -> str:
    mark = f"\x1b[{_COLORS[number % len(_COLORS)]}m──\x1b[0m" if color else "──"
    last = f"  last {curve.points[-1][1]:.6g}" if curve.points else "  no values"
    return f"  {mark} {curve.label}{last}"
