"""Connections of operations: finding the paginated connection, and reading its pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from runql._choices import near_names
from runql._graphql.documents import Field, read_document
from runql._graphql.values import value_at
from runql._paging.pages import Page
from runql.errors import NotFoundError, PaginationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql_graphql.calls import Call

    from runql._graphql.documents import Document, Selection

__all__ = ["Connection", "NodeReader", "find_connection", "paged_connections"]

N = TypeVar("N")

_NOT_PAGED: Final = "Pass a query that selects a connection with a cursor variable."


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection that an operation selects with a cursor variable.

    All names are those in the response.

    Attributes:
        path: Path of the connection.
        after: Variable of the cursor.
        first: Variable of the page size; None if the operation sets the size itself.
        edges: Name of the edges.
        node: Name of the node of an edge.
        page_info: Name of the page info.
        end_cursor: Name of the cursor in the page info.
        has_next_page: Name of the flag for more pages in the page info.
        total: Name of the count; None if it is not selected.
        id: Name of the ID of a node; None if it is not selected.
    """

    path: tuple[str, ...]
    after: str
    first: str | None
    edges: str
    node: str
    page_info: str
    end_cursor: str
    has_next_page: str
    total: str | None
    id: str | None

    @property
    def name(self) -> str:
        """Path of the connection, with dots."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A selected field that may be a connection, and the parts that pagination requires and it lacks."""

    path: tuple[str, ...]
    connection: Connection | None
    gaps: tuple[str, ...]


def find_connection(call: Call[Any], name: str | None = None) -> Connection:
    """Return the connection that a call paginates.

    Args:
        call: A query.
        name: Path of the connection in the response, if the query has several with cursor variables.

    Raises:
        UsageError: If the operation selects no connection that can be paginated, or several; the hint
            is the text to add.
    """
    operation = call.operation
    if operation.kind != "query":
        raise UsageError(
            f"{operation.name} is a {operation.kind}, but only queries support pagination.",
            hint="Pass a query, or send the call with send().",
        )
    document = read_document(operation.document)
    read = document.operation(operation.name)
    candidates = list(_candidates(document, read.selections, ()))
    found = {each.connection.name: each.connection for each in candidates if each.connection}
    if name is not None:
        chosen = _named(operation.name, name, found, candidates)
    elif len(found) == 1:
        chosen = next(iter(found.values()))
    elif found:
        listed = ", ".join(map(repr, found))
        raise UsageError(
            f"{operation.name} selects {len(found)} connections with cursor variables: {listed}.",
            hint=f"Select one, such as connection={next(iter(found))!r}.",
        )
    else:
        raise _incomplete(operation.name, candidates)
    for variable in read.variables:
        if variable.name == chosen.after and variable.required:
            raise UsageError(
                f"${chosen.after} of {operation.name} must be optional, because the first page has no cursor.",
                hint=f"Declare it as ${chosen.after}: String",
            )
    return chosen


def paged_connections(document: Document, selections: tuple[Selection, ...]) -> list[Connection]:
    """Return every connection of an operation that can be paginated."""
    found = _candidates(document, selections, ())
    return [each.connection for each in found if each.connection is not None]


def _named(
    operation: str, name: str, found: Mapping[str, Connection], candidates: Sequence[_Candidate]
) -> Connection:
    if name in found:
        return found[name]
    for each in candidates:
        if ".".join(each.path) == name:
            raise _incomplete(operation, [each])
    near = near_names(name, found)
    listed = ", ".join(map(repr, found)) or "none"
    raise UsageError(
        f"connection must be a connection of {operation} with a cursor variable "
        f"({listed}), got {name!r}.",
        hint=f"Did you mean {near[0]!r}?" if near else _NOT_PAGED,
    )


def _incomplete(operation: str, candidates: Sequence[_Candidate]) -> UsageError:
    if not candidates:
        return UsageError(f"{operation} selects no connection.", hint=_NOT_PAGED)
    each = candidates[0]
    return UsageError(
        f"{operation} does not support pagination: {'.'.join(each.path)} lacks {' and '.join(each.gaps)}.",
        hint="Add the missing parts, and declare the variables: query Name($after: String)",
    )


def _candidates(
    document: Document, selections: tuple[Selection, ...], path: tuple[str, ...]
) -> Sequence[_Candidate]:
    found: list[_Candidate] = []
    for key, fields in _by_key(document, selections).items():
        inner = tuple(each for one in fields for each in one.selections)
        candidate = _candidate(document, fields[0], inner, (*path, key))
        if candidate is not None:
            found.append(candidate)
            continue
        # A connection inside the edges of another one has a separate cursor per edge, so the search stops here.
        found += _candidates(document, inner, (*path, key))
    return found


