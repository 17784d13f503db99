"""Drafts of a run: whatever is edited, exactly the difference is sent."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from runql_graphql.fragments.runs.base import RunFull

from runql._models.runs.base import RunBase
from runql._models.runs.context import RunContext
from runql._models.runs.fields import RunFields
from runql._models.runs.state import RunState
from runql._paths.runs import RunPath
from runql.errors import UsageError

RESPONSE: dict[str, Any] = {
    "id": "opaque",
    "name": "r",
    "displayName": "label",
    "state": "running",
    "tags": ["a"],
    "group": None,
    "jobType": "train",
    "commit": None,
    "host": None,
    "notes": None,
    "description": "",
    "readOnly": False,
    "createdAt": "2026-01-01T00:00:00",
    "heartbeatAt": "2026-01-01T00:00:05",
    "updatedAt": None,
    "computeSeconds": 5,
    "historyLineCount": 0,
    "sweepName": None,
    "projectId": "1",
    "user": None,
    "project": None,
    "config": json.dumps({"lr": {"value": 0.1, "desc": None}, "_wandb": {"value": {"t": 1}}}),
    "summaryMetrics": '{"loss": NaN, "n": {"a": 1}}',
}


def run_of(context: RunContext | None = None, **more: object) -> RunBase[Any, Any]:
    snapshot = RunFull.model_validate({**RESPONSE, **more})
    return RunBase(snapshot, RunPath("e", "p", "r"), context or RunContext("https://app"))


texts = st.none() | st.sampled_from(["", "x", "label", "train"])
edits = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("name", "notes", "description", "group", "job_type"), texts)
)
WIRE = {"name": "display_name", "group": "group_name"}


@given(edits, st.none() | st.lists(st.sampled_from(["a", "b"]), max_size=3))
def test_exactly_the_fields_that_differ_are_sent(
    given_edits: dict[str, str | None], tags: list[str] | None
) -> None:
    run = run_of()
    before = {name: getattr(run, name) for name in given_edits}
    for name, value in given_edits.items():
        setattr(run, name, value)
    if tags is not None:
        run.tags = tags
    expected: dict[str, object] = {
        WIRE.get(name, name): value or ""
        for name, value in given_edits.items()
        if (value or "") != (before[name] or "")
    }
    changes = run._changes()
    assert changes.fields == expected
    kept = {"a"} if tags is None else set(tags)
    assert set(changes.tags.assigned) == kept - {"a"}
    assert changes.tags.removed == {"a"} - kept
    assert bool(changes) == bool(expected or kept != {"a"})
    sent = changes.to_input(run.storage_id).model_dump(exclude_unset=True)
    assert sent == {"id": "opaque", **expected}


def test_looking_changes_nothing() -> None:
    run = run_of()
    assert run.tags == ["a"]
    assert run._config_draft() == {"lr": 0.1}
    assert not run._changes()


def test_a_nested_edit_in_place_is_seen() -> None:
    run = run_of(config=json.dumps({"opt": {"value": {"lr": [1, 2]}}}))
    run._config_draft()["opt"]["lr"].append(3)
    assert run._changes().config.assigned == {"opt": {"lr": [1, 2, 3]}}


def test_a_model_sends_the_keys_that_changed_and_no_defaults() -> None:
    class Config(BaseModel):
        lr: float
        depth: int = 3

    run = run_of(RunContext("https://app", Config))
    run._config_draft().lr = 0.2
    assert run._changes().config.assigned == {"lr": 0.2}


def test_an_answer_becomes_the_snapshot_and_drafts_in_hand_follow_it() -> None:
    run = run_of()
    tags, config = run.tags, run._config_draft()
    tags.append("mine")
    config["mine"] = 1
    changed = json.dumps({"lr": {"value": 0.1}, "theirs": {"value": 2}})
    run._accept(RunFull.model_validate({**RESPONSE, "tags": ["a", "z"], "config": changed}))
    assert (tags, config) == (["a", "z"], {"lr": 0.1, "theirs": 2})
    assert not run._changes()
    config["again"] = 1
    assert run._changes().config.assigned == {"again": 1}


def test_documents_that_an_answer_leaves_out_are_kept() -> None:
    run = run_of()
    light = {name: v for name, v in RESPONSE.items() if name not in ("config", "summaryMetrics")}
    run._accept(RunFull.model_validate({**light, "displayName": "new"}))
    assert run.name == "new"
    assert run.is_loaded("config")
    assert run._config_draft() == {"lr": 0.1}


def test_a_state_of_a_newer_server_is_kept() -> None:
    run = run_of(state="hibernating")
    assert run.state == "hibernating"
    assert not run.state.is_known
    assert not run.state.is_terminal
    assert run_of(state="killed").state is RunState.KILLED


@pytest.mark.parametrize("state", [s for s in RunState if s.is_terminal])
def test_terminal_states(state: RunState) -> None:
    assert state in {"finished", "failed", "crashed", "killed", "preempted"}


def test_a_snapshot_is_picklable_and_runs_compare_by_id() -> None:
    run = run_of()
    again = pickle.loads(pickle.dumps(run))
    assert again == run
    assert hash(again) == hash(run)
    assert again._config_draft() == {"lr": 0.1}
    assert run_of(id="other") != run


def test_fields_choose_documents_and_keys() -> None:
    assert RunFields.parse(None).parts == {"config", "summary"}
    chosen = RunFields.parse(["name", "config.a.b", "config.c", "summary"])
    assert chosen.config_keys == ("a", "a.b", "c")
    assert chosen.partial == {"config": {"a", "a.b", "c"}}
    assert chosen.summary_keys is None
    assert RunFields.parse([]).parts == frozenset()
    assert RunFields.parse(["config.a", "config"]).config_keys is None
    with pytest.raises(UsageError, match="Did you mean 'state'"):
        RunFields.parse(["stat"])
