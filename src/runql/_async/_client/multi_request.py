"""Changes that require several consecutive requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models._attributes.partial_success import partly_done
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

__all__ = ["in_steps"]


async def in_steps(owner: str, steps: Sequence[tuple[str, Callable[[], Awaitable[None]]]]) -> None:
    """Run steps in order until one fails.

    Args:
        owner: The object that the steps change, for error messages.
        steps: Name and function of each step.

    Raises:
        PartialUpdateError: If a step after the first one failed.
    """
    for index, (name, step) in enumerate(steps):
        try:
            await step()
        except RunQLError as error:
            if not index:
                raise
            finished = [each for each, _ in steps[:index]]
            raise partly_done(
                f"Partial update of {owner}: saved {' and '.join(finished)}, but not {name}: {error.message}",
                finished=finished,
                failures={name: error},
                remaining=[each for each, _ in steps[index + 1 :]],
                hint="Save again: the edits that failed are still pending.",
            ) from error
