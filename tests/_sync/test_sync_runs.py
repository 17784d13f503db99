# Generated from tests/_async/test_runs.py by `make generate`. Do not edit.

"""Runs, on recorded responses of a sandbox with data of the official SDK."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel

from runql import Api, F, RunState
from runql.errors import (
    ConflictError,
    DataValidationError,
    NotFoundError,
    UsageError,
    WaitTimeoutError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "entity/project"
GRID = {"group": {"$in": ["even", "odd"]}}


class Optimizer(BaseModel):
    name: str
    momentum: float


class TrainConfig(BaseModel):
    learning_rate: float
    batch_size: int
    optimizer: Optimizer


def sent(cassette: Any, index: int) -> dict[str, Any]:
    variables: dict[str, Any] = json.loads(cassette.requests[index].body)["variables"]
    return variables


def test_a_listing_with_config_and_summary_is_one_request_per_page(
    api: Api, count_requests: Callable[[], int]
) -> None:
    runs = api.runs(PATH, GRID, per_page=2)
    seen = [(run.name, run.config["batch_size"], run.summary["best"]) for run in runs]
    assert seen == [(f"grid-{i}", 2**i, 0.5 + i / 100) for i in range(6)]
    assert count_requests() == 3
    assert [run.name for run in runs] == [name for name, _, _ in seen]
    assert count_requests() == 3


def test_nothing_is_asked_before_the_first_item(
    api: Api, count_requests: Callable[[], int]
) -> None:
    runs = api.runs(PATH, GRID)
    assert count_requests() == 0
    assert runs.total() == 6
    assert count_requests() == 1


def test_every_attribute_of_a_run(api: Api, snapshot: object) -> None:
    run = api.run(f"{PATH}/grid1")
    assert run.created_at.tzinfo is not None
    assert run.created_at.utcoffset() == dt.timedelta(0)
    assert run.heartbeat_at is not None
    assert run.heartbeat_at >= run.created_at
    assert run.duration >= dt.timedelta(0)
    assert run.user is not None
    assert {
        "id": run.id,
        "name": run.name,
        "path": run.path,
        "url": run.url.removeprefix(api.settings.base_url),
        "state": run.state,
        "terminal": run.state.is_terminal,
        "group": run.group,
        "job_type": run.job_type,
        "notes": run.notes,
        "tags": run.tags,
        "config": run.config,
        "summary": {k: v for k, v in run.summary.items() if not k.startswith("_")},
        "history_line_count": run.history_line_count,
        "sweep_name": run.sweep_name,
        "read_only": run.read_only,
        "user": run.user.username,
        "internal": "_wandb" in run.raw_config,
    } == snapshot


@pytest.mark.parametrize(
    "filters",
    [
        {"state": "finished", "config.batch_size": {"$gte": 4}},
        (F.state == RunState.FINISHED) & (F.config["batch_size"] >= 4),
        "state == 'finished' and config.batch_size >= 4",
    ],
    ids=["dict", "expression", "text"],
)
def test_three_spellings_of_a_filter_find_the_same_runs(api: Api, filters: Any) -> None:
    runs = api.runs(PATH, filters)
    assert [run.id for run in runs] == ["grid2", "grid3", "grid4"]


def test_an_order_by_a_summary_key(api: Api) -> None:
    runs = api.runs(PATH, GRID, order="-summary_metrics.best")
    assert [run.id for run in runs] == [f"grid{i}" for i in (5, 4, 3, 2, 1, 0)]


def test_a_limit_and_a_cursor_divide_a_list_without_gap_or_overlap(
    api: Api,
) -> None:
    start = api.runs(PATH, GRID, per_page=2, limit=4)
    first = [run.id for run in start]
    rest = api.runs(PATH, GRID, per_page=2, after=start.cursor)
    assert first + [run.id for run in rest] == [f"grid{i}" for i in range(6)]


def test_pages_come_with_their_cursors(api: Api) -> None:
    pages = list(api.runs(PATH, GRID, per_page=4).pages())
    assert [len(page.items) for page in pages] == [4, 2]
    assert pages[0].cursor is not None
    assert pages[1].cursor is None
    assert {page.total for page in pages} == {6}


def test_a_document_left_out_is_fetched_for_the_whole_page_at_once(
    api: Api, count_requests: Callable[[], int]
) -> None:
    runs = api.runs(PATH, GRID, fields=["name"]).all()
    assert not any(run.is_loaded("config") for run in runs)
    runs[3].load()
    assert [run.config["batch_size"] for run in runs] == [2**i for i in range(6)]
    assert [run.summary["best"] for run in runs] == [0.5 + i / 100 for i in range(6)]
    runs[0].load()
    assert count_requests() == 2


def test_single_keys_of_the_documents_can_be_asked_for(api: Api) -> None:
    fields = ["config.batch_size", "summary.best"]
    runs = api.runs(PATH, GRID, fields=fields, limit=1)
    run = runs.all()[0]
    assert run.config["batch_size"] == 1
    assert run.summary["best"] == 0.5
    assert repr(run.config) == "{'batch_size': 1, ...: not loaded}"


def test_a_config_is_read_as_the_projects_own_model(api: Api) -> None:
    run = api.run(f"{PATH}/grid2", config=TrainConfig)
    assert run.config == TrainConfig(
        learning_rate=1e-3, batch_size=4, optimizer=Optimizer(name="sgd", momentum=0.9)
    )


def test_a_config_that_does_not_fit_its_model_says_which_key(api: Api) -> None:
    run = api.run(f"{PATH}/numbers", config=TrainConfig)
    with pytest.raises(DataValidationError, match="learning_rate: Field required"):
        _ = run.config


def test_numbers_keep_their_kind_and_their_digits(api: Api) -> None:
    run = api.run(f"{PATH}/numbers")
    assert run.config["big"] == 2**53 + 1
    assert run.config["nothing"] is None
    assert run.summary["big"] == 2**60 + 1
    assert run.summary["y"] == float("-inf")


def test_update_sends_only_what_changed(api: Api, cassette: Any) -> None:
    run = api.run(f"{PATH}/edit-tags")
    run.tags.append("reviewed")
    run.update()
    assert sent(cassette, 1)["addTags"] == ["reviewed"]
    assert sent(cassette, 1)["removeTags"] == []
    assert run.tags == ["first", "reviewed"]
    run.update()
    assert api.run(f"{PATH}/edit-tags").tags == ["first", "reviewed"]


def test_update_clears_and_sets_single_fields(api: Api) -> None:
    run = api.run(f"{PATH}/edit-fields")
    run.name, run.notes, run.group, run.job_type = "renamed", "a note", "g", "eval"
    run.update()
    run.notes = None
    run.update()
    again = api.run(f"{PATH}/edit-fields")
    assert (again.name, again.group, again.job_type) == ("renamed", "g", "eval")
    assert not again.notes
    assert again.tags == ["first"]
    assert again.config["kept"] == "yes"


def test_an_edited_config_is_merged_into_what_others_wrote(api: Api) -> None:
    mine = api.run(f"{PATH}/edit-config")
    theirs = api.run(f"{PATH}/edit-config")
    theirs.config["theirs"] = {"a": [1, 2]}
    theirs.update()
    mine.config["lr"] = 0.5
    del mine.config["kept"]
    mine.update()
    again = api.run(f"{PATH}/edit-config")
    assert again.config == {"lr": 0.5, "theirs": {"a": [1, 2]}}
    assert mine.config == again.config
    assert "_wandb" in again.raw_config


def test_an_edited_summary_is_merged_into_what_others_wrote(api: Api) -> None:
    mine = api.run(f"{PATH}/edit-summary")
    theirs = api.run(f"{PATH}/edit-summary")
    theirs.summary.update({"theirs": 1})
    mine.summary["mine"] = float("nan")
    mine.update()
    again = api.run(f"{PATH}/edit-summary")
    assert again.summary["theirs"] == 1
    assert again.summary["mine"] != again.summary["mine"]
    assert again.summary["loss"] == 0.5


def test_a_deleted_run_is_not_found(api: Api) -> None:
    run = api.run(f"{PATH}/delete-me")
    run.delete()
    with pytest.raises(NotFoundError, match="Run not found: entity/project/delete-me"):
        api.run(f"{PATH}/delete-me")
    with pytest.raises(NotFoundError):
        run.wait_until_finished(timeout=0)


def test_a_missing_project_is_not_an_empty_list(api: Api) -> None:
    with pytest.raises(NotFoundError, match="Project not found: entity/nowhere"):
        api.runs("entity/nowhere").first()


def test_a_run_is_made_and_its_state_is_set(api: Api) -> None:
    made = api.create_run(
        PATH, run_id="made", name="made", config={"lr": 1}, tags=["t"], state="pending"
    )
    assert (made.id, made.name, made.config, made.tags) == ("made", "made", {"lr": 1}, ["t"])
    with pytest.raises(WaitTimeoutError, match="still"):
        made.wait_until_finished(timeout=0)
    assert made.update_state("failed")
    assert made.wait_until_finished(timeout=5) is RunState.FAILED
    with pytest.raises(ConflictError, match="already"):
        api.create_run(PATH, run_id="made")
    made.delete()


def test_waiting_ends_on_a_run_that_failed(api: Api) -> None:
    run = api.run(f"{PATH}/grid5")
    assert run.wait_until_finished() == "failed"


def test_metadata_is_what_the_sdk_noted(api: Api) -> None:
    run = api.run(f"{PATH}/grid0")
    metadata = run.metadata
    assert metadata is not None
    assert {"os", "python", "startedAt"} <= metadata.keys()


def test_history_keys_are_loaded_when_touched(api: Api) -> None:
    run = api.run(f"{PATH}/grid0")
    run.load("history_keys")
    assert run.last_history_step == 19
    keys = run.history_keys["keys"]
    assert isinstance(keys, dict)
    assert {"loss", "accuracy", "epoch"} <= keys.keys()


def test_runs_as_a_table(api: Api) -> None:
    table = api.runs(PATH, GRID).to_pandas()
    assert list(table["name"]) == [f"grid-{i}" for i in range(6)]
    assert list(table["config.batch_size"]) == [2**i for i in range(6)]
    assert list(table["config.optimizer.name"]) == ["sgd", "adam"] * 3
    assert list(table["summary.best"]) == [0.5 + i / 100 for i in range(6)]
    assert str(table["created_at"].dtype).endswith("UTC]")


def test_a_run_travels_to_another_process_without_the_key(api: Api) -> None:
    run = api.run(f"{PATH}/grid0")
    data = pickle.dumps(run)
    assert api.settings.api_key is not None
    assert api.settings.api_key.encode() not in data
    again = pickle.loads(data)
    assert (again.id, again.config, again.tags) == (run.id, run.config, run.tags)


def test_old_spellings_warn(api: Api) -> None:
    run = api.run(f"{PATH}/grid0")
    with pytest.warns(DeprecationWarning, match=r"displayName is a name of wandb\. Use run\.name"):
        assert getattr(run, "displayName") == "grid-0"  # noqa: B009 - no attribute to checkers
    assert not hasattr(run, "nonsense")


def test_a_project_gives_its_runs(api: Api) -> None:
    project = api.project(PATH)
    assert str(project.path) == PATH
    assert project.runs(GRID).total() == 6
    assert "project" in [each.name for each in api.projects("entity")]
    with pytest.raises(NotFoundError, match="Project not found: entity/nowhere"):
        api.project("entity/nowhere")


def test_the_viewer_is_the_owner_of_the_key(api: Api) -> None:
    viewer = api.viewer
    assert (viewer.username, viewer.entity) == ("entity", "entity")
    assert api.default_entity == "entity"


def test_the_typed_client_below_answers_too(api: Api) -> None:
    response = api.graphql.count_runs(entity="entity", project="project")
    assert response.project is not None
    assert response.project.run_count >= 6


@pytest.mark.parametrize("fields", [["nonsense"], "config"], ids=["unknown", "text"])
def test_wrong_fields_are_refused_before_anything_is_sent(api: Api, fields: Any) -> None:
    with pytest.raises(UsageError):
        api.runs(PATH, fields=fields)
