"""The schema from an introspection result. Building it takes a tenth of the time of parsing `schema.graphql`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    introspection_types,
    parse_value,
    specified_scalar_types,
    value_from_ast,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLNamedType

__all__ = ["INTROSPECTED", "digest_of", "introspected_schema"]

_Value = TypeVar("_Value", GraphQLArgument, GraphQLInputField)

INTROSPECTED: Final = "introspection.json"
"""File next to this module with the digest of `schema.graphql` and the result of an introspection query."""


def introspected_schema(text: str) -> GraphQLSchema | None:
    """Return the schema of a text from the file; None if the file belongs to another text.

    Args:
        text: `schema.graphql`.
    """
    path = Path(__file__).with_name(INTROSPECTED)
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if found["digest"] != digest_of(text):
        return None
    return _Builder(found["schema"]).schema()


def digest_of(text: str) -> str:
    """Return a digest that identifies the version of `schema.graphql`."""
    return hashlib.sha256(text.encode()).hexdigest()


class _Builder:
    """Builds what `build_client_schema` of graphql-core builds, which the tests compare.

    graphql-core checks each letter of each name, which takes half of its time. The names of the file come from
    a valid schema. Therefore, the members are assigned to the finished types, fields and arguments.
    """

    def __init__(self, introspection: dict[str, Any]) -> None:
        self._introspection = introspection
        self._types: dict[str, Any] = {**introspection_types}
        # The types of references are few, and equal ones are the same object.
        self._wrapped: dict[tuple[str, Any], Any] = {}
        self._defaults: list[tuple[GraphQLArgument | GraphQLInputField, str]] = []

    def schema(self) -> GraphQLSchema:
        """Return the schema."""
        found = self._introspection
        for each in found["types"]:
            self._types[each["name"]] = specified_scalar_types.get(each["name"]) or _named(each)
        for each in found["types"]:
            self._fill(self._types[each["name"]], each)
        directives = [self._directive(each) for each in found["directives"]]
        # A default can be an input object, whose fields are known only now.
        for value, text in self._defaults:
            value.default_value = value_from_ast(parse_value(text), value.type)
        roots = (found.get(f"{each}Type") for each in ("query", "mutation", "subscription"))
        query, mutation, subscription = (each and self._types[each["name"]] for each in roots)
        return GraphQLSchema(
            query=query,
            mutation=mutation,
            subscription=subscription,
            types=[self._types[each["name"]] for each in found["types"]],
            directives=directives,
            description=found.get("description"),
        )

    def _fill(self, kind: GraphQLNamedType, found: dict[str, Any]) -> None:
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            kind.interfaces = tuple(self._types[each["name"]] for each in found["interfaces"])
            kind.fields = {each["name"]: self._field(each) for each in found["fields"]}
        elif isinstance(kind, GraphQLInputObjectType):
            kind.fields = {
                each["name"]: self._value(GraphQLInputField, each) for each in found["inputFields"]
            }
        elif isinstance(kind, GraphQLUnionType):
            kind.types = tuple(self._types[each["name"]] for each in found["possibleTypes"])

    def _field(self, found: dict[str, Any]) -> GraphQLField:
        field = GraphQLField(
            self._type(found["type"]),
            description=found.get("description"),
            deprecation_reason=found.get("deprecationReason"),
        )
        field.args = self._arguments(found["args"])
        return field

    def _arguments(self, found: list[dict[str, Any]]) -> dict[str, GraphQLArgument]:
        return {each["name"]: self._value(GraphQLArgument, each) for each in found}

    def _value(self, kind: Callable[..., _Value], found: dict[str, Any]) -> _Value:
        made = kind(
            self._type(found["type"]),
            description=found.get("description"),
            deprecation_reason=found.get("deprecationReason"),
        )
        if (default := found.get("defaultValue")) is not None:
            self._defaults.append((made, default))
        return made

    def _directive(self, found: dict[str, Any]) -> GraphQLDirective:
        return GraphQLDirective(
            name=found["name"],
            locations=[DirectiveLocation[each] for each in found["locations"]],
            args=self._arguments(found["args"]),
            is_repeatable=found.get("isRepeatable", False),
            description=found.get("description"),
        )

    def _type(self, reference: dict[str, Any]) -> Any:  # noqa: ANN401 - a type of any kind
        inner = reference.get("ofType")
        if inner is None:
            return self._types[reference["name"]]
        wrapped = self._type(inner)
        key = (reference["kind"], wrapped)
        if (found := self._wrapped.get(key)) is None:
            wrapper = GraphQLNonNull if reference["kind"] == "NON_NULL" else GraphQLList
            found = self._wrapped[key] = wrapper(wrapped)
        return found


def _named(found: dict[str, Any]) -> GraphQLNamedType:
    """Return a type without its members."""
    name, description = found["name"], found.get("description")
    match found["kind"]:
        case "SCALAR":
            return GraphQLScalarType(
                name, description=description, specified_by_url=found.get("specifiedByURL")
            )
        case "OBJECT":
            return GraphQLObjectType(name, {}, description=description)
        case "INTERFACE":
            return GraphQLInterfaceType(name, {}, description=description)
        case "UNION":
            return GraphQLUnionType(name, (), description=description)
        case "INPUT_OBJECT":
            return GraphQLInputObjectType(
                name, {}, description=description, is_one_of=found.get("isOneOf", False)
            )
        case _:
            values = {
                each["name"]: GraphQLEnumValue(
                    each["name"],
                    description=each.get("description"),
                    deprecation_reason=each.get("deprecationReason"),
                )
                for each in found["enumValues"]
            }
            return GraphQLEnumType(name, values, description=description)
