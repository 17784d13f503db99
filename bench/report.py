"""Figures of both clients side by side: printed as they come, and as Markdown at the end."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bench.measure import Measurement
    from bench.workloads import Workload

__all__ = ["Report"]

_HEADINGS: Final = (
    "work",
    "of what",
    "wall s",
    "CPU s",
    "peak MiB",
    "requests",
    "wall, CPU, peak",
    "wall s, loaded",
    "CPU s, loaded",
    "wall, CPU, loaded",
    "floor: wall, CPU",
    "goal",
)
_PRINTED: Final = (
    "{:30} {:>14} {:>16} {:>16} {:>12} {:>12}   {:21} {:>16} {:>16}   {:17}   {:16} {}"
)


class Report:
    """Lines of figures, each ours : theirs."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._sections: list[tuple[float, list[tuple[str, ...]]]] = []

    def begin(self, latency: float) -> None:
        """Start the part of a latency, given in seconds."""
        self._sections.append((latency, []))
        print(f"\n{1000 * latency:.0f} ms added to every request; each figure is runql : official")
        print(_PRINTED.format(*_HEADINGS), flush=True)

    def add(
        self,
        name: str,
        work: Workload,
        count: int,
        ours: Measurement,
        theirs: Measurement,
        least: Measurement | None = None,
    ) -> None:
        """Take a work's figures in, once both sides have found the same, and the floor if there is one.

        Raises:
            AssertionError: If they have not.
        """
        assert ours.result == theirs.result, f"{name}: {ours.result} is not {theirs.result}"
        assert least is None or ours.result == least.result, f"{name}: the floor differs"
        whole = not self._sections[-1][0] or work.delayed is None
        whole_ratios = (ours.wall / theirs.wall, ours.cpu / theirs.cpu, ours.peak / theirs.peak)
        ratios = {
            "start": ours.cpu / theirs.cpu,
            "wall": ours.work_wall / theirs.work_wall,
            "CPU": ours.work_cpu / theirs.work_cpu,
            "peak": ours.peak / theirs.peak,
        }
        goals = [
            f"{what} {goal:.3f} {'met' if ratios[what] <= goal else 'MISSED'}"
            for what, goal in work.goals.items()
            if whole
        ]
        row = (
            name,
            work.amount(count),
            f"{ours.wall:.2f} : {theirs.wall:.2f}",
            f"{ours.cpu:.2f} : {theirs.cpu:.2f}",
            f"{ours.peak:.0f} : {theirs.peak:.0f}",
            f"{ours.requests} : {theirs.requests}",
            ", ".join(f"{ratio:.3f}" for ratio in whole_ratios),
            f"{ours.work_wall:.2f} : {theirs.work_wall:.2f}",
            f"{ours.work_cpu:.2f} : {theirs.work_cpu:.2f}",
            f"{ratios['wall']:.3f}, {ratios['CPU']:.3f}",
            f"{least.work_wall:.2f}, {least.work_cpu:.2f}" if least is not None else "",
            ", ".join(goals),
        )
        self._sections[-1][1].append(row)
        print(_PRINTED.format(*row), flush=True)

    def markdown(self) -> str:
        """Return everything as a page."""
        python = platform.python_version()
        machine = f"{os.cpu_count()} cores, Python {python}, wandb {version('wandb')}"
        lines = [
            "# Figures of a run of `make bench`",
            "",
            f"{machine}. Many histories have {self._steps:,} rows each.",
            "Each figure is runql : official, on one sandbox in one run; CPU counts all processes.",
            "Works whose official side would take too long when requests are held back are smaller there,",
            "on both sides.",
        ]
        for latency, rows in self._sections:
            lines += ["", f"## {1000 * latency:.0f} ms added to every request", ""]
            lines += [_line(_HEADINGS), _line(["---"] * len(_HEADINGS)), *map(_line, rows)]
        return "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"
