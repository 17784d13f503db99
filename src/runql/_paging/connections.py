"""Conversion of GraphQL connections to pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from runql._paging.pages import Page
from runql.errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runql_graphql.fragments._shared import PageInfoFields

__all__ = ["page_of"]
T = TypeVar("T")
N = TypeVar("N")
N_co = TypeVar("N_co", covariant=True)


class _Edge(Protocol[N_co]):
    @property
    def cursor(self) -> str: ...
    @property
    def node(self) -> N_co: ...


class _Connection(Protocol[N_co]):
    @property
    def edges(self) -> Sequence[_Edge[N_co]]: ...
    @property
    def page_info(self) -> PageInfoFields: ...


def page_of(
    connection: _Connection[N], make: Callable[[N], T | None], total: int | None = None
) -> Page[T]:
    """Return the page of a connection, without items that the viewer may not see.

    Raises:
        PaginationError: If the server reports more items, but returns no cursor.
    """
    info = connection.page_info
    if info.has_next_page and info.end_cursor is None:
        raise PaginationError(
            "The server reports more items, but returned no cursor to continue after.",
            hint="Items read so far are preserved. Report the problem to the administrator of the server.",
        )
    made = ((make(edge.node), edge.cursor) for edge in connection.edges)
    kept = [(item, cursor) for item, cursor in made if item is not None]
    return Page(
        tuple(item for item, _ in kept),
        info.end_cursor if info.has_next_page else None,
        total,
        tuple(cursor for _, cursor in kept),
        sent=len(connection.edges),
        end=info.end_cursor,
    )
