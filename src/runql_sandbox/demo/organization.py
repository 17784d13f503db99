"""Demo data outside of runs: a team with roles, a registry, an automation and a report."""

from __future__ import annotations

import json
from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.demo.protocol import NotServedError

if TYPE_CHECKING:
    from runql_sandbox.demo.protocol import Logger

__all__ = [
    "REGISTRY",
    "REPORT",
    "TEAM",
    "has_report",
    "log_automation",
    "log_registry",
    "log_report",
    "log_team",
]

TEAM: Final = "demo"
REGISTRY: Final = "models"
REPORT: Final = "Learning rates compared"

_ENTITY: Final = "query Entity($name: String!) { entity(name: $name) { name isTeam } }"
_CREATE_TEAM: Final = """
mutation CreateTeam($input: CreateTeamInput!) { createTeam(input: $input) { entity { name } } }
"""
_INVITE: Final = """
mutation CreateInvite($input: CreateInviteInput!) { createInvite(input: $input) { success } }
"""
_SERVICE_ACCOUNT: Final = """
mutation CreateServiceAccount($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) { user { username } }
}
"""
_UPSERT_PROJECT: Final = """
mutation UpsertModel($input: UpsertModelInput!) { upsertModel(input: $input) { project { id } } }
"""
_LINK: Final = """
mutation LinkArtifact($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex } }
"""
_ORGANIZATION: Final = "{ viewer { organizations { name orgEntity { name } } } }"
_TRIGGERS: Final = """
query Triggers($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) { id triggers { name } }
}
"""
_CREATE_TRIGGER: Final = """
mutation CreateAutomation($input: CreateFilterTriggerInput!) {
  createFilterTrigger(input: $input) { trigger { id } }
}
"""
_VIEWS: Final = """
query Views($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) {
    allViews(viewType: "runs") { edges { node { displayName } } }
  }
}
"""
_UPSERT_VIEW: Final = """
mutation UpsertView($input: UpsertViewInput!) { upsertView(input: $input) { view { id } } }
"""


def log_team(logger: Logger) -> None:
    """Create a team with an administrator, a member, a viewer, a service account and an open invitation."""
    if (logger.execute(_ENTITY, {"name": TEAM})["entity"] or {}).get("isTeam"):
        return
    logger.execute(_CREATE_TEAM, {"input": {"teamName": TEAM}})
    for name in ("member", "viewer"):
        response = logger.client.post("/sandbox/users", json={"name": name})
        if response.is_error:  # the name is already used by another account of the data folder
            continue
        given = {"entityName": TEAM, "username": name, "role": name}
        logger.execute(_INVITE, {"input": given})
        accepted = logger.client.post(
            "/sandbox/invites", json={"team": TEAM}, auth=("api", response.json()["api_key"])
        )
        accepted.raise_for_status()
    guest = {"entityName": TEAM, "email": "guest@sandbox.invalid", "role": "viewer"}
    logger.execute(_INVITE, {"input": guest})
    account = {"entityName": TEAM, "description": "nightly"}
    logger.execute(_SERVICE_ACCOUNT, {"input": account})


def log_registry(logger: Logger, model: str) -> None:
    """Create a registry, and link a model version to it."""
    # Servers before 2024-10 have no registries, and those before 2026-06 do not restrict their types.
    with suppress(NotServedError):
        found = logger.execute(_ORGANIZATION, {})["viewer"]["organizations"]
        entity = next(each["orgEntity"]["name"] for each in found if each["orgEntity"])
        given: dict[str, object] = {
            "entityName": entity,
            "name": f"wandb-registry-{REGISTRY}",
            "description": "Models that are ready to use.",
            "access": "PRIVATE",
            "allowAllArtifactTypesInRegistry": False,
            "artifactTypes": [{"name": "model"}],
        }
        logger.execute(_UPSERT_PROJECT, {"input": given})
        link = {
            "artifactID": model,
            "artifactPortfolioName": "classifier",
            "entityName": entity,
            "projectName": f"wandb-registry-{REGISTRY}",
            "aliases": [{"alias": "production", "artifactCollectionName": "classifier"}],
        }
        logger.execute(_LINK, {"input": link})


