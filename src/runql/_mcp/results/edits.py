"""Responses of edits and of GraphQL queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, JsonValue

from runql._mcp.results.base import Answer, cut_tail

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EditResult", "GraphQLData"]


class EditResult(Answer):
    """The changes of an edit or of a dry run."""

    dry_run: bool = Field(description="Whether this was a dry run, which writes nothing.")
    changed: int = Field(description="Number of runs or reports that were changed, or would be.")
    items: list[dict[str, JsonValue]] = Field(
        description="The changed objects, with their new values."
    )

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the last items of the list."""

        def fewer(share: float) -> bool:
            removed = cut_tail(self.items, share)
            if removed:
                self.tell("items", "`changed` counts all items; the last items are not listed.")
            return removed > 0

        return [fewer]


class GraphQLData(Answer):
    """Data of a GraphQL query."""

    data: dict[str, JsonValue] = Field(description="As the server returned it.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Shorten the longest list."""

        def fewer(share: float) -> bool:
            longest = max(_lists(self.data), key=len, default=[])
            removed = cut_tail(longest, share, 1)
            if removed:
                self.tell(
                    "data",
                    "The ends of long lists were left out: request fewer items with `first`.",
                )
            return removed > 0

        return [fewer]


def _lists(value: JsonValue) -> list[list[JsonValue]]:
    found: list[list[JsonValue]] = []
    inner: list[JsonValue] = []
    if isinstance(value, list):
        found.append(value)
        inner = value
    elif isinstance(value, dict):
        inner = list(value.values())
    for each in inner:
        found.extend(_lists(each))
    return found
