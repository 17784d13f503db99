"""Both clients on one sandbox in one run, as ratios; lower is better for runql."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from bench.artifacts import fill
from bench.data import Sizes, lay
from bench.measure import Measurement, run_script
from bench.report import Report
from bench.work import UNITS, WORK, Task
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


def main(arguments: list[str] | None = None) -> None:
    """Lay the data, measure at each latency, print one line a piece of work."""
    asked = read_options(arguments)
    sizes = Sizes(**{field.name: getattr(asked, field.name) for field in dataclasses.fields(Sizes)})
    report = Report(sizes.steps)
    with tempfile.TemporaryDirectory("-runql-bench") as scratch:
        data = Path(scratch) / "data"
        counts = counts_of(sizes, asked.latency)
        lay(data, counts, sizes.steps)
        with Sandbox(data) as sandbox, sandbox.api() as api:
            fill(api, counts["members"], counts["large"])
        for latency in asked.latency:
            report.begin(latency)
            with served(data, latency, Path(scratch)) as bench:
                chosen = {name: work for name, work in WORK.items() if asked.only in name}
                for name, work in chosen.items():
                    count = work.count_at(latency, sizes)
                    repeat = 1 if work.heavy else asked.repeat
                    ours = bench.best(name, "runql", count, repeat)
                    theirs = bench.best(name, "official", count, repeat)
                    report.add(name, work, count, ours, theirs)
    if asked.write is not None:
        asked.write.write_text(report.markdown(), encoding="utf-8")


def counts_of(sizes: Sizes, latencies: list[float]) -> dict[str, set[int]]:
    """Return how many of what the works need at these latencies, by the names of the sizes."""
    counts: dict[str, set[int]] = {size: set() for size in UNITS}
    for work in WORK.values():
        counts[work.size] |= {work.count_at(latency, sizes) for latency in latencies}
    return counts


def read_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line: every size can be chosen."""
    parser = argparse.ArgumentParser(prog="make bench")
    for field in dataclasses.fields(Sizes):
        parser.add_argument(f"--{field.name}", type=int, default=field.default)
    parser.add_argument("--only", default="", help="works whose name holds this text")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--latency", type=float, nargs="+", default=[0.0, 0.05], help="seconds")
    parser.add_argument("--write", type=Path, help="Markdown file for the figures")
    return parser.parse_args(arguments)


class Bench:
    """A sandbox with the data, and what measures either client on it.

    Attributes:
        sandbox: The sandbox.
        scratch: A folder for what clients write.
    """

    def __init__(self, sandbox: Sandbox, scratch: Path) -> None:
        self.sandbox = sandbox
        self.scratch = scratch
        self._cache = scratch / "artifacts"
        self._official: dict[tuple[object, int, str | None], Measurement] = {}

    def best(self, name: str, side: str, count: int, repeat: int) -> Measurement:
        """Measure so often, and take the least of each figure: what disturbed a run is not the client's.

        What the official client does for several works is measured once.
        """
        work = WORK[name]
        known = (work.official, count, work.cache)
        if side == "official" and known in self._official:
            return self._official[known]
        if work.cache == "warm" and not self._cache.exists():
            self._measure(name, side, count)
        measurements = [self._measure(name, side, count) for _ in range(repeat)]
        best = Measurement(
            wall=min(each.wall for each in measurements),
            cpu=min(each.cpu for each in measurements),
            peak=statistics.median(each.peak for each in measurements),
            requests=min(each.requests for each in measurements),
            answer=measurements[0].answer,
        )
        if side == "official":
            self._official[known] = best
        return best

    def _measure(self, name: str, side: str, count: int) -> Measurement:
        """Measure once, with the requests that the server saw."""
        auth = ("api", self.sandbox.api_key)
        address = f"{self.sandbox.base_url}/debug/requests"
        if WORK[name].cache == "cold":
            shutil.rmtree(self._cache, ignore_errors=True)
        httpx.delete(address, auth=auth).raise_for_status()
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            measured = run_script(name, side, Task(count, Path(folder)), self._environment)
        seen: dict[str, int] = httpx.get(address, auth=auth).json()
        return dataclasses.replace(measured, requests=sum(seen.values()))

    @property
    def _environment(self) -> dict[str, str]:
        quiet = {"WANDB_SILENT": "true", "WANDB_ERROR_REPORTING": "false"}
        kept = ("WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR")
        return {**self.sandbox.environment(), **quiet, **dict.fromkeys(kept, str(self.scratch))}


@contextlib.contextmanager
def served(data: Path, latency: float, scratch: Path) -> Iterator[Bench]:
    """Serve the data, every answer held back so many seconds."""
    with Sandbox(data, options=["--debug", "--latency", str(latency)]) as sandbox:
        yield Bench(sandbox, scratch)


if __name__ == "__main__":
    main()
