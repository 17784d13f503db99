"""The sandbox serves every field and argument of the client's operations, and of the official client's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    visit,
)

from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.schema.served import is_served, served_fields
from tests.conformance.official_operations import Collected, collect

if TYPE_CHECKING:
    from graphql import DocumentNode

QUERIES = Path(__file__).parents[2] / "queries"

LAUNCH = frozenset(
    {
        "ackRunQueueItem",
        "createDefaultResourceConfig",
        "createLaunchAgent",
        "createRunQueue",
        "deleteFromRunQueue",
        "deleteRunQueues",
        "failRunQueueItem",
        "launchAgent",
        "popFromRunQueue",
        "pushToRunQueue",
        "pushToRunQueueByName",
        "updateLaunchAgent",
        "updateRunQueueItemWarning",
        "upsertRunQueue",
    }
)
"""Launch queues and their agents, which the sandbox has none of."""

LEFT_OUT = LAUNCH | {"createCustomChart"}


class _Unserved(Visitor):
    """Collects fields that are not served, of types that served fields lead to."""

    def __init__(self, schema: GraphQLSchema, types: TypeInfo) -> None:
        super().__init__()
        self.reached = served_fields(schema)
        self.types = types
        self.found: set[str] = set()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        owner, field = self.types.get_parent_type(), self.types.get_field_def()
        if field is None or not isinstance(owner, GraphQLObjectType):
            return
        name = node.name.value
        queue = owner.name == "RunQueue" and name not in ("id", "name")
        if owner.name in self.reached and not is_served(field) and not queue:
            self.found.add(f"{owner.name}.{name}")


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return executable_schema()


def unserved(schema: GraphQLSchema, document: DocumentNode) -> set[str]:
    types = TypeInfo(schema)
    visitor = _Unserved(schema, types)
    visit(document, TypeInfoVisitor(types, visitor))
    return {each for each in visitor.found if each.partition(".")[2] not in LEFT_OUT}


def test_every_operation_of_the_client_is_served(schema: GraphQLSchema) -> None:
    text = "\n".join(path.read_text() for path in sorted(QUERIES.rglob("*.graphql")))
    assert unserved(schema, parse(text)) == set()


@pytest.mark.parametrize("operation", collect(), ids=lambda each: each.id)
def test_an_official_operation_is_served(schema: GraphQLSchema, operation: Collected) -> None:
    assert unserved(schema, parse(operation.text)) == set()
