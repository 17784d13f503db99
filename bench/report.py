"""Figures as tables: the workloads with and without latency, and how they grow."""

from __future__ import annotations

import itertools
import os
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from bench.workloads.catalog import OFFICIAL, RUNQL, WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.measuring.figures import Figure, Figures, Spread
    from bench.workloads.catalog import Goal, Workload

__all__ = ["render", "write"]

BEGIN: Final = "<!-- figures of make bench -->"
END: Final = "<!-- end of the figures -->"

_SUMMARY: Final = (
    "workload",
    "size",
    "CPU s, wandb",
    "CPU s, runql",
    "ratio",
    "memory MiB, wandb, runql",
)
_HEADINGS: Final = (
    "workload", "size", "CPU s, wandb", "CPU s, runql", "CPU s, lower bound", "CPU, runql : wandb",
    "CPU, runql : lower bound", "wall s, runql : wandb", "memory MiB, wandb, runql, lower bound",
    "requests, wandb, runql", "goal",
)  # fmt: skip
_GROWTH: Final = (
    "workload", "largest size", "CPU s, runql", "factors", "memory MiB, runql", "CPU s, wandb", "memory MiB, wandb",
)  # fmt: skip


def render(figures: Figures, latencies: Sequence[float], scales: Sequence[float]) -> str:
    """Return all figures as Markdown."""
    days = sorted({each.day for each in figures.samples})
    wandb, python = version("wandb"), platform.python_version()
    lines = [
        f"{' to '.join(dict.fromkeys((days[0], days[-1])))}, {os.cpu_count()} cores, Python {python}, wandb {wandb}."
        if days
        else "No figures."
    ]
    full = max(scales)
    short = [
        _short(figures, name, workload, workload.count_at(full, 0))
        for name, workload in WORKLOADS.items()
    ]
    lines += _table("Summary", _SUMMARY, short)
    for latency in latencies:
        rows = [
            _row(figures, name, workload, workload.count_at(full, latency), latency)
            for name, workload in WORKLOADS.items()
        ]
        lines += _table(f"{1000 * latency:.0f} ms added to every request", _HEADINGS, rows)
    grown = [
        _growth(figures, name, workload, scales)
        for name, workload in WORKLOADS.items()
        if not workload.whole
    ]
    shares = ", ".join(f"{scale:g}" for scale in sorted(scales))
    lines += _table(f"Growth: shares {shares} of each workload", _GROWTH, grown)
    return "\n".join(lines) + "\n"


def write(path: Path, text: str) -> None:
    """Write the figures to a file, or between the marks of one that has them."""
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    before, mark, rest = known.partition(BEGIN)
    if mark:
        _, end, after = rest.partition(END)
        assert end, f"{path} lacks {END}"
        text = f"{before}{BEGIN}\n\n{text}\n{END}{after}"
    path.write_text(text, encoding="utf-8")


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    known = [row for row in rows if row]
    if known:
        yield from ("", f"### {title}", "")
        for row in (headings, ["---"] * len(headings), *known):
            yield f"| {' | '.join(row)} |"


def _short(figures: Figures, name: str, workload: Workload, count: int) -> Sequence[str]:
    kinds: tuple[Figure, ...] = ("cpu", "memory")
    theirs, ours = (
        [figures.spread(kind, name, side, count, 0.0) for kind in kinds]
        for side in (OFFICIAL, RUNQL)
    )
    ratio = figures.ratio("cpu", name, OFFICIAL, count, 0.0)
    if theirs[0] is None or ours[0] is None or ratio is None:
        return ()
    return (
        name,
        workload.amount(count),
        f"{theirs[0].middle:.2f}",
        f"{ours[0].middle:.2f}",
        f"{ratio.middle:.2f}",
        f"{_middle(theirs[1])}, {_middle(ours[1])}",
    )


def _row(
    figures: Figures, name: str, workload: Workload, count: int, latency: float
) -> Sequence[str]:
    at = (name, count, latency)
    lower_bound = figures.lower_bound(*at)
    if not figures.turns(name, RUNQL, count, latency):
        return ()

    def figure(kind: Figure, program: str | None) -> Spread | None:
        return None if program is None else figures.spread(kind, name, program, count, latency)

    def ratio(kind: Figure, program: str | None) -> str:
        return _spread(program and figures.ratio(kind, name, program, count, latency), 3)

    sides = (OFFICIAL, RUNQL, lower_bound)
    bare = (
        f"{_spread(figure('cpu', lower_bound))} {lower_bound[1:].replace('_', ' ')}"
        if lower_bound
        else ""
    )
    whole = count == workload.count and not latency
    goals = [] if not whole else [_goal(figures, name, count, each) for each in workload.goals]
    return (
        name,
        workload.amount(count),
        _spread(figure("cpu", OFFICIAL)),
        _spread(figure("cpu", RUNQL)),
        bare,
        ratio("cpu", OFFICIAL),
        ratio("cpu", lower_bound),
        ratio("wall", OFFICIAL),
        ", ".join(_middle(figure("memory", side)) for side in sides),
        ", ".join(_middle(figure("requests", side)) for side in sides[:2]),
        "; ".join(filter(None, goals)),
    )


def _goal(figures: Figures, name: str, count: int, goal: Goal) -> str:
    if goal.ratio:
        found = figures.ratio(goal.figure, name, OFFICIAL, count, 0.0)
    else:
        found = figures.spread(goal.figure, name, RUNQL, count, 0.0)
    if found is None:
        return ""
    return f"{goal}: {'met' if found.middle <= goal.most else 'missed'}"


def _growth(
    figures: Figures, name: str, workload: Workload, scales: Sequence[float]
) -> Sequence[str]:
    counts = [workload.count_at(scale, 0) for scale in sorted(scales)]

    def middles(kind: Figure, program: str, digits: int) -> str:
        found = [figures.spread(kind, name, program, count, 0.0) for count in counts]
        return ", ".join("-" if each is None else f"{each.middle:.{digits}f}" for each in found)

    ours = [figures.spread("cpu", name, RUNQL, count, 0.0) for count in counts]
    known = [each.middle for each in ours if each is not None]
    if len(known) < len(counts) or len(counts) < 2:
        return ()
    steps = [f"{after / before:.1f}" for before, after in itertools.pairwise(known)]
    return (
        name,
        workload.amount(counts[-1]),
        middles("cpu", RUNQL, 2),
        ", ".join(steps),
        middles("memory", RUNQL, 0),
        middles("cpu", OFFICIAL, 2),
        middles("memory", OFFICIAL, 0),
    )


def _spread(found: Spread | str | None, digits: int = 2) -> str:
    """Return a median with its bounds, as far as they differ."""
    if found is None or isinstance(found, str):
        return "-"
    middle, least, most = (f"{each:.{digits}f}" for each in (found.middle, found.least, found.most))
    return middle if least == most else f"{middle} ({least}-{most})"


def _middle(found: Spread | None) -> str:
    return "-" if found is None else f"{found.middle:.0f}"
