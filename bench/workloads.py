"""The pieces of work, as either client does them: `python -m bench.workloads NAME SIDE COUNT FOLDER`."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bench.tasks import ARTIFACTS, FILES, MANY, RUNS, SCAN, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bench.tasks import Sizes


FIRST_CALL = "first call of a cold process"

UNITS = {
    "runs": "runs",
    "rows": "rows",
    "live": "rows",
    "many": "runs",
    "files": "files",
    "large": "bytes",
    "members": "files",
}


def list_runs_official(task: Task) -> object:
    import wandb

    total = 0.0
    for run in wandb.Api().runs(f"{RUNS}-{task.count}", lazy=False):
        total += run.config["lr"] + run.summary["loss"]
    return round(total, 6)


def list_runs_runql(task: Task) -> object:
    from runql import Api

    total = 0.0
    for run in Api().runs(f"{RUNS}-{task.count}"):
        lr, loss = run.config["lr"], run.summary["loss"]
        assert isinstance(lr, float)
        assert isinstance(loss, float)
        total += lr + loss
    return round(total, 6)


def list_lazy_official(task: Task) -> object:
    import wandb

    runs = wandb.Api().runs(f"{RUNS}-{task.count}", per_page=50)
    return sum(len(run.config) for run, _ in zip(runs, range(120), strict=False))


def list_lazy_runql(task: Task) -> object:
    from runql import Api

    runs = Api().runs(f"{RUNS}-{task.count}", per_page=50, limit=120)
    return sum(len(run.config) for run in runs)


def scan_official(task: Task) -> object:
    import wandb

    rows = wandb.Api().run(f"{SCAN}/scan-{task.count}").scan_history(use_cache=False)
    return round(sum(row["metric0"] for row in rows), 3)


def scan_runql(task: Task) -> object:
    from runql import Api

    total = 0.0
    for row in Api().run(f"{SCAN}/scan-{task.count}").scan_history():
        value = row["metric0"]
        assert isinstance(value, float)
        total += value
    return round(total, 3)


def columns_runql(task: Task) -> object:
    import pyarrow.compute as pc

    from runql import Api

    table = Api().run(f"{SCAN}/scan-{task.count}").history(format="arrow")
    return round(pc.sum(table.column("metric0")).as_py(), 3)


def one_key_official(task: Task) -> object:
    import wandb

    rows = (
        wandb.Api().run(f"{SCAN}/scan-{task.count}").scan_history(keys=["metric7"], use_cache=False)
    )
    return round(sum(row["metric7"] for row in rows), 3)


def one_key_runql(task: Task) -> object:
    import pyarrow.compute as pc

    from runql import Api

    table = Api().run(f"{SCAN}/scan-{task.count}").history(keys=["metric7"], format="arrow")
    return round(pc.sum(table.column("metric7")).as_py(), 3)


def scan_live_official(task: Task) -> object:
    import wandb

    rows = wandb.Api().run(f"{SCAN}/live-{task.count}").scan_history(use_cache=False)
    return [sum(1 for _ in rows)]


def scan_live_runql(task: Task) -> object:
    from runql import Api

    return [sum(1 for _ in Api().run(f"{SCAN}/live-{task.count}").scan_history(page_size=10_000))]


def many_official(task: Task) -> object:
    import pandas as pd
    import wandb

    frames = []
    for run in wandb.Api().runs(f"{MANY}-{task.count}"):
        frame = pd.DataFrame(list(run.scan_history(use_cache=False)))
        frames.append(frame.assign(run=run.id))
    frame = pd.concat(frames, ignore_index=True)
    return [len(frame), round(float(frame["metric0"].sum()), 3)]


def many_runql(task: Task) -> object:
    from runql import Api

    frame = Api().runs(f"{MANY}-{task.count}").histories().to_pandas()
    return [len(frame), round(float(frame["metric0"].sum()), 3)]


def small_files_official(task: Task) -> None:
    import wandb

    for file in wandb.Api().run(f"{FILES}/small-{task.count}").files(per_page=1000):
        file.download(str(task.folder)).close()


def small_files_runql(task: Task) -> None:
    from runql import Api

    run = Api().run(f"{FILES}/small-{task.count}")
    run.download_files(root=task.folder, workers=32)


def small_files_floor(task: Task) -> None:
    from bench.floor import fetch_small

    fetch_small(task)


def large_file_official(task: Task) -> None:
    import wandb

    run = wandb.Api().run(f"{FILES}/large-{task.count}")
    run.file("large.bin").download(str(task.folder)).close()


def large_file_runql(task: Task) -> None:
    from runql import Api

    run = Api().run(f"{FILES}/large-{task.count}")
    run.file("large.bin").download(task.folder)


def large_file_floor(task: Task) -> None:
    from bench.floor import fetch_large

    fetch_large(task)


def many_members_official(task: Task) -> None:
    _artifact_official(task, "many")


def many_members_runql(task: Task) -> None:
    _artifact_runql(task, "many")


def many_members_floor(task: Task) -> None:
    from bench.floor import fetch_members

    fetch_members(task)


def large_member_official(task: Task) -> None:
    _artifact_official(task, "large")


def large_member_runql(task: Task) -> None:
    _artifact_runql(task, "large")


def _artifact_official(task: Task, name: str) -> None:
    import wandb

    artifact = wandb.Api().artifact(f"{ARTIFACTS}/{name}-{task.count}:latest")
    artifact.download(root=str(task.folder))


def _artifact_runql(task: Task, name: str) -> None:
    from runql import Api

    with Api() as api:
        api.artifact(f"{ARTIFACTS}/{name}-{task.count}:latest").download(task.folder)


def first_call_official(task: Task) -> object:
    import wandb

    return wandb.Api().run(f"{SCAN}/scan-{task.count}").id


def first_call_runql(task: Task) -> object:
    from runql import Api

    return Api().run(f"{SCAN}/scan-{task.count}").id


def import_official(task: Task) -> object:
    import wandb

    return bool(wandb.Api)


def import_runql(task: Task) -> object:
    import runql

    return bool(runql.Api)


@dataclass(frozen=True, slots=True)
class Workload:
    """One thing that both clients do.

    Attributes:
        official: How `wandb.Api` does it.
        runql: How runql does it.
        size: Which of the sizes it depends on.
        delayed: How much of that at most when requests are held back; None for all of it. The
            official client asks so often that all of it would take up to an hour.
        goals: Ratios ours : theirs to stay below, by what is measured; they hold for all of it.
        heavy: Whether the official side takes so long that once has to do.
        cache: How the cache of artifacts is when it starts.
        floor: The least that does it, to tell what no client can save; None where no one wrote it.
    """

    official: Callable[[Task], object]
    runql: Callable[[Task], object]
    size: str
    delayed: int | None = None
    goals: Mapping[str, float] = field(default_factory=dict)
    heavy: bool = False
    cache: Literal["cold", "warm"] | None = None
    floor: Callable[[Task], object] | None = None

    def count_at(self, latency: float, sizes: Sizes) -> int:
        """Return how much both sides do when every request is held back so many seconds."""
        count: int = getattr(sizes, self.size)
        return count if not latency or self.delayed is None else min(count, self.delayed)

    def amount(self, count: int) -> str:
        """Return a count as text, with its unit."""
        unit = UNITS[self.size]
        return f"{count / 2**20:,.0f} MiB" if unit == "bytes" else f"{count:,} {unit}"


# The goals are those that the design set, each from the leanest code that was found for the work.
WORKLOADS: dict[str, Workload] = {
    "import": Workload(import_official, import_runql, "runs", goals={"start": 1 / 4}),
    FIRST_CALL: Workload(first_call_official, first_call_runql, "rows"),
    "config of 120 runs, defaults": Workload(list_lazy_official, list_lazy_runql, "runs"),
    "runs with config and summary": Workload(
        list_runs_official, list_runs_runql, "runs", goals={"CPU": 1 / 5, "peak": 1 / 2}
    ),
    "scan, exported, as dicts": Workload(
        scan_official, scan_runql, "rows", delayed=200_000, goals={"CPU": 1 / 15}, heavy=True
    ),
    "scan, exported, as columns": Workload(
        scan_official, columns_runql, "rows", delayed=200_000, goals={"CPU": 1 / 80}, heavy=True
    ),
    "one key of it": Workload(
        one_key_official, one_key_runql, "rows", delayed=200_000, goals={"CPU": 1 / 30}, heavy=True
    ),
    "scan, live, as dicts": Workload(
        scan_live_official, scan_live_runql, "live", goals={"CPU": 1 / 15}, heavy=True
    ),
    "many histories into one frame": Workload(
        many_official, many_runql, "many", delayed=100, goals={"CPU": 1 / 40}, heavy=True
    ),
    "small files of a run": Workload(
        small_files_official,
        small_files_runql,
        "files",
        delayed=500,
        goals={"CPU": 1 / 5},
        heavy=True,
        floor=small_files_floor,
    ),
    "one large file": Workload(
        large_file_official,
        large_file_runql,
        "large",
        goals={"wall": 1 / 2},
        floor=large_file_floor,
    ),
    "artifact of small files, cold": Workload(
        many_members_official,
        many_members_runql,
        "members",
        goals={"CPU": 1 / 5},
        heavy=True,
        cache="cold",
        floor=many_members_floor,
    ),
    "artifact of small files, warm": Workload(
        many_members_official, many_members_runql, "members", heavy=True, cache="warm"
    ),
    "artifact of one file, cold": Workload(
        large_member_official,
        large_member_runql,
        "large",
        goals={"wall": 1 / 2},
        heavy=True,
        cache="cold",
    ),
    "artifact of one file, warm": Workload(
        large_member_official, large_member_runql, "large", heavy=True, cache="warm"
    ),
}


def main() -> None:
    """Do the work named on the command line, once the modules named on standard input are loaded."""
    name, side, count, root = sys.argv[1:]
    for module in sys.stdin.read().split():
        # What does not load by itself is loaded by the work, if at all.
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    loaded_at, spent = time.time(), os.times()
    result = getattr(WORKLOADS[name], side)(Task(int(count), Path(root)))
    told = {
        "result": result,
        "loaded_at": loaded_at,
        "loading_cpu": spent.user + spent.system,
        "modules": [each for each in sys.modules if each != "__main__"],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
