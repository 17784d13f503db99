"""GraphQL input types as Python annotations for the arguments of generated functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    print_ast,
)

if TYPE_CHECKING:
    from graphql import GraphQLSchema, TypeNode, VariableDefinitionNode

__all__ = ["Annotations", "Imports"]

_SCALARS = {
    "String": "str",
    "ID": "str",
    "Boolean": "bool",
    "Int": "int",
    "Int64": "int",
    "Float": "float",
    "Duration": "float",
    "DateTime": "datetime",
    # Documents go out as text, however the caller came by it.
    "JSONString": "str",
    "JSON": "JsonValue",
}


@dataclass(slots=True)
class Imports:
    """What the annotations of one module need: names by module."""

    names: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def add(self, module: str, name: str) -> None:
        """Note a name."""
        self.names.setdefault(module, set()).add(name)

    def lines(self) -> list[str]:
        """Return the import statements."""
        return [
            f"from {module} import {', '.join(sorted(names))}"
            for module, names in sorted(self.names.items())
        ]


@dataclass(frozen=True, slots=True)
class Annotations:
    """Writes annotations, and notes what they need.

    Attributes:
        schema: The schema.
        root: The generated package, as the module with the annotations names it: `..`.
        enums_module: Module of the enums in the package.
        inputs_module: Module of the input types in the package.
        imports: What the annotations need.
    """

    schema: GraphQLSchema
    root: str
    enums_module: str
    inputs_module: str
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
            raise TypeError(f"no type that a variable can have: {print_ast(node)}")
        name = node.name.value
        if name in _SCALARS:
            python = _SCALARS[name]
            if python == "datetime":
                self.imports.add("datetime", python)
            elif python == "JsonValue":
                self.imports.add(f"{self.root}scalars", python)
            return python
        type_ = self.schema.type_map[name]
        if isinstance(type_, GraphQLEnumType):
            self.imports.add(f"{self.root}{self.enums_module}", name)
            return name
        if isinstance(type_, GraphQLInputObjectType):
            self.imports.add(f"{self.root}{self.inputs_module}", name)
            return name
        raise TypeError(f"the scalar {name} has no Python type; add it to codegen/python_types.py")
