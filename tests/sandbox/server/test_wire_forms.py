"""Formats of responses, as recorded from the public server."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from graphql import GraphQLNonNull

from tests.sandbox.server.counting import Counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUN = "mutation M($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
DATES = """query Q($e: String!) { viewer { createdAt apiKeys { edges { node { createdAt } } } }
  project(name: "p", entityName: $e) { createdAt run(name: "run") { createdAt heartbeatAt updatedAt } } }"""
REGISTRY = "mutation M($i: UpsertModelInput!) { upsertModel(input: $i) { project { id } } }"
CREATE = "mutation M($i: CreateFilterTriggerInput!) { createFilterTrigger(input: $i) { trigger { id } } }"
OF_ORGANIZATION = """query Q($o: String!) { organization(name: $o) { triggers(first: 10) { edges { node { name
  scope { __typename } } } } } }"""
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    found = Counted(tmp_path)
    found.write(RUN, entityName=found.user.entity, modelName="p", name="run")
    yield found
    found.store.close()


def dates(value: Any) -> Iterator[str]:
    """Iterate over the strings of a value."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else []:
        yield from dates(each)
    for each in value if isinstance(value, list) else []:
        yield from dates(each)


def answer(counted: Counted, query: str) -> tuple[int, dict[str, Any]]:
    """Send a query as the first user."""
    key = base64.b64encode(f"api:{counted.user.api_key}".encode()).decode()
    return counted.endpoint.execute(json.dumps({"query": query}).encode(), f"Basic {key}")


def test_dates_have_their_zone(counted: Counted) -> None:
    found = list(dates(counted.send(DATES, {"e": counted.user.entity})))
    assert len(found) == 6
    assert [each for each in found if not DATE.fullmatch(each)] == []


def test_what_breaks_is_an_internal_error(
    counted: Counted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("secret of the server")

    kind = counted.endpoint.schema.type_map["User"]
    monkeypatch.setattr(kind.fields["name"], "resolve", broken)  # type: ignore[attr-defined]
    status, body = answer(counted, "{ viewer { name } }")
    message = "An internal error occurred. Please contact support."
    assert status == 500
    assert body["errors"] == [{"message": message, "path": ["viewer", "name"]}]
    assert body["data"] == {"viewer": {"name": None}} or body["data"] == {"viewer": None}
    assert "secret of the server" in caplog.text


def test_a_value_that_must_be_there_is_named_by_its_type(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind: Any = counted.endpoint.schema.type_map["User"]
    field = kind.fields["id"]
    assert isinstance(field.type, GraphQLNonNull)
    monkeypatch.setattr(field, "resolve", lambda *_arguments: None)
    status, body = answer(counted, "{ viewer { id } }")
    assert status == 500
    assert body["errors"] == [
        {"message": 'graphql: got nil for non-null "ID"', "path": ["viewer", "id"]}
    ]
    assert body["data"] == {"viewer": None}


def test_an_organization_lists_the_automations_of_its_registries(counted: Counted) -> None:
    viewer = counted.send("{ viewer { organizations { name orgEntity { name } } } }", {})["viewer"]
    (organization,) = viewer["organizations"]
    for number, owner in enumerate((organization["orgEntity"]["name"], counted.user.entity)):
        name = "wandb-registry-models" if number == 0 else "own"
        project = counted.write(REGISTRY, entityName=owner, name=name, access="PRIVATE")["project"]
        counted.write(
            CREATE,
            name=f"automation-{number}",
            enabled=True,
            scopeType="PROJECT",
            scopeID=project["id"],
            triggeringEventType="LINK_MODEL" if number == 0 else "RUN_STATE",
            eventFilter="{}",
            triggeredActionType="NO_OP",
            triggeredActionConfig={"noOpActionInput": {"noOp": True}},
        )
    found = counted.send(OF_ORGANIZATION, {"o": organization["name"]})["organization"]["triggers"]
    listed = [(each["node"]["name"], each["node"]["scope"]) for each in found["edges"]]
    assert listed == [("automation-0", {"__typename": "Project"})]
