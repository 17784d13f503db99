"""Reading the structure of documents; graphql-core is the judge of what is one."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
import runql_graphql.ops as all_ops
from graphql import GraphQLSyntaxError, OperationDefinitionNode, parse
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.calls import Operation

from runql._graphql.documents import Field, read_document
from runql.errors import UsageError

OPERATIONS = [
    found
    for each in pkgutil.walk_packages(all_ops.__path__, f"{all_ops.__name__}.")
    for found in vars(import_module(each.name)).values()
    if isinstance(found, Operation)
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.name for each in OPERATIONS])
def test_every_operation_of_ours_is_read_as_graphql_core_reads_it(
    operation: Operation[object],
) -> None:
    read = read_document(operation.document).operation(operation.name)
    node = next(
        each
        for each in parse(operation.document).definitions
        if isinstance(each, OperationDefinitionNode)
    )
    assert (read.kind, read.name) == (operation.kind, operation.name)
    assert [each.name for each in read.variables] == [
        each.variable.name.value for each in node.variable_definitions
    ]
    assert set(operation.arguments.values()) == {each.name for each in read.variables}


def test_values_comments_and_strings_hide_no_brackets() -> None:
    document = read_document(
        'query A($a: [Int!]! = [1, 2], $b: String = "}{") @x(y: {z: "#"}) { # {\n'
        '  one: project(name: """a "quoted" } text""", list: [{a: $a}], after: $b) { ...F } }'
        "fragment F on Project @d { id, ... on Project { name } ... @include(if: true) { x } }"
    )
    operation = document.operation(None)
    assert [(each.name, each.required) for each in operation.variables] == [
        ("a", False),
        ("b", False),
    ]
    (field,) = operation.selections
    assert isinstance(field, Field)
    assert (field.name, field.key) == ("project", "one")
    assert field.variables == {"after": "b"}
    assert field.literals == {"name", "list"}
    assert [each.name for each in document.fields(field.selections)] == ["id", "name", "x"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1, column 1"),
        ("{ a", "line 1, column 4"),
        ("query A {\n  a(b: ) }", "line 2, column 8"),
        ("query A($a Int) { a }", "line 1, column 12"),
        ("{ a } }", "line 1, column 7"),
        ("{ }", "line 1, column 3"),
        ("type A { a: Int }", "line 1, column 1"),
        ("{ a ; }", "line 1, column 5"),
        ("fragment F Run { id }", "line 1, column 12"),
        ("{a" * 200, "nested"),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_document(text).operation(None)
    assert where in str(caught.value) or (text == "" and "no operation" in str(caught.value))


def test_an_operation_is_chosen_by_its_name() -> None:
    document = read_document("query GetOne { a } query GetTwo { b }")
    assert document.operation("GetTwo").name == "GetTwo"
    with pytest.raises(UsageError, match="has 2 operations: 'GetOne', 'GetTwo'"):
        document.operation(None)
    with pytest.raises(UsageError, match="Did you mean 'GetTwo'"):
        document.operation("GetTow")


@pytest.mark.parametrize(
    "text", ["{ a }", "query { a }", "mutation($a: Int) { a(b: $a) }", "query($a:Int){b}"]
)
def test_an_operation_without_a_name_is_given_one(text: str) -> None:
    document = read_document(text)
    named = document.named(document.operation(None), "Unnamed")
    node = parse(named.text).definitions[0]
    assert isinstance(node, OperationDefinitionNode)
    assert node.name is not None
    assert node.name.value == named.operation("Unnamed").name == "Unnamed"


TOKENS = ["query", "fragment", "on", "{", "}", "(", ")", "$", "a", ":", "Int", "!", "[", "]", "...", "=", "1", '"s"', "@", "#c\n", ","]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=14).map(" ".join))
def test_no_text_that_graphql_core_reads_is_refused(text: str) -> None:
    try:
        expected = [
            each.name.value if each.name else ""
            for each in parse(text).definitions
            if isinstance(each, OperationDefinitionNode)
        ]
    except GraphQLSyntaxError:
        return
    assert [each.name for each in read_document(text).operations] == expected
