"""States of sweeps, and allowed transitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql_graphql.open_enum import OpenEnum

from runql.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SweepState", "check_transition"]


class SweepState(OpenEnum):
    """The state of a sweep.

    States that this version does not know keep the server's name.
    """

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    FINISHED = "FINISHED"
    CANCELED = "CANCELED"

    @property
    def is_terminal(self) -> bool:
        """Whether the sweep has ended: agents get no more runs unless a user resumes it."""
        return self in (SweepState.FINISHED, SweepState.CANCELED)


_OPEN: Final = frozenset({SweepState.PENDING, SweepState.RUNNING, SweepState.PAUSED})
# As in the official command line: a sweep that has ended can be resumed.
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
    """Check that a sweep can change from one state to another.

    Raises:
        ConflictError: If it cannot. The message names the allowed states.
    """
    allowed = _ALLOWED[wanted]
    # A state that only newer servers know is left to the server.
    if current in allowed or not current.is_known:
        return
    names = ", ".join(sorted(each.value for each in allowed))
    raise ConflictError(
        f"Cannot {_ACTIONS[wanted]} sweep {sweep}: its state is {current.value}.",
        hint=f"Allowed states: {names}. resume() makes a sweep RUNNING.",
        operation="UpsertSweep",
    )
