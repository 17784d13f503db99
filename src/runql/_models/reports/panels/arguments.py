"""Arguments of blocks and panels, with validation and conversion to the spec."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar, cast, overload

from runql._choices import checked_choice
from runql._wire.json_types import JsonValue, is_finite
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Argument",
    "Config",
    "Kept",
    "Range",
    "Setting",
    "checked_color",
    "checked_dict",
    "checked_int",
    "checked_json",
    "checked_text",
    "choice",
    "flag",
    "is_color",
    "is_one",
    "items_of",
    "limits",
    "mapping_of",
    "number",
    "place_of",
    "put",
    "setting",
    "strings",
    "text",
    "text_items",
    "whole",
]

SetT = TypeVar("SetT")
GetT = TypeVar("GetT")
ChoiceT = TypeVar("ChoiceT", bound=str)
KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")

Config: TypeAlias = Mapping[str, JsonValue]
"""The configuration of a panel in the web app."""
Range: TypeAlias = tuple[float | None, float | None]
"""Ends of an axis. None means that the web app chooses the end."""

_COLOR: Final = re.compile(
    r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|rgba?\(\s*\d{1,3}\s*(?:,\s*[\d.]+\s*){2,3}\)|[a-z]{3,30}",
    re.IGNORECASE,
)


class Kept(str):
    """A choice from a report of the server. It is accepted even if runql does not know it."""

    __slots__ = ()


class Argument(Generic[SetT, GetT]):
    """An argument of a frozen dataclass, with the accepted type and the type of the attribute.

    A dataclass reads the type of the parameter from `__set__`, and that of the attribute from `__get__`.
    """

    def __init__(self, check: Callable[[str, SetT], GetT], default: GetT | None) -> None:
        self.check = check
        self.default = default
        self.name: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> GetT: ...
    @overload
    def __get__(self, instance: object, owner: type) -> GetT: ...
    def __get__(self, instance: object | None, owner: type) -> GetT:
        """Return the checked value, or the default."""
        if instance is None:
            return cast("GetT", self.default)
        return cast("GetT", instance.__dict__[self.name])

    def __set__(self, instance: object, value: SetT) -> None:
        instance.__dict__[self.name] = self.check(self.name, value)


class Setting(Argument[SetT, GetT]):
    """An argument that is stored in a panel's config.

    Attributes:
        write: Returns the config members of an attribute value.
        read: Returns the argument for these config members.
    """

    def __init__(
        self,
        check: Callable[[str, SetT], GetT],
        default: GetT,
        write: Callable[[GetT], Config],
        read: Callable[[Config], SetT],
    ) -> None:
        super().__init__(check, default)
        self.write = write
        self.read = read


def setting(
    key: str,
    check: Callable[[str, SetT], GetT],
    default: GetT,
    *,
    encode: Callable[[GetT], JsonValue] | None = None,
    decode: Callable[[JsonValue], SetT] | None = None,
    always: bool = False,
) -> Setting[SetT, GetT]:
    """Return an argument that is stored in one member of the config.

    Args:
        key: The member. Dots separate nested members.
        check: Returns the attribute value of an argument.
        default: Attribute value if neither the caller nor the config has one.
        encode: Returns the member for an attribute value; None to store the value unchanged.
        decode: Returns the argument for a member; None to use the member unchanged.
        always: Whether to write the default too.
    """

    def write(value: GetT) -> Config:
        if value == default and not always:
            return {}
        config: dict[str, JsonValue] = {}
        put(config, key, cast("JsonValue", value) if encode is None else encode(value))
        return config

    def read(config: Config) -> SetT:
        found = place_of(config, key)
        if found is None:
            return cast("SetT", default)
        return cast("SetT", _kept(found)) if decode is None else decode(found)

    return Setting(check, default, write, read)


def _kept(value: JsonValue) -> JsonValue:
    return Kept(value) if isinstance(value, str) else value


def place_of(config: Config, key: str) -> JsonValue:
    """Return the member under a dotted key; None if it does not exist."""
    found: JsonValue = dict(config)
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def put(config: dict[str, JsonValue], key: str, value: JsonValue) -> None:
    """Set the member under a dotted key."""
    *parents, last = key.split(".")
    for part in parents:
        inner = config.setdefault(part, {})
        assert isinstance(inner, dict)
        config = inner
    config[last] = value


def is_one(value: object, *kinds: type) -> bool:
    """Return whether a value has a type, regardless of its annotation, which callers may violate."""
    return isinstance(value, kinds)


def items_of(name: str, value: Iterable[ValueT]) -> tuple[ValueT, ...]:
    """Return the items of a list.

    Raises:
        UsageError: If the value is not a list, such as a single item or a dict.
    """
    if isinstance(value, str):
        raise UsageError(
            f"{name} must be a list, got the string {value!r}.", hint=f"Use {name}=[{value!r}]."
        )
    if not is_one(value, Iterable) or is_one(value, bytes, Mapping):
        raise UsageError(f"{name} must be a list, got {value!r}.")
    return tuple(value)


def checked_text(name: str, value: object) -> str:
    """Return the value, which must be a string.

    Raises:
        UsageError: If the value is not a string.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, got {value!r}.")
    return value


def is_color(value: str) -> bool:
    """Return whether a string is a CSS color that runql supports."""
    return _COLOR.fullmatch(value) is not None


def checked_color(name: str, value: object) -> str:
    """Return the value, which must be a CSS color.

    Raises:
        UsageError: If the value is not a supported color.
    """
    if not isinstance(value, str) or not (isinstance(value, Kept) or is_color(value)):
        raise UsageError(
            f"{name} must be a color, got {value!r}.",
            hint='Pass "#ff8800", "rgb(255, 136, 0)" or a CSS name such as "orange".',
        )
    return value


