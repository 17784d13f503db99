"""The best runs of sweeps whose training scripts call `define_metric(summary=...)`."""

from __future__ import annotations

import asyncio
import json
import warnings
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import F
from runql.errors import FilterError, NotFoundError, OrderError, UnknownKeyWarning, UsageError

if TYPE_CHECKING:
    from runql import Api
    from runql._sync.sweeps.resource import Sweep
    from runql.testing import Sandbox

PLAN = {
    "method": "random",
    "metric": {"name": "loss", "goal": "minimize"},
    "parameters": {"x": {"values": [1, 2]}},
}


def sweep_of(api: Api, sandbox: Sandbox, project: str, losses: list[object]) -> Sweep:
    """Make a sweep of runs with these values in their summaries."""
    path = f"{sandbox.entity}/{project}"
    names = [f"run{index}" for index in range(len(losses))]
    for index, (name, loss) in enumerate(zip(names, losses, strict=True)):
        api.create_run(path, run_id=name, config={"x": index})
        summary = {"offset": 0, "content": [json.dumps({"loss": loss})]}
        httpx.post(
            f"{sandbox.base_url}/files/{path}/{name}/file_stream",
            auth=("api", sandbox.api_key),
            json={"files": {"wandb-summary.json": summary}, "complete": True, "exitcode": 0},
        ).raise_for_status()
    return api.create_sweep(PLAN, path, prior_runs=names)


def test_aggregates_are_found_behind_many_plain_numbers(sandbox: Sandbox) -> None:
    losses: list[object] = [float(number) for number in range(1, 15)]
    losses[7] = {"min": 0.25, "max": 9}
    losses[12] = {"last": 0.5}
    with sandbox.api() as api:
        sweep = sweep_of(api, sandbox, "aggregates-mixed", losses)
        mixed = (
            r"have different meanings: loss of run run0, loss\.last of run run12 and loss\.min of run run7\."
            r" Pass metric='loss\.last'"
        )
        with pytest.warns(UserWarning, match=mixed):
            assert sweep.best_run().id == "run7"
        with pytest.warns(UserWarning, match=mixed):
            assert [run.id for run in sweep.top_k(3)] == ["run7", "run12", "run0"]
        with pytest.warns(UserWarning, match=mixed):
            sweep.analysis()
        assert sweep.top_k(1, metric="loss.max", goal="maximize")[0].id == "run7"


def test_tables_have_a_column_for_each_aggregate(sandbox: Sandbox) -> None:
    with sandbox.api() as api:
        sweep = sweep_of(
            api, sandbox, "aggregates-table", [{"min": 0.1, "max": 1}, {"min": 0.2, "max": 2}] * 2
        )
        assert sweep.to_pandas()["summary.loss.min"].tolist() == [0.1, 0.2, 0.1, 0.2]
        found = sweep.analysis()
        assert [row["loss"] for row in found.rows] == [0.1, 0.2, 0.1, 0.2]
        assert len(found.importance()) == 1


def test_what_cannot_be_ranked_names_the_key(sandbox: Sandbox) -> None:
    with sandbox.api() as api:
        sweep = sweep_of(api, sandbox, "aggregates-against", [{"max": 1}, {"max": 2}])
        with pytest.raises(UsageError, match=r"loss\.max"):
            sweep.best_run()
        with pytest.raises(NotFoundError, match=r"Did you mean metric='loss\.max'"):
            sweep.top_k(2, metric="los.max")
        with pytest.raises(NotFoundError, match=r"Did you mean metric='loss\.max'"):
            sweep.best_run(metric="los.max")


def test_filters_and_orders_of_runs_name_the_aggregate(sandbox: Sandbox) -> None:
    with sandbox.api() as api:
        path = f"{sandbox.entity}/aggregates-listed"
        sweep_of(api, sandbox, "aggregates-listed", [{"min": 0.2}, {"min": 0.1}])
        runs = api.runs(path, F.summary["loss"] < 1)
        for _ in range(2):
            with pytest.raises(FilterError, match=r"summary_metrics\.loss\.min"):
                list(runs)
        with pytest.raises(OrderError, match=r"\+summary_metrics\.loss\.min"):
            list(api.runs(path, order="+summary_metrics.loss"))
        found = api.runs(path, F.summary["loss"]["min"] < 1, order=F.summary["loss"]["min"].asc())
        assert [run.id for run in found] == ["run1", "run0"]
        with pytest.warns(UnknownKeyWarning, match=r"summary\.acc' of the filter"):
            assert api.runs(path, F.summary["acc"] < 1).all() == []


def test_runs_left_out_for_their_aggregates_are_counted(sandbox: Sandbox) -> None:
    path = f"{sandbox.entity}/aggregates-counted"
    losses: list[object] = [0.2, {"min": 0.1}, 3.0, {"last": 0.3}, {"min": 5.0}]
    with sandbox.api() as api:
        sweep_of(api, sandbox, "aggregates-counted", losses)
        below = F.summary["loss"] < 1
        counted = (
            r"^3 runs have loss\.last, loss\.min instead of a number under summary_metrics\.loss"
        )
        with pytest.warns(UserWarning, match=counted):
            assert [run.id for run in api.runs(path, below)] == ["run0"]
        with pytest.warns(UserWarning, match=counted):
            assert len(api.runs(path, {"summary_metrics.loss": {"$lt": 1}})) == 1
        with pytest.warns(UserWarning, match=counted):
            assert len(api.runs(path, ~below)) == 4
        with pytest.warns(UserWarning, match=counted):
            assert len(list(api.runs(path, below).histories(["loss"]))) == 1
        with pytest.warns(UserWarning, match=r"^1 run has loss\.min .* such as run run1"):
            assert len(api.runs(path, below & (F.config["x"] <= 1))) == 1
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert len(api.runs(path, below & (F.config["x"] == 0))) == 1
            assert len(api.runs(path, F.summary["loss"]["min"] < 1)) == 1


def test_orders_by_aggregates_are_found_without_summaries(sandbox: Sandbox) -> None:
    path = f"{sandbox.entity}/aggregates-ordered"
    with sandbox.api() as api:
        sweep_of(api, sandbox, "aggregates-ordered", [0.2, {"min": 0.1}])
        runs = api.runs(path, order="-summary_metrics.loss", fields=["config"])
        for _ in range(2):
            with pytest.raises(OrderError, match=r"-summary_metrics\.loss\.min"):
                runs.all()
        with pytest.raises(OrderError, match=r"-summary_metrics\.loss\.min"):
            list(runs.histories())


def test_the_async_client_counts_them_too(sandbox: Sandbox) -> None:
    path = f"{sandbox.entity}/aggregates-async"

    async def found() -> list[str]:
        async with sandbox.async_api() as api:
            return [run.id async for run in api.runs(path, F.summary["loss"] < 1)]

    with sandbox.api() as api:
        sweep_of(api, sandbox, "aggregates-async", [0.2, {"min": 0.1}])
    with pytest.warns(UserWarning, match=r"^1 run has loss\.min"):
        assert asyncio.run(found()) == ["run0"]
