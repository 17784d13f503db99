"""JSON objects decoded from text and written as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.scalars import JSONString

    from runql._wire.json_types import JsonValue

__all__ = ["decode", "decode_value", "dump_document"]


def decode(
    document: JSONString | None, what: str = "A JSON object of the response"
) -> dict[str, JsonValue]:
    """Return a JSON object of the server, the caller's own; null and an empty text mean an empty one.

    Args:
        document: The text.
        what: What it is, as the beginning of a sentence.

    Raises:
        ProtocolError: The text is not JSON, or not an object.
    """
    value = decode_value(document, what)
    if not value:
        return {}
    if not isinstance(value, dict):
        raise _unreadable(f"{what} is not a JSON object, but a {type(value).__name__}.")
    return value


def decode_value(
    document: JSONString | None, what: str = "A JSON value of the response"
) -> JsonValue:
    """Return a JSON value of the server, the caller's own; None where there is no text.

    Args:
        document: The text.
        what: What it is, as the beginning of a sentence.

    Raises:
        ProtocolError: The text is not JSON.
    """
    if document is None or not document.raw:
        return None
    try:
        return document.decode()
    except ValueError:
        pass
    # Raised here, so that the traceback has nothing of the text.
    raise _unreadable(f"{what} is not valid JSON.")


def _unreadable(message: str) -> ProtocolError:
    error = ProtocolError(message, hint="The server stores it so; open it in the web app.")
    error.retryable = False
    return error


def dump_document(document: Mapping[str, JsonValue]) -> str:
    """Write a document as the SDK does: bare NaN and Infinity, and no escapes for letters."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
