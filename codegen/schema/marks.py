"""Marks in `schema.graphql`: the first and last snapshot of each definition.

`mark` computes them from snapshots of servers' schemas. `runql_sandbox.schema.as_of` reads them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from graphql import (
    ConstArgumentNode,
    ConstDirectiveNode,
    DirectiveDefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    Node,
    ObjectTypeDefinitionNode,
    OperationType,
    OperationTypeDefinitionNode,
    SchemaDefinitionNode,
    StringValueNode,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
    parse,
    print_ast,
)

from runql._codegen.schema.states import State, state_of
from runql_sandbox.schema.as_of import MARKS, Period, changed, periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphql import DirectiveNode

__all__ = ["mark"]

DIRECTIVES = '''
"""The snapshots of servers' schemas that the marks were computed from, oldest first."""
directive @snapshots(dates: [String!]!) on SCHEMA

"""
When a definition was part of servers' schemas. Several marks are several periods, oldest first.
A definition without a mark is as old as the one around it, and is not gone.
"""
directive @seen(
  """First snapshot with it. The oldest of all snapshots means "then, or before"."""
  first: String

  """Last snapshot with it, where it is gone."""
  last: String

  """Version of the official client that uses it, where no snapshot has it."""
  client: String

  """Its type in this period, where it was another than the one written."""
  type: String

  """Its default in this period, where it was another than the one written; empty for none."""
  default: String

  """The union member, or the interface of a type, that the mark is about."""
  member: String
) repeatable on SCALAR | OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION | INTERFACE | UNION | ENUM
  | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
