"""Curves of histories that the server reduces: what is requested, what is read, and how near it is to every row."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pandas as pd
import pytest

from runql.errors import DataValidationError, UnsupportedError, UsageError
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql import Api
    from runql._models.analysis.curve_reads import Resolution
    from runql.analysis import CurveRead, Curves, CurvesInfo
    from runql.testing import SandboxUser

PROJECT = "resolutions"
LENGTHS = {"a0": 1000, "a1": 800, "b0": 600, "b1": 40}


def row(run: str, step: int) -> dict[str, Any]:
    noise = ((step * 37 + len(run) + ord(run[1])) % 101) / 500
    return {
        "_step": step,
        "_timestamp": 1.79e9 + step,
        "loss": math.exp(-step / 300) + noise + (5 if (run, step) == ("a1", 403) else 0),
        "epoch": step // 50,
        "back": -step,
        "note": "low",
        "rough": float("nan") if step % 10 == 0 else step,
    }


@pytest.fixture(scope="module")
def path(sandbox: Sandbox, user: SandboxUser) -> str:
    with sandbox.api(user) as api:
        for run in LENGTHS:
            api.create_run(PROJECT, run_id=run, config={"algo": run[0]}, state="finished")
        api.create_run(PROJECT, run_id="empty", config={"algo": "a"})
    for run, length in LENGTHS.items():
        lines = [json.dumps(row(run, step)) for step in range(length)]
        url = f"{sandbox.base_url}/files/{user.entity}/{PROJECT}/{run}/file_stream"
        body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": lines}}, "complete": True}
        httpx.post(url, json=body, auth=("api", user.api_key)).raise_for_status()
    return f"{user.entity}/{PROJECT}"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def reads(info: CurvesInfo) -> dict[str, CurveRead]:
    return {read.run_id: read for read in info.reads}


def test_buckets_of_a_page_of_runs_are_one_request(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path)
    list(runs)
    requests()
    info = runs.curves("loss", by=["config.algo"], resolution="buckets", points=100).info
    assert dict(requests()) == {"ListRunHistoryBuckets": 1}
    assert (info.resolution, info.runs, info.without) == ("buckets", 4, ("empty",))
    assert set(info.bucketed) == {"a0", "a1", "b0"}
    assert info.sampled == ()
    found = reads(info)
    assert [(each.points, each.rows, each.total_rows) for each in found.values()] == [
        (min(length, 100), length, length) for length in (LENGTHS[run] for run in found)
    ]
    assert found["b1"].resolution == "exact", "40 rows in 100 buckets are the rows"
    assert info.points == 340


def test_samples_of_a_page_of_runs_are_one_request(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path)
    list(runs)
    requests()
    curves = runs.curves("loss", by=["config.algo"], resolution="sampled", points=100)
    assert dict(requests()) == {"ListRunSampledHistories": 1}
    assert set(curves.info.sampled) == {"a0", "a1", "b0"}
    assert curves.info.bucketed == ()
    found = reads(curves.info)
    assert (found["a0"].points, found["a0"].rows, found["a0"].total_rows) == (100, 100, 1000)
    assert (found["b1"].resolution, found["b1"].points) == ("exact", 40)


def test_every_row_is_read_unless_less_is_asked_for(api: Api, path: str) -> None:
    info = api.runs(path).curves("loss").info
    assert (info.resolution, info.sampled, info.bucketed) == ("exact", (), ())
    assert {run: read.rows for run, read in reads(info).items()} == LENGTHS
    assert {read.resolution for read in info.reads} == {"exact"}


def expected_of_buckets(length: int, run: str, points: int, places: list[float]) -> list[float]:
    """Return the means of rows in neighbors of one size at given places, by pandas."""
    frame = pd.DataFrame([row(run, step) for step in range(length)])
    size = math.ceil(length / points)
    means = frame.groupby(frame.index // size)[["_step", "loss"]].mean()
    found: list[float] = np.interp(places, means["_step"], means["loss"]).tolist()
    return found


def test_bucket_means_are_those_of_pandas(api: Api, path: str) -> None:
    places = [0.0, 100, 250, 403, 555]
    curves = api.runs(path, {"config.algo": "a"}).curves(
        "loss", grid=places, resolution="buckets", points=50
    )
    values = [expected_of_buckets(LENGTHS[run], run, 50, places) for run in ("a0", "a1")]
    frame = curves.to_pandas()
    np.testing.assert_allclose(frame["mean"], np.mean(values, axis=0), rtol=1e-12)
    np.testing.assert_allclose(frame["std"], np.std(values, axis=0, ddof=1), rtol=1e-12)
    assert frame["n"].tolist() == [2] * 5


def test_no_peak_is_lost_in_the_envelope(api: Api, path: str) -> None:
    def envelope(resolution: Any) -> pd.DataFrame:
        runs = api.runs(path, {"config.algo": "a"})
        stats: Any = ("mean", "envelope", "n")
        return runs.curves("loss", grid=21, stats=stats, resolution=resolution).to_pandas()

    exact, buckets = envelope("exact"), envelope("buckets")
    peak = row("a1", 403)["loss"]
    assert exact["envelope_high"].max() == buckets["envelope_high"].max() == peak
    assert exact["mean"].max() < 2, "the place of the peak is none of the grid"
    assert exact["_step"].tolist() == buckets["_step"].tolist()
    assert exact["n"].tolist() == buckets["n"].tolist()
    assert (buckets["envelope_low"] <= exact["envelope_low"]).all()
    assert (buckets["envelope_high"] >= exact["envelope_high"]).all()


def test_other_axes_and_values_that_are_not_finite(api: Api, path: str) -> None:
    runs = api.runs(path, {"config.algo": "a"})
    curves = runs.curves("rough", "_timestamp", grid=5, resolution="buckets", points=100)
    exact = runs.curves("rough", "_timestamp", grid=5)
    assert curves.to_pandas()["_timestamp"].iloc[-1] == exact.to_pandas()["_timestamp"].iloc[-1]
    np.testing.assert_allclose(curves.to_pandas()["mean"].iloc[1:4], [250, 499.5, 749], rtol=0.02)
    epochs = runs.curves("loss", "epoch", grid=[0.0, 10], resolution="buckets", points=100)
    assert epochs.to_pandas()["n"].tolist() == [2, 2]


def test_an_axis_that_falls_and_texts_are_no_curve(api: Api, path: str) -> None:
    runs = api.runs(path)
    with pytest.raises(DataValidationError, match="do not ascend"):
        runs.curves("loss", "back", resolution="buckets", points=100)
    assert len(runs.curves("loss", "back")) > 0, "every row can be sorted"
    resolutions: list[Resolution] = ["exact", "buckets", "sampled"]
    for resolution in resolutions:
        with pytest.raises(DataValidationError, match="Curves require numbers"):
            runs.curves("note", resolution=resolution)


@pytest.mark.parametrize("resolution", ["buckets", "sampled"])
def test_a_misspelt_metric_is_told(api: Api, path: str, resolution: Any) -> None:
    with pytest.warns(UserWarning, match="Did you mean 'loss'"):
        assert len(api.runs(path).curves("losss", resolution=resolution)) == 0


@pytest.mark.parametrize("resolution", ["buckets", "sampled"])
async def test_async_curves_are_the_same(
    sandbox: Sandbox, user: SandboxUser, path: str, resolution: Any
) -> None:
    def asked(curves: Curves) -> pd.DataFrame:
        return curves.to_pandas()

    with sandbox.api(user) as api:
        expected = api.runs(path).curves("loss", by=["config.algo"], resolution=resolution)
    async with sandbox.async_api(user) as asynchronous:
        found = await asynchronous.runs(path).curves(
            "loss", by=["config.algo"], resolution=resolution
        )
    pd.testing.assert_frame_equal(asked(found), asked(expected))
    assert found.info == expected.info


def test_what_does_not_go_with_buckets_sends_nothing(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    with pytest.raises(UsageError, match="grid='union'"):
        api.runs(path).curves("loss", grid="union", resolution="buckets")
    assert requests() == {}


def test_steps_of_a_sample(api: Api, path: str) -> None:
    curves = api.runs(path, {"config.algo": "a"}).curves(
        "loss", resolution="sampled", min_step=100, max_step=160, grid=3
    )
    assert curves.to_pandas()["_step"].tolist() == [100, 129.5, 159]
    assert curves.info.points == 120


def test_servers_without_buckets_say_what_to_do() -> None:
    with Sandbox(options=["--server", "2024-01"]) as older, older.api() as api:
        api.create_run("p", run_id="r")
        path = f"{api.viewer.entity}/p"
        with pytest.raises(UnsupportedError, match="in buckets"):
            api.runs(path).curves("loss", resolution="buckets")
        assert len(api.runs(path).curves("loss", resolution="sampled")) == 0
