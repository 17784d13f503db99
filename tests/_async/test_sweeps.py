"""Sweeps, on recorded responses of a sandbox with data of the official SDK and its agent."""

from __future__ import annotations

import json
import math
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel

from runql import AsyncApi, AsyncSweep, F, SweepState
from runql.errors import (
    ConflictError,
    DataValidationError,
    NotFoundError,
    OrderError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "entity/sweeps"
SMALL: dict[str, Any] = {"method": "grid", "parameters": {"x": {"values": [1, 2]}}}


class GridConfig(BaseModel):
    lr: float


def sent(cassette: Any, index: int) -> dict[str, Any]:
    variables: dict[str, Any] = json.loads(cassette.requests[index].body)["variables"]
    return variables


async def grid(api: AsyncApi) -> AsyncSweep:
    """The grid that is through: the project's first sweep."""
    found = await api.sweeps(PATH, order="+created_at", limit=3).first()
    assert found is not None
    return found


async def test_sweeps_come_whole_a_page_a_request(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    sweeps = await async_api.sweeps(PATH, order="+created_at", limit=3).all()
    assert [each.config.method for each in sweeps] == ["grid", "bayes", "random"]
    assert [each.expected_run_count for each in sweeps] == [6, 2, None]
    assert [each.run_count for each in sweeps] == [6, 2, 0]
    assert [each.state for each in sweeps] == ["RUNNING", "RUNNING", "PENDING"]
    assert sweeps[0].name == "small-grid"
    assert sweeps[1].name == sweeps[1].id
    assert count_requests() == 1


async def test_a_sweep_has_every_attribute(async_api: AsyncApi) -> None:
    found = await grid(async_api)
    sweep = await async_api.sweep(f"{PATH}/{found.id}")
    assert sweep == found
    assert sweep.path == ["entity", "sweeps", found.id]
    assert sweep.url.endswith(f"/entity/sweeps/sweeps/{found.id}")
    assert sweep.description == "Two by three."
    assert sweep.config["note"] == "a key that W&B does not know"
    assert list(sweep.config.parameters) == ["epochs", "lr", "optimizer.name"]
    assert sweep.order == "+summary_metrics.loss"
    assert sweep.best_loss == 0
    assert sweep.user is not None
    assert sweep.user.username == "entity"
    assert sweep.created_at <= sweep.heartbeat_at
    assert not sweep.state.is_terminal


async def test_the_best_run_has_the_least_number_and_costs_one_request(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    sweep = await grid(async_api)
    before = count_requests()
    best = await sweep.best_run()
    assert best.config["lr"] == 0.3
    assert best.config["optimizer"] == {"name": "adam"}
    assert best.summary["loss"] == 0
    assert count_requests() - before == 1


async def test_the_best_run_by_another_metric_and_typed(async_api: AsyncApi) -> None:
    sweep = await grid(async_api)
    best = await sweep.best_run(metric="number", goal="maximize", config=GridConfig)
    assert best.config == GridConfig(lr=0.9)
    least = await sweep.best_run("+summary_metrics.number")
    assert least.config["lr"] == 0.1


async def test_an_order_by_a_column_is_kept(async_api: AsyncApi) -> None:
    sweep = await grid(async_api)
    runs = await sweep.runs(order="+created_at").all()
    assert (await sweep.best_run("-created_at")) == runs[-1]
    assert (await sweep.best_run("createdAt")) == runs[0]


async def test_the_top_runs_leave_out_what_is_no_number(async_api: AsyncApi) -> None:
    sweep = await grid(async_api)
    top = await sweep.top_k(6)
    assert [run.summary["loss"] for run in top] == pytest.approx([0, 0.01, 0.04, 0.05])
    assert await sweep.top_k(2) == top[:2]
    with pytest.raises(UsageError, match="count must be at least 1, got 0"):
        await sweep.top_k(0)


async def test_a_sweep_without_a_metric_gives_its_newest_run(async_api: AsyncApi) -> None:
    sweep = await async_api.create_sweep(SMALL, PATH)
    with pytest.raises(NotFoundError, match="has no runs"):
        await sweep.best_run()
    with pytest.raises(UsageError, match="No metric: the config of the sweep"):
        await sweep.top_k(1)
    first, second = [await sweep.enqueue_run({"x": number}) for number in (1, 2)]
    assert (await sweep.best_run()).id == second
    assert {run.id async for run in sweep.runs()} == {first, second}
    with pytest.raises(NotFoundError, match=r"summary\.loss"):
        await sweep.best_run(metric="loss")
    await sweep.delete(delete_runs=True)


async def test_a_sweeps_runs_can_be_filtered_and_know_their_sweep(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    sweep = await grid(async_api)
    runs = await sweep.runs(F.config["lr"] == 0.1).all()
    assert [run.config["lr"] for run in runs] == [0.1, 0.1]
    before = count_requests()
    sweep_found = await runs[0].sweep
    assert sweep_found == sweep
    assert count_requests() - before == 1


async def test_agents_and_their_runs(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    sweep = await grid(async_api)
    (agent,) = await sweep.agents()
    assert (agent.total_runs, agent.state) == (6, "RUNNING")
    assert agent.heartbeat_at is not None
    assert (await sweep.agent(agent.name)).id == agent.id
    assert (await sweep.agent(agent.id)).name == agent.name
    before = count_requests()
    runs = agent.runs(per_page=4)
    assert await runs.total() == 6
    assert [run.sweep_name async for run in runs] == [sweep.id] * 6
    assert count_requests() - before == 2
    with pytest.raises(NotFoundError, match="Agent not found: 'nobody'"):
        await sweep.agent("nobody")


async def test_a_table_has_parameters_and_metrics(async_api: AsyncApi) -> None:
    sweep = await grid(async_api)
    table = await sweep.to_pandas()
    varied = ["config.epochs", "config.lr", "config.optimizer.name"]
    assert list(table.columns[5:]) == [*varied, "summary.loss", "summary.number"]
    assert list(table["config.optimizer.name"]) == ["adam", "sgd"] * 3
    assert math.isnan(table["summary.loss"].iloc[-1])
    assert (await sweep.to_arrow()).num_rows == 6


async def test_importance_is_read_in_one_request(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    sweep = await grid(async_api)
    before = count_requests()
    found = await sweep.parameter_importance()
    assert count_requests() - before == 1
    assert [each.name for each in found] == ["lr", "optimizer.name"]
    assert found.runs == 4
    analysis = await sweep.analysis("number")
    assert len(analysis.metric_over_parameters().data) == 6


async def test_a_sweep_is_made_paused_resumed_and_ended(async_api: AsyncApi, cassette: Any) -> None:
    sweep = await async_api.create_sweep({**SMALL, "name": "mine"}, PATH)
    assert (sweep.name, sweep.state) == ("mine", SweepState.PENDING)
    assert json.loads(sent(cassette, 0)["input"]["config"]) == {**SMALL, "name": "mine"}
    with pytest.raises(ConflictError, match="PENDING"):
        await sweep.pause()
    await sweep.resume()
    await sweep.pause()
    assert sweep.state.value == "PAUSED"
    await sweep.stop()
    assert sweep.state.value == "FINISHED"
    with pytest.raises(ConflictError, match="FINISHED"):
        await sweep.cancel()
    await sweep.resume()
    await sweep.cancel()
    assert (await sweep.refresh()).state.value == "CANCELED"
    await sweep.update(name="renamed", description="done")
    assert (sweep.name, sweep.description) == ("renamed", "done")
    await sweep.delete()
    with pytest.raises(NotFoundError, match="Sweep not found"):
        await sweep.refresh()


async def test_a_run_of_ones_own_waits_for_an_agent(async_api: AsyncApi) -> None:
    sweep = await async_api.create_sweep(SMALL, PATH)
    run_id = await sweep.enqueue_run({"x": 7}, "mine")
    (run,) = await sweep.runs().all()
    assert (run.id, run.name, run.config, run.state) == (run_id, "mine", {"x": 7}, "pending")
    await sweep.delete(delete_runs=True)


async def test_a_wrong_config_is_refused_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    with pytest.raises(DataValidationError, match="got None"):
        await async_api.create_sweep({"parameters": {"x": {"value": 1}}}, PATH)
    with pytest.raises(OrderError):
        async_api.sweeps(PATH, order="loss")
    assert count_requests() == 0


async def test_filters_choose_sweeps(async_api: AsyncApi) -> None:
    project = await async_api.project(PATH)
    running = await project.sweeps(F.state == "RUNNING", order="+created_at").all()
    assert [each.config.method for each in running] == ["grid", "bayes"]


async def test_what_is_not_there_is_an_error(async_api: AsyncApi) -> None:
    with pytest.raises(NotFoundError, match="Sweep not found: entity/sweeps/nothing"):
        await async_api.sweep(f"{PATH}/nothing")
    with pytest.raises(NotFoundError, match="Project not found: entity/nowhere"):
        await async_api.sweeps("entity/nowhere").first()


async def test_a_sweep_travels_to_another_process(async_api: AsyncApi) -> None:
    sweep = await grid(async_api)
    again = pickle.loads(pickle.dumps(sweep))
    assert (again.id, again.config.metric) == (sweep.id, sweep.config.metric)
