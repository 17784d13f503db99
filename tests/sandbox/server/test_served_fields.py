"""Fields that the sandbox does not serve are errors that name them, anywhere in the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from graphql import GraphQLObjectType, GraphQLSchema, default_field_resolver

from runql_sandbox.schema import served
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.schema.served import DECLARED, WITHOUT_EFFECT, is_served, served_fields

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return executable_schema()


@pytest.fixture(scope="module")
def project(sandbox: Sandbox, user: SandboxUser) -> str:
    with sandbox.api(user) as api:
        api.create_run("p", run_id="r")
    return f'project(name: "p", entityName: "{user.entity}")'


def send(sandbox: Sandbox, user: SandboxUser, query: str) -> Any:
    return httpx.post(
        f"{sandbox.base_url}/graphql", json={"query": query}, auth=("api", user.api_key)
    )


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ('{ reportSearch(query: "x") { edges { cursor } } }', "Query.reportSearch"),
        ("{ PROJECT { dockerImage } }", "Project.dockerImage"),
        ("{ PROJECT { a: dockerImage name } }", "Project.dockerImage"),
        ("{ PROJECT { runs { deltaOrder: paths } } }", "RunConnection.paths"),
        ('{ PROJECT { run(name: "r") { patch } } }', "Run.patch"),
        ("{ PROJECT { entity { settings { storageBucketInfo { __typename } } } } }", None),
        ("{ serverInfo { frontendHost } }", "ServerInfo.frontendHost"),
        ("{ viewer { userInfo } }", "User.userInfo"),
        ('{ PROJECT { runs(groupKeys: ["group"]) { totalCount } } }', "Project.runs(groupKeys)"),
        ("{ PROJECT { runs(last: 1) { totalCount } } }", "Project.runs(last)"),
        ('{ PROJECT { runs(before: "x") { totalCount } } }', "Project.runs(before)"),
        (
            '{ PROJECT { run(name: "r") { files(last: 1) { edges { cursor } } } } }',
            "Run.files(last)",
        ),
        (
            '{ PROJECT { run(name: "r") { outputArtifacts(before: "x") { totalCount } } } }',
            "Run.outputArtifacts(before)",
        ),
        ("{ PROJECT { groupedRuns(last: 1) { __typename } } }", "Project.groupedRuns(last)"),
        ('{ PROJECT { run(name: "r") { lines(specs: ["{}"]) } } }', "Run.lines"),
        (
            '{ PROJECT { run(name: "r") { stepsForMetricValues(metric: "m", values: [1]) } } }',
            "Run.stepsForMetricValues",
        ),
        (
            '{ PROJECT { run(name: "r") { bucketedHistory(specs: [], excludeOutliers: true) } } }',
            "Run.bucketedHistory(excludeOutliers)",
        ),
        ('{ PROJECT { run(name: "r") { historyKeys(format: BITMAP) } } }', None),
    ],
)
def test_a_field_that_is_not_served_is_named(
    sandbox: Sandbox, user: SandboxUser, project: str, query: str, named: str | None
) -> None:
    response = send(sandbox, user, query.replace("PROJECT", project))
    (error,) = response.json()["errors"]
    assert response.status_code == 400
    assert error["message"].endswith("is not served by this sandbox")
    assert named is None or error["message"].startswith(f"{named} is")
    assert error.keys() == {"message", "path"}


def test_arguments_that_select_nothing_are_taken(
    sandbox: Sandbox, user: SandboxUser, project: str
) -> None:
    """As the web app's queries have them."""
    query = (
        f"{{ {project} {{ runs(groupKeys: [], groupLevel: 0, jobKey: null) {{ totalCount }} }} }}"
    )
    response = send(sandbox, user, query)
    assert response.json() == {"data": {"project": {"runs": {"totalCount": 1}}}}


def test_no_field_reads_what_happens_to_have_its_name(schema: GraphQLSchema) -> None:
    """Also those of types and fields that are new in the schema."""
    for each in schema.type_map.values():
        if not isinstance(each, GraphQLObjectType) or each.name.startswith("__"):
            continue
        declared = DECLARED.get(each.name, "").split()
        for name, field in each.fields.items():
            assert field.resolve is not None, f"{each.name}.{name}"
            if field.resolve is default_field_resolver:
                assert name in declared, f"{each.name}.{name}"


def test_declarations_name_fields_and_arguments_of_the_schema(schema: GraphQLSchema) -> None:
    for owner, names in DECLARED.items():
        found = schema.type_map[owner]
        assert isinstance(found, GraphQLObjectType)
        assert set(names.split()) <= set(found.fields), owner
    for full in WITHOUT_EFFECT:
        owner, _, name = full.partition(".")
        found = schema.type_map[owner]
        assert isinstance(found, GraphQLObjectType)
        assert is_served(found.fields[name]), full


def test_arguments_without_effect_are_in_the_schema(schema: GraphQLSchema) -> None:
    for full, names in WITHOUT_EFFECT.items():
        parent, _, name = full.partition(".")
        kind = schema.type_map[parent]
        assert isinstance(kind, GraphQLObjectType)
        assert set(names.split()) <= set(kind.fields[name].args), full


def test_an_argument_that_a_resolver_reads_is_not_declared_idle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page of served fields would say that it changes nothing."""
    monkeypatch.setattr(served, "WITHOUT_EFFECT", {"Run.history": "maxKeyLimit"})
    with pytest.raises(AssertionError, match=r"Run\.history"):
        executable_schema()


def test_types_are_listed_if_served_fields_lead_to_them(schema: GraphQLSchema) -> None:
    listed = served_fields(schema)
    assert {"name", "config", "summaryMetrics"} <= set(listed["Run"])
    assert "dockerImage" not in listed["Project"]
    assert "NotificationTriggeredAction" in listed, "a member of a union"
    assert "AccessToken" not in listed, "the sandbox has none"
