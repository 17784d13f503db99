"""The request for a page: its user, its URL, and its queries.

Pages have no access rules of their own. All of their data comes from the GraphQL execution that also serves the API,
for the same user.
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
"""Labels and URLs of the parent pages, outermost first."""


class PageError(Exception):
    """A page that cannot be shown.

    Attributes:
        status: HTTP status.
        near: Label and URL of similar resources.
    """

    def __init__(self, status: int, message: str, near: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.near = dict(near or {})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as a template and its values.

    Attributes:
        template: File name of the template.
        title: Title of the page.
        values: Values for the template.
        trail: Labels and URLs of the parent pages, outermost first.
        tabs: Labels and URLs of the tabs.
        tab: Label of the open tab.
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
        key: Key in the storage.
        name: File name for downloads.
        media_type: MIME type for display; None for a download.
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
        execute: Executes a GraphQL request in a context.
        given: Parameters of the URL, with all of their values.
        path: Path of the URL, as received.
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
            PageError: If the server rejected the query.
        """
        request = {"query": document, "variables": variables, "operationName": None}
        status, result = self.execute(request, self.context)
        errors = result.get("errors")
        if errors:
            raise PageError(max(status, 400), str(errors[0]["message"]))
        data: dict[str, Any] = result["data"]
        return data

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter of the URL; the last one if it is repeated."""
        values = self.given.get(name)
        return values[-1].strip() if values else default

    def texts(self, name: str) -> list[str]:
        """Return the values of a parameter without duplicates."""
        return list(dict.fromkeys(each for each in self.given.get(name, []) if each.strip()))

    def number(self, name: str, default: int, most: int) -> int:
        """Return a parameter as a positive number.

        Raises:
            PageError: If it is not a number from 1 to `most`.
        """
        text = self.text(name)
        if not text:
            return default
        found = positive(text)
        if found is None or not 0 < found <= most:
            raise PageError(400, f"{name} must be a number from 1 to {most}, got {text[:40]!r}.")
        return found

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return a parameter with one of several values; the first one by default.

        Raises:
            PageError: If it has another value.
        """
        text = self.text(name) or choices[0]
        if text not in choices:
            allowed = ", ".join(choices)
            raise PageError(
                400, f"Invalid {name}: {text[:40]!r}. Allowed values: {allowed or 'none'}."
            )
        return text


def nodes(connection: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Return the nodes of a connection without null values."""
    edges = (connection or {}).get("edges") or []
    return [edge["node"] for edge in edges if edge and edge.get("node") is not None]


def cursor_of_page(page: int, size: int) -> str | None:
    """Return the cursor before a page, for sessions with cursors that count items."""
    return counting_cursor((page - 1) * size) if page > 1 else None
