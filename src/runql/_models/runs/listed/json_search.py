"""Search for one value in a JSON object, without decoding the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._models._attributes.json_text import decode_part
from runql._wire.responses.json_decoding import value_decoder

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["find_value"]

_CONTAINERS: Final = frozenset({dict, list})
_MOST_BRACES: Final = 20


def find_value(text: str, key: str) -> tuple[JsonValue] | None:
    """Return the value of a top-level key of a JSON object.

    Args:
        text: The JSON string.
        key: The key.

    Returns:
        The string, number, boolean or null; the last one of a repeated key. None if only decoding the whole string
        tells: the key is absent, the value is a list or an object, or the string is unusual.
    """
    quick = value_decoder(key)
    found = None if quick is None else quick(text)
    if found is None:
        found = _searched(text, key)
    return None if found is None or type(found[0]) in _CONTAINERS else found


def _searched(text: str, key: str) -> tuple[JsonValue] | None:
    """Return the value of a top-level key, also from strings with bare NaN.

    Strings with backslashes are not searched. In the others every quote begins or ends a string, so the number of
    quotes before a position tells whether it is inside a string.
    """
    if "\\" in text or '"' in key or text[:1] != "{" or text[-1:] != "}":
        return None
    quoted = f'"{key}"'
    at = text.find(quoted)
    # Searching for a string between quotes takes longer, because quotes are frequent.
    if at < 0 or (text.find(key, at + 2) >= 0 and text.find(quoted, at + 1) >= 0):
        return None
    colon = at + len(quoted)
    while text[colon].isspace():
        colon += 1
    if text[colon] != ":" or not _is_at_top(text, at):
        return None
    end = text.find(",", colon)
    return decode_part(text[colon + 1 : end])


def _is_at_top(text: str, at: int) -> bool:
    """Return whether a position is outside of strings and only the outermost object contains it.

    False also if there are too many braces to check.
    """
    if text.count('"', 0, at) % 2 or text.count("{", 1, at) > _MOST_BRACES:
        return False
    depth = 0
    for brace, step in (("{", 1), ("}", -1)):
        position = text.find(brace, 1, at)
        while position >= 0:
            if text.count('"', 0, position) % 2 == 0:
                depth += step
            position = text.find(brace, position + 1, at)
    return depth == 0
