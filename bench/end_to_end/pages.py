"""The sandbox's pages: processor time of the server, and size, with many runs.

`python -m bench.end_to_end.pages` prints the table of `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx
import psutil

from bench.end_to_end.data import lay
from bench.end_to_end.projects import FILES, MANY, RUNS, SCAN
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Figures", "main", "measure", "pages"]

_HISTORY: Final = 10_000
_MANY: Final = 100
_STEPS: Final = 1000
_FILES: Final = 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """The cost of a page.

    Attributes:
        page: What it shows.
        cpu: Milliseconds of processor time of the server.
        wall: Milliseconds until the last byte.
        size: Bytes of its HTML.
    """

    page: str
    cpu: float
    wall: float
    size: int


def pages(runs: int, rows: int, many: int, files: int) -> Mapping[str, str]:
    """Return the pages to measure: the content of each, and its path below the entity."""
    table, scan, curves = f"{RUNS}-{runs}", f"{SCAN}/runs/scan-{rows}", f"{MANY}-{many}"
    return {
        "table, first page": table,
        "table, last page": f"{table}?page={-(-runs // 50)}",
        "table, 200 runs": f"{table}?size=200",
        "table, sorted by a metric": f"{table}?sort=-summary.loss",
        "table, filtered by a parameter and sorted": f"{table}?filter=config.lr+%3C+0.5&sort=-summary.loss",
        "table, part of a name": f"{table}?filter=run00",
        "run without a history": f"{table}/runs/run00000",
        f"run, {rows:,} rows, 6 charts": scan,
        f"charts of a run, {rows:,} rows, 12 charts": f"{scan}/charts",
        "charts of a project, 10 runs": f"{curves}/charts",
        "files of a run": f"{FILES}/runs/small-{files}/files",
    }


def measure(sandbox: Sandbox, paths: Mapping[str, str], repeat: int) -> list[Figures]:
    """Return the figures of each page out of so many requests, after one that counts for nothing."""
    port = httpx.URL(sandbox.base_url).port
    (server,) = [
        child
        for child in psutil.Process().children(recursive=True)
        if any(each.laddr.port == port for each in child.net_connections("tcp"))
    ]
    found = []
    auth = ("api", sandbox.api_key)
    with httpx.Client(
        base_url=f"{sandbox.base_url}/{sandbox.entity}/", auth=auth, timeout=120
    ) as client:
        for page, path in paths.items():
            client.get(path).raise_for_status()
            cpus, walls, size = list[float](), list[float](), 0
            for _ in range(repeat):
                before, began = server.cpu_times(), time.perf_counter()
                size = len(client.get(path).content)
                walls.append(time.perf_counter() - began)
                after = server.cpu_times()
                cpus.append(after.user + after.system - before.user - before.system)
            # The system counts in steps of 10 ms, so the mean says more than the least, and
            # the differences of its sums may round below zero.
            cpu = max(0.0, sum(cpus) / len(cpus))
            found.append(Figures(page, 1000 * cpu, 1000 * min(walls), size))
    return found


def main(arguments: list[str] | None = None) -> None:
    """Lay the data, measure, and print a line for each page."""
    parser = argparse.ArgumentParser(prog="python -m bench.end_to_end.pages")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=_HISTORY)
    parser.add_argument("--many", type=int, default=_MANY)
    parser.add_argument("--steps", type=int, default=_STEPS)
    parser.add_argument("--files", type=int, default=_FILES)
    parser.add_argument("--repeat", type=int, default=10)
    options = parser.parse_args(arguments)
    counts = {
        "runs": {options.runs},
        "rows": {options.rows},
        "live": set[int](),
        "many": {options.many},
        "files": {options.files},
        "large": set[int](),
    }
    paths = pages(options.runs, options.rows, options.many, options.files)
    with tempfile.TemporaryDirectory("-runql-bench") as scratch:
        data = Path(scratch) / "data"
        lay(data, counts, options.steps)
        with Sandbox(data) as sandbox:
            figures = measure(sandbox, paths, options.repeat)
    print("| page | processor ms | wall ms | KiB |\n|---|---|---|---|")
    for each in figures:
        print(f"| {each.page} | {each.cpu:.0f} | {each.wall:.0f} | {each.size / 1024:.0f} |")


if __name__ == "__main__":
    main()
