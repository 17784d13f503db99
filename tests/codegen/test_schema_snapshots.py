"""schema.graphql agrees with the schemas of real servers, wherever these are at hand.

They are facts to check against and no part of the project: a folder beside the checkout, or the one that
RUNQL_SERVER_SCHEMAS names.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import wandb
from graphql import (
    EnumTypeDefinitionNode,
    GraphQLEnumType,
    GraphQLSchema,
    GraphQLUnionType,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
    build_schema,
    parse,
    validate,
)

from codegen.schema.marks import mark
from codegen.schema.merge import merge, read_left_out
from codegen.schema.printing import print_document
from runql._codegen.schema.states import state_of
from runql._codegen.schema.usage import each_operation
from runql_sandbox.schema.as_of import periods, schema_as_of, snapshot_dates
from tests.own_schema import DOCUMENT, QUERIES, ROOT
from tests.own_schema import TEXT as SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import DocumentNode, GraphQLNamedType

FOLDER: Final = Path(
    os.environ.get("RUNQL_SERVER_SCHEMAS", ROOT.parent / "shared/reference/real-schemas")
)
DATES: Final = snapshot_dates(DOCUMENT)
LEFT_OUT: Final = read_left_out(ROOT / "codegen/schema/left_out.toml")
OWN: Final = dict(each_operation(QUERIES))

at_hand = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"no schemas of servers in {FOLDER}; set RUNQL_SERVER_SCHEMAS"
)
"""Only where the schemas of servers are."""


@cache
def server(date: str) -> GraphQLSchema:
    return build_schema((FOLDER / f"{date}.graphql").read_text(encoding="utf-8"))


@cache
def ours(date: str) -> GraphQLSchema:
    """The fields that servers of a date have according to `schema.graphql`."""
    return schema_as_of(SCHEMA, date)


def refuses(schema: GraphQLSchema, operation: DocumentNode) -> bool:
    """Return whether an operation is invalid; the first error decides, and nobody reads its suggestions."""
    return bool(validate(schema, operation, max_errors=1, hide_suggestions=True))


def members(kind: GraphQLNamedType) -> dict[str, str]:
    """Return what a type has: fields with their types, arguments with types and defaults, values, members."""
    found: dict[str, str] = {}
    name = kind.name
    if isinstance(kind, GraphQLEnumType):
        return {f"{name}.{value}": "value" for value in kind.values}
    if isinstance(kind, GraphQLUnionType):
        return {f"{name}.{each.name}": "member" for each in kind.types}
    for each in getattr(kind, "interfaces", ()):
        found[f"{name}.{each.name}"] = "interface"
    for field_name, field in getattr(kind, "fields", {}).items():
        found[f"{name}.{field_name}"] = str(state_of(field))
        for argument_name, argument in getattr(field, "args", {}).items():
            found[f"{name}.{field_name}({argument_name})"] = str(state_of(argument))
    return found


def disagreements(ours: GraphQLSchema, real: GraphQLSchema) -> Iterator[str]:
    for name, kind in sorted(ours.type_map.items()):
        there = real.type_map.get(name)
        if name.startswith("__"):
            continue
        if there is None or type(there) is not type(kind):
            yield f"the server has no such type {name}"
            continue
        own, others = members(kind), members(there)
        for member in sorted(own.keys() | others.keys()):
            named = member in LEFT_OUT or member.partition("(")[0] in LEFT_OUT
            if member not in own and not named:
                yield f"missing without a reason: {member}"
            elif member in own and own[member] != others.get(member):
                yield f"{member} is {own[member]}, on the server {others.get(member, 'absent')}"


@at_hand
def test_there_is_a_snapshot_of_every_date() -> None:
    assert tuple(sorted(path.stem for path in FOLDER.glob("*.graphql"))) == DATES


@at_hand
@pytest.mark.parametrize("date", DATES)
def test_the_schema_of_a_date_is_the_server_s_of_that_date(date: str) -> None:
    assert list(disagreements(ours(date), server(date))) == []


@at_hand
def test_nothing_is_left_out_that_is_there_and_nothing_that_no_server_has() -> None:
    servers = [server(date) for date in DATES]
    own = members_of(build_schema(SCHEMA))
    everywhere = set().union(*(members_of(each) for each in servers))
    assert {each for each in LEFT_OUT.reasons if each in own} == set()
    assert {each for each in LEFT_OUT.reasons if each not in everywhere} == set()


def members_of(schema: GraphQLSchema) -> set[str]:
    return {name for kind in schema.type_map.values() for name in members(kind)}


@at_hand
def test_the_marks_and_deprecations_are_those_of_the_servers() -> None:
    """`python -m codegen schema --mark` would change nothing."""
    document = parse(SCHEMA, no_location=True)
    snapshots = {date: server(date) for date in DATES}
    again = mark(merge(document, snapshots, LEFT_OUT), snapshots)
    assert SCHEMA.endswith("\n\n" + print_document(again))


@at_hand
@pytest.mark.parametrize("date", DATES)
def test_operations_are_valid_where_the_server_takes_them(date: str) -> None:
    refused = {name for name, own in OWN.items() if refuses(server(date), own)}
    assert {name for name, own in OWN.items() if refuses(ours(date), own)} == refused


def of_clients() -> list[tuple[str, str]]:
    """Return the names that only clients are known to use, with the version of the client."""
    found: list[tuple[str, str]] = []
    for node in DOCUMENT.definitions:
        if not isinstance(node, TypeDefinitionNode):
            continue
        found += [(node.name.value, each.client) for each in periods(node) if each.client]
        parts = (
            node.values if isinstance(node, EnumTypeDefinitionNode) else getattr(node, "fields", ())
        )
        found += [
            (part.name.value, each.client)
            for part in parts
            for each in periods(part)
            if each.client
        ]
        if isinstance(node, UnionTypeDefinitionNode):
            found += [
                (kind.name.value, each.client)
                for kind in node.types
                for each in periods(node, kind.name.value)
                if each.client
            ]
    return found


@cache
def official_client() -> bytes:
    package = Path(wandb.__file__).parent
    sources = b"\n".join(path.read_bytes() for path in package.rglob("*.py"))
    return sources + (package / "bin" / "wandb-core").read_bytes()


@pytest.mark.parametrize("name", [name for name, client in of_clients() if client == "0.31.0"])
def test_what_no_server_was_seen_with_is_used_by_the_official_client(name: str) -> None:
    assert wandb.__version__ == "0.31.0"
    assert name.encode() in official_client()


def test_every_mark_of_a_client_names_the_one_compared_with_or_an_old_one() -> None:
    assert {client for _, client in of_clients()} == {"0.31.0", "0.16.6"}
