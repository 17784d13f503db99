"""Both clients on one sandbox in one run, as ratios; lower is better for runql."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from bench.data import Sizes, lay
from bench.measure import Measurement, run_script
from bench.report import Report
from bench.work import WORK
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.work import Work


def main() -> None:
    """Lay the data, measure at each latency, print one line a piece of work."""
    asked = arguments()
    sizes = Sizes(**{field.name: getattr(asked, field.name) for field in dataclasses.fields(Sizes)})
    report = Report(sizes)
    with tempfile.TemporaryDirectory("-runql-bench") as scratch:
        data = Path(scratch) / "data"
        lay(data, sizes)
        for latency in asked.latency:
            report.begin(latency)
            with served(data, latency, scratch) as (sandbox, environment):
                for name, work in WORK.items():
                    if asked.only in name:
                        repeat = 1 if work.heavy else asked.repeat
                        report.add(name, *measured(sandbox, name, work, environment, repeat))
    if asked.write is not None:
        asked.write.write_text(report.markdown(), encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line: every size can be chosen."""
    parser = argparse.ArgumentParser(prog="make bench")
    for field in dataclasses.fields(Sizes):
        parser.add_argument(f"--{field.name}", type=int, default=field.default)
    parser.add_argument("--only", default="", help="works whose name holds this text")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--latency", type=float, nargs="+", default=[0.0, 0.05], help="seconds")
    parser.add_argument("--write", type=Path, help="Markdown file for the figures")
    return parser.parse_args()


@contextlib.contextmanager
def served(data: Path, latency: float, scratch: str) -> Iterator[tuple[Sandbox, dict[str, str]]]:
    """Serve the data, every answer held back, and give the variables of both clients."""
    with Sandbox(data, options=["--debug", "--latency", str(latency)]) as sandbox:
        quiet = {"WANDB_SILENT": "true", "WANDB_ERROR_REPORTING": "false"}
        folders = dict.fromkeys(("WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR"), scratch)
        yield sandbox, {**sandbox.environment(), **quiet, **folders}


def measured(
    sandbox: Sandbox, name: str, work: Work, environment: dict[str, str], repeat: int
) -> tuple[Work, Measurement, Measurement]:
    """Measure both sides of a work, and make sure that they found the same."""
    ours, theirs = (
        best([counted(sandbox, name, side, environment) for _ in range(repeat)])
        for side in ("runql", "official")
    )
    assert ours.answer == theirs.answer, f"{name}: {ours.answer} is not {theirs.answer}"
    return work, ours, theirs


def counted(sandbox: Sandbox, work: str, side: str, environment: dict[str, str]) -> Measurement:
    """Measure one side, with the requests that the server saw."""
    auth = ("api", sandbox.api_key)
    httpx.delete(f"{sandbox.base_url}/debug/requests", auth=auth).raise_for_status()
    measurement = run_script(work, side, environment)
    seen: dict[str, int] = httpx.get(f"{sandbox.base_url}/debug/requests", auth=auth).json()
    return dataclasses.replace(measurement, requests=sum(seen.values()))


def best(measurements: list[Measurement]) -> Measurement:
    """Take the least of each figure: what disturbed a run is not the client's."""
    return Measurement(
        wall=min(each.wall for each in measurements),
        cpu=min(each.cpu for each in measurements),
        peak=statistics.median(each.peak for each in measurements),
        requests=min(each.requests for each in measurements),
        answer=measurements[0].answer,
    )


if __name__ == "__main__":
    main()
