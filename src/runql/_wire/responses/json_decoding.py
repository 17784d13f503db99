"""The decoder of JSON: msgspec where it is installed (the extra `speed`), else pydantic's."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._wire.json_types import JsonValue

    Decoder: TypeAlias = Callable[[str | bytes], JsonValue]

__all__ = ["json_decoder"]


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
