"""`runql mcp`: W&B data for language models."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["serve_mcp"]


class Transport(StrEnum):
    """How clients connect."""

    stdio = "stdio"
    http = "http"


def serve_mcp(
    transport: Annotated[
        Transport, typer.Option(help="stdio for a client that starts the server; or http.")
    ] = Transport.stdio,
    host: Annotated[str, typer.Option(help="Address to listen on, with http.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port, with http; 0 takes a free one.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="RUNQL_MCP_TOKEN",
            help="What clients send as Authorization: Bearer, with http; made and printed when left out.",
        ),
    ] = None,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Allow a host that other machines reach.")
    ] = False,
    allow_edits: Annotated[
        bool,
        typer.Option(
            "--allow-edits", help="Offer tools that tag runs, edit notes, create reports."
        ),
    ] = False,
    allow_graphql: Annotated[
        bool, typer.Option("--allow-graphql", help="Offer a tool that sends GraphQL queries.")
    ] = False,
    max_tokens: Annotated[int, typer.Option(help="Tokens of an answer at most.")] = 8000,
    max_requests: Annotated[int, typer.Option(help="Requests of a call at most.")] = 100,
    timeout: Annotated[float, typer.Option(help="Seconds of a call at most.")] = 60.0,
    entity: Annotated[str | None, typer.Option(help="Entity of paths that name none.")] = None,
) -> None:
    """Serve W&B data to a language model.

    The Model Context Protocol carries it. Needs the extra `mcp`.
    """
    _require_mcp()
    from runql._mcp.options import ServerOptions
    from runql._mcp.serving import check_address, serve_http, serve_stdio

    options = ServerOptions(max_tokens, max_requests, timeout, allow_edits, allow_graphql)
    over_http = transport is Transport.http
    local = check_address(host, token, allow_remote=allow_remote) if over_http else True
    # The SDK takes a second to load, and a refusal needs none of it.
    from runql import AsyncApi
    from runql._mcp.server import build_server

    server = build_server(AsyncApi(entity=entity), options)
    if over_http:
        serve_http(server, host, port, token, local=local)
    else:
        serve_stdio(server)


def _require_mcp() -> None:
    import importlib.util

    from runql.errors import MissingDependencyError

    if importlib.util.find_spec("mcp") is None:
        raise MissingDependencyError(
            "runql mcp requires the mcp package.", hint="Install it with: pip install 'runql[mcp]'"
        )
