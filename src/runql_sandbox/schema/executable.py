"""The executable schema: the complete schema, with errors for fields that are not served."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ariadne import ScalarType
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    assert_valid_schema,
    build_ast_schema,
    default_field_resolver,
    get_named_type,
    parse,
)

from runql_sandbox.inputs import LARGEST_INTEGER, InputError
from runql_sandbox.request.context import context_of
from runql_sandbox.resolvers._bindables import BINDABLES
from runql_sandbox.schema.as_of import MARKS, as_of, without_marks
from runql_sandbox.schema.introspected import introspected_schema
from runql_sandbox.schema.older_servers import take_away
from runql_sandbox.schema.served import is_served, limit_to_served
from runql_sandbox.store.artifacts.tables import ArtifactCollection
from runql_sandbox.store.projects import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import DocumentNode, GraphQLResolveInfo

__all__ = ["executable_schema", "schema_text"]

_DateTime = ScalarType("DateTime")
_Int64 = ScalarType("Int64")


@_DateTime.serializer
def _moment(value: object) -> str:
    """Format a time as the public server does: UTC, to the second, with a Z."""
    moment = dt.datetime.fromisoformat(str(value))
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@_Int64.value_parser
def _stored_number(value: object) -> int:
    """Parse an integer that the store can hold."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_INTEGER:
        raise InputError(f"Int64 cannot represent {value!r}")
    return value


@_DateTime.value_parser
def _read_moment(value: object) -> str:
    """Parse a time."""
    try:
        dt.datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(f"DateTime cannot represent {value!r}") from error
    return str(value)


def schema_text() -> str:
    """Return the path of schema.graphql: next to the code if installed, at the root of a checkout."""
    packaged = files("runql_sandbox") / "schema.graphql"
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[3] / "schema.graphql").read_text(encoding="utf-8")


def executable_schema(without: Iterable[str] = (), server_date: str = "") -> GraphQLSchema:
    """Return the schema with all resolvers, without parts that an older server does not have.

    Args:
        without: Features and parts of the schema to omit.
        server_date: Year and month of the server to emulate, `2024-01`; empty for all definitions.

    Raises:
        ServerDateError: If no schema is known for the date.
        UnknownPartError: If `without` names an unknown feature or part.
    """
    text = schema_text()
    # The introspection file is outdated after an edit of schema.graphql, which is then parsed.
    schema = introspected_schema(text) or _built(parse(without_marks(text), no_location=True))
    for bindable in (_DateTime, _Int64, *BINDABLES):
        bindable.bind_to_schema(schema)
    limit_to_served(schema)
    _hide_projects(schema)
    if server_date:
        older = _built(as_of(parse(text, no_location=True), server_date))
        _take_over(schema, older)
        schema = older
    take_away(schema, without)
    assert_valid_schema(schema)
    return schema


def _built(document: DocumentNode) -> GraphQLSchema:
    # The tests validate the file. Validation would take as long as parsing.
    schema = build_ast_schema(document, assume_valid_sdl=True)
    schema.directives = tuple(each for each in schema.directives if each.name not in MARKS)
    return schema


def _take_over(schema: GraphQLSchema, older: GraphQLSchema) -> None:
    """Make an older schema resolve its fields like the newest one."""
    for name, kind in older.type_map.items():
        newest = schema.type_map[name]
        if isinstance(kind, GraphQLObjectType) and isinstance(newest, GraphQLObjectType):
            for field_name, field in kind.fields.items():
                field.resolve = newest.fields[field_name].resolve
        elif isinstance(kind, GraphQLInterfaceType | GraphQLUnionType) and isinstance(
            newest, GraphQLInterfaceType | GraphQLUnionType
        ):
            kind.resolve_type = newest.resolve_type
        elif isinstance(kind, GraphQLScalarType) and isinstance(newest, GraphQLScalarType):
            for method in ("serialize", "parse_value", "parse_literal"):
                setattr(kind, method, getattr(newest, method))


def _hide_projects(schema: GraphQLSchema) -> None:
    """Ensure that no object leads to a project that the viewer cannot see."""
    roots = (schema.query_type, schema.mutation_type)
    for each in schema.type_map.values():
        if not isinstance(each, GraphQLObjectType) or each in roots:
            continue
        for field in each.fields.values():
            if is_served(field) and get_named_type(field.type).name in ("Project", "TriggerScope"):
                field.resolve = _if_seen(field.resolve or default_field_resolver)


def _if_seen(resolver: Any) -> Any:  # noqa: ANN401 - graphql-core's resolvers are untyped
    def resolve(obj: object, info: GraphQLResolveInfo, **arguments: object) -> object:
        found = resolver(obj, info, **arguments)
        owner_project = found.project if isinstance(found, ArtifactCollection) else found
        hidden = isinstance(owner_project, Project) and not context_of(info).sees(owner_project)
        return None if hidden else found

    return resolve
