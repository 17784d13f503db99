"""The schema that a start builds from the file of `make generate` is the one that `schema.graphql` states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphql import (
    GraphQLSchema,
    build_ast_schema,
    introspection_from_schema,
    lexicographic_sort_schema,
    parse,
)

from codegen.sandbox_schema import write_sandbox_schema
from runql_sandbox.schema import executable, introspected
from runql_sandbox.schema.as_of import without_marks
from runql_sandbox.schema.executable import executable_schema, schema_text
from runql_sandbox.schema.introspected import introspected_schema

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def stated() -> GraphQLSchema:
    return build_ast_schema(parse(without_marks(schema_text()), no_location=True))


def test_every_description_default_and_deprecation_is_there(stated: GraphQLSchema) -> None:
    read = introspected_schema(schema_text())
    assert read is not None, "the file is not current: run `make generate`"
    options = {
        "directive_is_repeatable": True,
        "input_value_deprecation": True,
        "schema_description": True,
        "specified_by_url": True,
    }
    expected = introspection_from_schema(lexicographic_sort_schema(stated), **options)
    found = introspection_from_schema(lexicographic_sort_schema(read), **options)
    types = {each["name"]: each for each in found["__schema"]["types"]}
    for each in expected["__schema"]["types"]:
        assert types[each["name"]] == each
    marks = {"seen", "snapshots"}
    kept = [each for each in expected["__schema"]["directives"] if each["name"] not in marks]
    assert found["__schema"]["directives"] == kept


def test_fields_are_in_the_order_of_the_text(stated: GraphQLSchema) -> None:
    read = introspected_schema(schema_text())
    assert read is not None
    for name, kind in stated.type_map.items():
        assert list(getattr(kind, "fields", ())) == list(getattr(read.type_map[name], "fields", ()))


def test_another_text_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    edited = schema_text() + "\nextend type Query {\n  addedLater: String\n}\n"
    assert introspected_schema(edited) is None
    monkeypatch.setattr(executable, "schema_text", lambda: edited)
    query = executable_schema().query_type
    assert query is not None
    assert "addedLater" in query.fields


def test_the_file_is_written_from_any_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '"Asks."\ntype Query {\n  old(n: Int = 3): String @deprecated(reason: "Use new.")\n}\n'
    (tmp_path / "schema.graphql").write_text(text)
    write_sandbox_schema(tmp_path / "schema.graphql", tmp_path)
    monkeypatch.setattr(introspected, "__file__", str(tmp_path / "introspected.py"))
    read = introspected_schema(text)
    assert read is not None
    assert read.query_type is not None
    field = read.query_type.fields["old"]
    assert (read.query_type.description, field.deprecation_reason) == ("Asks.", "Use new.")
    assert field.args["n"].default_value == 3
    monkeypatch.setattr(introspected, "__file__", str(tmp_path / "nowhere" / "introspected.py"))
    assert introspected_schema(text) is None
