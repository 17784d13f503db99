"""The schema as of a date, computed from the marks in `schema.graphql`.

A definition has `@seen` if its time differs from that of the enclosing definition. The head of
`schema.graphql` states the rules. This module does no I/O.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from graphql import (
    DirectiveDefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListValueNode,
    NamedTypeNode,
    Node,
    ObjectTypeDefinitionNode,
    SchemaDefinitionNode,
    StringValueNode,
    TypeDefinitionNode,
    UnionTypeDefinitionNode,
    build_ast_schema,
    parse,
    parse_const_value,
    parse_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphql import DefinitionNode, DirectiveNode, GraphQLSchema

__all__ = [
    "Period",
    "ServerDateError",
    "as_of",
    "changed",
    "periods",
    "schema_as_of",
    "snapshot_dates",
    "without_marks",
]

MARKS: Final = frozenset({"seen", "snapshots"})
_DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")
_Some = TypeVar("_Some", bound=Node)


class ServerDateError(ValueError):
    """A date without a known schema."""


@dataclass(frozen=True, slots=True)
class Period:
    """One `@seen`: a period in which a definition was part of servers' schemas.

    Attributes:
        first: First snapshot with it; empty if it is as old as the enclosing definition.
        last: Last snapshot with it; empty if the newest snapshot has it.
        client: Version of the official client that uses it, if no snapshot has it.
        type: Type in that period, if it differs from the written one.
        default: Default in that period, if it differs from the written one.
        member: Union member, or interface of a type, to which the mark applies.
    """

    first: str = ""
    last: str = ""
    client: str = ""
    type: str = ""
    default: str | None = None
    member: str = ""

    def includes(self, date: str, *, newest: str) -> bool:
        """Return whether a server of a date had the definition."""
        if self.client:
            return date > newest
        return (not self.first or self.first <= date) and (not self.last or date <= self.last)


def periods(node: Node, member: str = "") -> list[Period]:
    """Return the marks of a definition, or of one member of it."""
    directives: Sequence[DirectiveNode] = getattr(node, "directives", None) or ()
    found = [
        Period(
            **{
                each.name.value: each.value.value
                for each in directive.arguments
                if isinstance(each.value, StringValueNode)
            }
        )
        for directive in directives
        if directive.name.value == "seen"
    ]
    return [each for each in found if each.member == member]


def snapshot_dates(document: DocumentNode) -> tuple[str, ...]:
    """Return the dates of the snapshots for the marks, oldest first."""
    for node in document.definitions:
        for directive in (node.directives or ()) if isinstance(node, SchemaDefinitionNode) else ():
            if directive.name.value == "snapshots" and isinstance(
                directive.arguments[0].value, ListValueNode
            ):
                values = directive.arguments[0].value.values
                return tuple(each.value for each in values if isinstance(each, StringValueNode))
    return ()


def schema_as_of(text: str, date: str) -> GraphQLSchema:
    """Return the schema of a server of a date.

    Args:
        text: `schema.graphql`.
        date: Year and month, `2024-01`. The newest snapshot that is not later is used. After the newest snapshot,
            the schema includes definitions that only the official client uses.

    Raises:
        ServerDateError: If the date is malformed, or older than all snapshots.
    """
    # The tests validate the definitions of all dates. Validation takes as long as building the schema.
    return build_ast_schema(as_of(parse(text, no_location=True), date), assume_valid_sdl=True)


def as_of(document: DocumentNode, date: str) -> DocumentNode:
    """Return the definitions of a server of a date, without marks.

    Definitions without `@snapshots` have no dates, and are returned unchanged.

    Raises:
        ServerDateError: If the date is malformed, or older than all snapshots.
    """
    dates = snapshot_dates(document)
    if not _DATE.fullmatch(date):
        raise ServerDateError(
            f"Invalid server date: {date!r}. It must be a year and month: 2024-01."
        )
    earlier = [each for each in dates if each <= date[:7]]
    if not dates:
        return document
    if not earlier:
        known = ", ".join(dates)
        raise ServerDateError(f"No schema is known for {date!r}. Snapshots: {known}.")
    cut = _Cut(earlier[-1] if date[:7] <= dates[-1] else date[:7], dates[-1])
    kept = (cut.definition(each) for each in document.definitions)
    return DocumentNode(definitions=tuple(each for each in kept if each is not None))


def without_marks(text: str) -> str:
    """Return the text of `schema.graphql` as plain GraphQL: all definitions, without marks.

    Without marks, the text is parsed in two thirds of the time.
    """
    return _MARK.sub("", text)


_MARK: Final = re.compile(r'(?<!directive)\s+@(?:seen|snapshots)\((?:[^")]|"[^"]*")*\)')


def changed(node: _Some, **changes: object) -> _Some:
    """Return a copy of a node with changed attributes."""
    values = {key: getattr(node, key, None) for key in node.keys}
    return type(node)(**{**values, **changes})


class _Cut:
    """Removes definitions that a server of a date did not have."""

    def __init__(self, date: str, newest: str) -> None:
        self.date, self.newest = date, newest

    def definition(self, node: DefinitionNode) -> DefinitionNode | None:
        if isinstance(node, DirectiveDefinitionNode):
            return None if node.name.value in MARKS else node
        if isinstance(node, SchemaDefinitionNode):
            return _plain(node)
        if not isinstance(node, TypeDefinitionNode) or not self._present(periods(node)):
            return None
        changes: dict[str, object] = {}
        if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
            changes["fields"] = tuple(self._fields(node.fields))
            changes["interfaces"] = tuple(self._members(node, node.interfaces))
        elif isinstance(node, InputObjectTypeDefinitionNode):
            changes["fields"] = tuple(self._values(node.fields))
        elif isinstance(node, UnionTypeDefinitionNode):
            changes["types"] = tuple(self._members(node, node.types))
        elif isinstance(node, EnumTypeDefinitionNode):
            changes["values"] = tuple(
                _plain(each) for each in node.values if self._present(periods(each))
            )
        return _plain(node, **changes)

    def _present(self, marks: Sequence[Period]) -> bool:
        return not marks or self._period(marks) is not None

    def _period(self, marks: Sequence[Period]) -> Period | None:
        return next((each for each in marks if each.includes(self.date, newest=self.newest)), None)

    def _members(self, node: Node, members: Iterable[NamedTypeNode]) -> Iterable[NamedTypeNode]:
        return (each for each in members if self._present(periods(node, each.name.value)))

    def _fields(self, fields: Iterable[FieldDefinitionNode]) -> Iterable[FieldDefinitionNode]:
        for field in fields:
            if self._present(marks := periods(field)):
                arguments = tuple(self._values(field.arguments))
                yield self._then(field, marks, arguments=arguments)

    def _values(
        self, values: Iterable[InputValueDefinitionNode]
    ) -> Iterable[InputValueDefinitionNode]:
        for value in values:
            if self._present(marks := periods(value)):
                yield self._then(value, marks)

    def _then(self, node: _Some, marks: Sequence[Period], **changes: object) -> _Some:
        """Return a field or value with its type and default at the date."""
        period = self._period(marks) or Period()
        if period.type:
            changes["type"] = parse_type(period.type, no_location=True)
        if period.default is not None:
            changes["default_value"] = parse_const_value(period.default) if period.default else None
        return _plain(node, **changes)


def _plain(node: _Some, **changes: object) -> _Some:
    directives = [
        each for each in getattr(node, "directives", None) or () if each.name.value not in MARKS
    ]
    return changed(node, directives=tuple(directives), **changes)
