"""Every operation on servers of every age: accepted, accepted in a shorter form, or refused by the feature's name."""

from __future__ import annotations

import json
import pkgutil
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import runql_graphql.ops as all_ops
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    build_schema,
    parse,
    type_from_ast,
)
from graphql.utilities import get_operation_ast
from runql_graphql.calls import Call, Operation

from runql import Api, RetryPolicy, Settings
from runql.errors import UnsupportedError
from tests.own_schema import TEXT
from tests.schema_server import DATES, Filling, SchemaServer, server_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syrupy.assertion import SnapshotAssertion

ROOT = Path(__file__).parents[3]
SNAPSHOTS = Path(__file__).parent / "__snapshots__/test_server_ages"
SCALARS = {"Boolean": True, "Float": 0.5, "Int": 1, "Int64": 1, "JSON": {}, "JSONString": "{}"}

ENUMS = {"TriggeredActionType": "NOTIFICATION", "EventTriggeringConditionType": "CREATE_ARTIFACT"}
"""Values that are as old as the field that takes them."""

GIVEN = {
    "CreateProjectMembersInput": {"userIds": ["x"]},
    "DeleteProjectMembersInput": {"userIds": ["x"]},
}
"""Fields that every call sets, though the newest schema does not require them."""


def operations() -> Iterator[Operation[Any]]:
    for each in pkgutil.walk_packages(all_ops.__path__, f"{all_ops.__name__}."):
        for found in vars(import_module(each.name)).values():
            if isinstance(found, Operation):
                yield found


OPERATIONS = sorted(operations(), key=lambda each: each.name)


@cache
def ours() -> GraphQLSchema:
    return build_schema(TEXT)


def value_of(kind: Any) -> object:
    """Return a value of an input type, with nothing but what is required."""
    if isinstance(kind, GraphQLNonNull):
        return value_of(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [value_of(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return ENUMS.get(kind.name, next(iter(kind.values)))
    if isinstance(kind, GraphQLInputObjectType):
        required = {
            name: value_of(each.type)
            for name, each in kind.fields.items()
            if isinstance(each.type, GraphQLNonNull)
        }
        return {**required, **GIVEN.get(kind.name, {})}
    return SCALARS.get(kind.name, "x")


def call_of(operation: Operation[Any]) -> Call[Any]:
    """Return a call with values for what the operation requires."""
    node = get_operation_ast(parse(operation.document))
    assert node is not None
    given = {}
    for each in node.variable_definitions or ():
        kind = type_from_ast(ours(), each.type)
        if isinstance(kind, GraphQLNonNull) and each.default_value is None:
            given[each.variable.name.value] = value_of(kind)
    return Call(operation, given)


def client(server: SchemaServer) -> Api:
    settings = Settings.resolve(
        api_key="k" * 40, base_url="http://x.test", retry=RetryPolicy(max_attempts=1)
    )
    return Api(settings=settings, transport=server.transport())


def outcome(operation: Operation[Any], schema: GraphQLSchema, filling: Filling = "set") -> str:
    """Send an operation as the client does, read the response, and return the outcome."""
    server = SchemaServer(schema, filling)
    api = client(server)
    try:
        api._session.send(call_of(operation))
    except UnsupportedError as error:
        return f"refused: {error.message}"
    if not server.lacking:
        return "as it is"
    # Known by now, so that the second call costs one request.
    before = len(server.accepted)
    api._session.send(call_of(operation))
    assert len(server.accepted) == before + 1
    return f"without {', '.join(sorted(set(server.lacking)))}"


@pytest.mark.parametrize("date", DATES)
def test_operations_on_servers_of_an_age(date: str, snapshot: SnapshotAssertion) -> None:
    schema = server_schema(date)
    found = {each.name: outcome(each, schema) for each in OPERATIONS}
    refused = [each for each in found.values() if each.startswith("refused")]
    assert [each for each in refused if " requires " not in each] == []
    assert [each for each in refused if "This call" in each] == []
    counts = Counter(each.partition(" ")[0].removesuffix(":") for each in found.values())
    assert {"operations": found, "counts": dict(counts)} == snapshot


@pytest.mark.parametrize("filling", ["null", "empty"])
@pytest.mark.parametrize("date", [DATES[0], DATES[-1]])
def test_responses_without_values_are_read(date: str, filling: Filling) -> None:
    schema = server_schema(date)
    for each in OPERATIONS:
        outcome(each, schema, filling)


def test_the_docs_have_the_counts() -> None:
    page = (ROOT / "docs/older-servers.md").read_text(encoding="utf-8")
    for date in DATES:
        file = SNAPSHOTS / f"test_operations_on_servers_of_an_age[{date}].json"
        counts = json.loads(file.read_text(encoding="utf-8"))["counts"]
        assert f"| {date} | {counts['as']} | {counts['without']} | {counts['refused']} |" in page
    assert f"Of the {len(OPERATIONS)} operations" in page
