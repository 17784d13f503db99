"""One request for a page: who asks, for what, and the queries that answer it.

Pages hold nothing of their own about access. Everything that they show comes out of the same execution of GraphQL as
the API's responses, for the same user.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from runql_sandbox.inputs import positive
from runql_sandbox.request.cursors import counting_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runql_sandbox.request.context import Context

__all__ = [
    "Content",
    "PageError",
    "Rendered",
    "Result",
    "Trail",
    "Visit",
    "cursor_of_page",
    "nodes",
]


Trail: TypeAlias = tuple[tuple[str, str], ...]
"""Labels and addresses of the pages above one, outermost first."""


class PageError(Exception):
    """A page that cannot be shown.

    Attributes:
        status: HTTP status.
        near: What may have been meant: label and address of each.
    """

    def __init__(self, status: int, message: str, near: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.near = dict(near or {})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as a template and its values.

    Attributes:
        template: File of the template.
        title: Title of the page.
        values: What the template shows.
        trail: Labels and addresses of the pages above, outermost first.
        tabs: Labels and addresses of the pages next to it.
        tab: Label of the tab that is open.
        status: HTTP status.
    """

    template: str
    title: str
    values: Mapping[str, Any]
    trail: Trail = ()
    tabs: Mapping[str, str] = field(default_factory=dict[str, str])
    tab: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Content:
    """A stored file.

    Attributes:
        key: Where its bytes are in the storage.
        name: Name to save it under.
        media_type: Type to show it as; None if it is to be saved.
    """

    key: str
    name: str
    media_type: str | None = None


Result = Rendered | Content


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page.

    Attributes:
        context: The user and the transaction.
        execute: Executes a request of GraphQL in a context.
        given: Parameters of the address, every value of each.
        path: Path of the address, as it came.
    """

    context: Context
    execute: Callable[[dict[str, Any], Context], tuple[int, dict[str, Any]]]
    given: Mapping[str, list[str]]
    path: str

    @property
    def username(self) -> str:
        """Name of the user."""
        return self.context.user.username

    def query(self, document: str, **variables: object) -> dict[str, Any]:
        """Return the data of a query.

        Raises:
            PageError: If the query was refused.
        """
        request = {"query": document, "variables": variables, "operationName": None}
        status, result = self.execute(request, self.context)
        errors = result.get("errors")
        if errors:
            raise PageError(max(status, 400), str(errors[0]["message"]))
        data: dict[str, Any] = result["data"]
        return data

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter of the address, the last one if there are several."""
        values = self.given.get(name)
        return values[-1].strip() if values else default

    def texts(self, name: str) -> list[str]:
        """Return the values of a parameter, without those that repeat another."""
        return list(dict.fromkeys(each for each in self.given.get(name, []) if each.strip()))

    def number(self, name: str, default: int, most: int) -> int:
        """Return a parameter that is a positive number.

        Raises:
            PageError: If it is something else, or more than `most`.
        """
        text = self.text(name)
        if not text:
            return default
        found = positive(text)
        if found is None or not 0 < found <= most:
            raise PageError(400, f"{name} must be a number from 1 to {most}, got {text[:40]!r}.")
        return found

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return a parameter that is one of some words; the first one if it is left out.

        Raises:
            PageError: If it is something else.
        """
        text = self.text(name) or choices[0]
        if text not in choices:
            allowed = ", ".join(choices)
            raise PageError(
                400, f"Invalid {name}: {text[:40]!r}. Allowed values: {allowed or 'none'}."
            )
        return text


def nodes(connection: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Return the nodes of a connection, without those that are null."""
    edges = (connection or {}).get("edges") or []
    return [edge["node"] for edge in edges if edge and edge.get("node") is not None]


def cursor_of_page(page: int, size: int) -> str | None:
    """Return the cursor before a page, as sessions whose cursors count items have it."""
    return counting_cursor((page - 1) * size) if page > 1 else None
