"""Scatter plots and bar charts: one mark per run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql_sandbox.pages.drawing.lines import BOTTOM, COLORS, LEFT, RIGHT, TOP
from runql_sandbox.pages.drawing.scales import Tick, finite_number, scale_of
from runql_sandbox.pages.values import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Bars", "Scatter", "draw_bars", "draw_scatter"]

_BAR: Final = 22
_BAR_LEFT: Final = 130
_BAR_RIGHT: Final = 350
_MOST_BARS: Final = 40
_LONGEST: Final = 18


@dataclass(frozen=True, slots=True)
class Mark:
    """A point or a bar of a run."""

    label: str
    href: str
    x: float
    y: float
    color: int
    facts: str
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Scatter:
    """A scatter plot for the template."""

    title: str
    x_label: str
    y_label: str
    description: str
    marks: tuple[Mark, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars for the template.

    Attributes:
        zero: Position of the value 0.
        more: Number of runs without a bar because there are too many runs.
    """

    title: str
    description: str
    marks: tuple[Mark, ...]
    zero: float
    height: int
    more: int
    bar: int = _BAR


def draw_scatter(
    x_label: str, y_label: str, rows: Sequence[tuple[str, str, object, object]]
) -> Scatter | None:
    """Return a plot of label, URL and two values of each run; None if no run has both values."""
    found = [
        (label, href, x, y)
        for label, href, x_value, y_value in rows
        if (x := finite_number(x_value)) is not None and (y := finite_number(y_value)) is not None
    ]
    x_scale = scale_of((x for _, _, x, _ in found), LEFT + 8, RIGHT - 8)
    y_scale = scale_of((y for _, _, _, y in found), BOTTOM - 8, TOP + 8)
    if x_scale is None or y_scale is None:
        return None
    marks = tuple(
        Mark(
            label,
            href,
            x_scale.place(x),
            y_scale.place(y),
            0,
            f"{x_label} {shown(x)}, {y_label} {shown(y)}",
        )
        for label, href, x, y in found
    )
    title = f"{y_label} against {x_label}"
    described = f"{title}: {len(marks)} runs"
    ticks = tuple(x_scale.ticks(5)), tuple(y_scale.ticks(4))
    return Scatter(title, x_label, y_label, described, marks, *ticks)


def draw_bars(title: str, rows: Sequence[tuple[str, str, object]]) -> Bars | None:
    """Return bars of label, URL and value of each run; None if no run has a number."""
    found = [
        (label, href, number)
        for label, href, value in rows
        if (number := finite_number(value)) is not None
    ]
    kept = found[:_MOST_BARS]
    scale = scale_of([0.0, *(number for _, _, number in kept)], _BAR_LEFT, _BAR_RIGHT)
    if scale is None or not kept:
        return None
    zero = scale.place(0.0)
    marks = tuple(
        Mark(
            label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…",
            href,
            max(1.0, abs(scale.place(number) - zero)),
            4 + index * _BAR,
            index % COLORS,
            f"{shown(number)}",
            min(scale.place(number), zero),
        )
        for index, (label, href, number) in enumerate(kept)
    )
    described = f"{title}: " + ", ".join(f"{each.label} {each.facts}" for each in marks)
    return Bars(title, described, marks, zero, 8 + _BAR * len(marks), len(found) - len(kept))
