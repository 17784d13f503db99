"""The decoder of JSON: msgspec where it is installed (the extra `speed`), else pydantic's."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._wire.json_types import JsonValue

    Decoder: TypeAlias = Callable[[str | bytes], JsonValue]
    ValuesDecoder: TypeAlias = Callable[[str], dict[str, JsonValue] | None]
    ValueDecoder: TypeAlias = Callable[[str], tuple[JsonValue] | None]
    NumbersDecoder: TypeAlias = Callable[[str], list[list[JsonValue]] | None]

__all__ = ["json_decoder", "numbers_decoder", "value_decoder", "values_decoder"]


@cache
def json_decoder(cached: Literal["all", "keys"] = "keys") -> Decoder:
    """Return the fastest decoder. It raises ValueError for anything but JSON.

    Both decoders return the same values, including bare NaN and infinities. The decoder is cached, because an import in
    a function called for every JSON string costs as much as decoding a short string.

    Args:
        cached: What pydantic's decoder keeps for later JSON strings. Keys repeat from one to the next. Values seldom
            do, and keeping them costs as much as reading them.
    """
    from pydantic_core import from_json

    usual = partial(from_json, cache_strings=cached)
    try:
        from msgspec import MsgspecError
        from msgspec.json import Decoder
    except ImportError:
        return usual
    quick = Decoder().decode

    def decode(text: str | bytes) -> JsonValue:
        try:
            value: JsonValue = quick(text)
        except (MsgspecError, ValueError, RecursionError):
            # Bare NaN, floats beyond the largest one, and what is not JSON.
            value = usual(text)
        return value

    return decode


@cache
def values_decoder() -> ValuesDecoder:
    """Return a fast decoder of objects like `{"lr": {"value": 0.1, "desc": null}}` to `{"lr": 0.1}`.

    It returns None for anything else, and always without msgspec, which creates no dict for the inner objects.
    """
    try:
        from msgspec import MsgspecError, defstruct
        from msgspec.json import Decoder
    except ImportError:
        return _undecoded
    wrapped: Any = defstruct("Wrapped", [("value", Any)], gc=False)
    kind: Any = GenericAlias(dict, (str, wrapped))
    quick = Decoder(kind).decode

    def decode(text: str) -> dict[str, JsonValue] | None:
        try:
            found: dict[str, Any] = quick(text)
        except (MsgspecError, ValueError, RecursionError):
            return None
        return {key: each.value for key, each in found.items()}

    return decode


def _undecoded(_text: str) -> None:
    """Decode nothing."""


@lru_cache(maxsize=64)
def value_decoder(key: str) -> ValueDecoder | None:
    """Return a fast decoder of one value of a JSON object, in a tuple.

    It returns None if only decoding the whole object tells: the key is absent, or the string is not such an object.

    Args:
        key: The key of the value.

    Returns:
        The decoder; None if msgspec is not installed.
    """
    try:
        from msgspec import UNSET, MsgspecError, defstruct, field
        from msgspec.json import Decoder
    except ImportError:
        return None
    try:
        only: Any = field(default=UNSET, name=key)
        part: Any = defstruct("Part", [("value", Any, only)], gc=False)
        quick = Decoder(part).decode
    except ValueError:
        # msgspec cannot read keys with quotes, for example.
        return _undecoded

    def decode(text: str) -> tuple[JsonValue] | None:
        try:
            value: Any = quick(text).value
        except (MsgspecError, ValueError, RecursionError):
            return None
        return None if value is UNSET else (value,)

    return decode


@lru_cache(maxsize=64)
def numbers_decoder(keys: tuple[str, ...]) -> NumbersDecoder:
    """Return a fast decoder of a list of objects that have only numbers: one list of values per key.

    It returns None if an object has other keys or values, and always without msgspec, which creates no dicts.

    Args:
        keys: The keys of every object.
    """
    try:
        from msgspec import MsgspecError, defstruct, field
        from msgspec.json import Decoder
        from msgspec.structs import astuple
    except ImportError:
        return _undecoded
    names: Any = [(f"value_{at}", int | float, field(name=key)) for at, key in enumerate(keys)]
    try:
        row: Any = defstruct("Row", names, forbid_unknown_fields=True, gc=False)
        quick = Decoder(GenericAlias(list, (row,))).decode
    except ValueError:
        # msgspec cannot read keys with quotes, for example.
        return _undecoded

    def decode(text: str) -> list[list[JsonValue]] | None:
        try:
            rows: Any = quick(text)
        except (MsgspecError, ValueError, RecursionError):
            return None
        return [*map(list, zip(*map(astuple, rows), strict=True))]

    return decode
