"""A server that has nothing but a schema: it refuses what the schema lacks in W&B's words, and answers the rest.

What it answers has the right types and no meaning, so a test with it shows whether a call is accepted and can be
read, and not whether it is right.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import httpx
from graphql import (
    ExecutionResult,
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    execute,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values
from graphql.language import FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode
from graphql.utilities import get_operation_ast

from runql_sandbox.schema.as_of import schema_as_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import DocumentNode, GraphQLOutputType, SelectionSetNode

__all__ = ["DATES", "Filling", "SchemaServer", "part_of", "server_schema"]

Filling = Literal["set", "null", "empty"]
"""Content of the responses: everything with lists of one item, null where that is allowed, or empty lists and objects."""

SCHEMA: Final = Path(__file__).parents[1] / "schema.graphql"
DATES: Final = ("2022-12", "2024-01", "2024-10", "2026-06")

_SCALARS: Final[Mapping[str, object]] = {
    "Boolean": True,
    "Date": "2024-01-02",
    "DateTime": "2024-01-02T03:04:05Z",
    "Duration": 60,
    "Float": 0.5,
    "ID": "SWQ6djE6eA==",
    "Int": 1,
    "Int64": 1,
    "JSON": {},
    "JSONString": "{}",
    "Time": "2024-01-02T03:04:05Z",
}

_FIELDS: Final[Mapping[str, object]] = {
    "ParquetHistory.parquetUrls": [],
    "File.md5": "1B2M2Y8AsgTpgAmY7PhCfg==",
    "File.sizeBytes": 0,
    "PageInfo.hasNextPage": False,
    "Run.events": ['{"_timestamp": 1.0, "system.cpu": 0.5}'],
    "Run.history": ['{"_step": 0, "loss": 0.5}'],
    "Sweep.config": '{"method": "grid", "parameters": {"lr": {"values": [0.1]}}}',
    "VersionedArtifactEdge.version": "v1",
}
"""Answers that have a form of their own, by type and field."""

_WORDS: Final = (
    (
        re.compile(r'^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"\.'),
        r'Unknown argument "\1" on field "\3" of type "\2".',
    ),
    (re.compile(r'^Field "(\w+)\.(\w+)" argument'), r'Field "\2" argument'),
    (re.compile(r"is required, but it was not provided"), "is required but not provided"),
)


_PARTS: Final = (
    (re.compile(r'Cannot query field "(\w+)" on type "(\w+)"'), r"\2.\1"),
    (re.compile(r'Unknown argument "(\w+)" on field "(\w+)" of type "(\w+)"'), r"\3.\2(\1)"),
    (re.compile(r'Unknown type "(\w+)"'), r"type \1"),
    (re.compile(r'Fragment "(\w+)" cannot be spread'), r"fragment \1"),
    (re.compile(r'Field "(\w+)" is not defined by type "(\w+)"'), r"\2.\1"),
    (re.compile(r'Field "(\w+)" of required type .* was not provided'), r"required \1"),
    (re.compile(r'Value "(\w+)" does not exist in "(\w+)" enum'), r"\2.\1"),
)


class SchemaServer:
    """Answers GraphQL requests by a schema.

    Attributes:
        schema: What it knows.
        filling: Content of the responses.
        accepted: Documents that it has answered.
        lacking: Parts of the schema that requests have been refused for, as `Type.field` or the like.
    """

    def __init__(self, schema: GraphQLSchema, filling: Filling = "set") -> None:
        self.schema = schema
        self.filling: Filling = filling
        self.accepted: list[str] = []
        self.lacking: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; a request for a file with an empty one."""
        if request.method == "GET":
            return httpx.Response(200, content=b"")
        body = json.loads(request.content)
        text, variables = body["query"], body.get("variables") or {}
        document, errors = checked(self.schema, text)
        errors = errors or _misfits(self.schema, document, variables)
        if errors:
            self.lacking += [part_of(each["message"]) for each in errors]
            return httpx.Response(400, json={"errors": errors})
        self.accepted.append(text)
        result = execute(
            self.schema,
            document,
            variable_values=variables,
            field_resolver=self._resolve,
            type_resolver=self._type_of,
        )
        assert isinstance(result, ExecutionResult)
        assert not result.errors, result.errors
        return httpx.Response(200, json=result.formatted)

    def transport(self) -> httpx.MockTransport:
        """Return it as the network of a client."""
        return httpx.MockTransport(self)

    def _resolve(self, _source: object, info: GraphQLResolveInfo, **_: object) -> object:
        return self._value(info.return_type, info)

    def _value(self, type_: GraphQLOutputType, info: GraphQLResolveInfo) -> object:
        known = _FIELDS.get(f"{info.parent_type.name}.{info.field_name}")
        if known is not None and (self.filling == "set" or isinstance(type_, GraphQLNonNull)):
            return [] if isinstance(known, list) and self.filling != "set" else known
        if isinstance(type_, GraphQLNonNull):
            return self._filled(type_.of_type, info)
        nothing = self.filling == "null" or (
            self.filling == "empty" and isinstance(type_, GraphQLScalarType)
        )
        # Fields of the root are never null, or the fields below them would not be tested.
        return None if nothing and info.path.prev is not None else self._filled(type_, info)

    def _filled(self, type_: GraphQLOutputType, info: GraphQLResolveInfo) -> object:
        if isinstance(type_, GraphQLNonNull):
            return self._filled(type_.of_type, info)
        if isinstance(type_, GraphQLList):
            return [] if self.filling != "set" else [self._filled(type_.of_type, info)]
        if isinstance(type_, GraphQLEnumType):
            return next(iter(type_.values.values())).value
        if isinstance(type_, GraphQLScalarType):
            return _SCALARS.get(type_.name, info.field_name)
        return {}

    def _type_of(self, _value: object, info: GraphQLResolveInfo, type_: Any) -> str:
        """Choose the type of an object: one that the document has a fragment on, if there is one."""
        possible = {each.name for each in self.schema.get_possible_types(type_)}
        for node in info.field_nodes:
            for name in _fragment_types(node.selection_set, info.fragments):
                if name in possible:
                    return name
        return min(possible)


