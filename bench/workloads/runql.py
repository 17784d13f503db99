"""The workloads by runql's public API, with its defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bench.server.sizes import ARTIFACTS, ENTITY, HISTORY, METRICS

if TYPE_CHECKING:
    from runql import Api

    Found = dict[str, float]

_METRIC = METRICS[0]


def client() -> Api:
    from runql import Api

    return Api()


def small_files(api: Api, count: int, folder: str) -> Found:
    api.artifact(f"{ENTITY}/{ARTIFACTS}/small-{count}:v0").download(folder)
    return {}


def large_file(api: Api, count: int, folder: str) -> Found:
    api.artifact(f"{ENTITY}/{ARTIFACTS}/large-{count}:v0").download(folder)
    return {}


def runs(api: Api, count: int, folder: str) -> Found:
    rows, total = 0, 0.0
    for run in api.runs(f"{ENTITY}/runs-{count}"):
        rows += 1
        total += cast("float", run.config["lr"]) + cast("float", run.summary[_METRIC])
    return {"rows": rows, "sum": total}


def runs_to_pandas(api: Api, count: int, folder: str) -> Found:
    frame = api.runs(f"{ENTITY}/runs-{count}").to_pandas()
    total = frame["config.lr"].sum() + frame[f"summary.{_METRIC}"].sum()
    return {"rows": len(frame), "sum": float(total)}


def names(api: Api, count: int, folder: str) -> Found:
    found = [run.name for run in api.runs(f"{ENTITY}/runs-{count}", fields=[])]
    return {"rows": len(found), "sum": sum(int(name.rpartition("-")[2]) for name in found if name)}


def live_rows(api: Api, count: int, folder: str) -> Found:
    return _sum_rows(api, f"live-{count}")


def live_to_arrow(api: Api, count: int, folder: str) -> Found:
    import pyarrow.compute as pc

    table = api.run(f"{ENTITY}/{HISTORY}/live-{count}").history(format="arrow")
    return {"rows": table.num_rows, "sum": pc.sum(table.column(_METRIC)).as_py()}


def exported_rows(api: Api, count: int, folder: str) -> Found:
    return _sum_rows(api, f"exported-{count}")


def one_key(api: Api, count: int, folder: str) -> Found:
    return _sum_rows(api, f"exported-{count}", [_METRIC])


def many_histories(api: Api, count: int, folder: str) -> Found:
    frame = api.runs(f"{ENTITY}/many-{count}").histories().to_pandas()
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
    for row in api.run(f"{ENTITY}/{HISTORY}/{run}").scan_history(keys=keys):
        rows += 1
        total += cast("float", row[_METRIC])
    return {"rows": rows, "sum": total}
