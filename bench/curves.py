"""A metric of many runs as a band of each group: mean and deviation over steps, as either client does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.tasks import MANY, Task

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["band_official", "band_runql", "small_band_official", "small_band_runql"]

_KEY = "metric0"
_PLACES = 200
_POINTS = 500


def band_official(task: Task) -> object:
    import pandas as pd
    import wandb

    frames = []
    for run in wandb.Api().runs(f"{MANY}-{task.count}", lazy=False):
        rows = list(run.scan_history(keys=["_step", _KEY], use_cache=False))
        frames.append(pd.DataFrame(rows).assign(algo=run.config["algo"]))
    data = pd.concat(frames, ignore_index=True)
    band = data.groupby(["algo", "_step"])[_KEY].agg(["mean", "std"]).reset_index()
    return _found(band)


def band_runql(task: Task) -> object:
    from runql import Api

    runs = Api().runs(f"{MANY}-{task.count}")
    return _found(runs.curves(_KEY, by=["config.algo"], grid="union").to_pandas())


def small_band_official(task: Task) -> object:
    import pandas as pd
    import wandb

    frames = []
    for run in wandb.Api().runs(f"{MANY}-{task.count}", lazy=False):
        frame = run.history(keys=[_KEY], samples=_POINTS)
        frames.append(frame.assign(algo=run.config["algo"]))
    data = pd.concat(frames, ignore_index=True)
    data["place"] = pd.cut(data["_step"], _PLACES)
    band = data.groupby(["algo", "place"], observed=True)[_KEY].agg(["mean", "std"]).reset_index()
    return _roughly(band)


def small_band_runql(task: Task) -> object:
    from runql import Api

    runs = Api().runs(f"{MANY}-{task.count}")
    curves = runs.curves(
        _KEY, by=["config.algo"], grid=_PLACES, resolution="buckets", points=_POINTS
    )
    return _roughly(curves.to_pandas())


def _found(band: pd.DataFrame) -> object:
    return [len(band), round(float(band["mean"].sum()), 4), round(float(band["std"].sum()), 4)]


def _roughly(band: pd.DataFrame) -> object:
    """Return what both find, although one is made of a sample and the other of means."""
    return [len(band), round(float(band["mean"].mean()), 1)]
