"""Automations and integrations that the official client reads: printed as JSON. Run as a script.

Takes in READ the entity; and one that holds what the official client does not know, with a key for that.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from typing import Any

warnings.simplefilter("ignore")

import wandb  # noqa: E402
from wandb.automations import DoNothing, OnAddArtifactAlias, OnRunState, RunEvent  # noqa: E402
from wandb.automations._inputs import prepare_event_filter_input  # noqa: E402


def decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        return decoded(json.loads(value))
    if isinstance(value, dict):
        return {key: decoded(each) for key, each in value.items()}
    return [decoded(each) for each in value] if isinstance(value, list) else value


def automation(found: Any) -> dict[str, Any]:
    action = found.action
    told: dict[str, Any] = {"type": action.action_type.value}
    for name in ("title", "message", "severity", "request_payload"):
        if hasattr(action, name):
            told[name] = getattr(action, name)
    if hasattr(action, "integration"):
        told["integration"] = action.integration.id
    return {
        "id": found.id,
        "name": found.name,
        "description": found.description,
        "enabled": found.enabled,
        "created_at": found.created_at.isoformat(),
        "updated_at": found.updated_at.isoformat() if found.updated_at else None,
        "scope": [found.scope.scope_type.value, found.scope.id, found.scope.name],
        "event": found.event.event_type.value,
        "filter": decoded(prepare_event_filter_input(found.event.filter)),
        "action": told,
    }


def integration(found: Any) -> list[str]:
    kind = found.typename__
    if kind == "SlackIntegration":
        return [kind, found.id, found.team_name, found.channel_name]
    return [kind, found.id, found.name, found.url_endpoint]


def attempt(what: Any) -> str:
    try:
        what()
    except Exception as error:  # noqa: BLE001 - whatever it is, is what is compared
        return type(error).__name__
    return "nothing raised"


def main(entity: str, odd: str, key: str) -> None:
    api = wandb.Api()
    project = api.project("watched", entity=entity)
    failing = OnRunState(scope=project, filter=RunEvent.state == "failed") >> DoNothing()
    theirs = api.create_automation(failing, name="theirs", description="Made by wandb.")
    gone = api.create_automation(failing, name="gone")
    collection = api.artifact_collection("model", f"{entity}/watched/weights")
    alias = api.create_automation(
        OnAddArtifactAlias(scope=collection) >> DoNothing(), name="collection's"
    )
    api.update_automation(alias, enabled=False)
    assert api.delete_automation(gone) is True
    json.dump(
        {
            "automations": [automation(each) for each in api.automations(entity, per_page=3)],
            "named": [each.name for each in api.automations(entity, name="failed")],
            "automation": automation(api.automation("failed", entity=entity)),
            "theirs": theirs.id,
            "without entity": sorted(each.name for each in api.automations()),
            "integrations": [
                integration(each) for each in api.integrations(entity=entity, per_page=2)
            ],
            "webhooks": [integration(each) for each in api.webhook_integrations(entity=entity)],
            "slack": [integration(each) for each in api.slack_integrations(entity=entity)],
            "slack in small pages": [
                integration(each) for each in api.slack_integrations(entity=entity, per_page=2)
            ],
            "missing": attempt(lambda: api.automation("none", entity=entity)),
            "no entity": attempt(lambda: list(api.automations("nobody"))),
            "again": attempt(lambda: api.create_automation(failing, name="theirs")),
            "delete again": attempt(lambda: api.delete_automation(gone)),
            "create missing": attempt(
                lambda: api.update_automation(gone, create_missing=True, description="again")
            ),
            "queue job": attempt(lambda: list(wandb.Api(api_key=key).automations(odd))),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(*os.environ["READ"].split())
