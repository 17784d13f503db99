"""Automations and integrations on servers that lack types, fields or features; a sandbox answers the parts that they know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import graphql
import httpx
import pytest
from graphql.execution.values import get_variable_values

from runql import Api, SlackIntegration
from runql.automations import (
    DoNothing,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    RunEvent,
    SendWebhook,
)
from runql.errors import NotFoundError, UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser

SCHEMA = Path(__file__).parents[3] / "schema.graphql"
LISTINGS = ("ListAutomations", "ListProjectAutomations")
SLACK_TEAM = "slack-team"
NEWER_ACTIONS = {"ARIATriggeredAction", "NoOpTriggeredAction", "QueueJobTriggeredAction"}


def older_schema(types: set[str], fields: set[str]) -> graphql.GraphQLSchema:
    """The schema without some types, and without some `Type.field` or `Enum.VALUE`."""

    class Pruner(graphql.Visitor):
        def enter_object_type_definition(
            self, node: graphql.ObjectTypeDefinitionNode, *_: object
        ) -> object:
            if node.name.value in types:
                return graphql.REMOVE
            kept = [
                each
                for each in node.fields
                if f"{node.name.value}.{each.name.value}" not in fields
                and graphql.print_ast(each.type).strip("[]!") not in types
            ]
            node.fields = tuple(kept)
            return node

        def enter_enum_type_definition(
            self, node: graphql.EnumTypeDefinitionNode, *_: object
        ) -> object:
            kept = [
                each for each in node.values if f"{node.name.value}.{each.name.value}" not in fields
            ]
            node.values = tuple(kept)
            return node

        def enter_union_type_definition(
            self, node: graphql.UnionTypeDefinitionNode, *_: object
        ) -> object:
            node.types = tuple(each for each in node.types if each.name.value not in types)
            return node

    document = graphql.parse(SCHEMA.read_text())
    return graphql.build_ast_schema(graphql.visit(document, Pruner()))


class OlderServer(httpx.BaseTransport):
    """Refuses what an older schema lacks, and hands everything else on."""

    def __init__(self, schema: graphql.GraphQLSchema, features: dict[str, bool] | None) -> None:
        self.schema = schema
        self.features = features
        self.requested: list[str] = []
        self._onwards = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.read())
        self.requested.append(body["operationName"])
        document = graphql.parse(body["query"])
        errors = graphql.validate(self.schema, document) or self.wrong_values(document, body)
        if errors:
            told = [{"message": each.message} for each in errors]
            return httpx.Response(400, json={"errors": told})
        if body["operationName"] == "GetServerInfo" and self.features is not None:
            named = [{"name": name, "isEnabled": on} for name, on in self.features.items()]
            return httpx.Response(200, json={"data": {"serverInfo": {"features": named}}})
        return self._onwards.handle_request(request)

    def wrong_values(
        self, document: graphql.DocumentNode, body: dict[str, Any]
    ) -> list[graphql.GraphQLError]:
        operation = document.definitions[0]
        assert isinstance(operation, graphql.OperationDefinitionNode)
        given = get_variable_values(self.schema, operation.variable_definitions, body["variables"])
        return given if isinstance(given, list) else []

    def close(self) -> None:
        self._onwards.close()


@pytest.fixture(scope="module")
def filled(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        hook = api.create_webhook_integration("hook", "http://127.0.0.1:9/x")
        for project in ("one", "two", "three"):
            api.create_run(project)
            link = OnLinkArtifact(api.project(project))
            api.create_automation(link >> SendWebhook(hook.id), name=project)
        made = api.create_run("three").log_artifact(Path(__file__), name="weights", type="model")
        weights = api.artifact_collection("model", f"{user.entity}/three/{made.name.split(':')[0]}")
        api.create_automation(OnCreateArtifact(weights) >> SendWebhook(hook.id), name="weights")
        api.create_team(SLACK_TEAM)
        response = httpx.post(
            f"{sandbox.base_url}/graphql",
            json={
                "query": "mutation M($input: CreateSlackIntegrationInput!) "
                "{ createSlackIntegration(input: $input) { clientMutationId } }",
                "variables": {"input": {"entityName": SLACK_TEAM, "code": "c", "redirectURI": "x"}},
            },
            auth=("api", user.api_key),
            timeout=30,
        ).json()
        assert "errors" not in response, response
        yield api


def old(
    api: Api,
    types: set[str] | None = None,
    fields: set[str] | None = None,
    features: dict[str, bool] | None = None,
) -> tuple[Api, OlderServer]:
    server = OlderServer(older_schema(types or set(), fields or set()), features)
    settings = api.settings
    return (
        Api(settings.api_key, base_url=settings.base_url, entity=settings.entity, transport=server),
        server,
    )


def test_a_server_is_asked_for_what_it_knows(filled: Api) -> None:
    api, server = old(filled, types=NEWER_ACTIONS)
    with api:
        names = [each.name for each in api.automations(per_page=2)]
        assert names == ["one", "two", "three", "weights"]
        assert server.requested == ["ListAutomations"] * 3
        found = api.automation("two")
        assert server.requested == ["ListAutomations"] * 4
        assert isinstance(found.action, SendWebhook)
        found.update(description="Changed.")
        assert found.description == "Changed."
        assert server.requested[4:] == ["UpdateAutomation"] * 2


def test_automations_of_projects_stand_in_for_those_of_an_entity(filled: Api) -> None:
    api, server = old(filled, types=NEWER_ACTIONS, fields={"Entity.triggers"})
    with api:
        listed = api.automations(per_page=2)
        assert {each.name for each in listed} == {"one", "two", "three", "weights"}
        # Refused: the field, then the types; then two pages of projects follow.
        assert server.requested == ["ListAutomations"] + ["ListProjectAutomations"] * 3
        assert api.automation("weights").scope is not None
        assert [each.name for each in api.automations(limit=1)] != []


def test_a_server_without_automations_names_the_feature(filled: Api) -> None:
    api, _ = old(filled, fields={"Entity.triggers", "Project.triggers"})
    with api:
        for _ in range(2):
            with pytest.raises(UnsupportedError, match="QUERY_AUTOMATIONS_ON_ENTITY"):
                list(api.automations())
        with pytest.raises(UnsupportedError, match="no field triggers"):
            api.automation("one")


def test_integrations_of_older_servers(filled: Api) -> None:
    api, server = old(filled, types={"GenericWebhookIntegration"})
    with api:
        [found] = api.integrations(SLACK_TEAM)
        assert isinstance(found, SlackIntegration)
        assert list(api.slack_integrations(SLACK_TEAM)) == [found]
        assert server.requested == ["ListIntegrations"] * 3
    api, _ = old(filled, fields={"Entity.integrations"})
    with api:
        lists = (api.integrations(), api.slack_integrations(), api.webhook_integrations())
        for each in lists:
            with pytest.raises(UnsupportedError, match=r"no field Entity\.integrations"):
                each.first()
    api, _ = old(filled, fields={"Mutation.createGenericWebhookIntegration"})
    with api, pytest.raises(UnsupportedError, match="createGenericWebhookIntegration"):
        api.create_webhook_integration("x", "http://127.0.0.1:9/x")


def test_features_that_are_missing_are_named(filled: Api) -> None:
    loss = RunEvent.metric("loss")
    threshold, score = (loss > 1), (loss.zscore(5) > 2)
    off = {"AUTOMATION_EVENT_RUN_METRIC": False, "AUTOMATION_ACTION_NO_OP": True}
    api, server = old(filled, features=off)
    with api:
        project = api.project("one")
        with pytest.raises(UnsupportedError, match=r"AUTOMATION_EVENT_RUN_METRIC, but it is off"):
            api.create_automation(OnRunMetric(project, threshold) >> DoNothing(), name="a")
        with pytest.raises(UnsupportedError, match=r"RUN_METRIC_ZSCORE, but .* does not list it"):
            api.create_automation(OnRunMetric(project, score) >> DoNothing(), name="a")
        state = OnRunState(project, RunEvent.state == "failed")
        made = api.create_automation(state >> DoNothing(), name="state")
        with pytest.raises(UnsupportedError, match="ZSCORE"):
            made.update(event=OnRunMetric(project, score))
        made.delete()
        assert server.requested.count("GetServerInfo") == 1


def test_an_event_that_is_too_new_is_named(filled: Api) -> None:
    api, _ = old(filled, fields={"EventTriggeringConditionType.RUN_STATE"}, features={})
    with api:
        state = OnRunState(api.project("one"), RunEvent.state == "failed")
        with pytest.raises(UnsupportedError, match="RUN_STATE"):
            api.create_automation(state >> DoNothing(), name="state")


def test_a_misspelled_name_is_reported_with_a_similar_one(filled: Api) -> None:
    for fields in (set[str](), {"Entity.triggers"}):
        api, server = old(filled, fields=fields)
        with api:
            api.automations(name="one").all()
            server.requested.clear()
            with pytest.warns(
                UserWarning, match=r"no automation 'wieghts'. Did you mean 'weights'"
            ):
                assert api.automations(name="wieghts").all() == []
            assert api.automations(name="another name").all() == []
            assert len([each for each in server.requested if each in LISTINGS]) == 4
            with pytest.raises(NotFoundError, match=r"'wieghts'[\s\S]*Did you mean 'weights'"):
                api.automation("wieghts")
