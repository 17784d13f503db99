"""`runql sandbox --server DATE`: a server with what servers of that date had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from graphql import get_introspection_query, graphql_sync

from runql.errors import UnsupportedError
from runql.testing import Sandbox
from runql_sandbox.schema.as_of import schema_as_of
from runql_sandbox.schema.executable import executable_schema, schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def older() -> Iterator[Sandbox]:
    with Sandbox(options=["--server", "2024-01"]) as served:
        yield served


def response(sandbox: Sandbox, query: str) -> tuple[int, Any]:
    found = httpx.post(
        f"{sandbox.base_url}/graphql", json={"query": query}, auth=("api", sandbox.api_key)
    )
    return found.status_code, found.json()


def test_a_server_of_a_date_has_the_schema_of_that_date(older: Sandbox) -> None:
    query = get_introspection_query(descriptions=False)
    status, body = response(older, query)
    assert status == 200
    known = graphql_sync(schema_as_of(schema_text(), "2024-01"), query).data
    assert known is not None
    assert body["data"]["__schema"]["types"] == known["__schema"]["types"]


def test_it_serves_what_it_has_and_refuses_what_came_later(older: Sandbox) -> None:
    with older.api() as api:
        run = api.create_run("p", config={"lr": 0.5})
        assert api.run(f"p/{run.id}").config["lr"] == 0.5
        assert [each.id for each in api.runs("p")] == [run.id]
        with pytest.raises(UnsupportedError):
            api.registry("models", organization="sandbox-org")
    status, body = response(older, '{ project(name: "p") { internalId } }')
    assert status == 400
    assert "internalId" in body["errors"][0]["message"]


def test_types_of_then_hold() -> None:
    assert str(executable_schema((), "2024-01").type_map["Sweep"].fields["runTime"].type) == "Int!"  # type: ignore[attr-defined]
    newest = executable_schema()
    assert str(newest.type_map["Sweep"].fields["runTime"].type) == "Float!"  # type: ignore[attr-defined]
    assert {each.name for each in newest.directives} & {"seen", "snapshots"} == set()


@pytest.mark.parametrize(
    ("date", "words"), [("2019-01", "Snapshots: 2022-12"), ("soon", "2024-01")]
)
def test_a_date_without_a_schema_is_refused(date: str, words: str) -> None:
    with (
        pytest.raises(Exception, match=words),
        Sandbox(options=["--server", date]),
    ):
        pass
