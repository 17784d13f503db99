"""Events, filters and actions of automations, without a server."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.fragments import TriggerFields

from runql import F
from runql._models.automation import AutomationBase, OtherAction, needed_features
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    RunEvent,
    Scope,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql.errors import UnsupportedError, UsageError

PROJECT = Scope("PROJECT", "UHJvamVjdDox")
TEAM = Scope("ENTITY", "RW50aXR5OjE=")
LOSS = RunEvent.metric("loss")


def run_filter(text: str) -> object:
    """The conditions on runs, a text inside the text."""
    found: object = json.loads(json.loads(text)["run_filter"])
    return found


def test_a_metric_cannot_be_tested_for_equality() -> None:
    operands: tuple[object, ...] = (LOSS, LOSS.avg(3), LOSS.zscore(5))
    for operand in operands:
        with pytest.raises(UsageError, match="for equality"):
            print(operand == 3)
        with pytest.raises(UsageError, match="for equality"):
            print(operand != 3)


def test_expressions_of_runs_narrow_an_event() -> None:
    event = OnRunMetric(PROJECT, (LOSS > 3) & (F.config["lr"] > 0.1))
    assert run_filter(event.filter_text()) == {"$and": [(F.config["lr"] > 0.1).to_mongo()]}
    state = OnRunState(PROJECT, RunEvent.state.eq("failed") & (F.tags == "prod"))
    assert run_filter(state.filter_text()) == {"$and": [(F.tags == "prod").to_mongo()]}


@given(st.sampled_from(["running", "finished", "failed", "crashed", "RUNNING", "Failed"]))
def test_states_are_spelled_as_the_server_does(state: str) -> None:
    spec = json.loads(OnRunState(PROJECT, RunEvent.state.eq(state)).filter_text())
    wanted = state.upper().replace("CRASHED", "FAILED")
    assert spec["run_state_filter"] == {"states": [wanted]}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: RunEvent.state.eq("killed"),
        lambda: RunEvent.state.in_([]),
        lambda: RunEvent.state.in_("failed"),
        lambda: RunEvent.metric(""),
        lambda: LOSS.avg(0),
        lambda: math.nan < LOSS,
        lambda: math.inf > LOSS,
        lambda: LOSS.changes_by(),
        lambda: LOSS.changes_by(diff=1, frac=0.1),
        lambda: LOSS.decreases_by(diff=-1),
        lambda: LOSS.zscore(5) > -1,
        lambda: LOSS.zscore(5) < 1,
        lambda: abs(LOSS.zscore(5)) < -1,
        lambda: OnCreateArtifact(PROJECT),
        lambda: OnRunMetric(Scope("ARTIFACT_COLLECTION", "x"), LOSS > 1),
        lambda: SendPromptToAria("  "),
        lambda: SendPromptToAria("x" * 4001),
        lambda: ArtifactEvent.alias.in_("prod"),
    ],
)
def test_what_cannot_be_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(UsageError):
        wrong()


def test_values_are_equal_and_hashable() -> None:
    one = OnRunMetric(PROJECT, LOSS.avg(5) > 3) >> DoNothing()
    same = OnRunMetric(PROJECT, RunEvent.metric("loss").mean(5) > 3).then(DoNothing())
    assert one == same
    assert hash(one) == hash(same)
    assert one != OnRunMetric(PROJECT, LOSS.avg(5) > 4) >> DoNothing()


def test_the_features_that_an_automation_needs() -> None:
    assert needed_features("LINK_MODEL", "GENERIC_WEBHOOK", "PROJECT") == ()
    assert needed_features("RUN_STATE", "NO_OP", "ENTITY") == (
        "AUTOMATION_EVENT_RUN_STATE",
        "AUTOMATION_ACTION_NO_OP",
        "AUTOMATION_SCOPE_ENTITY",
    )


def saved(condition: object, action: object, scope: object) -> AutomationBase:
    return AutomationBase(
        TriggerFields.model_validate(
            {
                "id": "VHJpZ2dlcjox",
                "name": "a",
                "description": None,
                "enabled": True,
                "createdAt": "2026-11-24T12:00:00",
                "updatedAt": None,
                "scope": scope,
                "triggeringCondition": condition,
                "triggeredAction": action,
            }
        )
    )


def test_what_a_newer_server_has_is_kept() -> None:
    found = saved(
        {"__typename": "FilterEventTriggeringCondition", "eventType": "WEAVE_THING", "filter": "?"},
        {"__typename": "TelephoneTriggeredAction", "number": "1"},
        {"__typename": "Galaxy", "id": "x"},
    )
    assert (found.event.event_type, found.event.filter) == ("WEAVE_THING", "?")
    assert found.action == OtherAction("TelephoneTriggeredAction")
    assert found.scope is None
    with pytest.raises(UnsupportedError, match="TelephoneTriggeredAction"):
        found.action.config()
    other = saved(
        {"__typename": "Moon"}, {"__typename": "ARIATriggeredAction"}, {"__typename": "X"}
    )
    assert other.event.event_type == "Moon"


def test_what_is_saved_reads_as_it_was_made() -> None:
    event = OnRunMetric(TEAM, (LOSS > 3) & (RunEvent.name == "x"))
    hook = {"__typename": "GenericWebhookIntegration", "id": "i", "name": "n", "urlEndpoint": "u"}
    found = saved(
        {
            "__typename": "FilterEventTriggeringCondition",
            "eventType": event.event_type,
            "filter": event.filter_text(),
        },
        {
            "__typename": "GenericWebhookTriggeredAction",
            "integration": hook,
            "requestPayload": '{"a": ["${b}"]}',
        },
        {"__typename": "Entity", "id": TEAM.id, "name": "team"},
    )
    assert found.scope == TEAM
    assert found.action == SendWebhook("i", {"a": ["${b}"]})
    assert found.event.filter == {
        "run_filter": {"$and": [{"display_name": {"$eq": "x"}}]},
        "run_metric_filter": (LOSS > 3).document(),
        "metric_filter": None,
    }
    assert OnLinkArtifact(PROJECT).filter_text() == '{"$or":[{"$and":[]}]}'
    assert SendNotification("i").config()["notificationActionInput"]["severity"] == "INFO"
