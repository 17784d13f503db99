"""The last step of a history, as the server reports it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from runql._wire.json_types import is_finite
from runql._wire.responses.bodies import one_line
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["last_step_of"]


def last_step_of(document: JsonValue) -> int:
    """Return the last step of a run's history, rounded down; -1 if the server reports none.

    Args:
        document: The run's `historyKeys`.

    Raises:
        ProtocolError: If the server reports a step that is not a finite number. With -1, the history would seem
            empty.
    """
    step = document.get("lastStep") if isinstance(document, dict) else None
    if step is None:
        return -1
    if not is_finite(step):
        error = ProtocolError(
            f"The server sent an invalid lastStep: {one_line(repr(step))}.",
            hint="Report it to the server's admin.",
        )
        error.retryable = False
        raise error
    return math.floor(step)