def checked_int(name: str, value: object, least: int = 0) -> int:
    """Return the value, which must be an integer of at least `least`.

    Raises:
        UsageError: If the value is not an integer, or is too small.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise UsageError(f"{name} must be an integer of at least {least}, got {value!r}.")
    return value


def checked_dict(name: str, value: Mapping[KeyT, ValueT] | None) -> dict[KeyT, ValueT]:
    """Return the value, which must be a dict, as a copy. None becomes an empty dict.

    Raises:
        UsageError: If the value is not a dict.
    """
    if value is not None and not is_one(value, Mapping):
        raise UsageError(f"{name} must be a dict, got {value!r}.")
    return dict(value or {})


def checked_json(name: str, value: object) -> dict[str, JsonValue]:
    """Return the value, which must be a JSON object.

    Raises:
        UsageError: If the value is not a dict, or contains values other than JSON.
    """
    if not isinstance(value, Mapping) or not _is_json(value):
        raise UsageError(
            f"{name} must be a dict of strings, numbers, lists and dicts, got {value!r}."
        )
    return {str(key): cast("JsonValue", each) for key, each in value.items()}


def _is_json(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(key, str) and _is_json(each) for key, each in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_json, value))
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, str | int)


def text(key: str) -> Setting[str | None, str]:
    """Return an argument that is a string. None is the same as an empty string."""
    return setting(key, lambda name, value: checked_text(name, "" if value is None else value), "")


def flag(key: str) -> Setting[bool | None, bool | None]:
    """Return an argument that is a boolean. None leaves the choice to the web app."""

    def check(name: str, value: bool | None) -> bool | None:
        if value is not None and not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"{name} must be True, False or None, got {value!r}.")
        return value

    return setting(key, check, None)


def whole(key: str, least: int = 1) -> Setting[int | None, int | None]:
    """Return an argument that is an integer. None leaves the choice to the web app."""

    def check(name: str, value: int | None) -> int | None:
        return None if value is None else checked_int(name, value, least)

    return setting(key, check, None)


def number(
    key: str, least: float = -math.inf, most: float = math.inf
) -> Setting[float | None, float | None]:
    """Return an argument that is a number within bounds. None leaves the choice to the web app."""

    def check(name: str, value: float | None) -> float | None:
        if value is None:
            return None
        found = _checked_number(name, value)
        if not least <= found <= most:
            raise UsageError(f"{name} must be between {least:g} and {most:g}, got {value!r}.")
        return found

    return setting(key, check, None)


def _checked_number(name: str, value: object) -> float:
    if isinstance(value, bool) or not is_finite(value):
        raise UsageError(f"{name} must be a finite number, got {value!r}.")
    return value


def choice(
    key: str, choices: Sequence[ChoiceT], default: ChoiceT | None = None
) -> Setting[ChoiceT | None, ChoiceT | None]:
    """Return an argument that is one of the given choices.

    A default other than None is always written.
    """

    def check(name: str, value: ChoiceT | None) -> ChoiceT | None:
        if value is None or isinstance(value, Kept):
            return default if value is None else value
        return checked_choice(name, value, choices)

    return setting(key, check, default, always=default is not None)


def limits(least: str, most: str) -> Setting[Range, Range]:
    """Return an argument that is the range of an axis.

    Args:
        least: Config member with the lower end.
        most: Config member with the upper end.
    """

    def check(name: str, value: Range) -> Range:
        if not is_one(value, tuple, list) or len(tuple(value)) != 2:
            raise UsageError(
                f"{name} must be two values (low, high), each a number or None, got {value!r}."
            )
        low, high = (None if each is None else _checked_number(name, each) for each in value)
        if low is not None and high is not None and low >= high:
            raise UsageError(f"{name} must have a lower end below the upper end, got {value!r}.")
        return low, high

    def write(value: Range) -> Config:
        found = {least: value[0], most: value[1]}
        return {key: each for key, each in found.items() if each is not None}

    def read(config: Config) -> Range:
        return cast("Range", (config.get(least), config.get(most)))

    return Setting(check, (None, None), write, read)


def text_items(name: str, value: Iterable[str] | None) -> tuple[str, ...]:
    """Return the items of a list of strings.

    Raises:
        UsageError: If the value is a string, or contains another type.
    """
    if isinstance(value, str):
        raise UsageError(
            f"{name} must be a list of strings, got the string {value!r}.",
            hint=f"Use {name}=[{value!r}].",
        )
    if value is not None and not is_one(value, Iterable):
        raise UsageError(f"{name} must be a list of strings, got {value!r}.")
    return tuple(checked_text(name, each) for each in value or ())


def strings(key: str, *, always: bool = False) -> Setting[Iterable[str] | None, tuple[str, ...]]:
    """Return an argument that is a list of strings."""
    return setting(key, text_items, (), encode=lambda items: [*items], always=always)


def mapping_of(
    key: str, check: Callable[[str, object], JsonValue]
) -> Setting[Mapping[str, JsonValue] | None, Mapping[str, JsonValue] | None]:
    """Return an argument that is a dict with checked values."""

    def checked(name: str, value: Mapping[str, JsonValue] | None) -> Mapping[str, JsonValue] | None:
        if value is None:
            return None
        found = checked_json(name, value)
        return {each: check(f"{name}[{each!r}]", item) for each, item in found.items()} or None

    return setting(key, checked, None, encode=lambda value: dict(value or {}))
