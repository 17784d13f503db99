"""Connections for database queries and for lists.

A cursor contains the values by which the last item of its page is ordered. Items that are added or removed between two
pages therefore cause no duplicates or gaps, and all pages cost about the same. `--cursors offsets` emulates servers
with cursors that count items.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    false,
    func,
    inspect,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import asc_op, desc_op
from sqlalchemy.types import NullType

from runql_sandbox.request.cursors import counting_cursor, item_cursor, position, values_of
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.limits import PAGE_ITEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from runql_sandbox.request.cursors import Value

__all__ = ["among", "connection", "counts_items", "listed", "one_of", "pairs", "whole"]

_DIALECT: Final = sqlite.dialect()
_OFFSETS: Final = "offsets"
_LIST_ORDER: Final = 0


def connection(
    session: Session,
    wanted: Select[Any],
    *,
    first: int | None,
    after: str | None,
    default: int = 50,
    most: int = PAGE_ITEMS,
) -> dict[str, Any]:
    """Return a page of the rows of a query, in its order.

    Raises:
        GraphQLError: If `first` is negative, or `after` is not a cursor of this order.
    """
    size = _size(first, default, most)
    keys = _sort_keys(wanted)
    page = wanted.order_by(None).order_by(*(each.term for each in keys)).limit(size + 1)
    if counts_items(session):
        start = position(after)
        rows = list(session.scalars(_skipping(session, wanted, page, start)).unique())
        cursors = [counting_cursor(start + index + 1) for index in range(len(rows))]
    else:
        order = _fingerprint(keys)
        if after:
            page = page.where(_behind(keys, values_of(after, order, len(keys))))
        found = session.execute(page.add_columns(*(each.value for each in keys))).unique().all()
        rows = [each[0] for each in found]
        cursors = [item_cursor(order, tuple(each)[1:]) for each in found]
    total = select(func.count()).select_from(wanted.order_by(None).subquery())
    return {
        **_page(rows[:size], cursors[:size], after=after, more=len(rows) > size),
        "totalCount": lambda _info: session.scalar(total),
    }


def listed(
    session: Session,
    items: Sequence[Any],
    key: Callable[[Any], str],
    *,
    first: int | None = None,
    after: str | None = None,
) -> dict[str, Any]:
    """Return a page of a list that is ordered by a unique key.

    Raises:
        GraphQLError: If `first` is negative, or `after` is not a cursor of such a list.
    """
    size = _size(first, PAGE_ITEMS, PAGE_ITEMS)
    if counts_items(session):
        start = position(after)
        cursors = [counting_cursor(index + 1) for index in range(start, len(items))]
    else:
        start = 0
        if after:
            (last,) = values_of(after, _LIST_ORDER, 1)
            start = sum(key(each) <= str(last) for each in items)
        cursors = [item_cursor(_LIST_ORDER, [key(each)]) for each in items[start:]]
    rows = list(items[start : start + size])
    page = _page(rows, cursors[:size], after=after, more=len(items) > start + size)
    return {**page, "totalCount": len(items)}


def whole(items: Sequence[Any]) -> dict[str, Any]:
    """Return a list as a single page."""
    cursors = [counting_cursor(index + 1) for index in range(len(items))]
    page = _page(list(items), cursors, after=None, more=False)
    return {**page, "totalCount": len(items)}


def counts_items(session: Session) -> bool:
    """Return whether the server's cursors count items."""
    return session.info.get("cursors") == _OFFSETS


