"""The pieces of work, as either client does them: `python -m bench.work NAME SIDE`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = "bench-runs"
SCAN = "bench-scan"


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
    return [sum(1 for _ in rows)]


def scan_runql() -> object:
    from runql import Api

    return [sum(1 for _ in Api().run(f"{SCAN}/scan").scan_history())]


def scan_live_official() -> object:
    import wandb

    rows = wandb.Api().run(f"{SCAN}/live").scan_history(use_cache=False)
    return [sum(1 for _ in rows)]


def scan_live_runql() -> object:
    from runql import Api

    return [sum(1 for _ in Api().run(f"{SCAN}/live").scan_history(page_size=10_000))]


def frame_official() -> object:
    import pandas as pd
    import wandb

    rows = wandb.Api().run(f"{SCAN}/scan").scan_history(use_cache=False)
    return [len(pd.DataFrame(list(rows)))]


def frame_runql() -> object:
    from runql import Api

    return [len(Api().run(f"{SCAN}/scan").history())]


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


WORK: dict[str, dict[str, Callable[[], object]]] = {
    "import": {"official": import_official, "runql": import_runql},
    "first call of a cold process": {"official": first_call_official, "runql": first_call_runql},
    "config of 120 runs, defaults": {"official": list_lazy_official, "runql": list_lazy_runql},
    "2,000 runs, config and summary": {"official": list_runs_official, "runql": list_runs_runql},
    "scan 100,000 x 10, exported": {"official": scan_official, "runql": scan_runql},
    "scan 100,000 x 10, live": {"official": scan_live_official, "runql": scan_live_runql},
    "100,000 x 10 into a frame": {"official": frame_official, "runql": frame_runql},
}

if __name__ == "__main__":
    print(json.dumps(WORK[sys.argv[1]][sys.argv[2]]()))
