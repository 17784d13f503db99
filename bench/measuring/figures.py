"""The samples of all programs, kept in one JSON file that grows with every measurement."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from bench.workloads.catalog import OFFICIAL, RUNQL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["Figure", "Figures", "Sample", "Spread"]

Figure: TypeAlias = Literal["wall", "cpu", "memory", "requests"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One turn of a program.

    Attributes:
        workload: The workload's name.
        program: The program's name.
        count: How much it did.
        latency: Seconds that every response was held back.
        wall: Seconds.
        cpu: Processor seconds of the whole tree.
        memory: MiB that memory grew by.
        requests: Requests that the server saw.
        day: When.
    """

    workload: str
    program: str
    count: int
    latency: float
    wall: float
    cpu: float
    memory: float
    requests: int
    day: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure of several turns."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Return the median and the bounds of values."""
        known = list(values)
        return cls(statistics.median(known), min(known), max(known))


class Figures:
    """All samples of a workload, and the figures that follow from them."""

    def __init__(self, path: Path | None) -> None:
        """Read what a file has; with None, nothing is kept."""
        self._path = path
        known = json.loads(path.read_text()) if path is not None and path.exists() else []
        self.samples = [Sample(**each) for each in known]

    def add(self, sample: Sample) -> None:
        """Keep a sample, in the file too."""
        self.samples.append(sample)
        self._save()

    def drop(self, unwanted: Callable[[Sample], bool]) -> None:
        """Forget samples."""
        self.samples = [each for each in self.samples if not unwanted(each)]
        self._save()

    def turns(self, workload: str, program: str, count: int, latency: float) -> list[Sample]:
        """Return the turns of a program, the first one first."""
        wanted = (workload, program, count, latency)
        return [
            each
            for each in self.samples
            if (each.workload, each.program, each.count, each.latency) == wanted
        ]

    def spread(
        self, figure: Figure, workload: str, program: str, count: int, latency: float
    ) -> Spread | None:
        """Return a figure of a program over its turns, or None if it had none."""
        values = [getattr(each, figure) for each in self.turns(workload, program, count, latency)]
        return Spread.of(values) if values else None

    def ratio(
        self, figure: Figure, workload: str, program: str, count: int, latency: float
    ) -> Spread | None:
        """Return runql's figure divided by a program's: turn by turn, as they alternate."""
        ours = self.turns(workload, RUNQL, count, latency)
        theirs = self.turns(workload, program, count, latency)
        if not ours or not theirs:
            return None
        last = len(theirs) - 1
        pairs = [(each, theirs[min(turn, last)]) for turn, each in enumerate(ours)]
        return Spread.of(
            getattr(own, figure) / max(1e-6, getattr(other, figure)) for own, other in pairs
        )

    def lower_bound(self, workload: str, count: int, latency: float) -> str | None:
        """Return the bare program that takes the least processor time."""
        middles: dict[str, float] = {}
        for program in {each.program for each in self.samples if each.workload == workload}:
            found = self.spread("cpu", workload, program, count, latency)
            if program not in {RUNQL, OFFICIAL} and found is not None:
                middles[program] = found.middle
        return min(middles, key=middles.__getitem__, default=None)

    def _save(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps([asdict(each) for each in self.samples], indent=1))
        part.replace(self._path)
