# Generated from tests/_async/test_sweeps.py by `make generate`. Do not edit.

"""Sweeps, on recorded responses of a sandbox with data of the official SDK and its agent."""

from __future__ import annotations

import json
import math
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel

from runql import Api, F, Sweep, SweepState
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


def grid(api: Api) -> Sweep:
    """The grid that is through: the project's first sweep."""
    found = api.sweeps(PATH, order="+created_at", limit=3).first()
    assert found is not None
    return found


def test_sweeps_come_whole_a_page_a_request(api: Api, count_requests: Callable[[], int]) -> None:
    sweeps = api.sweeps(PATH, order="+created_at", limit=3).all()
    assert [each.config.method for each in sweeps] == ["grid", "bayes", "random"]
    assert [each.expected_run_count for each in sweeps] == [6, 2, None]
    assert [each.run_count for each in sweeps] == [6, 2, 0]
    assert [each.state for each in sweeps] == ["RUNNING", "RUNNING", "PENDING"]
    assert sweeps[0].name == "small-grid"
    assert sweeps[1].name == sweeps[1].id
    assert count_requests() == 1


def test_a_sweep_has_every_attribute(api: Api) -> None:
    found = grid(api)
    sweep = api.sweep(f"{PATH}/{found.id}")
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


def test_the_best_run_has_the_least_number_and_costs_one_request(
    api: Api, count_requests: Callable[[], int]
) -> None:
    sweep = grid(api)
    before = count_requests()
    best = sweep.best_run()
    assert best.config["lr"] == 0.3
    assert best.config["optimizer"] == {"name": "adam"}
    assert best.summary["loss"] == 0
    assert count_requests() - before == 1


def test_the_best_run_by_another_metric_and_typed(api: Api) -> None:
    sweep = grid(api)
    best = sweep.best_run(metric="number", goal="maximize", config=GridConfig)
    assert best.config == GridConfig(lr=0.9)
    least = sweep.best_run("+summary_metrics.number")
    assert least.config["lr"] == 0.1


def test_an_order_by_a_column_is_kept(api: Api) -> None:
    sweep = grid(api)
    runs = sweep.runs(order="+created_at").all()
    assert (sweep.best_run("-created_at")) == runs[-1]
    assert (sweep.best_run("createdAt")) == runs[0]


def test_the_top_runs_leave_out_what_is_no_number(api: Api) -> None:
    sweep = grid(api)
    top = sweep.top_k(6)
    assert [run.summary["loss"] for run in top] == pytest.approx([0, 0.01, 0.04, 0.05])
    assert sweep.top_k(2) == top[:2]
    with pytest.raises(UsageError, match="count must be at least 1, got 0"):
        sweep.top_k(0)


def test_a_sweep_without_a_metric_gives_its_newest_run(api: Api) -> None:
    sweep = api.create_sweep(SMALL, PATH)
    with pytest.raises(NotFoundError, match="has no runs"):
        sweep.best_run()
    with pytest.raises(UsageError, match="No metric: the config of the sweep"):
        sweep.top_k(1)
    first, second = [sweep.enqueue_run({"x": number}) for number in (1, 2)]
    assert sweep.best_run().id == second
    assert {run.id for run in sweep.runs()} == {first, second}
    with pytest.raises(NotFoundError, match=r"summary\.loss"):
        sweep.best_run(metric="loss")
    sweep.delete(delete_runs=True)


def test_a_sweeps_runs_can_be_filtered_and_know_their_sweep(
    api: Api, count_requests: Callable[[], int]
) -> None:
    sweep = grid(api)
    runs = sweep.runs(F.config["lr"] == 0.1).all()
    assert [run.config["lr"] for run in runs] == [0.1, 0.1]
    before = count_requests()
    sweep_found = runs[0].sweep
    assert sweep_found == sweep
    assert count_requests() - before == 1


