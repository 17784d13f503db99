"""The schema that is served: the client's own, with what is not served saying so."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ariadne import ScalarType, make_executable_schema
from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLSchema,
    default_field_resolver,
    get_named_type,
)

from runql_sandbox.inputs import LARGEST_INTEGER, InputError
from runql_sandbox.request.context import context_of
from runql_sandbox.resolvers._bindables import BINDABLES
from runql_sandbox.schema.older_servers import take_away
from runql_sandbox.schema.served import is_served, limit_to_served
from runql_sandbox.store.artifacts.tables import ArtifactCollection
from runql_sandbox.store.projects import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import GraphQLResolveInfo

__all__ = ["executable_schema", "schema_text"]

_DateTime = ScalarType("DateTime")
_Int64 = ScalarType("Int64")


@_DateTime.serializer
def _moment(value: object) -> str:
    """Write a time as the public server does: UTC, to the second, with a Z."""
    moment = dt.datetime.fromisoformat(str(value))
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@_Int64.value_parser
def _stored_number(value: object) -> int:
    """Read a number that the store can hold."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_INTEGER:
        raise InputError(f"Int64 cannot represent {value!r}")
    return value


@_DateTime.value_parser
def _read_moment(value: object) -> str:
    """Read a time as it was written."""
    try:
        dt.datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(f"DateTime cannot represent {value!r}") from error
    return str(value)


def schema_text() -> str:
    """Return schema.graphql: beside the code when installed, at the root of a checkout."""
    packaged = files("runql_sandbox") / "schema.graphql"
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[3] / "schema.graphql").read_text(encoding="utf-8")


def executable_schema(without: Iterable[str] = ()) -> GraphQLSchema:
    """Return the schema with every resolver in place, without what an older server lacks.

    Raises:
        UnknownPartError: `without` names what there is not.
    """
    schema = make_executable_schema(schema_text(), _DateTime, _Int64, *BINDABLES)
    for each in schema.type_map.values():
        # ariadne's own way to read enums cannot be called as newer graphql-core does; no enum here needs it.
        if isinstance(each, GraphQLEnumType):
            vars(each).pop("parse_value", None)
    limit_to_served(schema)
    _hide_projects(schema)
    take_away(schema, without)
    return schema


def _hide_projects(schema: GraphQLSchema) -> None:
    """Let no object lead to a project that the viewer may not see."""
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
