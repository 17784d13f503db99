"""What only async code does; `_sync/_colour.py` is its counterpart, and both are written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql.errors import NotLoadedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["lazy_load", "loop_token", "sleep"]


async def sleep(seconds: float) -> None:
    """Wait."""
    import asyncio

    await asyncio.sleep(seconds)


def loop_token() -> int:
    """Return what a connection pool is bound to: the running event loop."""
    import asyncio

    return id(asyncio.get_running_loop())


def lazy_load(load: Callable[..., Awaitable[object]], part: str) -> None:  # noqa: ARG001 - the other colour's
    """Refuse to load behind an attribute, which cannot wait.

    Raises:
        NotLoadedError: Always; says what to await first.
    """
    raise NotLoadedError(
        f"The run's {part} was left out of the listing.",
        remedy=f'Load it for the whole page with: await run.load("{part}")',
    )
