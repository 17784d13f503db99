"""Routes of the browser pages, which use the GraphQL execution of the API."""

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
    """Return the routes of the pages, which must come after all others.

    Args:
        endpoint: Executes GraphQL requests.
        note: Counts a request.
    """

    @cache
    def pages() -> Router:
        return _pages(endpoint, note)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        # Templates and charts are slow to import, and many servers never show a page.
        found = await run_in_threadpool(pages)
        await found(scope, receive, send)

    return Mount("", app=serve)


def _pages(endpoint: GraphQLEndpoint, note: Callable[[str], Awaitable[None]]) -> Router:
    from runql_sandbox.pages.site import Pages

    store = endpoint.store
    if store.without or store.server_date:
        # Pages also show data that the API of an emulated older server omits.
        endpoint = GraphQLEndpoint(executable_schema(frozenset(), ""), store, endpoint.signer)
    return Router(Pages(store, endpoint.signer, endpoint.run, note).routes())
