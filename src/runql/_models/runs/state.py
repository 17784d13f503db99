"""What a run is doing."""

from __future__ import annotations

from typing import Final

from runql_graphql.open_enum import OpenEnum

__all__ = ["RunState"]


class RunState(OpenEnum):
    """What a run is doing. A state that this version does not know is kept as the server names it."""

    PENDING = "pending"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CRASHED = "crashed"
    KILLED = "killed"
    PREEMPTING = "preempting"
    PREEMPTED = "preempted"

    @property
    def is_terminal(self) -> bool:
        """Whether the run has ended; a preempted run may come back under the same id."""
        return self in _TERMINAL


_TERMINAL: Final = frozenset(
    {
        RunState.FINISHED,
        RunState.FAILED,
        RunState.CRASHED,
        RunState.KILLED,
        RunState.PREEMPTED,
    }
)
