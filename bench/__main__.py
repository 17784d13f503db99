"""runql, the official client and bare programs on one lean server, in turns."""

from __future__ import annotations

import argparse
import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.measuring.figures import Figures
from bench.measuring.process import memory_folder
from bench.measuring.truth import Truth
from bench.measuring.turns import Case, Turns, side_of
from bench.report import render, write
from bench.server.data import lay
from bench.server.process import LeanServer
from bench.server.sizes import Sizes
from bench.server.store import Store
from bench.workloads.catalog import LOWER_BOUND, OFFICIAL, RUNQL, WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.measuring.figures import Sample

_FEWER: Final = 3
"""Turns of workloads with latency and of smaller sizes, which the first table does not show."""
_LEAST_ROWS: Final = 1000
_BLOCK: Final = 2**27


def main(arguments: list[str] | None = None) -> None:
    """Write the data, measure what is chosen, and print or write the tables."""
    options = read_options(arguments)
    figures = Figures(options.figures)
    if not options.render:
        measure_all(options, figures)
    text = render(figures, options.latency, options.scales)
    print(f"\n{text}")
    if options.write is not None:
        write(options.write, text)


def read_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--only", default="", help="run the workloads whose name contains this string"
    )
    sides = (RUNQL, OFFICIAL, LOWER_BOUND)
    parser.add_argument("--side", nargs="+", choices=sides, default=sides, help="who is measured")
    parser.add_argument(
        "--scales", type=float, nargs="+", default=[0.01, 0.1, 1.0], help="shares of each workload"
    )
    parser.add_argument("--latency", type=float, nargs="+", default=[0.0, 0.05], help="seconds")
    parser.add_argument("--turns", type=int, default=5, help="turns of each program")
    parser.add_argument(
        "--budget",
        type=float,
        default=60,
        help="processor seconds after which a program has no further turn",
    )
    parser.add_argument("--steps", type=int, default=5000, help="rows of each of many histories")
    parser.add_argument("--figures", type=Path, help="JSON file that keeps and adds up all figures")
    parser.add_argument("--resume", action="store_true", help="measure only what the file lacks")
    parser.add_argument("--render", action="store_true", help="measure nothing, print the tables")
    parser.add_argument("--write", type=Path, help="Markdown file for the tables")
    parser.add_argument("--data", type=Path, help="folder that keeps the data for the next time")
    return parser.parse_args(arguments)


def measure_all(options: argparse.Namespace, figures: Figures) -> None:
    """Measure the cases of the options; what they replace is forgotten before."""
    cases = cases_of(options, options.only)
    if not options.resume:
        chosen = {(each.workload, each.count, each.latency) for each in cases}
        figures.drop(
            lambda each: (
                (each.workload, each.count, each.latency) in chosen
                and side_of(each.program) in options.side
            )
        )
    with data_of(options) as folder, LeanServer(folder) as server:
        turns = Turns(server, Truth(Store(folder)), figures, show)
        for case in cases:
            turns.run(case, min(each.count for each in cases if each.workload == case.workload))


def cases_of(options: argparse.Namespace, only: str) -> Sequence[Case]:
    """Return the measurements of workloads whose name contains a string, in the order of the tables."""
    full = max(options.scales)
    plan = [(0.0, full, options.turns, options.side)] if 0.0 in options.latency else []
    # Bare programs have one connection, so that with latency they are not a lower bound.
    clients = [side for side in options.side if side != LOWER_BOUND]
    plan += [(0.0, scale, _FEWER, clients) for scale in sorted(options.scales)[:-1]]
    plan += [(latency, full, _FEWER, clients) for latency in options.latency if latency]
    found: dict[tuple[str, int, float], Case] = {}
    for latency, scale, most, sides in plan:
        for name, workload in WORKLOADS.items():
            if only in name and (scale == full or not workload.whole):
                count = workload.count_at(scale, latency)
                turns = min(most, options.turns)
                case = Case(name, count, latency, turns, options.budget, sides)
                found.setdefault((name, count, latency), case)
    return list(found.values())


@contextlib.contextmanager
def data_of(options: argparse.Namespace) -> Iterator[Path]:
    """Yield a folder with the data: the one to keep has the data of all workloads, a temporary one is deleted afterwards."""
    only = options.only if options.data is None else ""
    sizes = sizes_of(cases_of(options, only), options.steps)
    if options.data is not None:
        lay(options.data, sizes)
        yield options.data
        return
    folder = Path(tempfile.mkdtemp("-bench-data", dir=memory_folder()))
    try:
        lay(folder, sizes)
        yield folder
    finally:
        shutil.rmtree(folder)


def sizes_of(cases: Sequence[Case], steps: int) -> Sizes:
    """Return how much of everything the cases, and rehearsals of them, need."""
    counts: dict[str, set[int]] = {}
    for case in cases:
        counts.setdefault(WORKLOADS[case.workload].truth, set()).add(case.count)
    runs = counts.get("runs", {1}) | counts.get("names", {1})
    return Sizes(
        runs=max(runs),
        live=max(_LEAST_ROWS, *counts.get("live", {0})),
        exported=tuple(sorted(counts.get("exported", {1}))),
        many=max(counts.get("many", {1})),
        steps=steps,
        block=min(_BLOCK, max(2**22, *counts.get("large", {0}))),
    )


def show(sample: Sample) -> None:
    """Print a sample as it comes."""
    print(
        f"{sample.workload:30} {sample.count:>13,} {1000 * sample.latency:3.0f} ms  {sample.program:24} "
        f"{sample.wall:8.2f} s  {sample.cpu:8.2f} CPU s  {sample.memory:6.0f} MiB  {sample.requests:6}",
        flush=True,
    )


if __name__ == "__main__":
    main()
