"""Errors as the public server was recorded to give them: one entry for each, with status, members and words.

Recorded, and not here: that a key must be renewed, pages and texts of what stands between client and server, and rate
limits, because the sandbox has no such keys, gateways and limits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox

DENIED = {"code": "PERMISSION_ERROR"}

UPSERT_RUN = "mutation M($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
UPSERT_SWEEP = "mutation M($i: UpsertSweepInput!) { upsertSweep(input: $i) { sweep { name } } }"
DELETE_RUN = "mutation M($i: DeleteRunInput!) { deleteRun(input: $i) { clientMutationId } }"
USE = "mutation M($i: UseArtifactInput!) { useArtifact(input: $i) { artifact { id } } }"
LINK = "mutation M($i: LinkArtifactInput!) { linkArtifact(input: $i) { versionIndex } }"
CREATE_ARTIFACT = (
    "mutation M($i: CreateArtifactInput!) { createArtifact(input: $i) { artifact { id } } }"
)
RUNS = (
    "query Q($e: String!, $f: JSONString) "
    "{ project(name: $p, entityName: $e) { runs(filters: $f) { edges { node { name } } } } }"
).replace("$p", '"p"')
PROJECT = "query Q($e: String, $p: String, $r: String!) { project(name: $p, entityName: $e) { run(name: $r) { id } } }"


@dataclass(frozen=True)
class Row:
    """A request and its response.

    Attributes:
        query: What is sent.
        given: The input of a mutation, or the variables of a query; `{words}` are filled in from the world.
        key: Whose key is sent.
        status: HTTP status.
        message: The message; None for a response without errors.
        path: The path, for an error of a field.
        extensions: The extensions.
        data: The data; None where the body has no data.
    """

    query: str
    given: dict[str, Any] = field(default_factory=dict)
    key: str = "owner"
    status: int = 400
    message: str | None = None
    path: list[Any] | None = None
    extensions: dict[str, str] | None = None
    data: Any = None


def refused(query: str, given: dict[str, Any], status: int, message: str, **members: Any) -> Row:
    """A refusal of the one field of a mutation."""
    name = query.partition("{ ")[2].partition("(")[0]
    all_members: dict[str, Any] = {"path": [name], "data": {name: None}, **members}
    return Row(query, given, status=status, message=message, **all_members)


def invalid(query: str, message: str, **given: Any) -> Row:
    """A document that is refused before it runs."""
    return Row(query, given, message=message)


SWEEP = {"entityName": "{owner}", "projectName": "p"}
RUN = {"entityName": "{owner}", "modelName": "p"}

ROWS = {
    "no key": refused(UPSERT_RUN, RUN, 401, "user is not logged in", key="", extensions=DENIED),
    "wrong key": refused(
        UPSERT_RUN, RUN, 401, "user is not logged in", key="wrong", extensions=DENIED
    ),
    "not allowed": refused(
        UPSERT_RUN, RUN, 403, "permission denied", key="stranger", extensions=DENIED
    ),
    "entity unknown": refused(
        UPSERT_RUN,
        {"entityName": "nowhere", "modelName": "p"},
        404,
        "entity nowhere not found during upsertBucket",
    ),
    "project unknown": Row(
        PROJECT, {"e": "{owner}", "p": "none", "r": "x"}, status=200, data={"project": None}
    ),
    "run unknown": Row(
        PROJECT, {"e": "{owner}", "p": "p", "r": "x"}, status=200, data={"project": {"run": None}}
    ),
    "run name used by a deleted run": refused(
        UPSERT_RUN,
        {**RUN, "name": "deleted"},
        409,
        "run {owner}/p/deleted was previously created and deleted; try a new run name",
    ),
    "bad sweep configuration": refused(
        UPSERT_SWEEP,
        {**SWEEP, "config": '{"parameters": {"lr": {"value": 1}}}'},
        400,
        "Invalid sweep config: Sweep config must contain method section",
    ),
    "sweep by a user who may not": refused(
        UPSERT_SWEEP,
        {**SWEEP, "config": '{"method": "grid", "parameters": {"lr": {"value": 1}}}'},
        400,
        "Sweep user not valid",
        key="stranger",
    ),
    "sweep values that are not JSON": refused(
        UPSERT_SWEEP,
        {**SWEEP, "config": '{"method": "random", "parameters": {"lr": {"max": Infinity}}}'},
        500,
        "invalid character 'I' looking for beginning of value",
    ),
    "job type too long": refused(
        UPSERT_RUN,
        {**RUN, "jobType": "j" * 65},
        400,
        "invalid parameters: 64 limit exceeded for JobType",
        path=None,
    ),
    "config too large": refused(
        UPSERT_RUN,
        {**RUN, "config": json.dumps({"k": {"value": "x" * (15 * 2**20)}})},
        400,
        "run config cannot exceed 15 MB",
    ),
    "run logged to an organization": refused(
        UPSERT_RUN,
        {"entityName": "{organization}", "modelName": "p"},
        400,
        "you may not log runs directly to your organization, please try using your team entity",
    ),
    "artifact not committed": refused(
        USE,
        {"artifactID": "{pending}", "entityName": "{owner}", "projectName": "p", "runName": "run"},
        400,
        "cannot use artifact {pending} as it has not committed",
    ),
    "unknown client id": refused(
        LINK,
        {
            "clientID": "unknown",
            "artifactPortfolioName": "portfolio",
            "entityName": "{owner}",
            "projectName": "p",
        },
        404,
        "failed to map client id",
    ),
    "list of tags without an operator": Row(
        RUNS,
        {"e": "{owner}", "f": '{"tags": ["a"]}'},
        status=500,
        message="unsupported type []interface {}, a slice of interface",
        path=["project", "runs"],
        data={"project": {"runs": None}},
    ),
    "filter on id": Row(
        RUNS,
        {"e": "{owner}", "f": '{"id": "run"}'},
        status=200,
        data={"project": {"runs": {"edges": []}}},
    ),
    "time against a number": Row(
        RUNS,
        {"e": "{owner}", "f": '{"createdAt": {"$gt": 1}}'},
        status=500,
        message="createdAt is a time, and cannot be compared with a number",
        path=["project", "runs"],
        data={"project": {"runs": None}},
    ),
    "unknown field": invalid(
        "{ viewer { nonsense } }", 'Cannot query field "nonsense" on type "User".'
    ),
    "unknown argument": invalid(
        "{ viewer { username(nonsense: 1) } }",
        'Unknown argument "nonsense" on field "username" of type "User".',
    ),
    "unknown type of a fragment": invalid(
        "{ viewer { ... on Nonsense { id } } }", 'Unknown type "Nonsense".'
    ),
    "unknown type of a variable": invalid(
        "query Q($a: Nonsense) { user(userName: $a) { id } }", 'Unknown type "Nonsense".'
    ),
    "fragment that never matches": invalid(
        "{ viewer { ...F } } fragment F on Project { id }",
        'Fragment "F" cannot be spread here as objects of type "User" can never be of type "Project".',
    ),
    "selection under a scalar": invalid(
        "{ viewer { username { id } } }",
        'Field "username" must not have a selection since type "String" has no subfields.',
    ),
    "null for a variable": invalid(
        PROJECT,
        'Variable "r" has invalid value null.\nExpected type "String!", found null.',
        r=None,
    ),
    "no value for a variable": invalid(
        PROJECT, 'Variable "r" has invalid value null.\nExpected type "String!", found null.'
    ),
    "null within a variable": invalid(
        UPSERT_SWEEP.replace("UpsertSweepInput", "StopRunInput")
        .replace("upsertSweep", "stopRun")
        .replace("sweep { name }", "success"),
        'Variable "id" has invalid value null.\nExpected type "ID!", found null.',
        i={"id": None},
    ),
}


@pytest.fixture(scope="module")
def world(sandbox: Sandbox) -> Iterator[dict[str, str]]:
    """Names and ids that requests are filled in with, and the keys of two people."""
    owner = sandbox.create_user("recorded-owner")
    stranger = sandbox.create_user("recorded-stranger")
    found = {"owner": owner.entity, "wrong": "f" * 40, "": ""}
    keys = {"key of owner": owner.api_key, "key of stranger": stranger.api_key}
    with httpx.Client(base_url=sandbox.base_url, auth=("api", owner.api_key), timeout=60) as client:

        def run(query: str, **given: object) -> Any:
            response = client.post("/graphql", json={"query": query, "variables": {"i": given}})
            assert response.status_code == 200, response.text
            return response.json()["data"]

        own = {"entityName": owner.entity, "modelName": "p"}
        run(UPSERT_RUN, **own, name="run")
        made = run(UPSERT_RUN, **own, name="deleted")["upsertBucket"]["bucket"]
        run(DELETE_RUN, id=made["id"])
        pending = run(
            CREATE_ARTIFACT,
            entityName=owner.entity,
            projectName="p",
            artifactTypeName="dataset",
            artifactCollectionName="data",
            digest="d",
            digestAlgorithm="MANIFEST_MD5",
        )
        found["pending"] = pending["createArtifact"]["artifact"]["id"]
        viewer = run("{ viewer { organizations { orgEntity { name } } } }")["viewer"]
        found["organization"] = viewer["organizations"][0]["orgEntity"]["name"]
        yield {**found, **keys}


@pytest.mark.parametrize("name", ROWS)
def test_an_error_is_as_recorded(sandbox: Sandbox, world: dict[str, str], name: str) -> None:
    row = ROWS[name]
    key = world.get(f"key of {row.key}", world.get(row.key, ""))
    given = filled(row.given, world)
    variables = {"i": given} if row.query.startswith("mutation") and "i" not in given else given
    response = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": row.query, "variables": variables},
        auth=("api", key) if key else None,
        timeout=60,
    )
    body = response.json()
    assert response.status_code == row.status, response.text
    if row.message is None:
        assert body == {"data": row.data}
        return
    (error,) = body.pop("errors")
    assert error.pop("message") == filled(row.message, world)
    in_document = row.data is None
    locations = error.pop("locations", None)
    assert (locations is not None) == in_document, locations
    expected = {"path": row.path, "extensions": row.extensions}
    assert error == {name: value for name, value in expected.items() if value is not None}
    assert body == ({} if in_document else {"data": row.data})


def test_summary_of_a_filter_is_not_a_name(sandbox: Sandbox, world: dict[str, str]) -> None:
    """The status is recorded, and the words are not."""
    response = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={
            "query": RUNS,
            "variables": {"e": world["owner"], "f": '{"summary.loss": 1}'},
        },
        auth=("api", world["key of owner"]),
    )
    (error,) = response.json()["errors"]
    assert response.status_code == 400
    assert "summary_metrics.KEY" in error["message"]
    assert error.keys() == {"message", "path"}


@pytest.mark.parametrize("content", [b"", b"not JSON", b"[1]"], ids=["empty", "text", "list"])
def test_a_body_that_is_no_request_is_not_understood(
    sandbox: Sandbox, world: dict[str, str], content: bytes
) -> None:
    response = httpx.post(
        f"{sandbox.base_url}/graphql", content=content, auth=("api", world["key of owner"])
    )
    assert response.status_code == 400
    message = "400 Bad Request: The browser (or proxy) sent a request that this server could not understand."
    assert response.json() == {"errors": [{"message": message}]}


def filled(value: Any, world: dict[str, str]) -> Any:
    """Put names and ids of the world into a value."""
    if isinstance(value, dict):
        return {key: filled(each, world) for key, each in value.items()}
    if isinstance(value, str) and len(value) < 1000:
        for name in ("owner", "organization", "pending"):
            value = value.replace(f"{{{name}}}", world[name])
    return value
