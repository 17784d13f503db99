"""The server that runs are copied to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async._client.session import AsyncSession
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._async.api import AsyncApi

__all__ = ["target_session"]


def target_session(own: AsyncSession, api: AsyncApi | None) -> AsyncSession:
    """Return the session that copies are written through.

    Raises:
        UsageError: What was given is not a client of the same kind.
    """
    if api is None:
        return own
    session: object = getattr(api, "_session", None)
    if not isinstance(session, AsyncSession):
        raise UsageError(
            f"api must be a client such as this one, got {type(api).__name__}.",
            hint="Pass the client of the other server.",
        )
    return session
