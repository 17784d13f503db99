"""Rules for selections: shapes that ariadne-codegen would generate incorrectly, and paging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    get_named_type,
    is_abstract_type,
    print_ast,
    visit,
)

from runql._codegen.queries.findings import Finding
from runql._codegen.queries.sources import location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import GraphQLField, GraphQLNamedType, NamedTypeNode, SelectionSetNode

    from runql._codegen.queries.findings import Queries, Rule
    from runql._codegen.queries.sources import Definition

__all__ = ["PAGING_RULES", "SHAPE_RULES"]

_PAGE_INFO: Final = "PageInfoFields"
_PAGING: Final = ("first", "after")


@dataclass(frozen=True, slots=True)
class _Selected:
    """A field somewhere in a definition."""

    definition: Definition
    node: FieldNode
    field: GraphQLField
    type: GraphQLNamedType

    @property
    def where(self) -> str:
        return location(self.node, self.definition.file)


def _typenames(queries: Queries) -> Iterator[Finding]:
    """L4: `__typename` distinguishes the types of unions and interfaces."""
    for selected in _fields(queries):
        selections = selected.node.selection_set
        if selections is None or not is_abstract_type(selected.type):
            continue
        if not any(
            isinstance(each, FieldNode) and each.name.value == "__typename"
            for each in selections.selections
        ):
            what = (
                f"{selected.node.name.value} can have several types, and __typename is not selected"
            )
            yield Finding.at(selected.where, "L4", what, "select __typename first")
    for definition in queries.fragments:
        node = queries.fragment_nodes[definition.name]
        if is_abstract_type(queries.schema.type_map[node.type_condition.name.value]):
            what = f"the fragment {definition.name} on an abstract type would be copied to each use"
            hint = "write fragments on the concrete types, and spread them in `... on Type`"
            yield Finding.at(location(node, definition.file), "L4", what, hint)


def _conditions(queries: Queries) -> Iterator[Finding]:
    """L5: conditions are on fields."""
    for definition in queries.own:
        found: list[FragmentSpreadNode | InlineFragmentNode] = []

        class Spreads(Visitor):
            def enter(self, node: object, *_: object) -> None:
                if isinstance(node, FragmentSpreadNode | InlineFragmentNode):
                    found.append(node)  # noqa: B023 - visited before the next round

        visit(definition.node, Spreads())
        for node in found:
            for directive in node.directives:
                if directive.name.value in {"include", "skip"}:
                    what = f"@{directive.name.value} on a spread omits required fields"
                    hint = "put it on each field"
                    yield Finding.at(location(node, definition.file), "L5", what, hint)


def _lost_selections(queries: Queries) -> Iterator[Finding]:
    """L6: no object is selected in two ways, because only one of them would be generated."""
    for definition in queries.own:
        sets = [definition.node.selection_set]
        sets += [
            each.node.selection_set
            for each in _fields_of(queries, definition)
            if each.node.selection_set
        ]
        for selection_set in sets:
            ways: dict[tuple[str, str], FieldNode] = {}
            for condition, node in _flattened(queries, selection_set, ""):
                if node.selection_set is None:
                    continue
                key = node.alias.value if node.alias else node.name.value
                first = ways.setdefault((condition, key), node)
                if print_ast(first.selection_set or node) != print_ast(node.selection_set):
                    what = f"{key} is selected in two ways, and only one of them would be generated"
                    hint = "select it once, by one fragment that has both"
                    where = location(selection_set, definition.file)
                    yield Finding.at(where, "L6", what, hint)


def _connections(queries: Queries) -> Iterator[Finding]:
    """L7: connections are paged in one way or have a fixed limit, and their nodes are fragments."""
    for selected in _fields(queries):
        if not _is_connection(selected.type) or selected.node.selection_set is None:
            continue
        inner = _by_name(selected.node.selection_set)
        name = selected.node.name.value
        if "edges" not in inner:
            continue
        if _PAGE_INFO not in _spread_names(inner.get("pageInfo")):
            what = f"the connection {name} does not select whether more pages follow"
            yield Finding.at(selected.where, "L7", what, f"select pageInfo {{ ...{_PAGE_INFO} }}")
        edges = inner["edges"].selection_set
        node = _by_name(edges).get("node") if edges else None
        if node is not None and (not _spread_names(node) or _plain_fields(node)):
            what = f"the node of the connection {name} is not a named fragment"
            yield Finding.at(
                location(node, selected.definition.file), "L7", what, "spread a single fragment"
            )
        if _is_bounded(selected.node):
            continue
        for argument in _PAGING:
            if argument in selected.field.args and not _passes(selected.node, argument):
                what = f"the connection {name} is not passed ${argument}"
                hint = f"pass `{argument}: ${argument}`, and declare it in the operation"
                yield Finding.at(selected.where, "L7", what, hint)


SHAPE_RULES: Final[tuple[Rule, ...]] = (_typenames, _conditions, _lost_selections)
"""Rules against shapes that would be generated incorrectly."""

PAGING_RULES: Final[tuple[Rule, ...]] = (_connections,)
"""Paging rules of runql's own queries."""


