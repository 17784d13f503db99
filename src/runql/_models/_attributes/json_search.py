"""Search for one value in a JSON object, without decoding the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from runql._models._attributes.json_text import decode_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql._wire.json_types import JsonValue

__all__ = ["find_value"]

_MOST_BRACES: Final = 20
_SCALAR: Final = re.compile(r'\s*:\s*("[^"\\]*"|[^\s",:{}\[\]]+)\s*[,}]')


def find_value(text: str, key: str) -> tuple[JsonValue] | None:
    """Return the value of a top-level key of a JSON object.

    Strings with backslashes are not searched. In the others every quote begins or ends a string, so the number of
    quotes before a position tells whether it is inside a string.

    Args:
        text: The JSON string.
        key: The key.

    Returns:
        The string, number, boolean or null. None if only decoding tells: the key is absent or repeated, the value is a
        list or an object, or the string is unusual.
    """
    if "\\" in text or '"' in key or text[:1] != "{" or text[-1:] != "}":
        return None
    quoted = f'"{key}"'
    at = text.find(quoted)
    if at < 0 or text.find(quoted, at + 1) >= 0:
        return None
    found = _SCALAR.match(text, at + len(quoted))
    if found is None or _is_in_string(text, at) or not _is_at_top(text, at):
        return None
    return decode_scalar(found[1])


def _is_in_string(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1


def _is_at_top(text: str, at: int) -> bool:
    """Return whether only the outermost object contains a position; False also if the braces are too many to count."""
    opened = text.count("{", 1, at)
    if not opened:
        return True
    if opened > _MOST_BRACES:
        return False
    depth = sum(not _is_in_string(text, brace) for brace in _positions(text, "{", at))
    return depth == sum(not _is_in_string(text, brace) for brace in _positions(text, "}", at))


def _positions(text: str, brace: str, stop: int) -> Iterator[int]:
    position = text.find(brace, 1, stop)
    while position >= 0:
        yield position
        position = text.find(brace, position + 1, stop)
