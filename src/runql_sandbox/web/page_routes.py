"""Routes of the pages for browsers, over the execution of GraphQL that the API has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.routing import Mount, Router

from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.web.graphql_endpoint import GraphQLEndpoint

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope, Send

__all__ = ["page_routes"]


def page_routes(endpoint: GraphQLEndpoint, note: Callable[[str], Awaitable[None]]) -> Mount:
    """Return the routes of the pages, to come after all others.

    Args:
        endpoint: What executes the API's requests.
        note: Counts a request.
    """

    @cache
    def pages() -> Router:
        return _pages(endpoint, note)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        # Templates and charts take a while to load, and a server may never be asked for a page.
        found = await run_in_threadpool(pages)
        await found(scope, receive, send)

    return Mount("", app=serve)


def _pages(endpoint: GraphQLEndpoint, note: Callable[[str], Awaitable[None]]) -> Router:
    from runql_sandbox.pages.site import Pages

    store = endpoint.store
    if store.without or store.server_date:
        # What an older server's API lacks is stored all the same, and its pages show it.
        endpoint = GraphQLEndpoint(executable_schema(frozenset(), ""), store, endpoint.signer)
    return Router(Pages(store, endpoint.signer, endpoint.run, note).routes())