def log_automation(logger: Logger) -> None:
    """Create an automation that watches the loss and does nothing."""
    variables = {"entity": logger.entity, "project": logger.project}
    event = {
        "run_filter": json.dumps({"$and": []}),
        "run_metric_filter": {
            "threshold_filter": {
                "name": "loss",
                "agg_op": "AVERAGE",
                "window_size": 5,
                "cmp_op": "$gt",
                "threshold": 3,
            }
        },
        "metric_filter": None,
    }
    # Servers before 2024-10 have no metric automations.
    with suppress(NotServedError):
        project = logger.execute(_TRIGGERS, variables)["project"]
        if project["triggers"]:
            return
        given = {
            "name": "high-loss",
            "description": "Notice a loss that grows.",
            "enabled": True,
            "scopeType": "PROJECT",
            "scopeID": project["id"],
            "triggeringEventType": "RUN_METRIC",
            "eventFilter": json.dumps(event),
            "triggeredActionType": "NO_OP",
            "triggeredActionConfig": {"noOpActionInput": {"noOp": True}},
        }
        logger.execute(_CREATE_TRIGGER, {"input": given})


def has_report(logger: Logger) -> bool:
    """Whether the project has the report, which the demo logs last."""
    variables = {"entity": logger.entity, "project": logger.project}
    project = logger.execute(_VIEWS, variables)["project"]
    found = project["allViews"]["edges"] if project is not None else []
    return any(edge["node"]["displayName"] == REPORT for edge in found)


def log_report(logger: Logger) -> None:
    """Create a report with text, code and a panel grid of the finished runs."""
    given = {
        "entityName": logger.entity,
        "projectName": logger.project,
        "type": "runs",
        "displayName": REPORT,
        "description": "Which learning rate suits which batch size.",
        "createdUsing": "WANDB_SDK",
        "spec": json.dumps(_spec(logger)),
    }
    logger.execute(_UPSERT_VIEW, {"input": given})


def _spec(logger: Logger) -> dict[str, Any]:
    words = "Larger batches stay stable at learning rates at which small ones diverge."
    code = "runs = api.runs('sandbox/mnist', F.state == 'finished')"
    grid = {
        "type": "panel-grid",
        "children": [{"text": ""}],
        "metadata": {
            "openViz": True,
            "runSets": [_run_set(logger)],
            "panelBankSectionConfig": {"name": "Report Panels", "panels": _panels()},
        },
    }
    return {
        "version": 5,
        "panelSettings": {},
        "blocks": [
            {"type": "heading", "level": 1, "children": [{"text": REPORT}]},
            {"type": "paragraph", "children": [{"text": words}]},
            {
                "type": "code-block",
                "language": "python",
                "children": [
                    {"type": "code-line", "language": "python", "children": [{"text": code}]}
                ],
            },
            grid,
        ],
        "width": "readable",
        "authors": [],
        "discussionThreads": [],
    }


def _run_set(logger: Logger) -> dict[str, Any]:
    finished = {
        "key": {"section": "run", "name": "state"},
        "op": "=",
        "value": "finished",
        "disabled": False,
    }
    return {
        "id": "finished",
        "name": "Finished runs",
        "enabled": True,
        "runFeed": {"version": 2},
        "project": {"name": logger.project, "entityName": logger.entity},
        "filters": {"op": "OR", "filters": [{"op": "AND", "filters": [finished]}]},
        "sort": {
            "keys": [{"key": {"section": "summary", "name": "best_accuracy"}, "ascending": False}]
        },
        "selections": {"root": 1, "bounds": [], "tree": []},
        "search": {"query": ""},
    }


def _panels() -> list[dict[str, Any]]:
    line = {"metrics": ["loss"], "xAxis": "_step", "chartTitle": "Loss"}
    bars = {"metrics": ["best_accuracy"], "chartTitle": "Best accuracy"}
    kinds = (("Run History Line Plot", line), ("Bar Chart", bars))
    return [
        {
            "viewType": kind,
            "config": config,
            "__id__": b64encode(kind.encode()).decode()[:8],
            "layout": {"x": 12 * index, "y": 0, "w": 12, "h": 6},
        }
        for index, (kind, config) in enumerate(kinds)
    ]