def test_agents_and_their_runs(api: Api, count_requests: Callable[[], int]) -> None:
    sweep = grid(api)
    (agent,) = sweep.agents()
    assert (agent.total_runs, agent.state) == (6, "RUNNING")
    assert agent.heartbeat_at is not None
    assert sweep.agent(agent.name).id == agent.id
    assert sweep.agent(agent.id).name == agent.name
    before = count_requests()
    runs = agent.runs(per_page=4)
    assert runs.total() == 6
    assert [run.sweep_name for run in runs] == [sweep.id] * 6
    assert count_requests() - before == 2
    with pytest.raises(NotFoundError, match="Agent not found: 'nobody'"):
        sweep.agent("nobody")


def test_a_table_has_parameters_and_metrics(api: Api) -> None:
    sweep = grid(api)
    table = sweep.to_pandas()
    varied = ["config.epochs", "config.lr", "config.optimizer.name"]
    assert list(table.columns[5:]) == [*varied, "summary.loss", "summary.number"]
    assert list(table["config.optimizer.name"]) == ["adam", "sgd"] * 3
    assert math.isnan(table["summary.loss"].iloc[-1])
    assert sweep.to_arrow().num_rows == 6


def test_importance_is_read_in_one_request(api: Api, count_requests: Callable[[], int]) -> None:
    sweep = grid(api)
    before = count_requests()
    found = sweep.parameter_importance()
    assert count_requests() - before == 1
    assert [each.name for each in found] == ["lr", "optimizer.name"]
    assert found.runs == 4
    analysis = sweep.analysis("number")
    assert len(analysis.metric_over_parameters().data) == 6


def test_a_sweep_is_made_paused_resumed_and_ended(api: Api, cassette: Any) -> None:
    sweep = api.create_sweep({**SMALL, "name": "mine"}, PATH)
    assert (sweep.name, sweep.state) == ("mine", SweepState.PENDING)
    assert json.loads(sent(cassette, 0)["input"]["config"]) == {**SMALL, "name": "mine"}
    with pytest.raises(ConflictError, match="PENDING"):
        sweep.pause()
    sweep.resume()
    sweep.pause()
    assert sweep.state.value == "PAUSED"
    sweep.stop()
    assert sweep.state.value == "FINISHED"
    with pytest.raises(ConflictError, match="FINISHED"):
        sweep.cancel()
    sweep.resume()
    sweep.cancel()
    assert sweep.refresh().state.value == "CANCELED"
    sweep.update(name="renamed", description="done")
    assert (sweep.name, sweep.description) == ("renamed", "done")
    sweep.delete()
    with pytest.raises(NotFoundError, match="Sweep not found"):
        sweep.refresh()


def test_a_run_of_ones_own_waits_for_an_agent(api: Api) -> None:
    sweep = api.create_sweep(SMALL, PATH)
    run_id = sweep.enqueue_run({"x": 7}, "mine")
    (run,) = sweep.runs().all()
    assert (run.id, run.name, run.config, run.state) == (run_id, "mine", {"x": 7}, "pending")
    sweep.delete(delete_runs=True)


def test_a_wrong_config_is_refused_before_anything_is_sent(
    api: Api, count_requests: Callable[[], int]
) -> None:
    with pytest.raises(DataValidationError, match="got None"):
        api.create_sweep({"parameters": {"x": {"value": 1}}}, PATH)
    with pytest.raises(OrderError):
        api.sweeps(PATH, order="loss")
    assert count_requests() == 0


def test_filters_choose_sweeps(api: Api) -> None:
    project = api.project(PATH)
    running = project.sweeps(F.state == "RUNNING", order="+created_at").all()
    assert [each.config.method for each in running] == ["grid", "bayes"]


def test_what_is_not_there_is_an_error(api: Api) -> None:
    with pytest.raises(NotFoundError, match="Sweep not found: entity/sweeps/nothing"):
        api.sweep(f"{PATH}/nothing")
    with pytest.raises(NotFoundError, match="Project not found: entity/nowhere"):
        api.sweeps("entity/nowhere").first()


def test_a_sweep_travels_to_another_process(api: Api) -> None:
    sweep = grid(api)
    again = pickle.loads(pickle.dumps(sweep))
    assert (again.id, again.config.metric) == (sweep.id, sweep.config.metric)
