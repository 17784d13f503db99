"""Pages of lists in an opened export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql.errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["connection"]

_PAGE: Final = 50


def connection(
    items: Sequence[Any],
    variables: Mapping[str, Any],
    cursor_of: Callable[[Any], str],
    node_of: Callable[[Any], dict[str, Any]],
) -> dict[str, Any]:
    """Return a page of items after a cursor, up to a maximum number."""
    cursors = [cursor_of(item) for item in items]
    after, first = variables.get("after"), variables.get("first")
    if after is not None and after not in cursors:
        raise PaginationError(
            f"Cursor not found in the opened export: {after!r}.",
            hint="Pass a cursor of a list with the same filters.",
        )
    start = 0 if after is None else cursors.index(after) + 1
    stop = min(start + (_PAGE if first is None else first), len(items))
    edges = [{"cursor": cursors[at], "node": node_of(items[at])} for at in range(start, stop)]
    info = {
        "endCursor": cursors[stop - 1] if stop > start else after,
        "hasNextPage": stop < len(items),
    }
    return {"edges": edges, "pageInfo": info}
