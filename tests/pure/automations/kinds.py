"""One automation of each kind: events, scopes, filters, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import runql.automations as ours
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    NewAutomation,
    OnAddArtifactAlias,
    OnAddArtifactTag,
    OnAddCollectionTag,
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

if TYPE_CHECKING:
    from runql._models.automations.conditions import MetricFilter, RunMetricFilter, RunStateFilter

ID = "SW50OjE="


def metrics() -> dict[str, MetricFilter | RunMetricFilter]:
    loss, name = RunEvent.metric("loss"), RunEvent.name
    return {
        "metric >": loss > 3,
        "metric >= mean": loss.avg(5) >= 123.45,
        "metric < max": loss.max(2) < 0.5,
        "metric <= min": loss.min(7) <= -1,
        "changes frac": loss.avg(5).changes_by(frac=0.1),
        "changes diff": loss.changes_by(diff=2),
        "increases": loss.max(3).increases_by(frac=0.5),
        "decreases": loss.min(3).decreases_by(diff=1.5),
        "zscore >": loss.zscore(30) > 2,
        "zscore <": loss.zscore(10) < -2.5,
        "abs zscore": abs(loss.zscore(10)) > 3,
        "metric & name": (loss > 3) & (name == "x"),
        "metric & contains": (loss > 3) & name.contains("ü"),
        "metric & or": (loss > 3) & ((name == "x") | (name == "y")),
        "metric & not": (loss > 3) & ~(name == "x"),
        "metric & nor": ~((name == "x") | (name == "y")) & (loss > 3),
        "metric & exists": (loss > 3) & name.exists(),
    }


def states() -> dict[str, RunStateFilter]:
    name = RunEvent.name
    return {
        "state": RunEvent.state == "failed",
        "states": RunEvent.state.in_(["finished", "failed", "running"]),
        "state & name": (RunEvent.state == "finished") & name.matches_regex("^a"),
    }


def filtered() -> dict[str, NewAutomation]:
    alias = ArtifactEvent.alias
    scope, nothing = Scope("PROJECT", ID), DoNothing()
    return {
        "alias": OnLinkArtifact(scope, alias == "prod") >> nothing,
        "alias regex": OnAddArtifactAlias(scope, alias.matches_regex("^v")) >> nothing,
        "alias in": OnAddArtifactAlias(scope, alias.in_(["a", "b"])) >> nothing,
        "tag": OnAddArtifactTag(scope, ArtifactEvent.tag == "x") >> nothing,
        "alias or": OnLinkArtifact(scope, (alias == "a") | (alias == "b")) >> nothing,
        "alias and": OnLinkArtifact(scope, (alias == "a") & (alias != "b")) >> nothing,
        "alias not": OnLinkArtifact(scope, ~(alias == "a")) >> nothing,
        "alias nor": OnLinkArtifact(scope, ~((alias == "a") | (alias == "b"))) >> nothing,
        "alias missing": OnLinkArtifact(scope, alias.exists(False)) >> nothing,
        "alias not in": OnLinkArtifact(scope, alias.not_in(["a"])) >> nothing,
        "alias contains": OnAddArtifactAlias(scope, alias.contains("v")) >> nothing,
        "alias in or": OnLinkArtifact(scope, alias.eq("c") & ((alias == "a") | (alias == "b")))
        >> nothing,
        "collection tag": OnAddCollectionTag(scope, ArtifactEvent.tag.ne("x")) >> nothing,
    }


def automations() -> dict[str, NewAutomation]:
    scope, collection = Scope("PROJECT", ID), Scope("ARTIFACT_COLLECTION", ID)
    loss = RunEvent.metric("loss")
    nothing = DoNothing()
    plain = (
        "OnLinkArtifact",
        "OnUnlinkArtifact",
        "OnAddArtifactAlias",
        "OnAddArtifactTag",
        "OnRemoveArtifactTag",
        "OnAddCollectionTag",
        "OnRemoveCollectionTag",
    )
    link = OnLinkArtifact(scope)
    return {
        **{kind: getattr(ours, kind)(scope) >> nothing for kind in plain},
        "OnCreateArtifact": OnCreateArtifact(collection) >> nothing,
        **filtered(),
        "team": OnRunState(Scope("ENTITY", ID), RunEvent.state == "failed") >> nothing,
        "organization": OnLinkArtifact(Scope("ENTITY", ID)) >> nothing,
        "registry": OnLinkArtifact(Scope("PROJECT", ID)) >> nothing,
        **{key: OnRunMetric(scope, each) >> nothing for key, each in metrics().items()},
        **{key: OnRunState(scope, each) >> nothing for key, each in states().items()},
        "slack": link >> SendNotification(ID, title="t", message="ü", severity="WARN"),
        "webhook": link >> SendWebhook(ID, {"a": "${x}", "b": [1]}),
        "webhook alone": link >> SendWebhook(ID),
        "slack alone": link >> SendNotification(ID),
        "run webhook": OnRunMetric(scope, loss > 3) >> SendWebhook(ID, {"text": '["a"]'}),
        "run slack": OnRunState(scope, RunEvent.state == "failed") >> SendNotification(ID, "t"),
        "aria": link >> SendPromptToAria(" do it "),
    }
