"""Schemas of servers, fetched by introspection with the user's key, and schemas in files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from graphql import (
    GraphQLError,
    build_client_schema,
    get_introspection_query,
    lexicographic_sort_schema,
    print_schema,
)

from runql._graphql.schema import schema_of
from runql._sync.api import Api
from runql.errors import InvalidInputError, ProtocolError, UnsupportedError

if TYPE_CHECKING:
    from graphql import GraphQLSchema

__all__ = ["read_schema", "sdl_of"]


def read_schema(source: str | None) -> tuple[GraphQLSchema, str]:
    """Return a schema and a name for its source.

    Args:
        source: URL of a server, or path of a file; None for the server of the default settings.

    Raises:
        RunQLError: If the server cannot be read, or the file does not contain a valid schema.

    Requests: One to a server. Two if the server is old.
    """
    if source is not None and not source.startswith(("http://", "https://")):
        return schema_of(Path(source)), source
    url = source.rstrip("/").removesuffix("/graphql") if source is not None else None
    with Api(base_url=url) as api:
        return _introspected(api), urlsplit(api.settings.base_url).netloc


def sdl_of(schema: GraphQLSchema, source: str) -> str:
    """Return a schema as text in a fixed order, so that the server's order makes no difference."""
    printed = print_schema(lexicographic_sort_schema(schema))
    return f"# Read from {source} by `runql schema pull`. Do not edit.\n\n{printed}\n"


def _introspected(api: Api) -> GraphQLSchema:
    try:
        data = _ask(api, deprecated_inputs=True)
    except (InvalidInputError, UnsupportedError):
        # Older servers do not report which arguments are deprecated.
        data = _ask(api, deprecated_inputs=False)
    host = urlsplit(api.settings.base_url).netloc
    try:
        return build_client_schema(cast("Any", data))
    except (GraphQLError, TypeError, KeyError) as error:
        failed = ProtocolError(
            f"{host} returned no usable schema: {str(error).partition(chr(10))[0]}.",
            hint='The server may forbid introspection. Set schema = "schema.graphql" to a file instead.',
            operation="IntrospectionQuery",
        )
        failed.retryable = False
        raise failed from error


def _ask(api: Api, *, deprecated_inputs: bool) -> object:
    query = get_introspection_query(descriptions=True, input_value_deprecation=deprecated_inputs)
    return api.graphql.execute(query, validate=False)
