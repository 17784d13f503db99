"""What a server allows, and how much a call may use."""

from __future__ import annotations

from dataclasses import dataclass

from runql.errors import UsageError

__all__ = ["ServerOptions"]

_FEWEST_TOKENS = 1000


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What a server allows, and how much a call may use.

    Attributes:
        max_tokens: Tokens that an answer may have, as `runql._mcp.tokens` estimates them.
        max_requests: HTTP requests that a call may send.
        timeout: Seconds that a call may take.
        allow_edits: Whether tools that change data are offered.
        allow_graphql: Whether GraphQL queries of the model are sent.
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
                hint="Smaller responses cannot describe what was left out. The default is 8000.",
            )
        if self.max_requests < 1:
            raise UsageError(f"max_requests must be at least 1, got {self.max_requests}.")
        if not 0 < self.timeout < float("inf"):
            raise UsageError(f"timeout must be a number of seconds above 0, got {self.timeout}.")
