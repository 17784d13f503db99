"""Curves, groups and differences of runs that the official SDK logged, compared with pandas on the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from runql import Api, AsyncApi
from runql.analysis import EMA
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql._wire.json_types import JsonValue
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import math, wandb
for algo in ("dqn", "ppo"):
    for seed in range(3):
        config = {"algo": algo, "seed": seed, "net": {"width": 64 if algo == "ppo" else 32}}
        with wandb.init(project="curves", id=f"{algo}{seed}", config=config, group=algo) as run:
            for step in range(40 - 5 * seed):
                run.log({"loss": math.exp(-step / 10) * (1 + seed) + (algo == "ppo"), "global_step": step * 100})
            run.summary["reward"] = seed + 10 * (algo == "ppo")
with wandb.init(project="curves", id="dqn0-again", config={"algo": "dqn", "seed": 0, "net": {"width": 32}}) as run:
    run.log({"note": "no loss here"})
"""


@pytest.fixture(scope="module")
def path(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/curves"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def rows_of(api: Api, path: str) -> pd.DataFrame:
    """Return all rows of the runs with a loss, with their config."""
    frames = [
        run.history(keys=["loss", "global_step"]).assign(
            algo=str(run.config["algo"]), seed=str(run.config["seed"])
        )
        for run in api.runs(path)
        if "loss" in run.summary
    ]
    return pd.concat(frames)


def test_a_union_grid_is_what_pandas_groups(api: Api, path: str) -> None:
    expected = (
        rows_of(api, path)
        .groupby(["algo", "_step"])["loss"]
        .agg(["mean", "std", "min", "max", "median", "count"])
        .reset_index()
    )
    curves = api.runs(path).curves(
        "loss", by=["config.algo"], grid="union", stats=("mean", "std", "min", "max", "median", "n")
    )
    found = curves.to_pandas()
    assert found["config.algo"].tolist() == expected["algo"].tolist()
    assert found["_step"].tolist() == expected["_step"].tolist()
    for ours, theirs in (
        ("mean", "mean"), ("std", "std"), ("min", "min"), ("max", "max"), ("median", "median"), ("n", "count"),
    ):  # fmt: skip
        np.testing.assert_allclose(found[ours], expected[theirs], rtol=1e-12)
    assert curves.info.runs == 6
    assert curves.info.points == len(rows_of(api, path))
    assert curves.info.without == ("dqn0-again",)


def test_another_x_axis_and_places_between_the_points(api: Api, path: str) -> None:
    curves = api.runs(path).curves("loss", "global_step", by=["group"], grid=[50.0, 2850.0, 3900.0])
    rows = rows_of(api, path)
    for record in curves.records():
        of_group = rows[rows["algo"] == record["group"]]
        place = float(str(record["global_step"]))
        values = [
            float(np.interp(place, run["global_step"].to_numpy(), run["loss"].to_numpy()))
            for _, run in of_group.groupby("seed")
            if run["global_step"].max() >= place
        ]
        assert record["n"] == len(values)
        assert record["mean"] == pytest.approx(np.mean(values))
    assert [record["n"] for record in curves.records()] == [3, 3, 1, 3, 3, 1]


def test_of_runs_with_one_seed_the_newest_counts(api: Api, path: str) -> None:
    info = api.runs(path).curves("loss", by=["config.algo"], over="config.seed").info
    assert info.superseded == ("dqn0",)
    assert info.runs == 5


async def test_async_curves_are_the_same(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    with sandbox.api(user) as api:
        expected = api.runs(path).curves("loss", by=["config.algo"], smooth=EMA(0.6)).to_pandas()
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as asynchronous:
        runs = asynchronous.runs(path)
        found = (await runs.curves("loss", by=["config.algo"], smooth=0.6)).to_pandas()
        pd.testing.assert_frame_equal(found, expected)
        assert len(found) == 400
        differences = await runs.differences()
    assert [each.key for each in differences] == ["config.algo", "config.net.width", "config.seed"]


def test_requests_are_pages_and_not_runs(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path)
    list(runs)
    requests()
    runs.curves("loss", by=["config.algo"])
    counted = requests()
    assert counted["ListRuns"] == 0
    assert counted["ListRunHistoryPlans"] == 1
    assert sum(counted.values()) <= 1 + 7


def test_a_misspelt_key_is_an_error(api: Api, path: str) -> None:
    with pytest.raises(UsageError, match=r"config\.algos"):
        api.runs(path).curves("loss", by=["config.algos"])
    with pytest.warns(UserWarning, match="los"):
        assert len(api.runs(path).curves("los")) == 0


def test_texts_are_no_curve(api: Api, path: str) -> None:
    with pytest.raises(DataValidationError, match="Curves require numbers"):
        api.runs(path).curves("note")


@pytest.mark.parametrize(
    "wrong",
    [{"stats": ["var"]}, {"grid": 1}, {"smooth": 2}, {"by": "config.algo"}, {"interval": "z"}, {"window": 0}],
    ids=str,
)  # fmt: skip
def test_bad_arguments_send_nothing(
    api: Api, path: str, requests: Callable[[], Counter[str]], wrong: dict[str, object]
) -> None:
    with pytest.raises(UsageError):
        api.runs(path).curves("loss", **wrong)  # type: ignore[arg-type]
    assert requests() == {}


def test_statistics_of_groups_are_those_of_pandas(api: Api, path: str) -> None:
    runs = api.runs(path, filters={"summary_metrics.reward": {"$exists": True}})
    table = runs.group_by("config.algo").aggregate(
        {"summary.reward": ["mean", "std", "sem", "best"]}, mode="max"
    )
    expected = (
        runs.to_pandas().groupby("config.algo")["summary.reward"].agg(["mean", "std", "sem", "max"])
    )
    found = table.to_pandas().set_index("config.algo").drop(columns="runs")
    np.testing.assert_allclose(found.to_numpy(), expected.to_numpy())
    assert "| ppo | 3 | **11.000 ± 1.000** |" in table.to_markdown()
    assert runs.group_by("config.algo", "config.seed").sizes()["dqn", 0] == 1


def test_documents_that_a_list_left_out_are_loaded(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    light = api.runs(path, fields=["name", "state"])
    assert [each.key for each in light.differences()] == [
        "config.algo", "config.net.width", "config.seed",
    ]  # fmt: skip
    assert api.runs(path, fields=["config.seed"]).group_by("config.algo").sizes() == {
        ("dqn",): 4, ("ppo",): 3,
    }  # fmt: skip
    requests()
    curves = api.runs(path, fields=["name"]).curves("loss", by=["config.algo"])
    assert curves.info.runs == 6
    assert sum(requests().values()) <= 3 + 7


def test_curves_of_groups_with_values_of_several_types(api: Api, path: str) -> None:
    values: list[JsonValue] = [0.1, "0.1", True, [1]]
    runs = api.runs(path)
    for index, run in enumerate(sorted(runs, key=lambda run: run.id)):
        run.config["mixed"] = values[index % len(values)]
    runs.update()
    curves = api.runs(path).curves("loss", by=["config.mixed"], grid=[0.0])
    found = {record["config.mixed"]: record["n"] for record in curves.records()}
    assert found == {"0.1": 2, '"0.1"': 1, "true": 2, "[1]": 1}
    assert len(curves.to_pandas()) == 4
