"""What changed between two schemas, and which of our operations it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    find_breaking_changes,
    find_dangerous_changes,
    validate,
    visit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphql.language import FieldNode, FragmentSpreadNode, VariableDefinitionNode

__all__ = ["Change", "SchemaReport", "compare", "render"]

SEVERITIES: Final = ("breaking", "dangerous", "added", "deprecated")

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        severity: One of `SEVERITIES`.
        where: `Type` or `Type.field`.
        what: The change in a sentence.
        touches: Our operations that use it.
    """

    severity: str
    where: str
    what: str
    touches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemaReport:
    """Every difference, and what it does to our operations.

    Attributes:
        changes: The differences, worst first.
        invalid: Our operations that the new schema refuses, with the first reason.
        deprecated: Deprecated fields that we ask for, by operation.
    """

    changes: tuple[Change, ...]
    invalid: Mapping[str, str]
    deprecated: Mapping[str, tuple[str, ...]]

    @property
    def is_breaking_for_us(self) -> bool:
        """Whether an operation of ours no longer works."""
        touched = any(each.severity == "breaking" and each.touches for each in self.changes)
        return touched or bool(self.invalid)


def compare(old: GraphQLSchema, new: GraphQLSchema, operations: DocumentNode) -> SchemaReport:
    """Compare two schemas, with our operations in view."""
    users = _users(old, operations)
    changes = [
        Change(severity, where, text, _touched(users, where))
        for severity, where, text in (
            *_found("breaking", find_breaking_changes(old, new)),
            *_found("dangerous", find_dangerous_changes(old, new)),
            *_additions(old, new),
            *_narrowings(old, new),
            *_deprecations(old, new),
        )
    ]
    changes.sort(key=lambda each: (SEVERITIES.index(each.severity), each.where, each.what))
    return SchemaReport(tuple(changes), _invalid(new, operations), _deprecated_use(new, operations))


def render(report: SchemaReport) -> str:
    """Return the report as Markdown."""
    lines = ["# Schema changes", ""]
    if not report.changes:
        lines += ["None.", ""]
    for severity in SEVERITIES:
        rows = [each for each in report.changes if each.severity == severity]
        if rows:
            lines += [
                f"## {severity.capitalize()} ({len(rows)})",
                "",
                "| change | touches |",
                "|---|---|",
            ]
            lines += [f"| {each.what} | {_some(each.touches)} |" for each in rows]
            lines.append("")
    for title, found in (
        ("Operations that no longer work", report.invalid),
        ("Deprecated fields we ask for", {k: ", ".join(v) for k, v in report.deprecated.items()}),
    ):
        if found:
            lines += [f"## {title}", "", *(f"- {name}: {why}" for name, why in found.items()), ""]
    return "\n".join(lines)


def _some(names: tuple[str, ...], shown: int = 5) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def _found(severity: str, changes: Iterable[object]) -> Iterator[tuple[str, str, str]]:
    for change in changes:
        text = str(getattr(change, "description", change))
        yield severity, text.split(maxsplit=1)[0].strip("'`."), text


