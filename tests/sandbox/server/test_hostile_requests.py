"""Whatever comes from outside is served or refused: never an internal error, never a frozen or filled server."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.schema.served import is_served
from runql_sandbox.web.error_forms import INTERNAL_ERROR
from tests.sandbox.server.hostile import Drawing, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import GraphQLSchema

    from runql.testing import Sandbox, SandboxUser

ROUNDS = 4
TOLD = ("unsupported type", "cannot be compared", "invalid character")
"""Words with which the public server gives its own status to what a client did wrong."""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return executable_schema()


@pytest.fixture(scope="module")
def server(user: SandboxUser, sandbox: Sandbox) -> Iterator[httpx.Client]:
    auth = ("api", user.api_key)
    with httpx.Client(base_url=sandbox.base_url, auth=auth, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def world(server: httpx.Client, user: SandboxUser) -> World:
    return make_world(server, user.entity)


def make_world(server: httpx.Client, entity: str) -> World:
    """Log a run with rows and files; make a sweep, a report, and a version."""
    made = execute(
        server,
        'mutation{upsertBucket(input:{modelName:"p",name:"r",config:"{}"}){bucket{id project{id}}}}',
    )["upsertBucket"]["bucket"]
    rows = [json.dumps({"_step": i, "loss": i / 2, "m": {"_type": "image-file"}}) for i in range(5)]
    log = ["a line", "{", "ERROR 2026-01-01T00:00:00 b", '{"level": 1, "ts": 2}']
    answer = server.post(
        f"/files/{entity}/p/r/file_stream",
        json={
            "files": {
                "wandb-history.jsonl": {"offset": 0, "content": rows},
                "wandb-events.jsonl": {"offset": 0, "content": rows},
                "wandb-summary.json": {"offset": 0, "content": ['{"loss": 2, "best": NaN}']},
                "output.log": {"offset": 0, "content": log},
            },
            "complete": True,
        },
    )
    assert answer.status_code == 200
    entity_id = execute(server, "query($e:String!){entity(name:$e){id}}", e=entity)["entity"]["id"]
    sweep = execute(
        server,
        'mutation($c:String){upsertSweep(input:{projectName:"p",config:$c}){sweep{id name}}}',
        c="method: grid\nparameters: {a: {values: [1, 2]}}",
    )["upsertSweep"]["sweep"]
    view = execute(
        server,
        'mutation{upsertView(input:{projectName:"p",type:"runs",name:"v",spec:"{}"}){view{id}}}',
    )["upsertView"]["view"]
    version = execute(
        server,
        """mutation($e:String!){createArtifact(input:{entityName:$e,projectName:"p",runName:"r",artifactTypeName:"t",
        artifactCollectionName:"c",digest:"x",digestAlgorithm:MANIFEST_MD5}){artifact{id artifactSequence{id}}}}""",
        e=entity,
    )["createArtifact"]["artifact"]
    known = {"entity": entity, "project": "p", "model": "p", "run": "r", "sweep": sweep["name"]}
    known |= {"organization": "sandbox-org", "user": entity, "collection": "c", "type": "t"}
    ids = {"project": made["project"]["id"], "sweep": sweep["id"], "view": view["id"]}
    ids |= {"artifact": version["id"], "collection": version["artifactSequence"]["id"]}
    ids |= {"sequence": ids["collection"], "run": made["id"], "entity": entity_id, "id": made["id"]}
    return World({**known, "key": "loss", "name": "r"}, ids)


def execute(server: httpx.Client, query: str, **variables: object) -> Any:
    answer = server.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer
    return answer["data"]


def served(schema: GraphQLSchema, kind: str) -> list[str]:
    root = schema.query_type if kind == "query" else schema.mutation_type
    assert root is not None
    names = [name for name, each in root.fields.items() if is_served(each)]
    # Deletions come last, so that the other requests find objects.
    return sorted(names, key=lambda name: (name.startswith(("delete", "remove", "purge")), name))


@pytest.mark.parametrize("kind", ["query", "mutation"])
def test_drawn_operations_meet_no_internal_error(
    server: httpx.Client, schema: GraphQLSchema, world: World, kind: str
) -> None:
    broken = []
    for root in served(schema, kind):
        for number in range(ROUNDS):
            drawn = Drawing(schema, Random(f"{root} {number}"), world).operation(kind, root)
            body = json.dumps(drawn).encode()
            answer = server.post("/graphql", content=body)
            told = any(each in answer.text for each in TOLD)
            if (answer.status_code >= 500 and not told) or INTERNAL_ERROR in answer.text:
                broken.append((root, number, answer.text[:300]))
    assert broken == []
