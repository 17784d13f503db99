"""GraphQL responses from prepared JSON: the selected fields; nothing is computed twice.

There is no schema: a field that a node lacks reads as null, so that documents of any version of a
client are answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from graphql import language as gql

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Arguments", "Executor", "Node", "Piece", "Pieces", "Value", "dumps"]

Piece: TypeAlias = bytes | memoryview
Arguments: TypeAlias = Mapping[str, object]

_MOST_KEPT: Final = 2**29


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the response.

    Attributes:
        kind: Its `__typename`.
        fields: Its fields: prepared, or functions of the arguments.
    """

    kind: str
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Prepared JSON in several pieces, which are sent without a copy."""

    parts: Sequence[Piece]


Value: TypeAlias = "bytes | Node | Pieces | list[Value] | Callable[[Arguments], Value] | None"


def dumps(value: object) -> bytes:
    """Return a value as JSON."""
    return json.dumps(value, separators=(",", ":")).encode()


@dataclass(slots=True)
class _Selection:
    """A field that a document selects, with the selected fields below it by the response's keys."""

    name: str
    arguments: Mapping[str, gql.ValueNode]
    conditions: list[tuple[bool, gql.ValueNode]]
    below: dict[bytes, _Selection] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A parsed document."""

    operation: str
    defaults: Mapping[str, object]
    selected: Mapping[bytes, _Selection]


class Executor:
    """Answers queries on a root node, and stores the responses by the bytes of the request."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._plans: dict[str, _Plan] = {}
        self._answers: dict[bytes, tuple[str, Sequence[Piece]]] = {}
        self._kept = 0

    def answer(self, request: bytes) -> tuple[str, Sequence[Piece]]:
        """Return the name of the operation, and the response in pieces."""
        known = self._answers.get(request)
        if known is not None:
            return known
        sent = json.loads(request)
        plan = self._plans.get(sent["query"])
        if plan is None:
            plan = self._plans[sent["query"]] = _plan_of(sent["query"])
        given = {k: v for k, v in (sent.get("variables") or {}).items() if v is not None}
        out: list[Piece] = [b'{"data":']
        _write_node(self._root, plan.selected, {**plan.defaults, **given}, out)
        out.append(b"}")
        answer = plan.operation, _joined(out)
        self._kept += sum(len(part) for part in answer[1] if isinstance(part, bytes))
        if self._kept < _MOST_KEPT:
            self._answers[request] = answer
        return answer


def _plan_of(document: str) -> _Plan:
    definitions = gql.parse(document, no_location=True).definitions
    fragments = {
        each.name.value: each
        for each in definitions
        if isinstance(each, gql.FragmentDefinitionNode)
    }
    (operation,) = (each for each in definitions if isinstance(each, gql.OperationDefinitionNode))
    selected: dict[bytes, _Selection] = {}
    _collect(operation.selection_set, fragments, [], selected)
    defaults = {
        each.variable.name.value: _read(each.default_value, {})
        for each in operation.variable_definitions
        if each.default_value is not None
    }
    return _Plan(operation.name.value if operation.name else "", defaults, selected)


def _collect(
    chosen: gql.SelectionSetNode,
    fragments: Mapping[str, gql.FragmentDefinitionNode],
    conditions: list[tuple[bool, gql.ValueNode]],
    into: dict[bytes, _Selection],
) -> None:
    """Add what a selection set selects, fragments resolved and equal keys merged."""
    for each in chosen.selections:
        own = conditions + [
            (directive.name.value == "include", directive.arguments[0].value)
            for directive in each.directives
            if directive.name.value in {"include", "skip"}
        ]
        if isinstance(each, gql.FragmentSpreadNode):
            _collect(fragments[each.name.value].selection_set, fragments, own, into)
        elif isinstance(each, gql.InlineFragmentNode):
            _collect(each.selection_set, fragments, own, into)
        elif isinstance(each, gql.FieldNode):
            key = dumps((each.alias or each.name).value) + b":"
            arguments = {argument.name.value: argument.value for argument in each.arguments}
            found = into.setdefault(key, _Selection(each.name.value, arguments, own))
            if not own:
                found.conditions = []
            if each.selection_set is not None:
                _collect(each.selection_set, fragments, [], found.below)


def _read(node: gql.ValueNode, variables: Mapping[str, object]) -> object:
    """Return a literal or a variable of a document as a value."""
    if isinstance(node, gql.VariableNode):
        return variables.get(node.name.value)
    if isinstance(node, gql.ListValueNode):
        return [_read(each, variables) for each in node.values]
    if isinstance(node, gql.ObjectValueNode):
        return {each.name.value: _read(each.value, variables) for each in node.fields}
    if isinstance(node, gql.IntValueNode):
        return int(node.value)
    if isinstance(node, gql.FloatValueNode):
        return float(node.value)
    return getattr(node, "value", None)


def _write_node(
    node: Node,
    selected: Mapping[bytes, _Selection],
    variables: Mapping[str, object],
    out: list[Piece],
) -> None:
    before = b"{"
    for key, selection in selected.items():
        if any(
            bool(_read(value, variables)) is not wanted for wanted, value in selection.conditions
        ):
            continue
        out.append(before + key)
        before = b","
        if selection.name == "__typename":
            out.append(dumps(node.kind))
            continue
        value = node.fields.get(selection.name)
        if callable(value):
            value = value(
                {name: _read(given, variables) for name, given in selection.arguments.items()}
            )
        _write(value, selection, variables, out)
    out.append(b"}" if before == b"," else b"{}")


def _write(
    value: Value, selection: _Selection, variables: Mapping[str, object], out: list[Piece]
) -> None:
    if isinstance(value, bytes):
        out.append(value)
    elif isinstance(value, Node):
        _write_node(value, selection.below, variables, out)
    elif isinstance(value, Pieces):
        out.extend(value.parts)
    elif isinstance(value, list):
        separator = b"["
        for each in value:
            out.append(separator)
            _write(each, selection, variables, out)
            separator = b","
        out.append(b"]" if value else b"[]")
    else:
        out.append(b"null")


def _joined(parts: list[Piece]) -> Sequence[Piece]:
    """Return pieces with those in a row joined that are no views into a file."""
    found: list[Piece] = []
    run: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            run.append(part)
            continue
        found += [b"".join(run), part] if run else [part]
        run = []
    return [*found, b"".join(run)] if run else found
