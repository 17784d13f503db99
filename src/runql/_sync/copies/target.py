# Generated from src/runql/_async/copies/target.py by `make generate`. Do not edit.

"""The server that runs are copied to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._sync._client.session import Session
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._sync.api import Api

__all__ = ["target_session"]


def target_session(own: Session, api: Api | None) -> Session:
    """Return the session that copies are written through.

    Raises:
        UsageError: What was given is not a client of the same kind.
    """
    if api is None:
        return own
    session: object = getattr(api, "_session", None)
    if not isinstance(session, Session):
        raise UsageError(
            f"api must be a client such as this one, got {type(api).__name__}.",
            hint="Pass the client of the other server.",
        )
    return session
