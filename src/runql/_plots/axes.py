"""Axes for W&B keys: titles, units and time formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from runql._plots.rows import is_number, label_of
from runql._plots.theme import axis_marks, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql._plots.theme import Scale, Spec

__all__ = ["Axis", "axis_of", "title_of"]

_SECONDS: Final = frozenset({"_runtime", "duration", "summary._runtime"})
_MOMENTS: Final = frozenset({"_timestamp", "summary._timestamp"})
_TITLES: Final = {"_step": "step", "_runtime": "runtime", "_timestamp": "time (UTC)"}
_TIMES: Final[Mapping[str, str]] = {
    "seconds": "%H:%M:%S",
    "minutes": "%H:%M",
    "hours": "%H:%M",
    "day": "%b %d",
    "date": "%b %d",
    "week": "%b %d",
    "month": "%b %Y",
    "quarter": "%b %Y",
    "year": "%Y",
}
_MINUTE: Final = 60.0
_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of a chart.

    Attributes:
        title: Title with the unit.
        kind: Numbers, times or names.
        divisor: Divisor that converts values to the unit.
    """

    title: str
    kind: Literal["quantitative", "temporal", "nominal"]
    divisor: float = 1.0

    def at(self, value: object) -> object:
        """Return the position of a value on the axis; None if there is no value."""
        if value is None:
            return None
        if self.kind == "nominal":
            return label_of(value, 6)
        if self.kind == "temporal":
            return float(str(value)) * 1000 if is_number(value) else value
        return float(str(value)) / self.divisor if self.divisor != 1 else value

    def spec(self, field: str, scale: Scale = "linear", values: Iterable[object] = ()) -> Spec:
        """Return the encoding of a column.

        Args:
            field: Name of the column.
            scale: Scale of a numeric axis.
            values: Values of the column, for the ticks of the axis.
        """
        found: Spec = {"field": field, "type": self.kind, "title": self.title}
        if self.kind == "quantitative":
            found["scale"] = scale_of(scale)
            found["axis"] = axis_marks(scale, map(self.at, values))
        elif self.kind == "temporal":
            found["scale"] = {"type": "utc"}
            found["axis"] = {"format": _TIMES, "tickCount": 7, "labelOverlap": "greedy"}
        else:
            found["axis"] = {"labelAngle": -35}
        return found


def title_of(key: str) -> str:
    """Return the name of a key in charts."""
    known = _TITLES.get(key)
    if known is not None:
        return known
    for prefix in ("config.", "summary."):
        if key.startswith(prefix) and len(key) > len(prefix):
            return title_of(key.removeprefix(prefix))
    return key


def axis_of(key: str, values: Sequence[object], title: str | None = None) -> Axis:
    """Return the axis of a key.

    Args:
        key: The key.
        values: Values of the key, as plain values.
        title: Title of the axis; None for a title from the key.
    """
    known = [value for value in values if value is not None]
    if not all(map(is_number, known)):
        if all(map(_is_moment, known)):
            return Axis(title or f"{title_of(key)} (UTC)", "temporal")
        return Axis(title or title_of(key), "nominal")
    if key in _MOMENTS:
        return Axis(title or title_of(key), "temporal")
    if key in _SECONDS:
        longest = max((abs(float(str(value))) for value in known), default=0.0)
        unit, divisor = _unit(longest)
        return Axis(title or f"{title_of(key)} ({unit})", "quantitative", divisor)
    return Axis(title or title_of(key), "quantitative")


def _unit(seconds: float) -> tuple[str, float]:
    if seconds >= 3 * _HOUR:
        return "h", _HOUR
    return ("min", _MINUTE) if seconds >= 3 * _MINUTE else ("s", 1.0)


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or "T" not in value:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
