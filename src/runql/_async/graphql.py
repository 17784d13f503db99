"""GraphQL of the user's own: calls, text and connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from runql_graphql.async_client import AsyncGraphQLClient
from runql_graphql.calls import UNSET

from runql._async._client.lister import AsyncLister
from runql._graphql.connections import NodeReader, find_connection
from runql._graphql.text_calls import call_of_text
from runql._paging.pages import Listing, PageWindow
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from runql_graphql.calls import Call, PagedCall

    from runql._async._client.session import AsyncSession
    from runql._wire.json_types import JsonValue

__all__ = ["AsyncGraphQL", "AsyncNodes"]

T = TypeVar("T")
N = TypeVar("N")
R = TypeVar("R")


class AsyncNodes(AsyncLister[N]):
    """Nodes of a connection: a lazy list.

    The server counts it if the operation selects `totalCount`. If the nodes have their `id`, an
    item that moves while the list is read is listed once.

    Requests: One per page as far as the nodes requested reach.
    """


class AsyncGraphQL(AsyncGraphQLClient):
    """GraphQL of your own, and every operation of runql as a typed method.

    Calls of your own are sent as runql's: with the same retries, limits of time and errors, and
    without the parts that an older server lacks, where runql knows what they read as.
    """

    def __init__(self, session: AsyncSession) -> None:
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
        """Return a checked call of GraphQL text, for `send` and `pages`. Nothing is sent.

        Args:
            text: A query or a mutation, with the fragments it uses.
            variables: Values by GraphQL name.
            type: A pydantic model, dataclass or TypedDict of the data; None means plain data.
            operation: Name of the operation, if the text has several.
            mutation: Whether the text is a mutation.
            validate: Whether to check text and variables by the schema that runql was made for, or the path
                of another schema, such as one that `runql schema pull` wrote.

        Returns:
            The call.

        Raises:
            UsageError: If the text, the variables or the type cannot be used; says where, and what
                is allowed.
            MissingDependencyError: If validation requires the extra `codegen`, which is not
                installed.
        """
        return call_of_text(
            text, variables, type, operation=operation, mutation=mutation, validate=validate
        )

    @overload
    async def execute(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> dict[str, JsonValue]: ...
    @overload
    async def execute(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        type: type[T],
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> T: ...
    async def execute(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        type: type[Any] | None = None,
        operation: str | None = None,
        mutation: bool = False,
        validate: bool | str | Path = True,
    ) -> Any:
        """Check GraphQL text, send it, and return the data.

        Args:
            text: A query or a mutation, with the fragments it uses.
            variables: Values by GraphQL name.
            type: A pydantic model, dataclass or TypedDict to read the data as; None means plain data.
            operation: Name of the operation, if the text has several.
            mutation: Whether the text is a mutation.
            validate: Whether to check text and variables by the schema that runql was made for, or the path
                of another schema, such as one that `runql schema pull` wrote.

        Returns:
            The data: a dict of JSON values, or an object of the type.

        Raises:
            UsageError: If the text, the variables or the type cannot be used; nothing was sent.
            MissingDependencyError: If validation requires the extra `codegen`; nothing was sent.
            DataValidationError: If the data does not fit the type.
            ApiError: If the server returned an error.
            TransportError: If no usable response came.

        Requests: One.

        Examples:
            >>> await api.graphql.execute("query Who { viewer { username } }")
            {'viewer': {'username': 'sandbox'}}
        """
        call = call_of_text(
            text, variables, type, operation=operation, mutation=mutation, validate=validate
        )
        return await self.send(call)

    @overload
    def pages(
        self,
        call: PagedCall[R, N],
        *,
        connection: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncNodes[N]: ...
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
    ) -> AsyncNodes[N]: ...
    def pages(
        self,
        call: Call[Any],
        *,
        node: type[Any] | None = None,
        connection: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncNodes[Any]:
        """Return the nodes of a connection that a query selects by a cursor variable, as a lazy
        list.

        The query selects the connection as `runs(first: $first, after: $after)`, with `edges { node
        { … } }` and `pageInfo { endCursor hasNextPage }`. The variables may have any names.
        `$first` is set to the size of each page; a query without it keeps the size that it has.

        Args:
            call: The query: of your generated package, or made by `call`.
            node: Class of the nodes, for calls whose type does not say it; nodes of another class
                raise.
            connection: Path of the connection in the response, such as `project.runs`, if the query
                selects several by cursor variables.
            per_page: Nodes per request, at most 1,000; None lets pages grow from 50 to 400.
            limit: Nodes after which the list ends; None for all.
            after: Cursor to start after; None for the cursor variable of the call, or the
                beginning.

        Returns:
            The list. Reading it raises NotFoundError if an object on the way to the connection is
            null.

        Raises:
            UsageError: If the query has no such connection, or several; says what to add.

        Requests: None by itself; one per page as far as the nodes requested reach.

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
            >>> [node["displayName"] async for node in names]
            ['sgd-0', 'adam-1']
        """
        found = find_connection(call, connection)
        if found.first is None and per_page is not None:
            raise UsageError(
                f"per_page={per_page!r} cannot be sent: {found.name} takes no variable as its `first`.",
                hint="Select it by `first: $first`, and declare $first: Int.",
            )
        start = call.variables.get(found.after) if after is None else after
        if start is not None and not isinstance(start, str):
            raise UsageError(f"after must be a cursor, which is a string, got {start!r}.")
        size = call.variables.get(found.first, UNSET) if found.first is not None else UNSET
        if per_page is None and isinstance(size, int):
            per_page = size
        reader = NodeReader[Any](found, call.operation.name, node)
        return AsyncNodes(
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
