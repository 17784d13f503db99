"""Python annotations for GraphQL input types, for the arguments of generated functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    print_ast,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLSchema, TypeNode, VariableDefinitionNode

__all__ = ["SCALARS", "Annotations", "Imports"]

SCALARS: Final[Mapping[str, str]] = {
    "String": "str",
    "ID": "str",
    "Boolean": "bool",
    "Int": "int",
    "Int64": "int",
    "Float": "float",
    "Duration": "float",
    "DateTime": "datetime.datetime",
    # JSON arguments are strings on the wire, whatever type the caller passes.
    "JSONString": "str",
    "JSON": ".scalars.JsonValue",
}
"""Type of each scalar as an argument: a built-in type, or a class with its module."""

_ANY_JSON: Final = ".scalars.JsonValue"


@dataclass(slots=True)
class Imports:
    """Imports for the annotations of a module: names by module."""

    names: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def add(self, module: str, name: str) -> None:
        """Record a name."""
        self.names.setdefault(module, set()).add(name)

    def lines(self) -> list[str]:
        """Return the import statements."""
        return [
            f"from {module} import {', '.join(sorted(names))}"
            for module, names in sorted(self.names.items())
        ]


@dataclass(frozen=True, slots=True)
class Annotations:
    """Writes annotations and records their imports.

    Attributes:
        schema: The schema.
        root: Relative name of the generated package in the module with the annotations: `..`.
        scalars: Type of each scalar as an argument, as in `SCALARS`.
        imports: Imports of the annotations.
    """

    schema: GraphQLSchema
    root: str
    scalars: Mapping[str, str] = field(default_factory=lambda: SCALARS)
    imports: Imports = field(default_factory=Imports)

    def parameter(self, variable: VariableDefinitionNode) -> str:
        """Return the annotation and default of a parameter."""
        annotation = self._annotate(variable.type)
        if isinstance(variable.type, NonNullTypeNode) and variable.default_value is None:
            return annotation
        return f"{annotation} | Unset = UNSET"

    def _annotate(self, node: TypeNode) -> str:
        if isinstance(node, NonNullTypeNode):
            return self._bare(node.type)
        return f"{self._bare(node)} | None"

    def _bare(self, node: TypeNode) -> str:
        if isinstance(node, ListTypeNode):
            self.imports.add("collections.abc", "Sequence")
            return f"Sequence[{self._annotate(node.type)}]"
        if not isinstance(node, NamedTypeNode):
            raise TypeError(f"variables cannot have the type {print_ast(node)}")
        name = node.name.value
        type_ = self.schema.type_map[name]
        if isinstance(type_, GraphQLEnumType):
            self.imports.add(f"{self.root}enums", name)
            return name
        if isinstance(type_, GraphQLInputObjectType):
            self.imports.add(f"{self.root}inputs", name)
            return name
        return self._scalar(self.scalars.get(name, _ANY_JSON))

    def _scalar(self, python: str) -> str:
        module, _, name = python.rpartition(".")
        if module:
            inside = module.startswith(".")
            self.imports.add(f"{self.root}{module[1:]}" if inside else module, name)
        return name
