"""Automations that the tests read, made by the official SDK in a team of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import wandb
from wandb.automations import (
    ArtifactEvent,
    DoNothing,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    RunEvent,
    SendNotification,
    SendWebhook,
)

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.official.integrations import slack, webhook

TEAM = "automations-team"
PROJECT = "watched"


def fill() -> None:
    """Log what is watched, then make what watches it."""
    api = wandb.Api()
    api.create_team(TEAM)
    settings = wandb.Settings(console="off", silent=True, x_disable_stats=True)
    with wandb.init(entity=TEAM, project=PROJECT, id="watched", settings=settings) as run:
        version = wandb.Artifact("weights", "model")
        with version.new_file("w.txt") as file:
            file.write("w")
        run.log_artifact(version).wait()
        run.log({"loss": 0.1})
    hook = SendWebhook(
        integration_id=webhook(TEAM, "hook"), request_payload={"run": "${run_name}", "text": "[1]"}
    )
    message = SendNotification(
        integration_id=slack(TEAM, "alarms"), title="Failed", message="Look.", severity="WARN"
    )
    project = api.project(PROJECT, entity=TEAM)
    weights = api.artifact_collection("model", f"{TEAM}/{PROJECT}/weights")
    loss, alias = RunEvent.metric("loss"), ArtifactEvent.alias
    made = {
        "low loss": OnRunMetric(
            scope=project, filter=(loss.avg(5) < 0.5) & RunEvent.name.contains("x")
        )
        >> hook,
        "failed": OnRunState(scope=project, filter=RunEvent.state.in_(["failed", "finished"]))
        >> message,
        "linked": OnLinkArtifact(scope=project, filter=(alias == "prod") | ~(alias == "test"))
        >> DoNothing(),
        "new version": OnCreateArtifact(scope=weights) >> DoNothing(),
        "team": OnRunMetric(scope=api.team(TEAM), filter=abs(loss.zscore(30)) > 2) >> DoNothing(),
    }
    for name, new in made.items():
        api.create_automation(
            new, name=name, description=f"About {name}.", enabled=name != "new version"
        )


if __name__ == "__main__":
    fill()
