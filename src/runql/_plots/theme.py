"""Appearance of charts: colors for color-blind readers, sizes, and a white background in dark notebooks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Spec: TypeAlias = dict[str, object]

# Fills and strokes have opacity, marks do not. Renderers draw each mark with opacity on a
# separate layer, which takes seconds for a hundred lines.

__all__ = [
    "CONFIG",
    "DOWN",
    "GRAY",
    "HEIGHT",
    "SCHEME",
    "UP",
    "WIDTH",
    "Scale",
    "Spec",
    "axis_marks",
    "check_positive",
    "check_scale",
    "check_size",
    "color_scale",
    "dash_scale",
    "scale_of",
]

Scale: TypeAlias = Literal["linear", "log", "symlog"]
"""Scale of an axis. `symlog` is logarithmic except near zero, and supports zero and negative values."""

WIDTH: Final = 520
HEIGHT: Final = 300

# Eight colors of Okabe and Ito, the strongest contrast to white first. Black and yellow are used
# only after all others.
_COLORS: Final = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#b8a800",
)  # fmt: skip
_DASHES: Final = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [12, 4])
_VIRIDIS: Final = (
    "#440154", "#482878", "#3e4a89", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b",
)  # fmt: skip

_WHOLE_MARKS: Final = 8

SCHEME: Final = "viridis"
UP: Final = "#0072b2"
DOWN: Final = "#d55e00"
GRAY: Final = "#7f7f7f"

CONFIG: Final[Mapping[str, object]] = {
    "background": "white",
    "font": "sans-serif",
    "padding": 8,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "gridColor": "#e5e5e5",
        "domainColor": "#888888",
        "tickColor": "#888888",
        "labelColor": "#222222",
        "titleColor": "#222222",
        "labelLimit": 260,
    },
    "legend": {
        "labelFontSize": 11,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "symbolLimit": 60,
        "labelLimit": 260,
        "symbolOpacity": 1,
        "gradientOpacity": 1,
    },
    "title": {
        "fontSize": 14,
        "anchor": "start",
        "offset": 12,
        "fontWeight": "normal",
        "subtitleColor": "#555555",
    },
}


def check_scale(name: str, scale: str) -> Scale:
    """Return a valid scale of an axis.

    Raises:
        UsageError: If the scale does not exist.
    """
    return checked_choice(name, scale, get_args(Scale))


def check_size(width: int, height: int) -> None:
    """Check the size of a chart, in pixels.

    Raises:
        UsageError: If width or height is out of bounds.
    """
    for name, value in (("width", width), ("height", height)):
        if not 20 <= value <= 10_000:
            raise UsageError(f"{name} must be between 20 and 10,000 pixels, got {value!r}.")


def check_positive(argument: str, scale: Scale, key: str, values: Iterable[object]) -> None:
    """Check that a logarithmic axis can show all values.

    Raises:
        UsageError: If a value is zero or negative.
    """
    if scale != "log":
        return
    low = [value for value in values if isinstance(value, int | float) and value <= 0]
    if low:
        raise UsageError(
            f"A logarithmic axis requires positive values, but {key} has {len(low)} zero or negative values, such as {low[0]!r}.",
            hint=f'Pass {argument}="symlog", which is logarithmic except near zero.',
        )


def scale_of(scale: Scale, *, zero: bool = False) -> Spec:
    """Return the scale of a numeric axis.

    Args:
        scale: Name of the scale.
        zero: Whether a linear axis starts at zero.
    """
    if scale == "linear":
        return {"zero": zero, "nice": True}
    return {"type": scale, "nice": False, "padding": 6}


def axis_marks(scale: Scale, values: Iterable[object]) -> Spec:
    """Return the ticks of a numeric axis and their format.

    Args:
        scale: Name of the scale.
        values: Values on the axis.
    """
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if scale == "log":
        return {"values": _powers([each for each in numbers if each > 0]), "format": "~g"}
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    if high - low <= _WHOLE_MARKS and all(each.is_integer() for each in numbers):
        # Half a layer or half a step does not exist.
        return {"values": [int(low) + step for step in range(int(high - low) + 1)], "format": "d"}
    return {}


def _powers(numbers: Sequence[float]) -> list[float]:
    """Return the ticks of a logarithmic axis: powers of ten, and 2 and 5 times each if there are few."""
    low = math.floor(math.log10(min(numbers, default=1.0)))
    high = math.ceil(math.log10(max(numbers, default=1.0)))
    step = max(1, math.ceil((high - low) / 10))
    digits = (1,) if high - low > 3 else (1, 2, 5)
    return [float(f"{digit}e{power}") for power in range(low, high + 1, step) for digit in digits]


def color_scale(labels: Sequence[str], *, ordered: bool = False) -> Spec:
    """Return a color for each label.

    Args:
        labels: The labels, in the order of the legend.
        ordered: Whether labels are ordered numbers. Many ordered labels get colors from dark to light.
    """
    if ordered and len(labels) > len(_COLORS):
        steps = len(labels) - 1
        return {"domain": list(labels), "range": [_along(i / steps) for i in range(len(labels))]}
    colors = [_COLORS[index % len(_COLORS)] for index in range(len(labels))]
    return {"domain": list(labels), "range": colors}


def dash_scale(labels: Sequence[str]) -> Spec | None:
    """Return a dash style for each label if there are more labels than colors; else None."""
    if len(labels) <= len(_COLORS):
        return None
    dashes = [_DASHES[index // len(_COLORS) % len(_DASHES)] for index in range(len(labels))]
    return {"domain": list(labels), "range": dashes}


def _along(part: float) -> str:
    """Return a color of viridis, from dark (0) to light (1)."""
    place = part * (len(_VIRIDIS) - 1)
    index = min(int(place), len(_VIRIDIS) - 2)
    first, second = _VIRIDIS[index], _VIRIDIS[index + 1]
    mixed = [
        round(int(first[at : at + 2], 16) * (1 - (place - index)) + int(second[at : at + 2], 16) * (place - index))
        for at in (1, 3, 5)
    ]  # fmt: skip
    return "#" + "".join(f"{each:02x}" for each in mixed)
