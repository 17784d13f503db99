"""Merging of a newer snapshot into `schema.graphql`: types are updated, and new definitions are added.

Descriptions are kept, and so are definitions that no snapshot contains. Names in `left_out.toml` are not added.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from graphql import (
    ConstArgumentNode,
    ConstDirectiveNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    NamedTypeNode,
    NameNode,
    Node,
    ObjectTypeDefinitionNode,
    StringValueNode,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
    get_named_type,
    is_required_input_field,
    parse_const_value,
    parse_type,
    print_type,
    specified_scalar_types,
)
from graphql import parse as parse_document

from runql._codegen.schema.states import state_of
from runql_sandbox.schema.as_of import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from graphql import (
        DirectiveNode,
        GraphQLArgument,
        GraphQLField,
        GraphQLInputField,
        GraphQLNamedType,
        GraphQLType,
    )

__all__ = ["LeftOut", "merge", "read_left_out"]

_Some = TypeVar("_Some", bound=Node)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Members of servers' schemas that `schema.graphql` omits, each with a reason.

    Attributes:
        reasons: Reasons by `Type.member` or `Type.member(argument)`.
    """

    reasons: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        return name in self.reasons


def read_left_out(path: Path) -> LeftOut:
    """Read the table of omitted members."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return LeftOut({name: each["reason"] for each in table["left_out"] for name in each["members"]})


def merge(
    document: DocumentNode, snapshots: Mapping[str, GraphQLSchema], left_out: LeftOut
) -> DocumentNode:
    """Return the definitions with the newest snapshot merged in.

    Inputs that older snapshots require and the newest does not have are added as optional inputs.
    """
    dates = sorted(snapshots)
    return _Merger(document, [snapshots[date] for date in dates], left_out).run()


class _Merger:
    def __init__(
        self, document: DocumentNode, snapshots: Sequence[GraphQLSchema], left_out: LeftOut
    ) -> None:
        self.newest = snapshots[-1]
        self.older = snapshots[:-1]
        self.left_out = left_out
        self.document = document
        self.types = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, TypeDefinitionNode)
        }
        self.waiting = list(self.types)

    def run(self) -> DocumentNode:
        while self.waiting:
            name = self.waiting.pop()
            if name in self.newest.type_map:
                self.types[name] = self.definition(self.types[name], self.newest.type_map[name])
        self.waiting = list(self.types)
        while self.waiting:
            name = self.waiting.pop()
            for schema in self.older:
                if name in schema.type_map:
                    self.types[name] = self.before(self.types[name], schema.type_map[name])
        others = [e for e in self.document.definitions if not isinstance(e, TypeDefinitionNode)]
        return DocumentNode(definitions=(*others, *self.types.values()))

    def reach(self, kind: GraphQLType) -> None:
        """Add a type that a definition refers to."""
        named = get_named_type(kind)
        if named.name in self.types or named.name in specified_scalar_types:
            return
        [node] = parse_document(print_type(named), no_location=True).definitions
        assert isinstance(node, TypeDefinitionNode)
        empty = {"fields": (), "values": (), "types": (), "interfaces": ()}
        self.types[named.name] = changed(node, **{k: v for k, v in empty.items() if k in node.keys})
        self.waiting.append(named.name)
        if isinstance(named, GraphQLInterfaceType):
            for each in self.newest.get_possible_types(named):
                if each.name not in self.left_out:
                    self.reach(each)

    def definition(self, node: TypeDefinitionNode, kind: GraphQLNamedType) -> TypeDefinitionNode:
        if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
            assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
            for each in kind.interfaces:
                self.reach(each)
            return changed(
                node,
                fields=self.fields(kind.name, node.fields, kind.fields),
                interfaces=_names([i.name for i in kind.interfaces], node.interfaces),
            )
        if isinstance(node, InputObjectTypeDefinitionNode):
            assert isinstance(kind, GraphQLInputObjectType)
            return changed(node, fields=self.values(kind.name, node.fields, kind.fields, "."))
        if isinstance(node, EnumTypeDefinitionNode):
            assert isinstance(kind, GraphQLEnumType)
            return changed(node, values=self.enum_values(node, kind))
        if isinstance(node, UnionTypeDefinitionNode):
            assert isinstance(kind, GraphQLUnionType)
            taken = [each for each in kind.types if f"{kind.name}.{each.name}" not in self.left_out]
            for each in taken:
                self.reach(each)
            return changed(node, types=_names([each.name for each in taken], node.types))
        return node

    def enum_values(
        self, node: EnumTypeDefinitionNode, kind: GraphQLEnumType
    ) -> tuple[EnumValueDefinitionNode, ...]:
        known = {each.name.value: each for each in node.values}
        for name, value in kind.values.items():
            if name not in known and f"{kind.name}.{name}" in self.left_out:
                continue
            made = known.get(name) or EnumValueDefinitionNode(
                name=NameNode(value=name), directives=()
            )
            known[name] = _deprecated(made, value.deprecation_reason)
        return tuple(known[name] for name in sorted(known))

    def fields(
        self,
        owner: str,
        nodes: Iterable[FieldDefinitionNode],
        fields: Mapping[str, GraphQLField],
    ) -> tuple[FieldDefinitionNode, ...]:
        known = {each.name.value: each for each in nodes}
        for name, field in fields.items():
            where = f"{owner}.{name}"
            if name not in known and where in self.left_out:
                continue
            made = known.get(name) or FieldDefinitionNode(
                name=NameNode(value=name), arguments=(), directives=()
            )
            self.reach(field.type)
            made = changed(
                made,
                type=parse_type(str(field.type), no_location=True),
                arguments=self.values(where, made.arguments, field.args, "("),
            )
            known[name] = _deprecated(made, field.deprecation_reason)
        return tuple(known[name] for name in sorted(known))

    def values(
        self,
        owner: str,
        nodes: Iterable[InputValueDefinitionNode],
        values: Mapping[str, GraphQLInputField] | Mapping[str, GraphQLArgument],
        mark: str,
    ) -> tuple[InputValueDefinitionNode, ...]:
        known = {each.name.value: each for each in nodes}
        for name, value in values.items():
            where = f"{owner}.{name}" if mark == "." else f"{owner}({name})"
            if name not in known and where in self.left_out:
                continue
            made = known.get(name) or InputValueDefinitionNode(
                name=NameNode(value=name), directives=()
            )
            self.reach(value.type)
            default = state_of(value).default
            made = changed(
                made,
                type=parse_type(str(value.type), no_location=True),
                default_value=parse_const_value(default) if default else None,
            )
            known[name] = _deprecated(made, value.deprecation_reason)
        return tuple(known[name] for name in sorted(known))

    def before(self, node: TypeDefinitionNode, kind: GraphQLNamedType) -> TypeDefinitionNode:
        """Add members that an older snapshot requires, and the types of their fields that we include."""
        if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
            assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
            if not node.fields:
                return self.definition(node, kind)
            for each in node.fields:
                if each.name.value in kind.fields:
                    self.reach(kind.fields[each.name.value].type)
        if isinstance(node, EnumTypeDefinitionNode | UnionTypeDefinitionNode):
            members = node.values if isinstance(node, EnumTypeDefinitionNode) else node.types
            return node if members else self.definition(node, kind)
        if not isinstance(node, InputObjectTypeDefinitionNode):
            return node
        assert isinstance(kind, GraphQLInputObjectType)
        if not node.fields:
            return self.definition(node, kind)
        known = {each.name.value: each for each in node.fields}
        for name, field in kind.fields.items():
            if name in known or is_required_input_field(field):
                self.reach(field.type)
            if name not in known and is_required_input_field(field):
                assert isinstance(field.type, GraphQLNonNull)
                optional = parse_type(str(field.type.of_type), no_location=True)
                known[name] = InputValueDefinitionNode(
                    name=NameNode(value=name), type=optional, directives=()
                )
        return changed(node, fields=tuple(known[name] for name in sorted(known)))


def _names(names: Sequence[str], nodes: Iterable[NamedTypeNode]) -> tuple[NamedTypeNode, ...]:
    known = {each.name.value for each in nodes} | set(names)
    return tuple(NamedTypeNode(name=NameNode(value=name)) for name in sorted(known))


def _deprecated(node: _Some, reason: str | None) -> _Some:
    """Return a definition that is deprecated if the newest snapshot deprecates it, with our own reason."""
    directives: Sequence[DirectiveNode] = getattr(node, "directives", None) or ()
    before = [each for each in directives if each.name.value == "deprecated"]
    others = [each for each in directives if each.name.value != "deprecated"]
    if reason is None:
        return changed(node, directives=tuple(others))
    if not before:
        text = StringValueNode(value="Deprecated on the server.", block=False)
        argument = ConstArgumentNode(name=NameNode(value="reason"), value=text)
        made = ConstDirectiveNode(name=NameNode(value="deprecated"), arguments=(argument,))
        before = [made]
    return changed(node, directives=(*before, *others))
