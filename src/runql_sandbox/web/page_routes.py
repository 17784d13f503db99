"""Routes of the pages for browsers, over the execution of GraphQL that the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.pages.site import Pages
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.web.graphql_endpoint import GraphQLEndpoint

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.routing import Route

__all__ = ["page_routes"]


def page_routes(endpoint: GraphQLEndpoint, note: Callable[[str], Awaitable[None]]) -> list[Route]:
    """Return the routes of the pages, to come after all others.

    Args:
        endpoint: What executes the API's requests.
        note: Counts a request.
    """
    store = endpoint.store
    if store.without or store.server_date:
        # What an older server's API lacks is stored all the same, and its pages show it.
        endpoint = GraphQLEndpoint(executable_schema(frozenset(), ""), store, endpoint.signer)
    return Pages(store, endpoint.signer, endpoint.run, note).routes()
