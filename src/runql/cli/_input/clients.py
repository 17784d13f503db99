"""The client that a command uses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from runql._sync.api import Api

__all__ = ["client", "one_more"]


@contextmanager
def client() -> Generator[Api]:
    """Yield a client with the settings of the environment, and close it afterwards."""
    # Imported here, so that commands without a client start quickly.
    from runql._sync.api import Api

    with Api() as api:
        yield api


def one_more(limit: int | None) -> int | None:
    """Return the number of items to request, one above `limit` to detect further items."""
    return None if limit is None else limit + 1