def _fields(queries: Queries) -> Iterator[_Selected]:
    for definition in queries.own:
        yield from _fields_of(queries, definition)


def _fields_of(queries: Queries, definition: Definition) -> list[_Selected]:
    found: list[_Selected] = []
    info = TypeInfo(queries.schema)

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            field, type_ = info.get_field_def(), info.get_type()
            if field is not None and type_ is not None:
                found.append(_Selected(definition, node, field, get_named_type(type_)))

    visit(definition.node, TypeInfoVisitor(info, Fields()))
    return found


def _flattened(
    queries: Queries, selections: SelectionSetNode, condition: str
) -> Iterator[tuple[str, FieldNode]]:
    """Yield all fields of a selection set with their parent types, including fields of spread fragments."""
    for each in selections.selections:
        if isinstance(each, FieldNode):
            yield condition, each
        elif isinstance(each, FragmentSpreadNode):
            fragment = queries.fragment_nodes[each.name.value]
            yield from _flattened(queries, fragment.selection_set, condition)
        elif isinstance(each, InlineFragmentNode):
            # graphql-core types the condition of a bare `... { }` as required, but it may be None.
            named = cast("NamedTypeNode | None", each.type_condition)
            inner = condition if named is None else named.name.value
            yield from _flattened(queries, each.selection_set, inner)


def _is_connection(type_: GraphQLNamedType) -> bool:
    return isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and {
        "edges",
        "pageInfo",
    } <= set(type_.fields)


def _by_name(selections: SelectionSetNode) -> dict[str, FieldNode]:
    return {each.name.value: each for each in selections.selections if isinstance(each, FieldNode)}


def _spread_names(node: FieldNode | None) -> set[str]:
    if node is None or node.selection_set is None:
        return set()
    found: set[str] = set()
    for each in node.selection_set.selections:
        if isinstance(each, FragmentSpreadNode):
            found.add(each.name.value)
        elif isinstance(each, InlineFragmentNode):
            found |= {
                inner.name.value
                for inner in each.selection_set.selections
                if isinstance(inner, FragmentSpreadNode)
            }
    return found


def _plain_fields(node: FieldNode) -> bool:
    selections = node.selection_set.selections if node.selection_set else ()
    return any(
        isinstance(each, FieldNode) and each.name.value != "__typename" for each in selections
    )


def _is_bounded(node: FieldNode) -> bool:
    """Return whether a connection in the node of another one has a fixed limit. Two connections cannot share a
    cursor.
    """
    values = {each.name.value: each.value for each in node.arguments}
    return isinstance(values.get("first"), IntValueNode) and "after" not in values


def _passes(node: FieldNode, argument: str) -> bool:
    return any(
        each.name.value == argument
        and isinstance(each.value, VariableNode)
        and each.value.name.value == argument
        for each in node.arguments
    )
