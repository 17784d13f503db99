"""Bodies of responses that are not GraphQL: reading of JSON, and extraction of the error message."""

from __future__ import annotations

import json
import re
from typing import Final, cast

__all__ = ["SHOWN", "is_page", "looks_like_json", "one_line", "read_json", "words_of"]

SHOWN: Final = 200
"""Maximum number of characters of a body that an error message quotes."""

_READ: Final = 64 * 1024
_MOST_JSON: Final = 2**20
_DEEPEST: Final = 4

# Keys that servers, gateways and storage services use for messages, most common first.
_KEYS: Final = (
    "error", "message", "errorMessage", "error_description", "detail", "msg", "title", "errors", "fault",
    "faultstring", "reason", "description",
)  # fmt: skip

_TITLES: Final = tuple(
    re.compile(rf"<{tag}(?: [^<>]{{0,200}})?>([^<]{{1,2000}})", re.IGNORECASE)
    for tag in ("Message", "title", "h1", "h2", "p")
)


def read_json(content: bytes | str) -> object:
    """Return a JSON value.

    Raises:
        ValueError: If the content is not JSON, or is nested too deeply.
    """
    try:
        return cast("object", json.loads(content))
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None


def one_line(text: str, limit: int = SHOWN) -> str:
    """Return the beginning of a string as one line of printable characters."""
    line = " ".join(text[: 8 * limit].split())
    line = "".join(letter if letter.isprintable() else "�" for letter in line)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def words_of(content: bytes) -> str:
    """Return the error message in a body; empty if there is none.

    For JSON, only fields that servers use for messages are read, because other fields may contain secrets.
    """
    if looks_like_json(content):
        try:
            body = read_json(content) if len(content) <= _MOST_JSON else None
        except ValueError:
            return ""
        return one_line(_message(body, 0))
    text = content[:_READ].decode("utf-8", "replace").lstrip("\ufeff").strip()
    if text.startswith("<"):
        return _title(text)
    line = one_line(text)
    return "" if line.count("�") * 10 > len(line) else line


def is_page(content: bytes) -> bool:
    """Return whether a body is HTML or XML."""
    return content[:_READ].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def looks_like_json(content: bytes) -> bool:
    """Return whether a body begins like a JSON object or array."""
    return content[:_READ].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _message(body: object, depth: int) -> str:
    if isinstance(body, str):
        return body
    if depth > _DEEPEST:
        return ""
    if isinstance(body, list):
        items = cast("list[object]", body)[:3]
        found = (_message(each, depth + 1) for each in items if isinstance(each, str | dict))
        return "; ".join(dict.fromkeys(filter(None, found)))
    if not isinstance(body, dict):
        return ""
    fields = cast("dict[str, object]", body)
    parts = (_message(fields[key], depth + 1) for key in _KEYS if key in fields)
    return ": ".join(list(dict.fromkeys(filter(None, parts)))[:2])


def _title(text: str) -> str:
    import html

    for pattern in _TITLES:
        if (found := pattern.search(text)) is not None and (line := found[1].strip()):
            return one_line(html.unescape(line))
    return one_line(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", text[: 8 * SHOWN])))
