"""Both clients on one sandbox in one run, as ratios; lower is better for runql."""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import tempfile

import httpx

from bench.data import fill
from bench.measure import Measurement, run_script
from bench.work import WORK
from runql.testing import Sandbox

ROW = "{:34} {:>16} {:>16} {:>18} {:>14}   {}"


def counted(sandbox: Sandbox, work: str, side: str, environment: dict[str, str]) -> Measurement:
    """Measure one side, with the requests that the server saw."""
    auth = ("api", sandbox.api_key)
    httpx.delete(f"{sandbox.base_url}/debug/requests", auth=auth).raise_for_status()
    measured = run_script(work, side, environment)
    seen: dict[str, int] = httpx.get(f"{sandbox.base_url}/debug/requests", auth=auth).json()
    return dataclasses.replace(measured, requests=sum(seen.values()))


def best(measurements: list[Measurement]) -> Measurement:
    """Take the least of each figure: what disturbed a run is not the client's."""
    return Measurement(
        wall=min(each.wall for each in measurements),
        cpu=min(each.cpu for each in measurements),
        peak=statistics.median(each.peak for each in measurements),
        requests=min(each.requests for each in measurements),
        answer=measurements[0].answer,
    )


def main() -> None:
    """Fill a sandbox, measure, print one line a piece of work."""
    arguments = argparse.ArgumentParser(prog="make bench")
    arguments.add_argument("--runs", type=int, default=2000)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--latency", type=float, default=0.0, help="seconds added to requests")
    asked = arguments.parse_args()
    options = ["--debug", "--latency", str(asked.latency)]
    with Sandbox(options=options) as sandbox, tempfile.TemporaryDirectory() as scratch:
        fill(sandbox, asked.runs, asked.rows)
        quiet = {"WANDB_SILENT": "true", "WANDB_ERROR_REPORTING": "false"}
        folders = dict.fromkeys(("WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR"), scratch)
        environment = {**sandbox.environment(), **quiet, **folders}
        header = ("work", "wall s", "CPU s", "peak MiB", "requests", "runql / official")
        print(ROW.format(*header))
        for work in WORK:
            ours, theirs = (
                best([counted(sandbox, work, side, environment) for _ in range(asked.repeat)])
                for side in ("runql", "official")
            )
            assert ours.answer == theirs.answer, f"{work}: {ours.answer} is not {theirs.answer}"
            print(line(work, ours, theirs), flush=True)


def line(work: str, ours: Measurement, theirs: Measurement) -> str:
    """Write a row: ours against theirs, then the ratios of wall, CPU and memory."""
    ratios = (
        f"wall {ours.wall / theirs.wall:.2f}, CPU {ours.cpu / theirs.cpu:.2f}, "
        f"peak {ours.peak / theirs.peak:.2f}"
    )
    return ROW.format(
        work,
        f"{ours.wall:.2f} : {theirs.wall:.2f}",
        f"{ours.cpu:.2f} : {theirs.cpu:.2f}",
        f"{ours.peak:.0f} : {theirs.peak:.0f}",
        f"{ours.requests} : {theirs.requests}",
        ratios,
    )


if __name__ == "__main__":
    main()