def among(column: SQLColumnExpression[Any], numbers: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that a column has one of many numbers, with one parameter."""
    found = func.json_each(f"[{','.join(map(str, numbers))}]").table_valued("value").alias()
    return column.in_(select(found.c.value))


def one_of(column: SQLColumnExpression[Any], values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a column has one of many strings, with one parameter."""
    found = func.json_each(json.dumps(values)).table_valued("value").alias()
    return column.in_(select(found.c.value))


def pairs(
    left: SQLColumnExpression[Any],
    right: SQLColumnExpression[Any],
    values: Sequence[tuple[str | int, str]],
) -> ColumnElement[bool]:
    """Return the condition that two columns have one of many pairs of values, with one parameter."""
    found = func.json_each(json.dumps(values)).table_valued("value").alias()
    first, second = (func.json_extract(found.c.value, f"$[{index}]") for index in (0, 1))
    return tuple_(left, right).in_(select(first, second))


@dataclass(frozen=True, slots=True)
class _SortKey:
    """A key by which rows are ordered.

    Attributes:
        term: The term in the query.
        value: Returns the value of a row.
        descending: Whether greater values come first.
    """

    term: ColumnElement[Any]
    value: ColumnElement[Any]
    descending: bool

    def behind(self, last: Value) -> ColumnElement[bool]:
        """Return the condition that a row comes after a value. As in SQLite, null is the lowest value."""
        if self.descending:
            if last is None:
                return false()
            less = self.value < literal(last, NullType())
            return or_(less, self.value.is_(None)) if self._nullable() else less
        if last is None:
            return self.value.is_not(None)
        return self.value > literal(last, NullType())

    def same(self, last: Value) -> ColumnElement[bool]:
        """Return the condition that a row has a value."""
        return self.value.is_not_distinct_from(literal(last, NullType()))

    def bound(self, last: Value) -> ColumnElement[bool] | None:
        """Return a necessary condition for rows from a value on that an index can serve; None if there is none."""
        if last is None or self._nullable():
            return None
        bound = literal(last, NullType())
        return self.value <= bound if self.descending else self.value >= bound

    def _nullable(self) -> bool:
        return bool(getattr(self.value, "nullable", True))


def _sort_keys(wanted: Select[Any]) -> list[_SortKey]:
    """Return the order of a query, followed by the primary key, so that the order is
    total.
    """
    terms = list(wanted._order_by_clauses)
    keys = [_sort_key(each) for each in terms]
    entity = wanted.column_descriptions[0]["entity"]
    named = {getattr(each.value, "key", None) for each in keys if _belongs(each.value, entity)}
    missing = [each for each in inspect(entity).primary_key if each.key not in named]
    return [*keys, *(_SortKey(each, each, descending=False) for each in missing)]


def _sort_key(term: ColumnElement[Any]) -> _SortKey:
    if isinstance(term, UnaryExpression) and term.modifier in (asc_op, desc_op):
        return _SortKey(term, term.element, descending=term.modifier is desc_op)
    return _SortKey(term, term, descending=False)


def _belongs(value: ColumnElement[Any], entity: Any) -> bool:  # noqa: ANN401 - a mapped class
    return getattr(value, "table", None) is inspect(entity).local_table


def _behind(keys: Sequence[_SortKey], last: Sequence[Value]) -> ColumnElement[bool]:
    same: list[ColumnElement[bool]] = []
    places = []
    for key, value in zip(keys, last, strict=True):
        places.append(and_(*same, key.behind(value)))
        same.append(key.same(value))
    bound = keys[0].bound(last[0])
    found = or_(*places)
    return found if bound is None else and_(bound, found)


def _fingerprint(keys: Sequence[_SortKey]) -> int:
    """Return a number that identifies an order. A cursor is valid for one order only."""
    parts = []
    for each in keys:
        compiled = each.term.compile(dialect=_DIALECT)
        parts.append(f"{compiled} {sorted(compiled.params.items())}")
    return zlib.crc32("\n".join(parts).encode())


def _skipping(session: Session, wanted: Select[Any], page: Select[Any], start: int) -> Select[Any]:
    """Return the query for a page after a number of rows."""
    numbers = inspect(wanted.column_descriptions[0]["entity"]).primary_key
    if not start or len(numbers) > 1:
        return page.offset(start)
    # Skipped rows are counted in an index, without reading the rows.
    found = session.scalars(page.with_only_columns(numbers[0]).offset(start))
    return page.where(among(numbers[0], list(found)))


def _size(first: int | None, default: int, most: int) -> int:
    size = default if first is None else first
    if size < 0:
        raise invalid("first must not be negative")
    return min(size, most)


def _page(
    nodes: Sequence[Any], cursors: Sequence[str], *, after: str | None, more: bool
) -> dict[str, Any]:
    edges = [{"cursor": cursor, "node": node} for cursor, node in zip(cursors, nodes, strict=True)]
    return {
        "edges": edges,
        "pageInfo": {
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
            "hasNextPage": more,
            "hasPreviousPage": bool(after),
        },
    }
