"""Sparklines next to values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MOST_POINTS", "sparkline"]

MOST_POINTS: Final = 60
"""Maximum number of points. More are not visible in a sparkline."""

_WIDTH: Final = 120
_HEIGHT: Final = 18


def sparkline(values: Sequence[float]) -> str:
    """Return a sparkline as SVG in the color of the surrounding text; empty for fewer than two numbers."""
    numbers = [value for value in values if math.isfinite(value)]
    if len(numbers) < 2:
        return ""
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0
    step = (_WIDTH - 2) / (len(values) - 1)
    points = " ".join(
        f"{1 + index * step:.1f},{1 + (_HEIGHT - 2) * (1 - (value - low) / span):.1f}"
        for index, value in enumerate(values)
        if math.isfinite(value)
    )
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="from {numbers[0]:.4g} to {numbers[-1]:.4g}" style="vertical-align:middle">'
        f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="1.2"/></svg>'
    )
