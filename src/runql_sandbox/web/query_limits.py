"""Limits of queries, checked before validation and
execution.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from graphql import GraphQLError, parse
from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from runql_sandbox.request.limits import (
    INTROSPECTION_DEPTH,
    QUERY_ALIASES,
    QUERY_CHARACTERS,
    QUERY_DEFINITIONS,
    QUERY_DEPTH,
    QUERY_DIRECTIVES,
    QUERY_FIELDS,
    QUERY_TOKENS,
)

__all__ = ["parse_query"]

# Each of these fields multiplies the size of an introspection, and leads back to types.
_LISTS_OF_TYPES: Final = frozenset({"fields", "interfaces", "possibleTypes", "inputFields"})


def parse_query(text: str) -> DocumentNode:
    """Return the parsed document of a query.

    Raises:
        GraphQLError: If the text is not valid GraphQL, or exceeds a limit.
    """
    _refuse_more(len(text), QUERY_CHARACTERS, "characters")
    try:
        document = parse(text, max_tokens=QUERY_TOKENS)
        _check(document)
    except RecursionError:
        raise _too_large(f"the query is deeper than {QUERY_DEPTH}") from None
    return document


@dataclass(frozen=True, slots=True)
class _Size:
    """The size of a selection with its fragments."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    depth: int = 0
    lists_of_types: int = 0

    def plus(self, other: _Size) -> _Size:
        """Return the combined size of two adjacent selections."""
        return _Size(
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
            max(self.depth, other.depth),
            max(self.lists_of_types, other.lists_of_types),
        )


@dataclass(slots=True)
class _Measuring:
    fragments: dict[str, FragmentDefinitionNode]
    known: dict[str, _Size] = field(default_factory=dict[str, _Size])

    def size(self, selections: SelectionSetNode | None) -> _Size:
        """Return the size of a selection."""
        total = _Size()
        for each in selections.selections if selections is not None else ():
            total = total.plus(_Size(directives=len(each.directives)))
            if isinstance(each, FieldNode):
                total = total.plus(self._of_field(each))
            elif isinstance(each, InlineFragmentNode):
                total = total.plus(self.size(each.selection_set))
            elif isinstance(each, FragmentSpreadNode):
                total = total.plus(self.of_fragment(each.name.value))
        return total

    def _of_field(self, node: FieldNode) -> _Size:
        inner = self.size(node.selection_set)
        return _Size(
            inner.fields + 1,
            inner.aliases + (node.alias is not None),
            inner.directives,
            inner.depth + 1,
            inner.lists_of_types + (node.name.value in _LISTS_OF_TYPES),
        )

    def of_fragment(self, name: str) -> _Size:
        """Return the size of a fragment. Validation rejects cycles, so a fragment that is being measured counts as empty."""
        if name not in self.known:
            self.known[name] = _Size()
            found = self.fragments.get(name)
            self.known[name] = self.size(found.selection_set) if found is not None else _Size()
        return self.known[name]


def _check(document: DocumentNode) -> None:
    definitions = document.definitions
    _refuse_more(len(definitions), QUERY_DEFINITIONS, "operations and fragments")
    fragments = {
        each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)
    }
    measuring = _Measuring(fragments)
    total = _Size()
    for each in definitions:
        if isinstance(each, OperationDefinitionNode):
            size = measuring.size(each.selection_set)
            if _is_introspection(each):
                _refuse_more(size.lists_of_types, INTROSPECTION_DEPTH, "nested lists of types")
            total = total.plus(size).plus(_Size(directives=len(each.directives)))
    # Validation also visits fragments that no operation uses.
    unused = [measuring.of_fragment(name).fields for name in fragments]
    if total.depth > QUERY_DEPTH:
        raise _too_large(f"the query is deeper than {QUERY_DEPTH}")
    _refuse_more(max([total.fields, *unused]), QUERY_FIELDS, "fields")
    _refuse_more(total.aliases, QUERY_ALIASES, "aliases")
    _refuse_more(total.directives, QUERY_DIRECTIVES, "directives")


def _is_introspection(operation: OperationDefinitionNode) -> bool:
    return any(
        isinstance(each, FieldNode) and each.name.value in ("__schema", "__type")
        for each in operation.selection_set.selections
    )


def _refuse_more(count: int, most: int, what: str) -> None:
    if count > most:
        raise _too_large(f"the query has more than {most} {what}")


def _too_large(message: str) -> GraphQLError:
    return GraphQLError(message)
