"""What a sweep is doing, and what it can be told to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql_graphql.open_enum import OpenEnum

from runql.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SweepState", "check_transition"]


class SweepState(OpenEnum):
    """What a sweep is doing. A state that this version does not know is kept as the server names it."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    FINISHED = "FINISHED"
    CANCELED = "CANCELED"

    @property
    def is_terminal(self) -> bool:
        """Whether no agent is given another run, unless someone resumes the sweep."""
        return self in (SweepState.FINISHED, SweepState.CANCELED)


_OPEN: Final = frozenset({SweepState.PENDING, SweepState.RUNNING, SweepState.PAUSED})
# As the official command line has it: whatever has ended can be resumed.
_ALLOWED: Final[Mapping[SweepState, frozenset[SweepState]]] = {
    SweepState.PAUSED: frozenset({SweepState.RUNNING, SweepState.PAUSED}),
    SweepState.FINISHED: _OPEN,
    SweepState.CANCELED: _OPEN,
    SweepState.RUNNING: frozenset(SweepState),
}
_ACTIONS: Final = {
    SweepState.PAUSED: "pause",
    SweepState.FINISHED: "stop",
    SweepState.CANCELED: "cancel",
    SweepState.RUNNING: "resume",
}


def check_transition(current: SweepState, wanted: SweepState, sweep: str) -> None:
    """Make sure that a sweep can go from one state to another.

    Raises:
        ConflictError: If it cannot; says from which states it could.
    """
    allowed = _ALLOWED[wanted]
    # A state that a newer server has invented is left to it.
    if current in allowed or not current.is_known:
        return
    names = ", ".join(sorted(each.value for each in allowed))
    raise ConflictError(
        f"{sweep} is {current.value}, and cannot be told to {_ACTIONS[wanted]}.",
        hint=f"That takes a sweep that is {names}; resume() makes it RUNNING.",
        operation="UpsertSweep",
    )
