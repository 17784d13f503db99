"""Arguments that are common to several charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast, get_args

from runql._models.reports.panels.arguments import (
    Kept,
    Setting,
    checked_color,
    is_one,
    items_of,
    setting,
)
from runql._models.reports.panels.base import objects
from runql._models.reports.panels.metric_keys import (
    HISTORY,
    TABLE,
    MetricKey,
    metric_path,
    path_of_accessor,
    path_of_group,
    path_of_history_key,
    to_accessor,
    to_group,
    to_history_key,
)
from runql._wire.json_types import JsonValue
from runql.errors import UsageError

__all__ = [
    "FONT_SIZES",
    "GROUP_AGGS",
    "GROUP_AREAS",
    "FontSize",
    "Gradient",
    "GradientPoint",
    "GroupAgg",
    "GroupArea",
    "Keys",
    "LegendPosition",
    "LineStyle",
    "Lines",
    "PointMethod",
    "SmoothingType",
    "color_of_line",
    "column_key",
    "gradient",
    "group_key",
    "history_keys",
    "mark_of_line",
    "width_of_line",
    "x_axis",
]

FontSize: TypeAlias = Literal["small", "medium", "large", "auto"]
LegendPosition: TypeAlias = Literal["north", "south", "east", "west"]
GroupAgg: TypeAlias = Literal["mean", "min", "max", "median", "sum", "samples"]
GroupArea: TypeAlias = Literal["minmax", "stddev", "stderr", "none", "samples"]
SmoothingType: TypeAlias = Literal[
    "exponentialTimeWeighted", "exponential", "gaussian", "average", "none"
]
LineStyle: TypeAlias = Literal["line", "stacked-area", "pct-area"]
PointMethod: TypeAlias = Literal["bucketing-gorilla", "sampling"]
Mark: TypeAlias = Literal["solid", "dashed", "dotted", "dotdash", "dotdotdash", "points"]
Keys: TypeAlias = MetricKey | Iterable[MetricKey] | None
Lines: TypeAlias = Mapping[str, JsonValue] | None

FONT_SIZES: Final[tuple[FontSize, ...]] = get_args(FontSize)
GROUP_AGGS: Final[tuple[GroupAgg, ...]] = get_args(GroupAgg)
GROUP_AREAS: Final[tuple[GroupArea, ...]] = get_args(GroupArea)
_MARKS: Final[tuple[Mark, ...]] = get_args(Mark)
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")


def _several(name: str, value: Keys) -> tuple[str, ...]:
    if value is None:
        return ()
    one = not isinstance(value, Iterable) or is_one(value, str, bytes, Mapping)
    keys = cast("Iterable[MetricKey]", [value] if one else value)
    return tuple(metric_path(name, each, "metric", HISTORY) for each in keys)


def history_keys(key: str) -> Setting[Keys, tuple[str, ...]]:
    """Return an argument that accepts history keys."""
    return setting(
        key,
        _several,
        (),
        encode=lambda paths: [to_history_key(each) for each in paths],
        decode=lambda found: [
            path_of_history_key(str(each)) for each in cast("list[JsonValue]", found)
        ],
        always=True,
    )


def _one(
    check: Callable[[str, MetricKey], str],
    encode: Callable[[str], str],
    decode: Callable[[str], str],
) -> Callable[[str], Setting[MetricKey | None, str | None]]:
    def made(key: str) -> Setting[MetricKey | None, str | None]:
        return setting(
            key,
            lambda name, value: None if value is None else check(name, value),
            None,
            encode=lambda path: None if path is None else encode(path),
            decode=lambda found: decode(str(found)),
        )

    return made


group_key: Final = _one(
    lambda name, key: metric_path(name, key, "run", ("run", "config")), to_group, path_of_group
)
column_key: Final = _one(
    lambda name, key: metric_path(name, key, "summary", TABLE), to_accessor, path_of_accessor
)


def x_axis() -> Setting[MetricKey | None, str | None]:
    """Return the argument for the key of the x axis."""
    return setting(
        "xAxis",
        lambda name, key: None if key is None else metric_path(name, key, "metric", HISTORY),
        "_step",
        encode=lambda path: None if path is None else to_history_key(path),
        decode=lambda found: path_of_history_key(str(found)),
        always=True,
    )


def color_of_line(name: str, value: object) -> JsonValue:
    """Return the web app's object for a color, with a transparent color for areas."""
    if isinstance(value, dict):
        return cast("JsonValue", value)
    color = checked_color(name, value)
    return {"color": color, "transparentColor": f"{color}19" if _HEX.fullmatch(color) else color}


def mark_of_line(name: str, value: object) -> JsonValue:
    """Check the dash style of a line."""
    if value not in _MARKS and not isinstance(value, Kept):
        raise UsageError(f"{name} must be one of {', '.join(map(repr, _MARKS))}, got {value!r}.")
    return cast("str", value)


def width_of_line(name: str, value: object) -> JsonValue:
    """Check the width of a line."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise UsageError(f"{name} must be a number of at least 0, got {value!r}.")
    return value


@dataclass(frozen=True, slots=True)
class GradientPoint:
    """A color stop of a gradient.

    Attributes:
        color: CSS color.
        offset: Position, from 0 to 100.
    """

    color: str
    offset: float = 0

    def __post_init__(self) -> None:
        checked_color("color", self.color)
        if not is_one(self.offset, int, float) or not 0 <= self.offset <= 100:
            raise UsageError(f"offset must be between 0 and 100, got {self.offset!r}.")


Gradient: TypeAlias = Iterable[GradientPoint] | None


def _checked_gradient(name: str, value: Gradient) -> tuple[GradientPoint, ...]:
    found = items_of(name, () if value is None else value)
    if not all(isinstance(each, GradientPoint) for each in found):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must be a list of GradientPoint values, got {value!r}.")
    return found


def gradient() -> Setting[Gradient, tuple[GradientPoint, ...]]:
    """Return the argument for a color gradient."""
    return setting(
        "customGradient",
        _checked_gradient,
        (),
        encode=lambda points: [{"color": each.color, "offset": each.offset} for each in points],
        decode=lambda found: [
            GradientPoint(Kept(each.get("color")), cast("float", each.get("offset", 0)))
            for each in objects(found)
        ],
    )
