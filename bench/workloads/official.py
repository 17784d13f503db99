"""The workloads by `wandb.Api` with its defaults, as its users write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.server.sizes import ARTIFACTS, ENTITY, HISTORY, METRICS

if TYPE_CHECKING:
    from wandb import Api

    Found = dict[str, float]

_METRIC = METRICS[0]


def client() -> Api:
    import wandb

    return wandb.Api(timeout=600)


def small_files(api: Api, count: int, folder: str) -> Found:
    api.artifact(f"{ENTITY}/{ARTIFACTS}/small-{count}:v0").download(root=folder)
    return {}


def large_file(api: Api, count: int, folder: str) -> Found:
    api.artifact(f"{ENTITY}/{ARTIFACTS}/large-{count}:v0").download(root=folder)
    return {}


def runs(api: Api, count: int, folder: str) -> Found:
    rows, total = 0, 0.0
    for run in api.runs(f"{ENTITY}/runs-{count}", lazy=False):
        rows += 1
        total += run.config["lr"] + run.summary_metrics[_METRIC]
    return {"rows": rows, "sum": total}


def runs_to_pandas(api: Api, count: int, folder: str) -> Found:
    import pandas as pd

    rows = []
    for run in api.runs(f"{ENTITY}/runs-{count}", lazy=False):
        config = {f"config.{key}": value for key, value in run.config.items()}
        summary = {f"summary.{key}": value for key, value in run.summary_metrics.items()}
        rows.append({"id": run.id, "name": run.name, "state": run.state, **config, **summary})
    frame = pd.DataFrame(rows)
    total = frame["config.lr"].sum() + frame[f"summary.{_METRIC}"].sum()
    return {"rows": len(frame), "sum": float(total)}


def names(api: Api, count: int, folder: str) -> Found:
    found = [run.name for run in api.runs(f"{ENTITY}/runs-{count}")]
    return {"rows": len(found), "sum": sum(int(name.rpartition("-")[2]) for name in found)}


def live_rows(api: Api, count: int, folder: str) -> Found:
    return _sum_rows(api, f"live-{count}")


def exported_rows(api: Api, count: int, folder: str) -> Found:
    return _sum_rows(api, f"exported-{count}")


def one_key(api: Api, count: int, folder: str) -> Found:
    return _sum_rows(api, f"exported-{count}", [_METRIC])


def many_histories(api: Api, count: int, folder: str) -> Found:
    runs = api.runs(f"{ENTITY}/many-{count}")
    frame = runs.histories(samples=5000, format="pandas")
    return {"rows": len(frame), "sum": float(frame[_METRIC].sum())}


def samples(api: Api, count: int, folder: str) -> Found:
    run = api.run(f"{ENTITY}/{HISTORY}/longest")
    frames = [run.history(samples=500) for _ in range(count)]
    return {
        "rows": sum(map(len, frames)),
        "sum": sum(float(frame[_METRIC].sum()) for frame in frames),
    }


def _sum_rows(api: Api, run: str, keys: list[str] | None = None) -> Found:
    rows, total = 0, 0.0
    history = api.run(f"{ENTITY}/{HISTORY}/{run}").scan_history(keys=keys, use_cache=False)
    for row in history:
        rows += 1
        total += row[_METRIC]
    return {"rows": rows, "sum": total}
