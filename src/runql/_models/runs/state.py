"""States of runs."""

from __future__ import annotations

from typing import Final

from runql_graphql.open_enum import OpenEnum

__all__ = ["RunState"]


class RunState(OpenEnum):
    """The state of a run.

    States that this version does not know keep the server's name.
    """

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
        """Whether the run has ended. A preempted run may continue under the same id."""
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
