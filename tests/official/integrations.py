"""A team with integrations that the tests list, made as the web app makes them: the official SDK makes none."""

from __future__ import annotations

import os
from typing import Any

import httpx
import wandb

TEAM = "integrations-team"


def execute(document: str, given: dict[str, str]) -> dict[str, Any]:
    """Send a mutation with an input."""
    response = httpx.post(
        f"{os.environ['WANDB_BASE_URL']}/graphql",
        json={"query": document, "variables": {"input": given}},
        auth=("api", os.environ["WANDB_API_KEY"]),
        timeout=30,
    ).json()
    assert "errors" not in response, response
    data: dict[str, Any] = response["data"]
    return data


def slack(team: str, channel: str) -> str:
    """Connect a Slack channel, and return its id."""
    made = execute(
        "mutation M($input: CreateSlackIntegrationInput!) "
        "{ made: createSlackIntegration(input: $input) { integration { id } } }",
        {"entityName": team, "code": channel, "redirectURI": "https://wandb.test"},
    )
    return str(made["made"]["integration"]["id"])


def webhook(team: str, name: str) -> str:
    """Register an address, and return its id."""
    made = execute(
        "mutation M($input: CreateGenericWebhookIntegrationInput!) "
        "{ made: createGenericWebhookIntegration(input: $input) { integration { id } } }",
        {"entityName": team, "name": name, "urlEndpoint": f"https://hooks.test/{name}"},
    )
    return str(made["made"]["integration"]["id"])


def fill() -> None:
    """Make the team, and what it has."""
    wandb.Api().create_team(TEAM)
    webhook(TEAM, "first")
    webhook(TEAM, "second")
    slack(TEAM, "alarms")
    webhook(TEAM, "third")


if __name__ == "__main__":
    fill()
