"""The pieces of work, as either client does them: `python -m bench.work NAME SIDE`."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RUNS = "bench-runs"
SCAN = "bench-scan"
MANY = "bench-many"
FILES = "bench-files"


def list_runs_official() -> object:
    import wandb

    total = 0.0
    for run in wandb.Api().runs(RUNS, lazy=False):
        total += run.config["lr"] + run.summary["loss"]
    return round(total, 6)


def list_runs_runql() -> object:
    from runql import Api

    total = 0.0
    for run in Api().runs(RUNS):
        lr, loss = run.config["lr"], run.summary["loss"]
        assert isinstance(lr, float)
        assert isinstance(loss, float)
        total += lr + loss
    return round(total, 6)


def list_lazy_official() -> object:
    import wandb

    runs = wandb.Api().runs(RUNS, per_page=50)
    return sum(len(run.config) for run, _ in zip(runs, range(120), strict=False))


def list_lazy_runql() -> object:
    from runql import Api

    return sum(len(run.config) for run in Api().runs(RUNS, per_page=50, limit=120))


def scan_official() -> object:
    import wandb

    rows = wandb.Api().run(f"{SCAN}/scan").scan_history(use_cache=False)
    return round(sum(row["metric0"] for row in rows), 3)


def scan_runql() -> object:
    from runql import Api

    total = 0.0
    for row in Api().run(f"{SCAN}/scan").scan_history():
        value = row["metric0"]
        assert isinstance(value, float)
        total += value
    return round(total, 3)


def columns_runql() -> object:
    import pyarrow.compute as pc

    from runql import Api

    table = Api().run(f"{SCAN}/scan").history(format="arrow")
    return round(pc.sum(table.column("metric0")).as_py(), 3)


def one_key_official() -> object:
    import wandb

    rows = wandb.Api().run(f"{SCAN}/scan").scan_history(keys=["metric7"], use_cache=False)
    return round(sum(row["metric7"] for row in rows), 3)


def one_key_runql() -> object:
    import pyarrow.compute as pc

    from runql import Api

    table = Api().run(f"{SCAN}/scan").history(keys=["metric7"], format="arrow")
    return round(pc.sum(table.column("metric7")).as_py(), 3)


def scan_live_official() -> object:
    import wandb

    rows = wandb.Api().run(f"{SCAN}/live").scan_history(use_cache=False)
    return [sum(1 for _ in rows)]


def scan_live_runql() -> object:
    from runql import Api

    return [sum(1 for _ in Api().run(f"{SCAN}/live").scan_history(page_size=10_000))]


def many_official() -> object:
    import pandas as pd
    import wandb

    frames = []
    for run in wandb.Api().runs(MANY):
        frame = pd.DataFrame(list(run.scan_history(use_cache=False)))
        frames.append(frame.assign(run=run.id))
    frame = pd.concat(frames, ignore_index=True)
    return [len(frame), round(float(frame["metric0"].sum()), 3)]


def many_runql() -> object:
    from runql import Api

    frame = Api().runs(MANY).histories().to_pandas()
    return [len(frame), round(float(frame["metric0"].sum()), 3)]


def small_files_official() -> object:
    import wandb

    with tempfile.TemporaryDirectory() as folder:
        for file in wandb.Api().run(f"{FILES}/small").files(per_page=1000):
            file.download(folder).close()
        return _sizes(folder)


def small_files_runql() -> object:
    from runql import Api

    with tempfile.TemporaryDirectory() as folder:
        Api().run(f"{FILES}/small").download_files(root=folder, workers=32)
        return _sizes(folder)


def large_file_official() -> object:
    import wandb

    with tempfile.TemporaryDirectory() as folder:
        wandb.Api().run(f"{FILES}/large").file("large.bin").download(folder).close()
        return _sizes(folder)


def large_file_runql() -> object:
    from runql import Api

    with tempfile.TemporaryDirectory() as folder:
        Api().run(f"{FILES}/large").file("large.bin").download(folder)
        return _sizes(folder)


def _sizes(folder: str) -> list[int]:
    sizes = [path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()]
    return [len(sizes), sum(sizes)]


def first_call_official() -> object:
    import wandb

    return wandb.Api().run(f"{SCAN}/scan").id


def first_call_runql() -> object:
    from runql import Api

    return Api().run(f"{SCAN}/scan").id


def import_official() -> object:
    import wandb

    return bool(wandb.Api)


def import_runql() -> object:
    import runql

    return bool(runql.Api)


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that both clients do.

    Attributes:
        official: How `wandb.Api` does it.
        runql: How runql does it.
        goals: Ratios ours : theirs to stay below, by what is measured.
        heavy: Whether the official side takes so long that once has to do.
    """

    official: Callable[[], object]
    runql: Callable[[], object]
    goals: Mapping[str, float] = field(default_factory=dict)
    heavy: bool = False


# The goals are those that the design set, each from the leanest code that was found for the work.
WORK: dict[str, Work] = {
    "import": Work(import_official, import_runql, {"CPU": 1 / 4}),
    "first call of a cold process": Work(first_call_official, first_call_runql),
    "config of 120 runs, defaults": Work(list_lazy_official, list_lazy_runql),
    "runs with config and summary": Work(
        list_runs_official, list_runs_runql, {"CPU": 1 / 5, "peak": 1 / 2}
    ),
    "scan, exported, as dicts": Work(scan_official, scan_runql, {"CPU": 1 / 15}, heavy=True),
    "scan, exported, as columns": Work(scan_official, columns_runql, {"CPU": 1 / 80}, heavy=True),
    "one key of it": Work(one_key_official, one_key_runql, {"CPU": 1 / 30}),
    "scan, live, as dicts": Work(scan_live_official, scan_live_runql, {"CPU": 1 / 15}),
    "many histories into one frame": Work(many_official, many_runql, {"CPU": 1 / 40}, heavy=True),
    "small files of a run": Work(
        small_files_official, small_files_runql, {"CPU": 1 / 5}, heavy=True
    ),
    "one large file": Work(large_file_official, large_file_runql, {"wall": 1 / 2}),
}

if __name__ == "__main__":
    print(json.dumps(getattr(WORK[sys.argv[1]], sys.argv[2])()))