'''

_Node = TypeVar("_Node", bound=Node)


def mark(document: DocumentNode, snapshots: Mapping[str, GraphQLSchema]) -> DocumentNode:
    """Return the definitions with marks computed from snapshots by date.

    Marks of clients are kept if no snapshot contains the definition.
    """
    marker = _Marker(snapshots)
    types = [
        marker.type_definition(each)
        for each in document.definitions
        if isinstance(each, TypeDefinitionNode)
    ]
    others = [
        each
        for each in document.definitions
        if not isinstance(each, TypeDefinitionNode | SchemaDefinitionNode)
        and not (isinstance(each, DirectiveDefinitionNode) and each.name.value in MARKS)
    ]
    directives = parse(DIRECTIVES, no_location=True).definitions
    return DocumentNode(
        definitions=(*directives, *others, _schema_definition(tuple(snapshots), document), *types)
    )


def _schema_definition(dates: Sequence[str], document: DocumentNode) -> SchemaDefinitionNode:
    names = {
        each.name.value for each in document.definitions if isinstance(each, TypeDefinitionNode)
    }
    roots = [
        OperationTypeDefinitionNode(
            operation=operation, type=NamedTypeNode(name=NameNode(value=operation.value.title()))
        )
        for operation in (OperationType.QUERY, OperationType.MUTATION)
        if operation.value.title() in names
    ]
    values = ListValueNode(values=tuple(StringValueNode(value=date, block=False) for date in dates))
    argument = ConstArgumentNode(name=NameNode(value="dates"), value=values)
    directive = ConstDirectiveNode(name=NameNode(value="snapshots"), arguments=(argument,))
    return SchemaDefinitionNode(directives=(directive,), operation_types=tuple(roots))


class _Marker:
    def __init__(self, snapshots: Mapping[str, GraphQLSchema]) -> None:
        self.snapshots = dict(sorted(snapshots.items()))
        self.dates = tuple(self.snapshots)

    def type_definition(self, node: TypeDefinitionNode) -> TypeDefinitionNode:
        name = node.name.value
        there = {
            date: schema.type_map[name]
            for date, schema in self.snapshots.items()
            if name in schema.type_map
        }
        marks = self.marks(node, dict.fromkeys(there, State()), self.dates, State())
        if there:
            marks = marks or [Period()]
            marks[0] = replace(marks[0], first=marks[0].first or self.dates[0])
        within = tuple(there)
        changes: dict[str, object] = {}
        if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
            owners = {
                date: each
                for date, each in there.items()
                if isinstance(each, GraphQLObjectType | GraphQLInterfaceType)
            }
            fields = {date: each.fields for date, each in owners.items()}
            changes["fields"] = tuple(self.field(each, fields, within) for each in node.fields)
            named = {d: [i.name for i in o.interfaces] for d, o in owners.items()}
            marks += self.members(node, node.interfaces, named, within)
        elif isinstance(node, InputObjectTypeDefinitionNode):
            inputs = _only(there, GraphQLInputObjectType)
            changes["fields"] = tuple(
                self.value(each, {d: o.fields for d, o in inputs.items()}, within)
                for each in node.fields
            )
        elif isinstance(node, EnumTypeDefinitionNode):
            enums = _only(there, GraphQLEnumType)
            changes["values"] = tuple(
                _marked(
                    each,
                    self.marks(
                        each,
                        {d: State() for d, o in enums.items() if each.name.value in o.values},
                        within,
                        State(),
                    ),
                )
                for each in node.values
            )
        elif isinstance(node, UnionTypeDefinitionNode):
            unions = _only(there, GraphQLUnionType)
            named = {d: [t.name for t in o.types] for d, o in unions.items()}
            marks += self.members(node, node.types, named, within)
        return _marked(node, marks, **changes)

    def field(
        self,
        node: FieldDefinitionNode,
        owners: Mapping[str, Mapping[str, object]],
        within: Sequence[str],
    ) -> FieldDefinitionNode:
        there = {
            d: fields[node.name.value] for d, fields in owners.items() if node.name.value in fields
        }
        states = {d: State(str(getattr(each, "type", ""))) for d, each in there.items()}
        written = State(print_ast(node.type))
        arguments = tuple(
            self.value(each, {d: getattr(f, "args", {}) for d, f in there.items()}, tuple(there))
            for each in node.arguments
        )
        return _marked(node, self.marks(node, states, within, written), arguments=arguments)

    def value(
        self,
        node: InputValueDefinitionNode,
        owners: Mapping[str, Mapping[str, object]],
        within: Sequence[str],
    ) -> InputValueDefinitionNode:
        states = {
            d: state_of(values[node.name.value])
            for d, values in owners.items()
            if node.name.value in values
        }
        default = print_ast(node.default_value) if node.default_value is not None else ""
        written = State(print_ast(node.type), default)
        return _marked(node, self.marks(node, states, within, written))

    def members(
        self,
        node: TypeDefinitionNode,
        members: Iterable[NamedTypeNode],
        there: Mapping[str, Sequence[str]],
        within: Sequence[str],
    ) -> list[Period]:
        found: list[Period] = []
        for each in members:
            name = each.name.value
            states = {d: State() for d, names in there.items() if name in names}
            found += self.marks(node, states, within, State(), member=name)
        return found

    def marks(
        self,
        node: Node,
        states: Mapping[str, State],
        within: Sequence[str],
        written: State,
        *,
        member: str = "",
    ) -> list[Period]:
        """Return the marks of a definition whose parent exists at the dates of `within`."""
        if not states:
            # Only clients know the definition, so snapshots cannot update its marks.
            return [each for each in periods(node, member) if each.client]
        runs: list[list[str]] = []
        for position, date in enumerate(self.dates):
            if date not in states:
                continue
            before = self.dates[position - 1] if position else ""
            if runs and runs[-1][-1] == before and states[before] == states[date]:
                runs[-1].append(date)
            else:
                runs.append([date])
        marks = [
            Period(
                first="" if run[0] == within[0] else run[0],
                last="" if run[-1] == within[-1] else run[-1],
                type=states[run[0]].type if states[run[0]].type != written.type else "",
                default=states[run[0]].default
                if states[run[0]].default != written.default
                else None,
                member=member,
            )
            for run in runs
        ]
        return [] if marks == [Period(member=member)] else marks


_Kind = TypeVar("_Kind")


def _only(there: Mapping[str, object], kind: type[_Kind]) -> dict[str, _Kind]:
    return {date: each for date, each in there.items() if isinstance(each, kind)}


def _marked(node: _Node, marks: Sequence[Period], **changes: object) -> _Node:
    before: Sequence[DirectiveNode] = getattr(node, "directives", None) or ()
    kept = [each for each in before if each.name.value not in MARKS]
    return changed(node, directives=(*kept, *(_directive(each) for each in marks)), **changes)


def _directive(period: Period) -> ConstDirectiveNode:
    values = {
        "member": period.member or None,
        "first": period.first or None,
        "last": period.last or None,
        "client": period.client or None,
        "type": period.type or None,
        "default": period.default,
    }
    arguments = tuple(
        ConstArgumentNode(name=NameNode(value=key), value=StringValueNode(value=value, block=False))
        for key, value in values.items()
        if value is not None
    )
    return ConstDirectiveNode(name=NameNode(value="seen"), arguments=arguments)
