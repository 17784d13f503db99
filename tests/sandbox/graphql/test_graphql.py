"""GraphQL of the user's own on a running server, sync and async."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, Field
from runql_graphql.fragments.runs.base import RunFull
from runql_graphql.ops.runs.base import list_runs

from runql.errors import NotFoundError, UnsupportedError, UsageError
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api, AsyncApi
    from runql.testing import SandboxUser

Requests = Callable[[], Counter[str]]

RUNS = """
query MyRuns($owner: String, $project: String!, $size: Int, $cursor: String) {
  project(name: $project, entityName: $owner) {
    runs(first: $size, after: $cursor, order: "+created_at") {
      totalCount
      edges { node { id displayName } }
      pageInfo { endCursor hasNextPage }
    }
  }
}
"""


@pytest.fixture(scope="module")
def project(sandbox: Sandbox, user: SandboxUser) -> str:
    with sandbox.api(user) as api:
        for number in range(130):
            api.create_run("many", name=f"run-{number:03}")
    return "many"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, project: str) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


@pytest.fixture
def async_api(sandbox: Sandbox, user: SandboxUser, project: str) -> AsyncApi:
    return sandbox.async_api(user)


@dataclass
class Viewer:
    username: str


@dataclass
class Who:
    viewer: Viewer


class RunName(BaseModel):
    name: str = Field(alias="displayName")


def test_text_is_executed_as_plain_data_or_as_a_type(api: Api, user: SandboxUser) -> None:
    text = "{ viewer { username } }"
    assert api.graphql.execute(text) == {"viewer": {"username": user.username}}
    assert api.graphql.execute(text, type=Who) == Who(Viewer(user.username))


async def test_text_is_executed_in_async_code(async_api: AsyncApi, user: SandboxUser) -> None:
    async with async_api as api:
        found = await api.graphql.execute("{ viewer { username } }", type=Who)
        assert found.viewer.username == user.username
        assert await api.graphql.send(api.graphql.call("{ viewer { username } }")) == {
            "viewer": {"username": user.username}
        }


def test_what_the_schema_refuses_sends_nothing(api: Api, requests: Requests) -> None:
    with pytest.raises(UsageError, match="Did you mean 'username'"):
        api.graphql.execute("{ viewer { usrname } }")
    assert requests() == Counter()
    with pytest.raises(UnsupportedError, match="usrname"):
        api.graphql.execute("{ viewer { usrname } }", validate=False)


def test_a_mutation_is_sent_when_it_is_meant(api: Api, user: SandboxUser) -> None:
    text = (
        "mutation Rename($input: UpsertModelInput!)"
        " { upsertModel(input: $input) { model { name } inserted } }"
    )
    variables = {"input": {"entityName": user.entity, "name": "made-by-text"}}
    with pytest.raises(UsageError, match="mutation=True"):
        api.graphql.execute(text, variables)
    done: Any = api.graphql.execute(text, variables, mutation=True)
    assert done["upsertModel"] == {"model": {"name": "made-by-text"}, "inserted": True}


def test_pages_grow_as_those_of_runs(api: Api, user: SandboxUser, requests: Requests) -> None:
    call = api.graphql.call(RUNS, {"owner": user.entity, "project": "many"})
    runs = api.graphql.pages(call)
    assert requests() == Counter()
    assert runs[0]["displayName"] == "run-000"
    assert len(runs) == 130
    assert requests() == Counter({"MyRuns": 1})
    assert [each["displayName"] for each in runs] == [f"run-{number:03}" for number in range(130)]
    assert requests() == Counter({"MyRuns": 1})
    assert [each["displayName"] for each in runs[3:5]] == ["run-003", "run-004"]
    assert [len(page.items) for page in runs.pages()] == [50, 80]


def test_a_list_continues_after_its_cursor(api: Api, user: SandboxUser) -> None:
    call = api.graphql.call(RUNS, {"owner": user.entity, "project": "many"})
    first = api.graphql.pages(call, limit=60, per_page=20)
    assert len(first.all()) == 60
    rest = api.graphql.pages(call, after=first.cursor)
    assert rest[0]["displayName"] == "run-060"
    assert len(rest.all()) == 70
    started = api.graphql.pages(call.replace(cursor=first.cursor, size=7), limit=7)
    assert started[0]["displayName"] == "run-060"
    assert len(started) == 7


async def test_pages_in_async_code(async_api: AsyncApi, user: SandboxUser) -> None:
    async with async_api as api:
        call = api.graphql.call(RUNS, {"owner": user.entity, "project": "many"})
        nodes = api.graphql.pages(call)
        assert await nodes.total() == 130
        assert len([each async for each in nodes]) == 130
        assert (await nodes.get(-1))["displayName"] == "run-129"


def test_pages_of_our_own_operations_have_our_own_models(api: Api, user: SandboxUser) -> None:
    call = list_runs(entity=user.entity, project="many", order="+created_at")
    runs = api.graphql.pages(call, node=RunFull)
    assert [each.display_name for each in runs[:2]] == ["run-000", "run-001"]
    with pytest.raises(
        UsageError, match=r"class of the nodes of project\.runs, which is .*, got RunName"
    ):
        api.graphql.pages(call, node=RunName).first()


def test_a_project_that_is_not_there_is_no_empty_list(api: Api, user: SandboxUser) -> None:
    call = api.graphql.call(RUNS, {"owner": user.entity, "project": "none"})
    with pytest.raises(NotFoundError, match="project is null"):
        api.graphql.pages(call).all()


def test_a_query_with_a_size_of_its_own_keeps_it(api: Api, user: SandboxUser) -> None:
    text = RUNS.replace("$size", "40").replace(" 40: Int,", "")
    call = api.graphql.call(text, {"owner": user.entity, "project": "many"})
    assert [len(each.items) for each in api.graphql.pages(call).pages()] == [40, 40, 40, 10]
    with pytest.raises(UsageError, match="per_page=5 cannot be sent"):
        api.graphql.pages(call, per_page=5)


def test_nodes_without_an_id_are_all_listed(api: Api, user: SandboxUser) -> None:
    text = RUNS.replace("id displayName", "state")
    call = api.graphql.call(text, {"owner": user.entity, "project": "many"})
    assert len(api.graphql.pages(call).all()) == 130


def test_an_older_server_is_sent_what_it_knows() -> None:
    text = """query Tags($name: String!) { project(name: $name) { artifactType(name: "model") {
        artifactCollections { edges { node { artifacts { edges { node { versionIndex tags { name } } } } } }
        } } } }"""
    with Sandbox(options=["--without", "ARTIFACT_TAGS"]) as older, older.api() as api:
        api.create_run("tagged")
        found: Any = api.graphql.execute(text, {"name": "tagged"})
        assert found["project"] is not None
        # Another text with the same name is adapted by itself.
        other: Any = api.graphql.execute("query Tags { viewer { username } }")
        assert other["viewer"]["username"] == older.entity
