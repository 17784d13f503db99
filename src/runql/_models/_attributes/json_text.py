"""JSON strings: decoding and encoding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from runql._wire.responses.json_decoding import json_decoder
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runql_graphql.scalars import JSONString

    from runql._wire.json_types import JsonValue

__all__ = [
    "QUOTED_NUMBERS",
    "decode",
    "decode_part",
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
    """Return a JSON object of the server as a new dict; null becomes an empty dict.

    Args:
        document: The JSON string.
        what: The name of the object in errors, or a function that returns the name.

    Raises:
        ProtocolError: If the string is not JSON, or not an object.
    """
    return decode_text("" if document is None else document.raw, what)


def decode_text(text: str, what: str | Callable[[], str] = "A JSON object") -> dict[str, JsonValue]:
    """Return a JSON object of the server as a new dict.

    An empty string becomes an empty dict.

    Args:
        text: The JSON string.
        what: The name of the object in errors, or a function that returns the name.

    Raises:
        ProtocolError: If the string is not JSON, or not an object.
    """
    if not text:
        return {}
    try:
        value = json_decoder()(text)
    except (ValueError, TypeError):
        value = read_json(text, _name(what))
    if value is None:
        return {}
    return value if isinstance(value, dict) else json_object(value, _name(what))


def decode_part(text: str) -> tuple[JsonValue] | None:
    """Return a JSON value in a tuple; None if the text is not JSON."""
    try:
        return (json_decoder()(text),)
    except ValueError:
        return None


def _name(what: str | Callable[[], str]) -> str:
    return what if isinstance(what, str) else what()


def read_object(text: str | bytes, what: str) -> dict[str, JsonValue]:
    """Return a JSON object of the server.

    Args:
        text: The JSON string.
        what: The name of the object in errors, with its run or file.

    Raises:
        ProtocolError: If the string is not JSON, or not an object.
    """
    return json_object(read_json(text, what), what)


def json_object(value: JsonValue, what: str) -> dict[str, JsonValue]:
    """Return a value that must be a JSON object.

    Raises:
        ProtocolError: If the value is not an object.
    """
    if isinstance(value, dict):
        return value
    raise ProtocolError(f"{what} must be a JSON object, got {str(value)[:_SHOWN]!r}.")


def read_json(text: str | bytes, what: str) -> JsonValue:
    """Return a JSON value of the server. NaN and Infinity may be bare words.

    Args:
        text: The JSON string.
        what: The name of the value in errors, with its run or file.

    Raises:
        ProtocolError: If the string is not JSON.
    """
    value: JsonValue
    try:
        try:
            value = json_decoder()(text)
        except (ValueError, TypeError):
            value = json.loads(text)  # accepts lone surrogates, which the fast parser refuses
    except (ValueError, RecursionError) as error:
        raise broken_json(what, text, error) from error
    return value


def with_numbers(value: JsonValue) -> JsonValue:
    """Return a logged value with the strings for NaN and infinities as floats."""
    if isinstance(value, str):
        return QUOTED_NUMBERS.get(value, value)
    if isinstance(value, list):
        return [with_numbers(each) for each in value]
    if isinstance(value, dict):
        return {key: with_numbers(each) for key, each in value.items()}
    return value


def has_containers(document: Mapping[str, JsonValue]) -> bool:
    """Return whether a JSON object contains lists or objects."""
    return not {dict, list}.isdisjoint(map(type, document.values()))


def may_quote_numbers(text: str) -> bool:
    """Return whether a JSON string may contain NaN or an infinity as a string.

    The check is faster than a look at the decoded values. It may return True needlessly.
    """
    # A search for one letter is many times as fast as a search for a word. Letters may be escaped,
    # although no known encoder escapes them.
    return (
        ("N" in text and '"NaN"' in text)
        or ("I" in text and 'Infinity"' in text)
        or ("\\" in text and "\\u00" in text)
    )


def dump_document(document: Mapping[str, JsonValue]) -> str:
    """Return JSON as the SDK writes it: bare NaN and Infinity, unescaped letters."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def broken_json(what: str, text: str | bytes, error: Exception) -> ProtocolError:
    """Return the error for a string that is not valid JSON."""
    shown = repr(text[:_SHOWN]) + ("…" if len(text) > _SHOWN else "")
    reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    return ProtocolError(
        f"{what} is not JSON: {shown} ({reason[:200]}).",
        hint="Retry the call. If it fails again, the value is corrupted on the server.",
    )