def _fragment_types(
    selections: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[str]:
    for each in selections.selections if selections is not None else ():
        if isinstance(each, InlineFragmentNode) and each.type_condition is not None:
            yield each.type_condition.name.value
        elif isinstance(each, FragmentSpreadNode):
            yield fragments[each.name.value].type_condition.name.value


@cache
def checked(schema: GraphQLSchema, text: str) -> tuple[DocumentNode, list[dict[str, Any]]]:
    """Return a document, and the errors of a server of W&B where its schema does not allow it."""
    document = parse(text)
    found = validate(schema, document, max_errors=1000)
    if not found:
        return document, []
    return document, [*map(_said, found), *_spreads_of_unknown_types(schema, document)]


def _misfits(
    schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, object]
) -> list[dict[str, Any]]:
    """Return the errors of a server of W&B for variables that its schema does not allow."""
    operation = get_operation_ast(document)
    assert operation is not None
    given = get_variable_values(
        schema, operation.variable_definitions or [], dict(variables), max_errors=1000
    )
    return [_said(each) for each in given] if isinstance(given, list) else []


def _spreads_of_unknown_types(
    schema: GraphQLSchema, document: DocumentNode
) -> Iterator[dict[str, Any]]:
    """Return the additional error of Go servers for each spread of a fragment on an unknown type."""
    for node in document.definitions:
        if isinstance(node, FragmentDefinitionNode):
            owner = node.type_condition.name.value
            if owner not in schema.type_map:
                text = (
                    f'Fragment "{node.name.value}" cannot be spread here as objects of type "Node" '
                    "can never be of type %!q(<nil>)."
                )
                yield {"message": text, "locations": []}


@cache
def server_schema(date: str) -> GraphQLSchema:
    """Return the schema of a server of a date, as the marks in `schema.graphql` have it."""
    return schema_as_of(SCHEMA.read_text(encoding="utf-8"), date)


def part_of(message: str) -> str:
    """Return the part of the schema that a refusal is about, or the whole of it."""
    for pattern, part in _PARTS:
        if (found := pattern.search(message)) is not None:
            return found.expand(part)
    return message


def _said(error: GraphQLError) -> dict[str, Any]:
    text = error.message.replace("'", '"')
    for pattern, words in _WORDS:
        text = pattern.sub(words, text)
    locations = [{"line": at.line, "column": at.column} for at in error.locations or ()]
    return {"message": text, "locations": locations}
