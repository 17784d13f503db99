"""Pages of lists, as GraphQL connections have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bench.server.graphql import Node, dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.server.graphql import Arguments, Value

__all__ = ["page_of"]


def page_of(kind: str, nodes: Sequence[Node], asked: Arguments, most: int = 1000) -> Node:
    """Return a page of a list: the first nodes after a cursor, which is a position."""
    first = int(cast("str", asked.get("after") or "0"))
    after = min(len(nodes), first + min(most, cast("int", asked.get("first") or 50)))
    edges: list[Value] = [
        Node(f"{kind}Edge", {"cursor": dumps(str(index + 1)), "node": nodes[index]})
        for index in range(first, after)
    ]
    page: dict[str, Value] = {
        "endCursor": dumps(str(after)) if edges else None,
        "startCursor": dumps(str(first)) if edges else None,
        "hasNextPage": dumps(after < len(nodes)),
        "hasPreviousPage": dumps(first > 0),
    }
    return Node(
        f"{kind}Connection",
        {"edges": edges, "pageInfo": Node("PageInfo", page), "totalCount": dumps(len(nodes))},
    )
