"""Fields of filters and orders, as SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    and_,
    case,
    func,
    literal,
    null,
    select,
)

from runql_sandbox.inputs import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Column", "FieldMap", "FilterSyntaxError", "FilterTypeError", "Operand", "find_operand"]

# JSON writers may escape any other character, and SQLite's paths compare keys as written.
_PLAIN_KEY: Final = re.compile(r"[ !#-%'-;=?-\[\]-~]+")
# SQLite functions accept at most 127 arguments; this number of parts has 121 paths.
_MOST_PARTS: Final = 16


class FilterSyntaxError(InputError):
    """An invalid filter or order."""


class FilterTypeError(FilterSyntaxError):
    """A value that the public server's database does not accept for a column. The public server reports an internal error."""

    status = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A database column.

    Attributes:
        value: SQL of the column.
        kind: Type of the content; a `time` is a string of ISO 8601 in UTC with microseconds, a `list`
            the text of a JSON array.
    """

    value: SQLColumnExpression[Any]
    kind: Literal["text", "number", "time", "list"]


@dataclass(frozen=True, slots=True)
class FieldMap:
    """The fields that a filter may name.

    Attributes:
        columns: Columns by field name, in all spellings.
        documents: JSON columns by prefix.
        wrapped: Prefixes of JSON columns whose values are under `value`.
        tie_breaker: A column with unique values.
        empty: Names that the server knows but that no row has a value for.
    """

    columns: Mapping[str, Column]
    documents: Mapping[str, SQLColumnExpression[Any]]
    wrapped: frozenset[str]
    tie_breaker: SQLColumnExpression[Any]
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Operand:
    """A field as SQL.

    Attributes:
        name: Name in the filter.
        type: SQL of the JSON type in SQLite's notation; null if the field is absent.
        value: SQL of the value; for arrays and objects, of their text.
        kind: Type of the content; `json` for any.
        stored: Whether the field is a separate column instead of a part of a JSON column.
    """

    name: str
    type: ColumnElement[Any]
    value: SQLColumnExpression[Any]
    kind: Literal["text", "number", "time", "json"]
    stored: bool = False


def find_operand(name: str, fields: FieldMap) -> Operand:
    """Return the SQL of a field.

    Raises:
        FilterSyntaxError: If the field does not exist.
    """
    column = fields.columns.get(name)
    if column is not None:
        return _column_operand(name, column)
    if name in fields.empty:
        return Operand(name, null(), null(), "json")
    prefix, _, rest = name.partition(".")
    document = fields.documents.get(prefix)
    if document is None or not rest:
        known = ", ".join([*fields.columns, *(f"{each}.KEY" for each in fields.documents)])
        raise FilterSyntaxError(f"Unknown field {name!r}. Allowed values: {known}.")
    parts = rest.split(".")
    if len(parts) > _MOST_PARTS:
        raise FilterSyntaxError(f"{name!r} has more than {_MOST_PARTS} parts.")
    found = [_look_up(document, path) for path in _paths(parts, wrapped=prefix in fields.wrapped)]
    if len(found) == 1:
        return Operand(name, *found[0], "json")
    first = case(*((kind.is_not(None), value) for kind, value in found))
    return Operand(name, func.coalesce(*(kind for kind, _ in found)), first, "json")


def _column_operand(name: str, column: Column) -> Operand:
    held = {"number": "real", "list": "array"}.get(column.kind, "text")
    kind = case((column.value.is_(None), null()), else_=literal(held, String))
    held_kind = "json" if column.kind == "list" else column.kind
    return Operand(name, kind, column.value, held_kind, stored=True)


def _paths(parts: Sequence[str], *, wrapped: bool) -> list[tuple[str, ...]]:
    """Return the possible paths of a dotted name, the longest literal key first."""
    paths: dict[tuple[str, ...], None] = {}
    for key, *rest in _readings(parts):
        if not wrapped:
            paths[key, *rest] = None
            continue
        if rest[:1] == ["value"]:
            paths[key, *rest] = None
        paths[key, "value", *rest] = None
    return list(paths)


def _readings(parts: Sequence[str]) -> Iterator[list[str]]:
    """Return the key sequences that a dotted name may mean. At most one key contains dots."""
    count = len(parts)
    for start in range(count):
        for stop in range(count, start + 1, -1):
            yield [*parts[:start], ".".join(parts[start:stop]), *parts[stop:]]
    yield list(parts)


def _look_up(
    document: SQLColumnExpression[Any], keys: tuple[str, ...]
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the SQL for the type and the value at a path."""
    if all(_PLAIN_KEY.fullmatch(key) for key in keys):
        path = "$" + "".join(f'."{key}"' for key in keys)
        return func.json_type(document, path), func.json_extract(document, path)
    found: SQLColumnExpression[Any] = document
    steps, conditions = [], []
    for key in keys:
        step = func.json_each(found).table_valued("key", "value", "type", joins_implicitly=True)
        step = step.alias()
        steps.append(step)
        conditions.append(step.c.key == key)
        found = case((step.c.type == "object", step.c.value), else_="{}")
    last = steps[-1]
    return (
        _first(last.c.type, steps, conditions),
        _first(last.c.value, steps, conditions),
    )


def _first(
    column: ColumnElement[Any], steps: list[Any], conditions: list[ColumnElement[bool]]
) -> ColumnElement[Any]:
    wanted = select(column).select_from(*steps).where(and_(*conditions)).limit(1)
    return wanted.scalar_subquery()
