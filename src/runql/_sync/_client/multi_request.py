# Generated from src/runql/_async/_client/multi_request.py by `make generate`. Do not edit.

"""Changes that take several requests, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models._attributes.partial_success import partly_done
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["in_steps"]


def in_steps(owner: str, steps: Sequence[tuple[str, Callable[[], None]]]) -> None:
    """Do one step after the other, until one fails.

    Args:
        owner: Of what the steps are.
        steps: What each step saves, and how.

    Raises:
        PartialUpdateError: If a step failed that was not the first one.
    """
    for index, (name, step) in enumerate(steps):
        try:
            step()
        except RunQLError as error:
            if not index:
                raise
            finished = [each for each, _ in steps[:index]]
            raise partly_done(
                f"Of {owner}, {' and '.join(finished)} were saved, and {name} could not be: {error.message}",
                finished=finished,
                failures={name: error},
                remaining=[each for each, _ in steps[index + 1 :]],
                hint="The other edits are kept: save again to retry them.",
            ) from error
