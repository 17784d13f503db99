"""Automations that the server refuses, and the features of an organization that it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql.automations import DoNothing, OnCreateArtifact, OnRunState, RunEvent, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import Sandbox, SandboxUser

CREATE = """mutation M($input: CreateFilterTriggerInput!) {
  createFilterTrigger(input: $input) { trigger { id } } }"""
UPDATE = """mutation M($input: UpdateFilterTriggerInput!) {
  updateFilterTrigger(input: $input) { trigger { id } } }"""
FLAGS = """query OrgFeatureFlags($org: String!) { organization(name: $org) {
  featureFlags(rampIDType: OrgName) { rampKey isEnabled } } }"""


OWNER = "query Q($project: String!) { project(name: $project) { entity { id } } }"
OF_PROJECT = """query Q($project: String!) { project(name: $project) {
  all: triggers { name } own: triggers(projectOnly: true) { name }
  of_runs: triggers(eventType: RUN_STATE) { name } } }"""


class Server:
    """A project and a collection to look at, and a way to send what the client itself would refuse."""

    def __init__(self, api: Api, sandbox: Sandbox, user: SandboxUser) -> None:
        self.api, self.sandbox, self.user = api, sandbox, user
        api.create_run("p").log_artifact(__file__, name="weights", type="model")
        self.ids = {
            "PROJECT": api.project("p").id,
            "ARTIFACT_COLLECTION": api.artifact_collection("model", "p/weights").id,
        }

    def send(self, query: str, **variables: Any) -> httpx.Response:
        return httpx.post(
            f"{self.sandbox.base_url}/graphql",
            json={"query": query, "variables": variables},
            auth=("api", self.user.api_key),
        )

    def create(self, name: str, event: str, scope: str) -> httpx.Response:
        given = {
            "name": name,
            "enabled": True,
            "scopeType": scope,
            "scopeID": self.ids[scope],
            "triggeringEventType": event,
            "eventFilter": "{}",
            "triggeredActionType": "NO_OP",
            "triggeredActionConfig": {"noOpActionInput": {"noOp": True}},
        }
        return self.send(CREATE, input=given)


@pytest.fixture(scope="module")
def server(sandbox: Sandbox, user: SandboxUser) -> Iterator[Server]:
    with sandbox.api(user) as api:
        yield Server(api, sandbox, user)


@pytest.mark.parametrize("event", ["RUN_METRIC", "RUN_METRIC_CHANGE", "RUN_STATE"])
def test_runs_happen_in_no_collection(server: Server, event: str) -> None:
    assert server.create(event, event, "ARTIFACT_COLLECTION").json()["errors"]
    made = server.create(event, event, "PROJECT").json()["data"]["createFilterTrigger"]["trigger"]
    moved = {"scopeType": "ARTIFACT_COLLECTION", "scopeID": server.ids["ARTIFACT_COLLECTION"]}
    assert server.send(UPDATE, input={"id": made["id"], **moved}).json()["errors"]
    kept = server.api.automation(event)
    assert (kept.event.scope.kind if kept.event.scope else None) == "PROJECT"


def test_new_versions_are_looked_for_in_a_collection(server: Server) -> None:
    assert server.create("new", "CREATE_ARTIFACT", "PROJECT").json()["errors"]
    assert "data" in server.create("new", "CREATE_ARTIFACT", "ARTIFACT_COLLECTION").json()


def test_a_name_is_taken_once(server: Server) -> None:
    event = OnCreateArtifact(server.api.artifact_collection("model", "p/weights"))
    server.api.create_automation(event >> DoNothing(), name="taken")
    assert server.create("taken", "LINK_MODEL", "PROJECT").status_code == 409


def test_an_organization_says_what_is_switched_on_for_it(server: Server) -> None:
    answer = server.send(FLAGS, org="sandbox-org").json()
    flags = answer["data"]["organization"]["featureFlags"]
    assert {"rampKey": "automation_entity_scope", "isEnabled": True} in flags


@pytest.mark.parametrize("prompt", [" ", "x" * 4001, "é" * 2001])
def test_a_prompt_has_1_to_4000_bytes(server: Server, prompt: str) -> None:
    given = {
        "name": "asking",
        "enabled": True,
        "scopeType": "PROJECT",
        "scopeID": server.ids["PROJECT"],
        "triggeringEventType": "RUN_STATE",
        "eventFilter": "{}",
        "triggeredActionType": "ARIA",
        "triggeredActionConfig": {"ariaActionInput": {"prompt": prompt}},
    }
    response = server.send(CREATE, input=given)
    assert response.status_code == 400
    assert "prompt" in response.json()["errors"][0]["message"]


def test_a_project_lists_the_automations_that_look_at_it(server: Server) -> None:
    api, nothing = server.api, DoNothing()
    api.create_run("seen")
    entity = server.send(OWNER, project="seen").json()
    scopes = {
        "of-project": Scope.of(api.project("seen")),
        "of-entity": Scope("ENTITY", entity["data"]["project"]["entity"]["id"]),
        "of-another": Scope.of(api.project("p")),
    }
    for name, scope in scopes.items():
        api.create_automation(
            OnRunState(scope, RunEvent.state.in_(["failed"])) >> nothing, name=name
        )
    found = server.send(OF_PROJECT, project="seen").json()["data"]["project"]
    names = {key: [each["name"] for each in listed] for key, listed in found.items()}
    assert names["own"] == ["of-project"]
    assert names["all"] == names["of_runs"] == ["of-project", "of-entity"]
