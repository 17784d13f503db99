# Generated from src/runql/_async/graphql.py by `make generate`. Do not edit.

"""User-defined GraphQL: calls from GraphQL text, and lists of connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from runql_graphql.calls import UNSET
from runql_graphql.client import GraphQLClient

from runql._graphql.connections import NodeReader, find_connection
from runql._graphql.text_calls import call_of_text
from runql._paging.pages import Listing, PageWindow
from runql._sync._client.lister import Lister
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from runql_graphql.calls import Call, PagedCall

    from runql._sync._client.session import Session
    from runql._wire.json_types import JsonValue

__all__ = ["GraphQL", "Nodes"]

T = TypeVar("T")
N = TypeVar("N")
R = TypeVar("R")


class Nodes(Lister[N]):
    """Lazy list of the nodes of a connection.

    The list has a length without reading all pages if the operation selects `totalCount`. If the
    nodes select `id`, an item that moves while the list is read is listed once.

    Requests: One per page up to the last requested node.
    """


class GraphQL(GraphQLClient):
    """Methods for your own GraphQL, and every operation of runql as a typed method.

    Your own calls have the same retries, timeouts and errors as runql's. Fields that an older server
    lacks are removed from them if runql knows their default values.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    @overload
    def call(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> PagedCall[dict[str, JsonValue], dict[str, JsonValue]]: ...
    @overload
    def call(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        type: type[T],
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> Call[T]: ...
    def call(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        type: type[Any] | None = None,
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> Call[Any]:
        """Return a validated call from GraphQL text, for `send` and `pages`; sends no request.

        Args:
            text: A query or a mutation, with the fragments it uses.
            variables: Values by GraphQL name.
            type: A pydantic model, dataclass or TypedDict of the data; None means plain data.
            operation: Name of the operation, if the text has several.
            mutation: Whether the text is a mutation.
            validate: Whether to check text and variables against runql's schema; or the path of another schema, such
                as one that `runql schema pull` wrote.

        Returns:
            The call.

        Raises:
            UsageError: If the text, the variables or the type is invalid; the message has the
                location and the accepted values.
            MissingDependencyError: If validation requires the extra `codegen`, and it is not
                installed.
        """
        return call_of_text(
            text, variables, type, operation=operation, mutation=mutation, validate=validate
        )

    @overload
    def execute(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> dict[str, JsonValue]: ...
    @overload
    def execute(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        type: type[T],
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> T: ...
    def execute(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        type: type[Any] | None = None,
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> Any:
        """Validate GraphQL text, send it, and return the data.

        Args:
            text: A query or a mutation, with the fragments it uses.
            variables: Values by GraphQL name.
            type: A pydantic model, dataclass or TypedDict of the data; None means plain data.
            operation: Name of the operation, if the text has several.
            mutation: Whether the text is a mutation.
            validate: Whether to check text and variables against runql's schema; or the path of another schema, such
                as one that `runql schema pull` wrote.

        Returns:
            The data: a dict of JSON values, or an object of the type.

        Raises:
            UsageError: If the text, the variables or the type is invalid; nothing was sent.
            MissingDependencyError: If validation requires the extra `codegen`, and it is not
                installed; nothing was sent.
            DataValidationError: If the data does not match the type.
            ApiError: If the server returned an error.
            TransportError: If no usable response arrived.

        Requests: One.

        Examples:
            >>> api.graphql.execute("query Who { viewer { username } }")
            {'viewer': {'username': 'sandbox'}}
        """
        call = call_of_text(
            text, variables, type, operation=operation, mutation=mutation, validate=validate
        )
        return self.send(call)

    @overload
    def pages(
        self,
        call: PagedCall[R, N],
        *,
        connection: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Nodes[N]: ...
    @overload
    def pages(
        self,
        call: Call[Any],
        *,
        node: type[N],
        connection: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Nodes[N]: ...
    def pages(
        self,
        call: Call[Any],
        *,
        node: type[Any] | None = None,
        connection: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Nodes[Any]:
        """Return the nodes of a connection of a query as a lazy list.

        The query must select the connection as `runs(first: $first, after: $after)`, with `edges {
        node { … } }` and `pageInfo { endCursor hasNextPage }`. The variables can have any names.
        `$first` is set to the size of each page; a query without `$first` keeps its own page size.

        Args:
            call: The query, from your generated package or from `call`.
            node: Class of the nodes, for calls whose type does not specify it; nodes of another
                class raise an error.
            connection: Path of the connection in the response, such as `project.runs`, if the query
                has several connections with cursor variables.
            per_page: Nodes per request, at most 1,000; None starts with 50 and grows to 400.
            limit: Maximum number of nodes; None for all.
            after: Cursor to start after; None for the cursor variable of the call, or the
                beginning.

        Returns:
            The list. Reading it raises NotFoundError if an object on the path to the connection is
            null.

        Raises:
            UsageError: If the query has no such connection, or several; the hint is the text to add.

        Requests: None when the list is created; one per page up to the last requested node.

        Examples:
            >>> call = api.graphql.call(
            ...     '''
            ...     query Names($first: Int, $after: String) {
            ...       project(name: "mnist", entityName: "sandbox") {
            ...         runs(first: $first, after: $after) {
            ...           edges { node { displayName } }
            ...           pageInfo { endCursor hasNextPage }
            ...         }
            ...       }
            ...     }
            ...     '''
            ... )
            >>> names = api.graphql.pages(call, node=dict, limit=2)
            >>> [node["displayName"] for node in names]
            ['sgd-0', 'adam-1']
        """
        found = find_connection(call, connection)
        if found.first is None and per_page is not None:
            raise UsageError(
                f"per_page={per_page!r} requires a variable for `first` of {found.name}. Nothing was sent.",
                hint="Select the connection with `first: $first`, and declare $first: Int.",
            )
        start = call.variables.get(found.after) if after is None else after
        if start is not None and not isinstance(start, str):
            raise UsageError(f"after must be a cursor string, got {start!r}.")
        size = call.variables.get(found.first, UNSET) if found.first is not None else UNSET
        if per_page is None and isinstance(size, int):
            per_page = size
        reader = NodeReader[Any](found, call.operation.name, node)
        return Nodes(
            self._session,
            Listing(
                call=call,
                read=reader.read,
                key=reader.key,
                window=PageWindow(per_page, limit, start),
                first_variable=found.first,
                after_variable=found.after,
                keyed=found.id is not None,
            ),
        )
