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
from bench.data import lay
from bench.measure import Measurement, run_script
from bench.report import Report
from bench.tasks import Sizes, Task
from bench.workloads import FIRST_CALL, UNITS, WORKLOADS
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


def main(arguments: list[str] | None = None) -> None:
    """Lay the data, measure at each latency, print one line a piece of work."""
    options = read_options(arguments)
    sizes = Sizes(
        **{field.name: getattr(options, field.name) for field in dataclasses.fields(Sizes)}
    )
    report = Report(sizes.steps)
    with tempfile.TemporaryDirectory("-runql-bench") as scratch:
        data = Path(scratch) / "data"
        counts = counts_of(sizes, options.latency)
        lay(data, counts, sizes.steps)
        with Sandbox(data) as sandbox, sandbox.api() as api:
            fill(api, counts["members"], counts["large"])
        for latency in options.latency:
            report.begin(latency)
            with served(data, sizes, latency, Path(scratch)) as bench:
                for name, work in WORKLOADS.items():
                    if options.only in name:
                        report.add(
                            name, work, bench.count(name), *bench.compare(name, options.repeat)
                        )
    if options.write is not None:
        options.write.write_text(report.markdown(), encoding="utf-8")


def counts_of(sizes: Sizes, latencies: list[float]) -> dict[str, set[int]]:
    """Return how many of what the works need at these latencies, by the names of the sizes."""
    counts: dict[str, set[int]] = {size: set() for size in UNITS}
    for work in WORKLOADS.values():
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
        sizes: How much of everything there is.
        latency: Seconds that every request is held back.
    """

    def __init__(self, sandbox: Sandbox, scratch: Path, sizes: Sizes, latency: float) -> None:
        self.sandbox = sandbox
        self.scratch = scratch
        self.sizes = sizes
        self.latency = latency
        self._cache = scratch / "artifacts"
        self._official: dict[tuple[object, int, str | None], Measurement] = {}
        self._modules: dict[tuple[str, str], tuple[str, ...]] = {}

    def count(self, name: str) -> int:
        """Return how much both sides do of a work."""
        return WORKLOADS[name].count_at(self.latency, self.sizes)

    def compare(
        self, name: str, repeat: int
    ) -> tuple[Measurement, Measurement, Measurement | None]:
        """Measure both sides and the floor so often, in turns, and take the least of each figure.

        What disturbed a run is not the client's. What the official client takes long for is
        measured once, and once for all works that share it. Requests are not held back for the
        floor to tell
        anything: with one connection it is not a floor then.
        """
        work = WORKLOADS[name]
        known = (work.official, self.count(name), work.cache)
        ours, theirs, least = list[Measurement](), list[Measurement](), list[Measurement]()
        for turn in range(repeat):
            ours.append(self._measure(name, "runql"))
            if known not in self._official and not (turn and work.heavy):
                theirs.append(self._measure(name, "official"))
            if work.floor is not None and not self.latency:
                least.append(self._measure(name, "floor"))
        if theirs:
            self._official[known] = _best(theirs)
        return _best(ours), self._official[known], _best(least) if least else None

    def _measure(self, name: str, side: str) -> Measurement:
        if "start" in WORKLOADS[name].goals:
            return self._run(name, side)
        # Where the official client takes long, what little it loads for that work alone is nothing.
        long = WORKLOADS[name].heavy and side == "official"
        modules = self._modules_of(FIRST_CALL if long else name, side)
        return self._run(name, side, modules)

    def _modules_of(self, name: str, side: str) -> tuple[str, ...]:
        """Return what a side loads for a work, by a rehearsal, which warms the server's files too."""
        if (name, side) not in self._modules:
            self._modules[name, side] = self._run(name, side).modules
        return self._modules[name, side]

    def _run(self, name: str, side: str, modules: tuple[str, ...] = ()) -> Measurement:
        """Do one side of a work, and count the requests that the server saw."""
        auth = ("api", self.sandbox.api_key)
        address = f"{self.sandbox.base_url}/debug/requests"
        if WORKLOADS[name].cache == "cold":
            shutil.rmtree(self._cache, ignore_errors=True)
        httpx.delete(address, auth=auth).raise_for_status()
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            task = Task(self.count(name), Path(folder))
            measured = run_script(name, side, task, self._environment, modules)
        seen: dict[str, int] = httpx.get(address, auth=auth).json()
        return dataclasses.replace(measured, requests=sum(seen.values()))

    @property
    def _environment(self) -> dict[str, str]:
        quiet = {"WANDB_SILENT": "true", "WANDB_ERROR_REPORTING": "false"}
        kept = ("WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR")
        return {**self.sandbox.environment(), **quiet, **dict.fromkeys(kept, str(self.scratch))}


def _best(measurements: list[Measurement]) -> Measurement:
    """Return the least of each figure; of memory the median, which is seen by looking now and then."""
    return dataclasses.replace(
        measurements[0],
        wall=min(each.wall for each in measurements),
        cpu=min(each.cpu for each in measurements),
        work_wall=min(each.work_wall for each in measurements),
        work_cpu=min(each.work_cpu for each in measurements),
        peak=statistics.median(each.peak for each in measurements),
        requests=min(each.requests for each in measurements),
    )


@contextlib.contextmanager
def served(data: Path, sizes: Sizes, latency: float, scratch: Path) -> Iterator[Bench]:
    """Serve the data, every response held back so many seconds."""
    with Sandbox(data, options=["--debug", "--latency", str(latency)]) as sandbox:
        yield Bench(sandbox, scratch, sizes, latency)


if __name__ == "__main__":
    main()
