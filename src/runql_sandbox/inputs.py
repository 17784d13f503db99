"""Input from outside: parsed within limits, or rejected."""

from __future__ import annotations

import json
import re
from typing import Any, Final

__all__ = ["LARGEST_INTEGER", "InputError", "parse_json", "parse_object", "positive", "valid_text"]

LARGEST_INTEGER: Final = 2**63 - 1
"""The largest integer that SQLite can store."""

_DEEPEST: Final = 200
_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class InputError(ValueError):
    """An invalid or too large input.

    Attributes:
        status: HTTP status of the response.
    """

    status = 400


def parse_json(text: str | bytes, what: str) -> Any:  # noqa: ANN401 - any JSON value
    """Parse a JSON text, in which NaN and Infinity may be bare words.

    Halves of surrogate pairs become U+FFFD, as in Go's decoder, which the public server
    uses. Like that decoder, this one reads bytes as UTF-8 only.

    Raises:
        InputError: If the text is not valid JSON, or is nested too deeply.
    """
    try:
        plain = text.decode() if isinstance(text, bytes) else text
        found = json.loads(plain)
    except RecursionError:
        raise InputError(f"{what} is nested more than {_DEEPEST} deep") from None
    except ValueError as error:
        raise InputError(f"{what} is invalid JSON: {error}") from error
    if plain.count("{") + plain.count("[") > _DEEPEST and _depth(found) > _DEEPEST:
        raise InputError(f"{what} is nested more than {_DEEPEST} deep")
    return _without_surrogates(found) if _ESCAPED_SURROGATE.search(plain) else found


def parse_object(text: str | bytes, what: str) -> dict[str, Any]:
    """Parse a JSON text that contains an object.

    Raises:
        InputError: If the text is invalid.
    """
    found = parse_json(text, what)
    if not isinstance(found, dict):
        raise InputError(f"{what} must be an object")
    return found


def valid_text(text: str, found: object) -> str:
    """Return a JSON text to store: unchanged, unless the parsed value differs from the text."""
    return json.dumps(found) if _ESCAPED_SURROGATE.search(text) else text


def positive(text: str) -> int | None:
    """Parse a string of ASCII digits as an integer, if SQLite can store it."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if number <= LARGEST_INTEGER else None


def _depth(value: object) -> int:
    """Count the levels without recursion, which would fail for deep values."""
    depth, level = 0, [value]
    while level := [each for each in level if isinstance(each, dict | list) and each]:
        depth += 1
        level = [
            inner for each in level for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return depth


def _without_surrogates(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_surrogates(each) for each in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(each) for key, each in value.items()}
    return value
