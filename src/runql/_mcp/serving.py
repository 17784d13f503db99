"""Serving over standard input and output, or over HTTP with a token."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import sys
from typing import TYPE_CHECKING, Final

from runql.errors import UsageError

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["TokenCheck", "check_address", "serve_http", "serve_stdio"]

_PATH: Final = "/mcp"
_SHORTEST_TOKEN: Final = 16


def serve_stdio(server: MCPServer[None]) -> None:
    """Serve one client over standard input and output until it closes them."""
    from runql._mcp.calls import collect_warnings

    collect_warnings()
    server.run("stdio")


def serve_http(
    server: MCPServer[None], host: str, port: int, token: str | None, *, local: bool = True
) -> None:
    """Serve clients that send the token over streamable HTTP, until the process is stopped.

    Args:
        server: The MCP server.
        host: Host to bind to.
        port: Port; 0 selects a free port.
        token: Token that clients send as `Authorization: Bearer`; None creates a token and prints it.
        local: Whether the host is a loopback address.
    """
    import uvicorn
    from mcp.server.transport_security import TransportSecuritySettings

    from runql._mcp.calls import collect_warnings

    collect_warnings()
    chosen = token or secrets.token_urlsafe(32)
    # A page of another site cannot know the token. The check of the Host header is a second
    # protection, used where the host is known.
    security = None if local else TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        streamable_http_path=_PATH, host=host, transport_security=security
    )
    config = uvicorn.Config(
        TokenCheck(app, chosen),
        host=host,
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )
    sockets = [config.bind_socket()]
    # Clients may connect as soon as the URL is printed, so listen before that.
    sockets[0].listen(config.backlog)
    bound = sockets[0].getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"runql: MCP server at http://{name}:{bound}{_PATH}\n")
    if token is None:
        sys.stderr.write(f"runql: clients send the header Authorization: Bearer {chosen}\n")
    sys.stderr.flush()
    uvicorn.Server(config).run(sockets)


def check_address(host: str, token: str | None, *, allow_remote: bool) -> bool:
    """Return whether a host is a loopback address.

    Args:
        host: Host to bind to.
        token: Token that clients send; None if the server creates it.
        allow_remote: Whether other machines may connect to the host.

    Raises:
        UsageError: If the host is not a loopback address and `allow_remote` is not set, or the
            token is too short.
    """
    if token is not None and len(token) < _SHORTEST_TOKEN:
        raise UsageError(
            f"The token must have at least {_SHORTEST_TOKEN} characters, got {len(token)}.",
            hint="Remove --token, and the server creates one.",
        )
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local and not allow_remote:
        raise UsageError(
            f"{host!r} is not a loopback address: other machines could read your W&B data.",
            hint="Use 127.0.0.1, or add --allow-remote and put TLS in front of the server.",
        )
    return local


class TokenCheck:
    """Rejects requests without the token, before their bodies are read."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward a request to the application, or reject it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"authorization", b"")
        if hmac.compare_digest(given, self._expected):
            await self._app(scope, receive, send)
            return
        from starlette.responses import JSONResponse

        refusal = JSONResponse(
            {"error": "The header Authorization: Bearer TOKEN is missing or wrong."},
            401,
            {"WWW-Authenticate": "Bearer"},
        )
        await refusal(scope, receive, send)
