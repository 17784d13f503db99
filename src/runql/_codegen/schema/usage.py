"""Parts of a schema that operations use: types, members, arguments, values, and members of abstract types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    specified_scalar_types,
    visit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql.language import (
        ArgumentNode,
        DirectiveNode,
        EnumValueNode,
        FieldNode,
        FragmentSpreadNode,
        InlineFragmentNode,
        NamedTypeNode,
        ObjectFieldNode,
        VariableDefinitionNode,
    )

__all__ = ["Usage", "document_usage", "each_operation", "unknown_scalars"]


@dataclass(slots=True)
class Usage:
    """Parts of a schema that a document uses.

    Attributes:
        names: `Type`, `Type.field`, `Type.field(argument)`, `Input.field`, `Enum.VALUE` and
            `@directive`. Types include the types of variables and their fields, of arguments, and of
            selected values.
        written: The subset of names that appear in the text of the document, and not only in values of
            variables.
        spreads: Pairs of a type, and the type of a fragment that is spread in it.
        results: Types of selected values.
    """

    names: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    spreads: set[tuple[str, str]] = field(default_factory=set)
    results: set[str] = field(default_factory=set)

    def write(self, *names: str) -> None:
        """Add names that appear in the document."""
        self.names.update(names)
        self.written.update(names)


def each_operation(document: DocumentNode) -> Iterator[tuple[str, DocumentNode]]:
    """Return each operation with its fragments as a separate document."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    # Many operations spread the same fragments, so each fragment is read once.
    spread_in = {name: _spread_names(node) for name, node in fragments.items()}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and node.name is not None:
            needed: dict[str, FragmentDefinitionNode] = {}
            waiting = [_spread_names(node)]
            while waiting:
                for name in waiting.pop():
                    if name not in needed and name in fragments:
                        needed[name] = fragments[name]
                        waiting.append(spread_in[name])
            yield node.name.value, DocumentNode(definitions=(node, *needed.values()))


def _spread_names(node: OperationDefinitionNode | FragmentDefinitionNode) -> list[str]:
    found: list[str] = []

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_rest: object) -> None:
            found.append(spread.name.value)

    visit(node, Spreads())
    return found


def document_usage(schema: GraphQLSchema, document: DocumentNode) -> Usage:
    """Return the parts of a schema that an operation with its fragments uses. The operation must be valid."""
    info = TypeInfo(schema)
    reader = _Reader(schema, info, document)
    visit(document, TypeInfoVisitor(info, reader))
    return reader.usage


class _Reader(Visitor):
    def __init__(self, schema: GraphQLSchema, info: TypeInfo, document: DocumentNode) -> None:
        super().__init__()
        self.schema, self.info, self.usage = schema, info, Usage()
        self.conditions = {
            node.name.value: node.type_condition.name.value
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }

    def enter_field(self, node: FieldNode, *_rest: object) -> None:
        parent, kind = self.info.get_parent_type(), self.info.get_type()
        if parent is None:
            return
        self.usage.names.add(parent.name)
        self.usage.write(f"{parent.name}.{node.name.value}")
        if kind is not None:
            named = get_named_type(kind)
            self.usage.names.add(named.name)
            self.usage.results.add(named.name)

    def enter_argument(self, node: ArgumentNode, *_rest: object) -> None:
        parent, definition = self.info.get_parent_type(), self.info.get_field_def()
        if parent is None or definition is None or self.info.get_directive() is not None:
            return
        names = [name for name, each in parent_fields(parent).items() if each is definition]
        for name in names:
            self.usage.write(f"{parent.name}.{name}({node.name.value})")
        kind = get_named_type(self.info.get_input_type())
        if kind is not None:
            self._hold(kind)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_rest: object) -> None:
        kind = get_named_type(self.info.get_input_type())
        if kind is not None:
            self.usage.write(kind.name)
            self._hold(kind)

    def enter_object_field(self, node: ObjectFieldNode, *_rest: object) -> None:
        parent = get_named_type(self.info.get_parent_input_type())
        if parent is not None:
            self.usage.write(f"{parent.name}.{node.name.value}")

    def enter_enum_value(self, node: EnumValueNode, *_rest: object) -> None:
        kind = get_named_type(self.info.get_input_type())
        if isinstance(kind, GraphQLEnumType):
            self.usage.write(f"{kind.name}.{node.value}")

    def enter_directive(self, node: DirectiveNode, *_rest: object) -> None:
        self.usage.write(f"@{node.name.value}")

    def enter_inline_fragment(self, node: InlineFragmentNode, *_rest: object) -> None:
        # Without a condition, the fragment has the type around it. graphql-core declares the
        # condition as required.
        condition: NamedTypeNode | None = node.type_condition
        if condition:
            self._spread(condition.name.value)

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_rest: object) -> None:
        self.usage.write(node.type_condition.name.value)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_rest: object) -> None:
        if node.name.value in self.conditions:
            self._spread(self.conditions[node.name.value])

    def _spread(self, condition: str) -> None:
        self.usage.write(condition)
        # When a fragment is entered, the parent type is still the type that it is spread in.
        parent = self.info.get_parent_type()
        if parent is not None and parent.name != condition:
            self.usage.spreads.add((parent.name, condition))

    def _hold(self, kind: GraphQLNamedType) -> None:
        """Add an input type and all types that its values may contain."""
        waiting = [kind]
        while waiting:
            each = waiting.pop()
            known = each.name in self.usage.names and f"{each.name}." in self.usage.names
            self.usage.names.add(each.name)
            if known or not isinstance(each, GraphQLInputObjectType):
                continue
            self.usage.names.add(f"{each.name}.")
            for name, value in each.fields.items():
                self.usage.names.add(f"{each.name}.{name}")
                waiting.append(get_named_type(value.type))


def parent_fields(kind: GraphQLNamedType) -> dict[str, object]:
    """Return the fields of a type by name; empty for types without fields."""
    return dict(getattr(kind, "fields", {}))


def unknown_scalars(schema: GraphQLSchema, document: DocumentNode, known: set[str]) -> list[str]:
    """Return the scalars that operations use and the settings do not define."""
    custom = {
        name
        for name, kind in schema.type_map.items()
        if isinstance(kind, GraphQLScalarType) and name not in specified_scalar_types
    }
    used = (document_usage(schema, own).names for _, own in each_operation(document))
    return sorted((custom & set[str]().union(*used)) - known)
