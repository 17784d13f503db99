"""SQL functions that filters need and SQLite does not have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from runql_sandbox.mongo.patterns import is_match

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

__all__ = ["register_functions", "same_kind"]


def register_functions(connection: DBAPIConnection) -> None:
    """Register the functions for compiled filters on a SQLite connection."""
    connection.create_function("regex_search", 2, _search, deterministic=True)
    connection.create_function("json_same", 2, _same_text, deterministic=True)


def same_kind(left: object, right: object) -> bool:
    """Return whether two JSON values can be equal. Only numbers have two Python types."""
    numbers = isinstance(left, int | float) and isinstance(right, int | float)
    return isinstance(left, bool) == isinstance(right, bool) and (
        numbers or type(left) is type(right)
    )


def _search(pattern: str, text: object) -> bool:
    return isinstance(text, str) and is_match(pattern, text)


def _same_text(left: str, right: str) -> bool:
    return _same(json.loads(left), json.loads(right))


def _same(left: object, right: object) -> bool:
    """Compare as MongoDB does: 1 equals 1.0 but not true, and the order of object keys matters."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(map(_same, left.values(), right.values()))
    return same_kind(left, right) and left == right
