"""Every kind of automation goes to the sandbox and comes back; what is stored is the JSON that the official client sends."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql.automations import (
    Action,
    DoNothing,
    Event,
    NewAutomation,
    OnCreateArtifact,
    Scope,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from tests.pure.automations.kinds import automations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import Sandbox, SandboxUser

STORED = """query Q($entity: String!) { entity(name: $entity) { triggers(first: 1000) { edges { node {
  name triggeringCondition { ... on FilterEventTriggeringCondition { eventType filter } }
} } } } }"""
KINDS = automations()


class RoundTripServer:
    """Places and services of the sandbox, to put in where the kinds have made up ones."""

    def __init__(self, api: Api, sandbox: Sandbox, user: SandboxUser) -> None:
        self.api, self.sandbox, self.user = api, sandbox, user
        run = api.create_run("p")
        run.log_artifact(__file__, name="weights", type="model")
        api.create_team("round-trip-team")
        weights = api.artifact_collection("model", f"{user.entity}/p/weights")
        self.scopes = {
            "PROJECT": Scope.of(api.project("p")),
            "ENTITY": Scope.of(api.team("round-trip-team")),
            "ARTIFACT_COLLECTION": Scope.of(weights),
        }
        self.hook = api.create_webhook_integration("hook", "http://127.0.0.1:9/x")
        slack = "mutation M($input: CreateSlackIntegrationInput!) { createSlackIntegration(input: $input) { clientMutationId } }"
        self.execute(slack, input={"entityName": user.entity, "code": "c", "redirectURI": "x"})
        self.channel = api.slack_integrations().first()

    def execute(self, query: str, **variables: object) -> Any:
        response = httpx.post(
            f"{self.sandbox.base_url}/graphql",
            json={"query": query, "variables": variables},
            auth=("api", self.user.api_key),
            timeout=30,
        ).json()
        assert "errors" not in response, response
        return response["data"]

    def settled(self, new: NewAutomation) -> NewAutomation:
        """The same automation at a place that there is, with a service that there is."""
        return self.moved(new.event) >> self.served(new.action)

    def moved(self, event: Event) -> Event:
        return event.at(self.scopes[event.scope.kind])

    def served(self, action: Action) -> Action:
        if isinstance(action, SendWebhook):
            return replace(action, integration_id=self.hook.id)
        if isinstance(action, SendNotification):
            assert self.channel is not None
            return replace(action, integration_id=self.channel.id)
        assert isinstance(action, DoNothing | SendPromptToAria)
        return action


@pytest.fixture(scope="module")
def server(sandbox: Sandbox, user: SandboxUser) -> Iterator[RoundTripServer]:
    with sandbox.api(user) as api:
        yield RoundTripServer(api, sandbox, user)


def test_each_kind_round_trips(server: RoundTripServer) -> None:
    sent = {}
    for name, kind in KINDS.items():
        new = server.settled(kind)
        made = server.api.create_automation(new, name=name)
        assert (made.event, made.action, made.scope) == (new.event, new.action, new.event.scope)
        sent[name] = new
    stored: dict[str, Any] = {}
    for entity in (server.user.entity, "round-trip-team"):
        found = {each.name: each for each in server.api.automations(entity, per_page=20)}
        for name, each in found.items():
            assert (each.event, each.action) == (sent[name].event, sent[name].action)
        edges = server.execute(STORED, entity=entity)["entity"]["triggers"]["edges"]
        stored |= {each["node"]["name"]: each["node"]["triggeringCondition"] for each in edges}
    assert stored.keys() == sent.keys()
    for name, condition in stored.items():
        wire = sent[name].wire(name)
        assert condition["eventType"] == wire["triggeringEventType"]
        # Servers keep the filter of an artifact's event inside another document.
        said = sent[name].event.filter_text()
        if "RUN_" in condition["eventType"]:
            assert condition["filter"] == said == wire["eventFilter"]
        else:
            assert json.loads(condition["filter"]) == {"filter": said}
    assert isinstance(server.api.automation("OnCreateArtifact").event, OnCreateArtifact)
