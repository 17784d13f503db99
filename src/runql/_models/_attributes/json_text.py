"""JSON decoded from text and written as text."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runql_graphql.scalars import JSONString

    from runql._wire.json_types import JsonValue

__all__ = [
    "QUOTED_NUMBERS",
    "decode",
    "decode_text",
    "dump_document",
    "has_containers",
    "json_object",
    "may_quote_numbers",
    "read_json",
    "read_object",
    "with_numbers",
]

QUOTED_NUMBERS: Final[Mapping[str, float]] = {
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
_SHOWN: Final = 60


def decode(
    document: JSONString | None, what: str | Callable[[], str] = "A JSON object"
) -> dict[str, JsonValue]:
    """Return a JSON object of the server, the caller's own; null means an empty one.

    Args:
        document: The text.
        what: What to call it in errors, or what returns that.

    Raises:
        ProtocolError: If the text is not JSON, or not an object.
    """
    return decode_text("" if document is None else document.raw, what)


def decode_text(text: str, what: str | Callable[[], str] = "A JSON object") -> dict[str, JsonValue]:
    """Return a JSON object of the server, the caller's own; an empty string means an empty one.

    Args:
        text: The text.
        what: What to call it in errors, or what returns that.

    Raises:
        ProtocolError: If the text is not JSON, or not an object.
    """
    if not text:
        return {}
    try:
        # Keys repeat from document to document. Values seldom do, and keeping them costs as much as reading them.
        value = _from_json()(text, cache_strings="keys")
    except (ValueError, TypeError):
        value = read_json(text, _name(what))
    if value is None:
        return {}
    return value if isinstance(value, dict) else json_object(value, _name(what))


@cache
def _from_json() -> Callable[..., JsonValue]:
    # An import inside the function that is called for every document takes as long as reading a short one.
    from pydantic_core import from_json

    return from_json


def _name(what: str | Callable[[], str]) -> str:
    return what if isinstance(what, str) else what()


def read_object(text: str | bytes, what: str) -> dict[str, JsonValue]:
    """Return a JSON object of the server.

    Args:
        text: The text.
        what: What to call it in errors, with the run or file that it belongs to.

    Raises:
        ProtocolError: If the text is not JSON, or not an object.
    """
    return json_object(read_json(text, what), what)


def json_object(value: JsonValue, what: str) -> dict[str, JsonValue]:
    """Return a value that must be an object.

    Raises:
        ProtocolError: If it is not.
    """
    if isinstance(value, dict):
        return value
    raise ProtocolError(f"{what} must be a JSON object, got {str(value)[:_SHOWN]!r}.")


def read_json(text: str | bytes, what: str) -> JsonValue:
    """Return a JSON value of the server, in which NaN and Infinity may stand as bare words.

    Args:
        text: The text.
        what: What to call it in errors, with the run or file that it belongs to.

    Raises:
        ProtocolError: If the text is not JSON.
    """
    from pydantic_core import from_json

    value: JsonValue
    try:
        try:
            value = from_json(text)
        except (ValueError, TypeError):
            value = json.loads(text)  # takes lone surrogates, which the fast reader refuses
    except (ValueError, RecursionError) as error:
        raise broken_json(what, text, error) from error
    return value


def with_numbers(value: JsonValue) -> JsonValue:
    """Return a logged value with floats in place of the strings that W&B writes for NaN and
    infinities.
    """
    if isinstance(value, str):
        return QUOTED_NUMBERS.get(value, value)
    if isinstance(value, list):
        return [with_numbers(each) for each in value]
    if isinstance(value, dict):
        return {key: with_numbers(each) for key, each in value.items()}
    return value


def has_containers(document: Mapping[str, JsonValue]) -> bool:
    """Return whether a JSON object has lists or objects in it."""
    return not {dict, list}.isdisjoint(map(type, document.values()))


def may_quote_numbers(text: str) -> bool:
    """Return whether a JSON text may have NaN or an infinity as a string, faster than its values
    do.
    """
    # A search for one letter is many times as fast as one for a word. Letters may be escaped, though no
    # encoder known does that.
    return (
        ("N" in text and '"NaN"' in text)
        or ("I" in text and 'Infinity"' in text)
        or ("\\" in text and "\\u00" in text)
    )


def dump_document(document: Mapping[str, JsonValue]) -> str:
    """Write a document as the SDK does: bare NaN and Infinity, and no escapes for letters."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def broken_json(what: str, text: str | bytes, error: Exception) -> ProtocolError:
    """Return the error for a string that is not JSON."""
    shown = repr(text[:_SHOWN]) + ("…" if len(text) > _SHOWN else "")
    reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    return ProtocolError(
        f"{what} is not JSON: {shown} ({reason[:200]}).",
        hint="Retry the call. If it fails again, the value is corrupted on the server.",
    )
