"""The wire JSON that the official client makes of automations: printed as JSON. Run as a script."""

from __future__ import annotations

import json
import sys
import warnings
from typing import Any

warnings.simplefilter("ignore")

from wandb.automations import (  # noqa: E402
    ArtifactEvent,
    DoNothing,
    OnAddArtifactAlias,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    ProjectScope,
    RunEvent,
    SendNotification,
    SendWebhook,
)
from wandb.automations import events as more  # noqa: E402
from wandb.automations._generated import (  # noqa: E402
    QueueJobActionInput,
    TriggeredActionConfig,
)
from wandb.automations._inputs import prepare_to_create  # noqa: E402
from wandb.automations.actions import SendPromptToAria  # noqa: E402
from wandb.automations.scopes import (  # noqa: E402
    OrgScope,
    RegistryScope,
    TeamScope,
    _ArtifactPortfolioScope,
)

ID = "SW50OjE="


def metrics() -> dict[str, Any]:
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


def states() -> dict[str, Any]:
    name = RunEvent.name
    return {
        "state": RunEvent.state == "failed",
        "states": RunEvent.state.in_(["finished", "failed", "running"]),
        "state & name": (RunEvent.state == "finished") & name.matches_regex("^a"),
    }


def filtered() -> dict[str, Any]:
    alias = ArtifactEvent.alias
    scope, nothing = ProjectScope(id=ID, name="p"), DoNothing()
    return {
        "alias": OnLinkArtifact(scope=scope, filter=alias == "prod") >> nothing,
        "alias regex": OnAddArtifactAlias(scope=scope, filter=alias.matches_regex("^v")) >> nothing,
        "alias in": OnAddArtifactAlias(scope=scope, filter=alias.in_(["a", "b"])) >> nothing,
        "tag": more.OnAddArtifactTag(scope=scope, filter=ArtifactEvent.tag == "x") >> nothing,
        "alias or": OnLinkArtifact(scope=scope, filter=(alias == "a") | (alias == "b")) >> nothing,
        "alias and": OnLinkArtifact(scope=scope, filter=(alias == "a") & (alias != "b")) >> nothing,
        "alias not": OnLinkArtifact(scope=scope, filter=~(alias == "a")) >> nothing,
        "alias nor": OnLinkArtifact(scope=scope, filter=~((alias == "a") | (alias == "b")))
        >> nothing,
        "alias missing": OnLinkArtifact(scope=scope, filter=alias.exists(False)) >> nothing,
        "alias not in": OnLinkArtifact(scope=scope, filter=alias.not_in(["a"])) >> nothing,
        "alias contains": OnAddArtifactAlias(scope=scope, filter=alias.contains("v")) >> nothing,
        "alias in or": OnLinkArtifact(
            scope=scope, filter=alias.eq("c") & ((alias == "a") | (alias == "b"))
        )
        >> nothing,
        "collection tag": more.OnAddCollectionTag(scope=scope, filter=ArtifactEvent.tag.ne("x"))
        >> nothing,
    }


def automations() -> dict[str, Any]:
    scope = ProjectScope(id=ID, name="p")
    collection = _ArtifactPortfolioScope(id=ID, name="c", typename__="ArtifactPortfolio")
    loss = RunEvent.metric("loss")
    nothing = DoNothing()
    mutated = {
        kind: getattr(more, kind)(scope=scope) >> nothing
        for kind in (
            "OnLinkArtifact",
            "OnUnlinkArtifact",
            "OnAddArtifactAlias",
            "OnAddArtifactTag",
            "OnRemoveArtifactTag",
            "OnAddCollectionTag",
            "OnRemoveCollectionTag",
        )
    }
    link = OnLinkArtifact(scope=scope)
    return {
        **mutated,
        "OnCreateArtifact": OnCreateArtifact(scope=collection) >> nothing,
        **filtered(),
        "team": OnRunState(scope=TeamScope(id=ID, name="t"), filter=RunEvent.state == "failed")
        >> nothing,
        "organization": OnLinkArtifact(scope=OrgScope(id=ID, name="o")) >> nothing,
        "registry": OnLinkArtifact(scope=RegistryScope(id=ID, full_name="r")) >> nothing,
        **{
            key: OnRunMetric(scope=scope, filter=each) >> nothing for key, each in metrics().items()
        },
        **{key: OnRunState(scope=scope, filter=each) >> nothing for key, each in states().items()},
        "slack": link
        >> SendNotification(integration_id=ID, title="t", message="ü", severity="WARN"),
        "webhook": link >> SendWebhook(integration_id=ID, request_payload={"a": "${x}", "b": [1]}),
        "webhook alone": link >> SendWebhook(integration_id=ID),
        "slack alone": link >> SendNotification(integration_id=ID),
        "run webhook": OnRunMetric(scope=scope, filter=loss > 3)
        >> SendWebhook(integration_id=ID, request_payload={"text": '["a"]'}),
        "run slack": OnRunState(scope=scope, filter=RunEvent.state == "failed")
        >> SendNotification(integration_id=ID, title="t"),
        "aria": link >> SendPromptToAria(prompt=" do it "),
    }


if __name__ == "__main__":
    made = {
        key: prepare_to_create(each, name="n", description="d", enabled=False).model_dump()
        for key, each in automations().items()
    }
    # The official client makes no such automations any more, but still knows the input.
    queue_job = QueueJobActionInput(queue_id=ID, template='{"job":"j"}')
    job = TriggeredActionConfig(queue_job_action_input=queue_job).model_dump(exclude_none=True)
    json.dump({"automations": made, "job": job}, sys.stdout)
