"""Validation of documents and variables against a schema, with positions, allowed names and suggestions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql._choices import near_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphql import DocumentNode, GraphQLError, GraphQLSchema

__all__ = ["Problem", "document_problems", "problem_of", "variable_problems"]

_SHOWN: Final = 12
_FIELD: Final = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")
_ARGUMENT: Final = re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'")
_VALUE: Final = re.compile(r"Value '(\w+)' does not exist in '(\w+)' enum")
_INPUT: Final = re.compile(r"Field '(\w+)' is not defined by type '(\w+)'")
_FRAGMENT: Final = re.compile(r"Unknown fragment '(\w+)'")
_TYPE: Final = re.compile(r"Unknown type '(\w+)'")
_UNUSED_VARIABLE: Final = re.compile(r"Variable '(\$\w+)' is never used")
_UNKNOWN_VARIABLE: Final = re.compile(r"Variable '(\$\w+)' is not defined by operation '(\w+)'")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A validation error of a document.

    Attributes:
        file: File name; empty for a string.
        line: Line, counted from 1.
        column: Column, counted from 1.
        what: Description of the problem, as a sentence.
        hint: Allowed names or a similar name; empty if there is no suggestion.
    """

    file: str
    line: int
    column: int
    what: str
    hint: str

    @property
    def where(self) -> str:
        """The position as `file:line:column`, or as `line 1, column 2` for a string."""
        if self.file:
            return f"{self.file}:{self.line}:{self.column}"
        return f"line {self.line}, column {self.column}"


def document_problems(
    schema: GraphQLSchema, document: DocumentNode, fragments: Iterable[str] = ()
) -> list[Problem]:
    """Return the validation errors of a document, in the order of lines.

    Args:
        schema: The schema.
        document: The document.
        fragments: Names of fragments that the document may use, in addition to its own.
    """
    from graphql import NoUnusedFragmentsRule, specified_rules, validate

    rules = [each for each in specified_rules if each is not NoUnusedFragmentsRule]
    errors = validate(schema, document, rules)
    return sorted({problem_of(schema, each, fragments) for each in errors})


def problem_of(
    schema: GraphQLSchema, error: GraphQLError, fragments: Iterable[str] = ()
) -> Problem:
    """Return the problem for an error of graphql-core, with the allowed names."""
    line, column = error.locations[0] if error.locations else (1, 1)
    file = error.source.name if error.source is not None else ""
    if file == "GraphQL request":
        file = ""
    what, _, near = error.message.partition(" Did you mean ")
    hint = f"Did you mean {near}" if near else ""
    allowed = _allowed(schema, what, fragments)
    if allowed is not None:
        kind, name, names = allowed
        if not hint and (similar := near_names(name, names)):
            hint = f"Did you mean '{similar[0]}'?"
        listed = _listed(kind, names)
        hint = f"{hint} {listed}".strip() if listed else hint
    return Problem(file, line, column, f"{what.rstrip('.')}.", hint or _repair(what))


def _repair(what: str) -> str:
    """Return the hint for an error without a list of allowed names."""
    if found := _UNUSED_VARIABLE.search(what):
        return f"Use {found[1]} in the operation, or remove its declaration."
    if found := _UNKNOWN_VARIABLE.search(what):
        return f"Declare {found[1]} with its type in the parentheses after {found[2]}."
    return ""


def variable_problems(
    schema: GraphQLSchema, document: DocumentNode, name: str, variables: Mapping[str, object]
) -> list[str]:
    """Return the validation errors of an operation's variables, one sentence each.

    Args:
        schema: The schema.
        document: A document without problems.
        name: Name of the operation.
        variables: Values in the format that is sent.
    """
    from graphql import OperationDefinitionNode
    from graphql.execution.values import get_variable_values

    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and (
            (node.name.value if node.name else "") == name
        ):
            given: Any = get_variable_values(
                schema, node.variable_definitions or [], dict(variables)
            )
            # Newer versions of graphql-core return an object with values and errors.
            errors: Sequence[GraphQLError] = given if isinstance(given, list) else ()
            return [_tidy(each.message) for each in errors]
    return []


def _tidy(message: str) -> str:
    return f"{' '.join(message.split()).rstrip('.')}."


def _allowed(
    schema: GraphQLSchema, what: str, fragments: Iterable[str]
) -> tuple[str, str, list[str]] | None:
    """Return the title of the list, the invalid name, and the allowed names."""
    from graphql import GraphQLInterfaceType, GraphQLObjectType

    types: Any = schema.type_map
    if found := _FIELD.search(what):
        fields = getattr(types.get(found[2]), "fields", {})
        return f"Fields of {found[2]}", found[1], list(fields)
    if found := _ARGUMENT.search(what):
        owner = types.get(found[2])
        if isinstance(owner, GraphQLObjectType | GraphQLInterfaceType):
            return (
                f"Arguments of {found[2]}.{found[3]}",
                found[1],
                list(owner.fields[found[3]].args),
            )
        return None
    if found := _VALUE.search(what):
        return f"Values of {found[2]}", found[1], list(getattr(types.get(found[2]), "values", {}))
    if found := _INPUT.search(what):
        return f"Fields of {found[2]}", found[1], list(getattr(types.get(found[2]), "fields", {}))
    if found := _FRAGMENT.search(what):
        return "Fragments", found[1], list(fragments)
    if found := _TYPE.search(what):
        return "", found[1], [each for each in types if not each.startswith("__")]
    return None


def _listed(kind: str, names: Sequence[str]) -> str:
    if not kind:
        return ""
    if not names:
        return f"{kind}: none."
    more = f", and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{kind}: {', '.join(names[:_SHOWN])}{more}."
