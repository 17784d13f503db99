"""The schema as of a date: marks, what they say, and which operations are valid when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from graphql import build_ast_schema, build_schema, parse, print_schema, validate_schema

from codegen.schema.dates import LATER, operation_errors, since
from codegen.schema.marks import mark
from codegen.schema.merge import LeftOut, merge, read_left_out
from codegen.schema.printing import print_document
from runql_sandbox.schema.as_of import (
    ServerDateError,
    as_of,
    schema_as_of,
    snapshot_dates,
    without_marks,
)
from tests.own_schema import DOCUMENT, QUERIES, ROOT
from tests.own_schema import TEXT as SCHEMA

if TYPE_CHECKING:
    from graphql import GraphQLSchema
    from syrupy.assertion import SnapshotAssertion

DATES = snapshot_dates(DOCUMENT)

TABLE = "__snapshots__/test_schema_dates/test_which_operations_are_valid_when.json"

OURS = """
type Query { "Ours." node(id: ID!): Node  gone: Int  both: Int!  kept: Kept }
type Node { id: ID! }
type Kept { id: ID! }
union Thing = Node
enum State { ON }
input Ask { a: Int }
type Sent @seen(client: "9.9") { id: ID! }
"""
SNAPSHOTS = {
    "2020-01": """
type Query { node(id: ID): Node  gone: Int  both: Int  kept: Kept }
type Node { id: ID!  ask(ask: Ask): Int  thing: Thing  state: State }
type Kept { id: ID! }
union Thing = Node
enum State { ON OLD }
input Ask { a: Int = 1  must: Int! }
""",
    "2021-06": """
type Query { node(id: ID!, fresh: Boolean = true): Node  both: Int!  kept: Kept }
type Node implements Face { id: ID!  ask(ask: Ask): Int  thing: Thing  state: State  other: Other }
interface Face { id: ID! }
type Kept { id: ID! }
type Other { id: ID! }
union Thing = Node | Other
enum State { ON OFF }
input Ask { a: Int }
""",
}


def marked(left_out: tuple[str, ...] = ()) -> str:
    snapshots: dict[str, GraphQLSchema] = {
        date: build_schema(text) for date, text in SNAPSHOTS.items()
    }
    ours = parse(OURS, no_location=True)
    reasons = LeftOut(dict.fromkeys(left_out, "why"))
    return print_document(mark(merge(ours, snapshots, reasons), snapshots))


def test_marks_say_from_when_to_when_a_part_was_seen(snapshot: SnapshotAssertion) -> None:
    text = marked()
    assert text[text.index("schema @") :].splitlines() == snapshot


@pytest.mark.parametrize("date", SNAPSHOTS)
def test_the_schema_of_a_date_is_what_the_server_of_that_date_had(date: str) -> None:
    real = build_schema(SNAPSHOTS[date])
    ours = schema_as_of(marked(), date)
    assert validate_schema(ours) == []
    for name, kind in ours.type_map.items():
        if name.startswith("__"):
            continue
        there = getattr(real.type_map[name], "fields", {})
        for field_name, field in getattr(kind, "fields", {}).items():
            assert str(field.type) == str(there[field_name].type), f"{name}.{field_name}"
            assert (
                getattr(field, "args", {}).keys() == getattr(there[field_name], "args", {}).keys()
            )
    assert ("Other" in ours.type_map) == (date == "2021-06")
    assert "Sent" not in ours.type_map


def test_dates_between_snapshots_take_the_one_before_and_later_ones_what_clients_send() -> None:
    text = marked()
    assert print_schema(schema_as_of(text, "2021-05")) == print_schema(
        schema_as_of(text, "2020-01")
    )
    assert "Sent" not in schema_as_of(text, "2021-06-30").type_map
    later = schema_as_of(text, "2021-07")
    assert "Sent" in later.type_map
    assert "Ask.must" not in print_schema(later)


@pytest.mark.parametrize("date", ["2019-12", "2020", "2020-13", "yesterday", ""])
def test_dates_without_a_schema_are_refused(date: str) -> None:
    with pytest.raises(ServerDateError, match=r"2020-01|2024-01"):
        schema_as_of(marked(), date)


def test_what_is_left_out_is_not_added() -> None:
    text = marked(("Node.other", "Thing.Other", "Query.node(fresh)"))
    assert "Other" not in text
    assert "fresh" not in text


def test_marking_again_changes_nothing() -> None:
    snapshots = {date: build_schema(text) for date, text in SNAPSHOTS.items()}
    text = marked()
    again = mark(merge(parse(text, no_location=True), snapshots, LeftOut({})), snapshots)
    assert print_document(again) == text


def test_schema_graphql_has_one_form_and_reads_the_same_without_marks() -> None:
    assert SCHEMA.endswith("\n\n" + print_document(DOCUMENT))
    assert print_schema(build_schema(without_marks(SCHEMA))) == print_schema(build_schema(SCHEMA))


@pytest.mark.parametrize("date", [*DATES, "9999-12"])
def test_the_schema_of_every_date_is_valid(date: str) -> None:
    assert validate_schema(schema_as_of(SCHEMA, date)) == []
    build_ast_schema(as_of(DOCUMENT, date))  # checks the definitions, too


def test_which_operations_are_valid_when(snapshot: SnapshotAssertion) -> None:
    """The table of operations and dates, before anything is left out of an operation."""
    errors = operation_errors(SCHEMA, QUERIES)
    table: dict[str, object] = {
        "operations": len(errors),
        "valid": {
            date: sum(not each[date] for each in errors.values()) for date in (*DATES, LATER)
        },
    }
    for name, found in sorted(errors.items()):
        refused: dict[str, list[str]] = {}
        for date, messages in found.items():
            for message in dict.fromkeys(each.partition(" Did you mean")[0] for each in messages):
                refused.setdefault(message, []).append(date)
        table[name] = {"servers": since(found), "refused": refused} if refused else "all"
    assert table == snapshot


def test_the_docs_have_the_counts_of_the_table() -> None:
    table = json.loads((Path(__file__).parent / TABLE).read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    assert f"valid without changes, of {table['operations']} |" in page
    for date, count in table["valid"].items():
        assert f"| {date} | {count} |" in page
    left_out = read_left_out(ROOT / "codegen" / "schema" / "left_out.toml")
    assert f"{len(left_out.reasons)} members are left out" in page
