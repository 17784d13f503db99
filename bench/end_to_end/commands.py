"""The command line: processor time to its first byte, and what a long list costs.

`python -m bench.end_to_end.commands` prints the table of `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from bench.end_to_end.data import lay
from bench.end_to_end.projects import RUNS
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Figures", "main", "measure"]

_RUNQL: Final = (sys.executable, "-m", "runql")
_SIZES: Final = ("runs", "rows", "live", "many", "files", "large")


@dataclass(frozen=True, slots=True)
class Figures:
    """The cost of a command, from its start to its end.

    Attributes:
        command: The command line.
        first: Milliseconds until its first byte.
        wall: Milliseconds until its last byte.
        cpu: Milliseconds of processor time.
        requests: Requests that the server saw.
    """

    command: str
    first: float
    wall: float
    cpu: float
    requests: int


def commands(runs: int) -> Mapping[str, Sequence[str]]:
    """Return the command lines to measure, by the name of their output."""
    project = f"{RUNS}-{runs}"
    listed = ["runs", "list", project]
    return {
        "runql --help": ["--help"],
        "runql runs --help": ["runs", "--help"],
        "completion of a command": [],
        "runs list": listed,
        "runs list --format jsonl": [*listed, "--format", "jsonl"],
        "runs list --columns id,config.lr,summary.loss --format csv": [
            *listed, "--columns", "id,config.lr,summary.loss", "--format", "csv",
        ],
        "runs list --limit 20": [*listed, "--limit", "20"],
    }  # fmt: skip


def measure(
    name: str, arguments: Sequence[str], environment: Mapping[str, str], repeat: int
) -> tuple[float, float, float]:
    """Return the least milliseconds to first byte, wall and processor time of so many starts."""
    more = dict(environment)
    if name.startswith("completion"):
        more |= {"_RUNQL_COMPLETE": "complete_bash", "COMP_WORDS": "runql ru", "COMP_CWORD": "1"}
    found = list[tuple[float, float, float]]()
    for _ in range(repeat):
        began = time.perf_counter()
        with subprocess.Popen(
            [*_RUNQL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=more
        ) as process:
            assert process.stdout is not None
            process.stdout.read(1)
            first = time.perf_counter() - began
            process.stdout.read()
            _, _, used = os.wait4(process.pid, 0)
            process.returncode = 0
        wall = time.perf_counter() - began
        cpu = used.ru_utime + used.ru_stime
        found.append((1000 * first, 1000 * wall, 1000 * cpu))
    best = [min(column) for column in zip(*found, strict=True)]
    return best[0], best[1], best[2]


def main(arguments: list[str] | None = None) -> None:
    """Lay the runs, measure, and print a line for each command."""
    parser = argparse.ArgumentParser(prog="python -m bench.end_to_end.commands")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args(arguments)
    figures: list[Figures] = []
    with tempfile.TemporaryDirectory("-runql-bench") as scratch:
        data = Path(scratch) / "data"
        lay(data, {size: {options.runs} if size == "runs" else set() for size in _SIZES}, 1)
        with Sandbox(data, options=["--debug"]) as sandbox:
            address, auth = f"{sandbox.base_url}/debug/requests", ("api", sandbox.api_key)
            environment = {**os.environ, **sandbox.environment()}
            for name, line in commands(options.runs).items():
                httpx.delete(address, auth=auth).raise_for_status()
                first, wall, cpu = measure(name, line, environment, options.repeat)
                seen: dict[str, int] = httpx.get(address, auth=auth).json()
                requests = sum(seen.values()) // options.repeat
                figures.append(Figures(name, first, wall, cpu, requests))
    print("| command | first byte ms | wall ms | CPU ms | requests |")
    print("|---|---|---|---|---|")
    for each in figures:
        print(
            f"| `{each.command}` | {each.first:.0f} | {each.wall:.0f} | {each.cpu:.0f} | "
            f"{each.requests} |"
        )


if __name__ == "__main__":
    main()
