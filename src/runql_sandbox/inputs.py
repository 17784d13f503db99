"""What comes from outside: read within bounds, or refused."""

from __future__ import annotations

import json
import re
from typing import Any, Final

__all__ = ["LARGEST_INTEGER", "InputError", "parse_json", "parse_object", "positive", "valid_text"]

LARGEST_INTEGER: Final = 2**63 - 1
"""The largest number that SQLite stores as an integer."""

_DEEPEST: Final = 200
_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class InputError(ValueError):
    """A value from outside that means nothing, or is too large.

    Attributes:
        status: HTTP status of the response to it.
    """

    status = 400


def parse_json(text: str | bytes, what: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what a JSON text holds; NaN and Infinity may stand as bare words.

    Halves of surrogate pairs become U+FFFD, as Go's decoder, which the public server uses, makes of
    them.

    Raises:
        InputError: If it is not a JSON, or is nested too deep.
    """
    try:
        found = json.loads(text)
    except RecursionError:
        raise InputError(f"{what} is nested more than {_DEEPEST} deep") from None
    except ValueError as error:
        raise InputError(f"{what} is invalid JSON: {error}") from error
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if plain.count("{") + plain.count("[") > _DEEPEST and _depth(found) > _DEEPEST:
        raise InputError(f"{what} is nested more than {_DEEPEST} deep")
    return _without_surrogates(found) if _ESCAPED_SURROGATE.search(plain) else found


def parse_object(text: str | bytes, what: str) -> dict[str, Any]:
    """Return the object that a JSON text holds.

    Raises:
        InputError: If it is invalid.
    """
    found = parse_json(text, what)
    if not isinstance(found, dict):
        raise InputError(f"{what} must be an object")
    return found


def valid_text(text: str, found: object) -> str:
    """Return a JSON text to store: itself, unless what was read of it had to be changed."""
    return json.dumps(found) if _ESCAPED_SURROGATE.search(text) else text


def positive(text: str) -> int | None:
    """Return the number that a string of ASCII digits is, if SQLite can store it."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if number <= LARGEST_INTEGER else None


def _depth(value: object) -> int:
    """Count the levels, without recursion: what is too deep for it is what this looks for."""
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
