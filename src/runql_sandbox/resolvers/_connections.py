"""Connections over what a query selects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import cursor, position
from runql_sandbox.request.limits import PAGE_ITEMS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["connection", "listed"]


def connection(
    session: Session,
    wanted: Select[Any],
    *,
    first: int | None,
    after: str | None,
    default: int = 50,
    most: int = PAGE_ITEMS,
) -> dict[str, Any]:
    """Return a page of the rows that a query selects."""
    start, size = _bounds(first, after, default, most)
    rows = list(session.scalars(wanted.offset(start).limit(size + 1)).unique())
    total = select(func.count()).select_from(wanted.order_by(None).subquery())
    page = _page(rows[:size], start, more=len(rows) > size)
    return {**page, "totalCount": lambda _info: session.scalar(total)}


def listed(
    items: list[Any], *, first: int | None = None, after: str | None = None
) -> dict[str, Any]:
    """Return a page of a list."""
    start, size = _bounds(first, after, PAGE_ITEMS)
    page = _page(items[start : start + size], start, more=len(items) > start + size)
    return {**page, "totalCount": len(items)}


def _bounds(
    first: int | None, after: str | None, default: int, most: int = PAGE_ITEMS
) -> tuple[int, int]:
    size = default if first is None else first
    if size < 0:
        raise invalid("first must not be negative")
    try:
        return position(after), min(size, most)
    except ValueError as error:
        raise invalid(str(error)) from error


def _page(nodes: list[Any], start: int, *, more: bool) -> dict[str, Any]:
    edges = [
        {"cursor": cursor(start + index + 1), "node": node} for index, node in enumerate(nodes)
    ]
    return {
        "edges": edges,
        "pageInfo": {
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
            "hasNextPage": more,
            "hasPreviousPage": start > 0,
        },
    }
