"""A metric of many runs as a band of each group: mean and deviation over steps, as either client does it.

`python -m bench.end_to_end.bands` prints the table of `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from bench.end_to_end.data import lay
from bench.end_to_end.projects import MANY
from bench.measuring.process import measure
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from bench.measuring.process import Measurement

    Found = dict[str, float]

__all__ = ["client", "main"]

_KEY: Final = "metric0"
_PLACES: Final = 200
_POINTS: Final = 500
_WORKS: Final = {
    "band": ("band_runql", "band_official"),
    "small band": ("small_runql", "small_official"),
}


def client() -> None:
    """Return nothing, because each program creates its own client."""


def band_official(_: None, count: int, folder: str) -> Found:
    import pandas as pd
    import wandb

    frames = []
    for run in wandb.Api().runs(f"{MANY}-{count}", lazy=False):
        rows = list(run.scan_history(keys=["_step", _KEY], use_cache=False))
        frames.append(pd.DataFrame(rows).assign(algo=run.config["algo"]))
    data = pd.concat(frames, ignore_index=True)
    band = data.groupby(["algo", "_step"])[_KEY].agg(["mean", "std"]).reset_index()
    return _found(band)


def band_runql(_: None, count: int, folder: str) -> Found:
    from runql import Api

    runs = Api().runs(f"{MANY}-{count}")
    return _found(runs.curves(_KEY, by=["config.algo"], grid="union").to_pandas())


def small_official(_: None, count: int, folder: str) -> Found:
    import pandas as pd
    import wandb

    frames = []
    for run in wandb.Api().runs(f"{MANY}-{count}", lazy=False):
        frame = run.history(keys=[_KEY], samples=_POINTS)
        frames.append(frame.assign(algo=run.config["algo"]))
    data = pd.concat(frames, ignore_index=True)
    data["place"] = pd.cut(data["_step"], _PLACES)
    band = data.groupby(["algo", "place"], observed=True)[_KEY].agg(["mean", "std"]).reset_index()
    return _roughly(band)


def small_runql(_: None, count: int, folder: str) -> Found:
    from runql import Api

    runs = Api().runs(f"{MANY}-{count}")
    curves = runs.curves(
        _KEY, by=["config.algo"], grid=_PLACES, resolution="buckets", points=_POINTS
    )
    return _roughly(curves.to_pandas())


def _found(band: pd.DataFrame) -> Found:
    return {"rows": len(band), "mean": float(band["mean"].sum()), "std": float(band["std"].sum())}


def _roughly(band: pd.DataFrame) -> Found:
    """Return the values that both clients find, although one samples and the other computes means."""
    return {"rows": len(band), "mean": round(float(band["mean"].mean()), 1)}


class _Served:
    """A sandbox as a server that counts requests."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def environment(self) -> dict[str, str]:
        quiet = {"WANDB_SILENT": "true", "WANDB_ERROR_REPORTING": "false"}
        return {**self._sandbox.environment(), **quiet}

    def counted(self) -> Mapping[str, int]:
        address, auth = f"{self._sandbox.base_url}/debug/requests", ("api", self._sandbox.api_key)
        seen: dict[str, int] = httpx.get(address, auth=auth).json()
        httpx.delete(address, auth=auth).raise_for_status()
        return seen


def main(arguments: list[str] | None = None) -> None:
    """Write the data, measure in turns, and print a line for each workload and latency."""
    parser = argparse.ArgumentParser(prog="python -m bench.end_to_end.bands")
    parser.add_argument("--many", type=int, default=200, help="runs without latency")
    parser.add_argument("--delayed", type=int, default=100, help="runs with latency")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--latency", type=float, nargs="+", default=[0.0, 0.05], help="seconds")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args(arguments)
    print(
        "| workload | added to requests | runs | wall s | CPU s | memory MiB | requests | wall, CPU |"
    )
    print("|---|---|---|---|---|---|---|---|")
    counts: dict[str, set[int]] = {
        each: set() for each in ("runs", "rows", "live", "files", "large")
    }
    counts["many"] = {options.many, options.delayed}
    with tempfile.TemporaryDirectory("-runql-bench") as scratch:
        data = Path(scratch) / "data"
        lay(data, counts, options.steps)
        for latency in options.latency:
            with Sandbox(data, options=["--debug", "--latency", str(latency)]) as sandbox:
                for name in _WORKS:
                    count = options.delayed if latency else options.many
                    ours, theirs = _compare(_Served(sandbox), name, count, options.repeat)
                    print(_line(name, latency, count, ours, theirs), flush=True)


def _compare(
    served: _Served, name: str, count: int, repeat: int
) -> tuple[list[Measurement], list[Measurement]]:
    """Measure both sides in turns, once their modules are known, and compare what they found."""
    known: list[Mapping[str, float]] = []

    def check(found: Mapping[str, float], folder: Path) -> None:
        known.append(found)
        assert all(math.isclose(found[key], known[0][key], rel_tol=1e-9) for key in found), known

    targets = [f"{__spec__.name}:{side}" for side in _WORKS[name]]
    modules = [measure(target, count, served, check).modules for target in targets]
    turns = [
        [
            measure(target, count, served, check, modules=loaded)
            for target, loaded in zip(targets, modules, strict=True)
        ]
        for _ in range(repeat)
    ]
    return [turn[0] for turn in turns], [turn[1] for turn in turns]


def _line(
    name: str, latency: float, count: int, ours: list[Measurement], theirs: list[Measurement]
) -> str:
    def both(figure: str, digits: int) -> tuple[str, float]:
        own, other = (
            statistics.median(getattr(each, figure) for each in side) for side in (ours, theirs)
        )
        return f"{own:.{digits}f} : {other:.{digits}f}", own / max(1e-6, other)

    wall, cpu, memory, requests = (
        both("wall", 2), both("cpu", 2), both("memory", 0), both("requests", 0),
    )  # fmt: skip
    added = f"{1000 * latency:.0f} ms" if latency else "nothing"
    cells = (
        name, added, str(count), wall[0], cpu[0], memory[0], requests[0], f"{wall[1]:.3f}, {cpu[1]:.3f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
