"""JSON objects decoded from text and written as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.scalars import JSONString

    from runql._wire.json_types import JsonValue

__all__ = ["decode", "dump_document"]


def decode(document: JSONString | None) -> dict[str, JsonValue]:
    """Return a JSON object of the server, the caller's own; null and an empty text mean an empty one."""
    value = document.decode() if document is not None and document.raw else None
    return value if isinstance(value, dict) else {}


def dump_document(document: Mapping[str, JsonValue]) -> str:
    """Write a document as the SDK does: bare NaN and Infinity, and no escapes for letters."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
