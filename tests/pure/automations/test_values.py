"""Events, filters and actions of automations, without a server."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.fragments.automations.base import TriggerFields
from runql_graphql.list_integrations import ListIntegrations

from runql import F
from runql._models.automations.base import (
    AutomationBase,
    needed_features,
    recreate_input,
    update_input,
)
from runql._models.integrations import OtherIntegration, integration_key, listed_integrations
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    OtherAction,
    OtherEvent,
    QueueJob,
    RunEvent,
    Scope,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql.errors import UnsupportedError, UsageError
from tests.pure.automations.kinds import automations

if TYPE_CHECKING:
    from runql._models.automations.conditions import Condition
    from runql._models.automations.expressions import TextField

PROJECT = Scope("PROJECT", "UHJvamVjdDox")
TEAM = Scope("ENTITY", "RW50aXR5OjE=")
LOSS = RunEvent.metric("loss")


@st.composite
def expressions(draw: st.DrawFn, name: TextField) -> Condition:
    """A condition, or several joined."""
    value = draw(st.text(max_size=5))
    plain = [
        name == value,
        name != value,
        name.in_([value, "b"]),
        name.matches_regex(re.escape(value)),
    ]
    found: Condition = draw(st.sampled_from([*plain, name.contains(value), name.exists(False)]))
    for _ in range(draw(st.integers(0, 3))):
        other = draw(st.sampled_from(plain))
        found = draw(st.sampled_from([found & other, found | other, ~found, other & ~found]))
    return found


def run_filter(text: str) -> object:
    """The conditions on runs, a text inside the text."""
    found: object = json.loads(json.loads(text)["run_filter"])
    return found


def test_a_metric_cannot_be_tested_for_equality() -> None:
    operands: tuple[object, ...] = (LOSS, LOSS.avg(3), LOSS.zscore(5))
    for operand in operands:
        with pytest.raises(UsageError, match="with == or !="):
            print(operand == 3)
        with pytest.raises(UsageError, match="with == or !="):
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
        lambda: OnRunMetric("project", LOSS > 1),  # type: ignore[arg-type]
        lambda: OnRunMetric(PROJECT, LOSS),  # type: ignore[arg-type]
        lambda: OnRunState(PROJECT, LOSS > 1),  # type: ignore[arg-type]
        lambda: OnLinkArtifact(PROJECT, "prod"),  # type: ignore[arg-type]
        lambda: (LOSS > 1) & True,  # type: ignore[operator]
        lambda: bool(RunEvent.name == "x"),
        lambda: OnLinkArtifact(PROJECT) >> "webhook",  # type: ignore[operator]
        lambda: SendNotification("i", severity="LOUD"),  # type: ignore[arg-type]
        lambda: SendWebhook("i", {"a": math.nan}),
        lambda: SendWebhook("i", {"a": 1j}),
        lambda: QueueJob("q", {"a": object()}),
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
    old = OnLinkArtifact(PROJECT) >> SendWebhook("i")
    assert needed_features(old.wire("a")) == {}
    long_since = OnRunState(TEAM, RunEvent.state == "failed") >> DoNothing()
    assert needed_features(long_since.wire("a")) == {
        "AUTOMATION_EVENT_RUN_STATE": True,
        "AUTOMATION_ACTION_NO_OP": True,
        "AUTOMATION_SCOPE_ENTITY": False,
    }
    new = OnRunMetric(PROJECT, LOSS.zscore(5) > 2) >> QueueJob("q", {})
    assert needed_features(new.wire("a")) == {"AUTOMATION_EVENT_RUN_METRIC_ZSCORE": False}
    assert needed_features({"id": "x", "name": "y"}) == {}


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
    assert found.event == OtherEvent("WEAVE_THING", "?")
    assert found.event.document == "?"
    assert found.action == OtherAction("TelephoneTriggeredAction")
    assert found.scope is None
    with pytest.raises(UnsupportedError, match="TelephoneTriggeredAction"):
        found.action.config()
    other = saved(
        {"__typename": "Moon"},
        {"__typename": "ARIATriggeredAction", "prompt": ""},
        {"__typename": "X"},
    )
    assert other.event == OtherEvent("Moon", "")
    assert other.action == OtherAction("ARIATriggeredAction")


ACTIONS = {
    "NO_OP": ("NoOpTriggeredAction", ""),
    "NOTIFICATION": ("NotificationTriggeredAction", "SlackIntegration"),
    "GENERIC_WEBHOOK": ("GenericWebhookTriggeredAction", "GenericWebhookIntegration"),
    "ARIA": ("ARIATriggeredAction", ""),
}
SCOPES = {"PROJECT": "Project", "ENTITY": "Entity", "ARTIFACT_COLLECTION": "ArtifactPortfolio"}
SERVICE = {"name": "n", "urlEndpoint": "u", "teamName": "t", "channelName": "c"}


def as_saved(wire: dict[str, Any]) -> AutomationBase:
    """The response of a server to this input."""
    text, event_type = wire["eventFilter"], wire["triggeringEventType"]
    if not event_type.startswith("RUN_"):
        text = json.dumps({"filter": text})
    kind, service = ACTIONS[wire["triggeredActionType"]]
    [config] = wire["triggeredActionConfig"].values()
    integration = {"__typename": service, "id": config.get("integrationID"), **SERVICE}
    return saved(
        {"__typename": "FilterEventTriggeringCondition", "eventType": event_type, "filter": text},
        {"__typename": kind, "integration": integration, "requestPayload": None, **config},
        {"__typename": SCOPES[wire["scopeType"]], "id": wire["scopeID"], "name": "n"},
    )


@pytest.mark.parametrize("key", automations())
def test_each_kind_reads_as_it_was_made(key: str) -> None:
    made = automations()[key]
    wire = made.wire("a")
    found = as_saved(wire)
    assert (found.event, found.action, found.scope) == (made.event, made.action, made.event.scope)
    assert recreate_input(found, {"id": "x", "name": "b"}) == {**wire, "name": "b"}


@given(expressions(RunEvent.name), expressions(RunEvent.name))
def test_conditions_on_runs_read_as_they_were_made(one: Condition, other: Condition) -> None:
    for run in (one, ~one, one & other, one | ~other):
        state = OnRunState(PROJECT, RunEvent.state.eq("failed") & run)
        again = as_saved((state >> DoNothing()).wire("a")).event
        assert again.filter_text() == state.filter_text()
        assert isinstance(again, OnRunState)


@given(expressions(ArtifactEvent.alias), expressions(ArtifactEvent.tag))
def test_conditions_on_artifacts_read_as_they_were_made(one: Condition, other: Condition) -> None:
    for condition in (one, ~one, one & other, one | ~other):
        link = OnLinkArtifact(PROJECT, condition)
        assert as_saved((link >> DoNothing()).wire("a")).event == link


def test_filters_that_say_more_than_is_known_are_kept_whole() -> None:
    event = OnRunMetric(PROJECT, LOSS > 3)
    wire = (event >> DoNothing()).wire("a")
    document = json.loads(wire["eventFilter"])
    document["run_metric_filter"]["threshold_filter"]["smoothing"] = 3
    found = as_saved({**wire, "eventFilter": json.dumps(document)}).event
    assert found == OtherEvent("RUN_METRIC", json.dumps(document), PROJECT)
    for text in ("", "[]", "{}", "7", '{"run_filter": "?"}', '{"$or": [{"$and": [{"alias": 3}]}]}'):
        kept = as_saved({**wire, "eventFilter": text}).event
        assert kept == OtherEvent("RUN_METRIC", text, PROJECT)
    odd = {**wire, "triggeringEventType": "LINK_MODEL", "eventFilter": '{"$or":[]}'}
    assert as_saved(odd).event == OtherEvent("LINK_MODEL", '{"$or":[]}', PROJECT)
    legacy = {**odd, "triggeringEventType": "UPDATE_ARTIFACT_ALIAS"}
    assert as_saved(legacy).event == OtherEvent("UPDATE_ARTIFACT_ALIAS", '{"$or":[]}', PROJECT)


def test_expressions_of_runs_read_as_they_were_made() -> None:
    for run in (
        F.config["lr"] > 0.1,
        F.tags == "prod",
        (F.state == "failed") & (F.summary["a"] < 1),
    ):
        event = OnRunMetric(PROJECT, (LOSS > 3) & run)
        assert as_saved((event >> DoNothing()).wire("a")).event == event


def test_conditions_on_runs_add_up() -> None:
    name = RunEvent.name == "x"
    for whole in (
        RunEvent.state.eq("failed") & name & (F.tags == "prod"),
        (name & RunEvent.state.eq("failed")) & (F.tags == "prod"),
    ):
        assert run_filter(OnRunState(PROJECT, whole).filter_text()) == {
            "$and": [{"display_name": {"$eq": "x"}}, (F.tags == "prod").to_mongo()]
        }
    metric = OnRunMetric(PROJECT, (LOSS > 3) & name & (RunEvent.name != "y"))
    assert run_filter(metric.filter_text()) == {
        "$and": [{"display_name": {"$eq": "x"}}, {"display_name": {"$ne": "y"}}]
    }


def test_a_job_for_a_queue() -> None:
    job = QueueJob("q", {"job": "j:latest", "text": '["a"]'})
    assert job.config() == {
        "queueJobActionInput": {"queueID": "q", "template": '{"job":"j:latest","text":"[\\"a\\"]"}'}
    }
    payload = {"__typename": "QueueJobTriggeredAction", "template": '{"job": "j"}'}
    scope = {"__typename": "Project", "id": PROJECT.id, "name": "p"}
    found = saved({"__typename": "Moon"}, {**payload, "queue": {"id": "q", "name": "gpus"}}, scope)
    assert found.action == QueueJob("q", {"job": "j"})
    gone = saved({"__typename": "Moon"}, {**payload, "queue": None}, scope).action
    assert gone == QueueJob(None, {"job": "j"})
    with pytest.raises(UsageError, match="deleted"):
        gone.config()
    odd = saved({"__typename": "Moon"}, {**payload, "template": "?", "queue": None}, scope)
    assert odd.action == OtherAction("QueueJobTriggeredAction")


def test_payloads_are_copies() -> None:
    payload = {"a": (1, 2)}
    action = SendWebhook("i", payload)
    payload["a"] = (3, 4)
    assert action == SendWebhook("i", {"a": [1, 2]})
    assert SendNotification("i", severity="warn").severity == "WARN"  # type: ignore[arg-type]


def test_what_is_not_known_cannot_be_given() -> None:
    found = as_saved((OnLinkArtifact(PROJECT) >> DoNothing()).wire("a"))
    for action in (OtherAction("Telephone"), QueueJob(None, {})):
        with pytest.raises((UnsupportedError, UsageError)):
            update_input(
                found,
                name=None,
                description=None,
                enabled=None,
                scope=None,
                event=None,
                action=action,
            )


def test_an_event_moves_to_another_place() -> None:
    event = OnRunState(PROJECT, RunEvent.state == "failed")
    assert event.at(TEAM) == OnRunState(TEAM, RunEvent.state == "failed")
    assert event.scope == PROJECT
    with pytest.raises(UsageError, match="OnRunState does not support a scope"):
        event.at(Scope("ARTIFACT_COLLECTION", "x"))


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
    assert found.event == event
    assert found.event.document == {
        "run_filter": {"$and": [{"display_name": {"$eq": "x"}}]},
        "run_metric_filter": (LOSS > 3).document(),
        "metric_filter": None,
    }
    assert OnLinkArtifact(PROJECT).filter_text() == '{"$or":[{"$and":[]}]}'
    assert SendNotification("i").config()["notificationActionInput"]["severity"] == "INFO"


def test_integrations_of_other_kinds_are_kept() -> None:
    nodes = [
        {"__typename": "GitHubOAuthIntegration", "id": "g"},
        {"__typename": "Moon"},
        {"__typename": "Moon"},
    ]
    edges = [{"cursor": f"c{index}", "node": node} for index, node in enumerate(nodes)]
    info = {"endCursor": "c2", "hasNextPage": False}
    integrations = {"edges": edges, "pageInfo": info}
    payload = {"entity": {"id": "e", "integrations": integrations}}
    page = listed_integrations(ListIntegrations.model_validate(payload), "e")
    assert page.items == (
        OtherIntegration("GitHubOAuthIntegration", "g", "c0"),
        OtherIntegration("Moon", None, "c1"),
        OtherIntegration("Moon", None, "c2"),
    )
    assert [integration_key(each) for each in page.items] == ["g", "c1", "c2"]