def _additions(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[tuple[str, str, str]]:
    for name, kind in _ours(new):
        before = old.type_map.get(name)
        if before is None:
            yield "added", name, f"{name} was added."
        elif isinstance(kind, Composite) and isinstance(before, Composite):
            for field in sorted(kind.fields.keys() - before.fields.keys()):
                yield "added", f"{name}.{field}", f"{name}.{field} was added."
        elif isinstance(kind, GraphQLEnumType) and isinstance(before, GraphQLEnumType):
            for value in sorted(kind.values.keys() - before.values.keys()):
                yield "added", name, f"{name} has a new value {value}."


def _narrowings(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[tuple[str, str, str]]:
    """Find answers that may no longer be null, which graphql-core does not tell of."""
    for name, kind in _ours(new):
        before = old.type_map.get(name)
        if not isinstance(kind, GraphQLObjectType) or not isinstance(before, GraphQLObjectType):
            continue
        for field in sorted(kind.fields.keys() & before.fields.keys()):
            was, now = str(before.fields[field].type), str(kind.fields[field].type)
            same = now.replace("!", "") == was.replace("!", "")
            if same and now.count("!") > was.count("!"):
                where = f"{name}.{field}"
                yield "dangerous", where, f"{where} narrowed from {was} to {now}."


def _deprecations(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[tuple[str, str, str]]:
    for name, kind in _ours(new):
        before = old.type_map.get(name)
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            continue
        known = (
            before.fields if isinstance(before, GraphQLObjectType | GraphQLInterfaceType) else {}
        )
        for field, value in sorted(kind.fields.items()):
            reason = value.deprecation_reason
            was = known[field].deprecation_reason if field in known else None
            if reason is not None and was is None:
                where = f"{name}.{field}"
                yield "deprecated", where, f"{where} was deprecated: {reason}"


def _ours(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLNamedType]]:
    return ((n, t) for n, t in sorted(schema.type_map.items()) if not n.startswith("__"))


def _touched(users: Mapping[str, set[str]], where: str) -> tuple[str, ...]:
    parts = where.split(".")
    for cut in range(len(parts), 0, -1):
        name = ".".join(parts[:cut])
        if name in users:
            return tuple(sorted(users[name]))
        if cut == 2:
            return ()
    return ()


def _operations(document: DocumentNode) -> Iterator[tuple[str, DocumentNode]]:
    """Give each operation with the fragments it needs, as a document of its own."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and node.name is not None:
            needed: dict[str, FragmentDefinitionNode] = {}
            waiting: list[OperationDefinitionNode | FragmentDefinitionNode] = [node]
            while waiting:
                for name in _spreads(waiting.pop()):
                    if name not in needed and name in fragments:
                        needed[name] = fragments[name]
                        waiting.append(fragments[name])
            yield node.name.value, DocumentNode(definitions=(node, *needed.values()))


def _spreads(node: OperationDefinitionNode | FragmentDefinitionNode) -> list[str]:
    found: list[str] = []

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_rest: object) -> None:
            found.append(spread.name.value)

    visit(node, Spreads())
    return found


def _users(schema: GraphQLSchema, document: DocumentNode) -> dict[str, set[str]]:
    """Return our operations by the types and fields they use."""
    users: dict[str, set[str]] = {}
    for name, own in _operations(document):
        for used in _used(schema, own):
            users.setdefault(used, set()).add(name)
    return users


def _used(schema: GraphQLSchema, document: DocumentNode) -> set[str]:
    info, found = TypeInfo(schema), set[str]()

    class Uses(Visitor):
        def enter_field(self, node: FieldNode, *_rest: object) -> None:
            parent = info.get_parent_type()
            if parent is not None:
                found.update((parent.name, f"{parent.name}.{node.name.value}"))

        def enter_variable_definition(self, node: VariableDefinitionNode, *_rest: object) -> None:
            kind = str(info.get_input_type() or "").strip("[]!")
            declared = schema.type_map.get(kind)
            found.add(kind)
            if isinstance(declared, GraphQLInputObjectType):
                found.update(f"{kind}.{field}" for field in declared.fields)

    visit(document, TypeInfoVisitor(info, Uses()))
    return found


def _invalid(schema: GraphQLSchema, document: DocumentNode) -> dict[str, str]:
    found = {name: validate(schema, own) for name, own in _operations(document)}
    return {name: errors[0].message for name, errors in found.items() if errors}


def _deprecated_use(schema: GraphQLSchema, document: DocumentNode) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, own in _operations(document):
        fields = sorted(each for each in _used(schema, own) if _is_deprecated(schema, each))
        if fields:
            found[name] = tuple(fields)
    return found


def _is_deprecated(schema: GraphQLSchema, name: str) -> bool:
    owner, _, field = name.partition(".")
    kind = schema.type_map.get(owner)
    if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) or field not in kind.fields:
        return False
    return kind.fields[field].deprecation_reason is not None
