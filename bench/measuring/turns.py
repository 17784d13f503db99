"""Turns: runql, the official client and the bare programs one after the other, several times."""

from __future__ import annotations

import datetime
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bench.measuring.figures import Sample
from bench.measuring.process import Server, measure
from bench.workloads.catalog import LOWER_BOUND, OFFICIAL, RUNQL, WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bench.measuring.figures import Figures
    from bench.measuring.process import Measurement
    from bench.measuring.truth import Truth
    from bench.workloads.catalog import Workload

__all__ = ["Case", "Turns", "can_run", "side_of"]

_FAR: Final = 1.5
"""A bare program that takes so many times as long as the least of them has no further turn."""
_NEEDED: Final = {"curl": "pycurl", "orjson": "orjson"}
"""Libraries that a bare program needs whose name has such a part; it is left out without them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A workload at a size and a latency, and how often each program does it.

    Attributes:
        workload: The workload's name.
        count: How much of it.
        latency: Seconds that every response is held back.
        turns: Turns of each program.
        budget: Processor seconds; a program that has taken so many has no further turn.
        sides: The measured programs: any of `runql`, `wandb` and `lower-bound`.
    """

    workload: str
    count: int
    latency: float
    turns: int
    budget: float
    sides: Collection[str]


class Delaying(Server, Protocol):
    """A server that holds responses back."""

    def delay(self, seconds: float) -> None:
        """Hold back every response by so many seconds from now on."""
        ...


class Turns:
    """Measures cases on one server."""

    def __init__(
        self,
        server: Delaying,
        truth: Truth,
        figures: Figures,
        report: Callable[[Sample], None],
    ) -> None:
        self._server = server
        self._truth = truth
        self._figures = figures
        self._report = report
        self._loaded: dict[str, tuple[str, ...]] = {}

    def run(self, case: Case, rehearsed: int) -> None:
        """Measure a case; what a program loads is learned with a smaller count before."""
        workload = WORKLOADS[case.workload]
        programs = {
            name: target
            for name, target in workload.programs.items()
            if side_of(name) in case.sides and can_run(name)
        }
        for turn in range(case.turns):
            for name, target in programs.items():
                if not self._has_turn(case, name, turn):
                    continue
                self._server.delay(0)
                if target not in self._loaded and not workload.whole:
                    self._loaded[target] = self._measure(workload, target, rehearsed).modules
                self._server.delay(case.latency)
                found = self._measure(workload, target, case.count)
                day = datetime.datetime.now(datetime.UTC).date().isoformat()
                sample = Sample(
                    case.workload, name, case.count, case.latency,
                    found.wall, found.cpu, found.memory, found.requests, day,
                )  # fmt: skip
                self._figures.add(sample)
                self._report(sample)

    def _has_turn(self, case: Case, program: str, turn: int) -> bool:
        """Whether a program lacks this turn, and its figures could still change a table."""
        at = (case.count, case.latency)
        known = self._figures.turns(case.workload, program, *at)
        if len(known) > turn or sum(each.cpu for each in known) > case.budget:
            return False
        least = self._figures.lower_bound(case.workload, *at)
        if not known or least is None or side_of(program) != LOWER_BOUND:
            return True
        best = min(each.cpu for each in self._figures.turns(case.workload, least, *at))
        return min(each.cpu for each in known) < _FAR * best

    def _measure(self, workload: Workload, target: str, count: int) -> Measurement:
        return measure(
            target,
            count,
            self._server,
            lambda found, folder: self._truth.check(workload, count, found, folder),
            modules=self._loaded.get(target, ()),
            whole=workload.whole,
        )


def side_of(program: str) -> str:
    """Return which side a program is of."""
    return program if program in {RUNQL, OFFICIAL} else LOWER_BOUND


def can_run(program: str) -> bool:
    """Whether the libraries of a program are installed."""
    return all(
        importlib.util.find_spec(library) is not None
        for part, library in _NEEDED.items()
        if part in program
    )
