"""Permissions and limits of an MCP server."""

from __future__ import annotations

from dataclasses import dataclass

from runql.errors import UsageError

__all__ = ["ServerOptions"]

_FEWEST_TOKENS = 1000


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Permissions of an MCP server, and limits of a tool call.

    Attributes:
        max_tokens: Maximum tokens of a response, as `runql._mcp.tokens` estimates them.
        max_requests: Maximum HTTP requests of a call.
        timeout: Maximum seconds of a call.
        allow_edits: Whether the server has tools that change data.
        allow_graphql: Whether the server has a tool that sends GraphQL queries.
    """

    max_tokens: int = 8000
    max_requests: int = 100
    timeout: float = 60.0
    allow_edits: bool = False
    allow_graphql: bool = False

    def __post_init__(self) -> None:
        if self.max_tokens < _FEWEST_TOKENS:
            raise UsageError(
                f"max_tokens must be at least {_FEWEST_TOKENS}, got {self.max_tokens}.",
                hint="Use --max-tokens 8000, the default. Smaller responses cannot describe what was left out.",
            )
        if self.max_requests < 1:
            raise UsageError(f"max_requests must be at least 1, got {self.max_requests}.")
        if not 0 < self.timeout < float("inf"):
            raise UsageError(f"timeout must be greater than 0 seconds, got {self.timeout}.")