def _candidate(
    document: Document, field: Field, inner: tuple[Selection, ...], path: tuple[str, ...]
) -> _Candidate | None:
    inside = _by_name(document, inner)
    after = field.variables.get("after")
    if "edges" not in inside and not (after is not None and "pageInfo" in inside):
        return None
    edges, info = inside.get("edges"), inside.get("pageInfo")
    of_edge = _by_name(document, edges.selections) if edges else {}
    of_info = _by_name(document, info.selections) if info else {}
    node, end, more = of_edge.get("node"), of_info.get("endCursor"), of_info.get("hasNextPage")
    gaps = [
        gap
        for gap, missing in (
            ("the argument `after: $after`", after is None),
            ("`edges { node { … } }`", node is None),
            ("`pageInfo { endCursor hasNextPage }`", end is None or more is None),
        )
        if missing
    ]
    if (
        after is None
        or edges is None
        or node is None
        or info is None
        or end is None
        or more is None
    ):
        return _Candidate(path, None, tuple(gaps))
    total, item = inside.get("totalCount"), _by_name(document, node.selections).get("id")
    made = Connection(
        path=path,
        after=after,
        first=field.variables.get("first"),
        edges=edges.key,
        node=node.key,
        page_info=info.key,
        end_cursor=end.key,
        has_next_page=more.key,
        total=total.key if total else None,
        id=item.key if item else None,
    )
    return _Candidate(path, made, ())


def _by_key(document: Document, selections: tuple[Selection, ...]) -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for each in document.fields(selections):
        found.setdefault(each.key, []).append(each)
    return found


def _by_name(document: Document, selections: tuple[Selection, ...]) -> dict[str, Field]:
    """Return each field by its name in the schema, with all of its selections."""
    found: dict[str, Field] = {}
    for fields in _by_key(document, selections).values():
        one = fields[0]
        inner = tuple(each for other in fields for each in other.selections)
        whole = Field(one.name, one.key, one.variables, one.literals, inner)
        found.setdefault(one.name, whole)
    return found


class NodeReader(Generic[N]):
    """Reads pages of nodes from the responses to one call.

    Nodes without a selected ID count as different, because two different nodes may have equal fields.
    """

    def __init__(self, connection: Connection, operation: str, node: type[N] | None) -> None:
        self._connection = connection
        self._operation = operation
        self._node = node
        self._numbers = count()

    def read(self, response: object) -> Page[N]:
        """Return a page of nodes.

        Raises:
            NotFoundError: If an object on the path to the connection is null.
            UsageError: If the connection is inside a list, or a node is not of the requested type.
            PaginationError: If the server reports more pages but sends no cursor.
        """
        connection = self._connection
        found = self._connection_of(response)
        info = value_at(found, connection.page_info)
        more = value_at(info, connection.has_next_page)
        cursor = value_at(info, connection.end_cursor)
        if more and not isinstance(cursor, str):
            raise PaginationError(
                f"The server reports more pages of {connection.name}, but sent no cursor.",
                hint="Report it to the server's admin. Items that were read so far remain valid.",
            )
        total = value_at(found, connection.total) if connection.total is not None else None
        edges = cast("Sequence[object]", value_at(found, connection.edges) or ())
        nodes = [value_at(edge, connection.node) for edge in edges if edge is not None]
        return Page(
            tuple(self._checked(each) for each in nodes if each is not None),
            cast("str", cursor) if more else None,
            total if isinstance(total, int) else None,
            sent=len(edges),
            end=cursor if isinstance(cursor, str) else None,
        )

    def _connection_of(self, response: object) -> object:
        value = response
        for depth, key in enumerate(self._connection.path, start=1):
            value = value_at(value, key)
            where = ".".join(self._connection.path[:depth])
            if value is None:
                raise NotFoundError(
                    f"Not found: {where} is null in the response to {self._operation}. "
                    "It does not exist, or this API key has no access to it.",
                    operation=self._operation,
                )
            if isinstance(value, list):
                raise UsageError(
                    f"{self._connection.name} does not support pagination: {where} is a list.",
                    hint="Select one object by its name or ID, and paginate its connection.",
                )
        return value

    def key(self, node: N) -> str:
        """Return the deduplication key of a node."""
        item = value_at(node, self._connection.id) if self._connection.id is not None else None
        return f"id {item}" if item is not None else f"number {next(self._numbers)}"

    def _checked(self, node: object) -> N:
        if self._node is not None and not isinstance(node, self._node):
            raise UsageError(
                f"node must be the class of the nodes of {self._connection.name}, which is "
                f"{type(node).__name__}, got {self._node.__name__}.",
                hint=f"Pass node={type(node).__name__}, or omit node=.",
            )
        return cast("N", node)
