"""`runql mcp`: W&B data for language models."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["serve_mcp"]


class Transport(StrEnum):
    """Transports of the MCP server."""

    stdio = "stdio"
    http = "http"


def serve_mcp(
    transport: Annotated[
        Transport, typer.Option(help="stdio for clients that start the server themselves, or http.")
    ] = Transport.stdio,
    host: Annotated[str, typer.Option(help="Host to bind to, with http.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port, with http; 0 selects a free port.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="RUNQL_MCP_TOKEN",
            help="Bearer token that clients must send, with http (default: a new token, which is printed).",
        ),
    ] = None,
    allow_remote: Annotated[
        bool,
        typer.Option("--allow-remote", help="Allow a host that other machines can connect to."),
    ] = False,
    allow_edits: Annotated[
        bool,
        typer.Option(
            "--allow-edits", help="Add tools that tag runs, edit notes and create reports."
        ),
    ] = False,
    allow_graphql: Annotated[
        bool, typer.Option("--allow-graphql", help="Add a tool that sends GraphQL queries.")
    ] = False,
    max_tokens: Annotated[int, typer.Option(help="Maximum tokens per response.")] = 8000,
    max_requests: Annotated[int, typer.Option(help="Maximum requests per tool call.")] = 100,
    timeout: Annotated[float, typer.Option(help="Maximum seconds per tool call.")] = 60.0,
    entity: Annotated[
        str | None, typer.Option(help="Default entity for paths without an entity.")
    ] = None,
) -> None:
    """Serve W&B data to a language model.

    The server speaks the Model Context Protocol over standard input and output, or over HTTP. It is read-only unless
    --allow-edits is set. Requires the extra mcp.
    """
    from runql._mcp.options import ServerOptions
    from runql._mcp.serving import check_address, serve_http, serve_stdio

    options = ServerOptions(max_tokens, max_requests, timeout, allow_edits, allow_graphql)
    over_http = transport is Transport.http
    local = check_address(host, token, allow_remote=allow_remote) if over_http else True
    # The MCP SDK takes a second to import, and invalid options are reported without it.
    from runql import AsyncApi
    from runql._mcp.server import build_server

    server = build_server(AsyncApi(entity=entity), options)
    if over_http:
        serve_http(server, host, port, token, local=local)
    else:
        serve_stdio(server)
