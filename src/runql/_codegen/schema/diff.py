"""What changed between two schemas, and which of our operations it touches."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from graphql import (
    DocumentNode,
    GraphQLEnumType,
    GraphQLSchema,
    validate,
)

from runql._codegen.schema.changes import differences
from runql._codegen.schema.usage import document_usage, each_operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._codegen.schema.usage import Usage

__all__ = ["Change", "SchemaReport", "compare", "invalid_operations", "render"]

SEVERITIES: Final = ("breaking", "dangerous", "added", "deprecated")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        severity: One of `SEVERITIES`.
        where: `Type`, `Type.member`, `Type.field(argument)` or `@directive`.
        what: The change in a sentence.
        touches: Our operations that use it.
        refuses: Whether the server refuses the documents of these operations, before it does anything.
    """

    severity: str
    where: str
    what: str
    touches: tuple[str, ...]
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class SchemaReport:
    """Every difference, and what it does to our operations.

    Attributes:
        changes: The differences, worst first.
        invalid: Our operations that the new schema refuses, with the first reason.
        deprecated: Deprecated members that we use, by operation.
        expected: Operations that servers are known to refuse as they are: what they use is newer.
    """

    changes: tuple[Change, ...]
    invalid: Mapping[str, str]
    deprecated: Mapping[str, tuple[str, ...]]
    expected: frozenset[str] = frozenset()

    @property
    def is_breaking_for_us(self) -> bool:
        """Whether an operation of ours no longer works."""
        breaking = (each.touches for each in self.changes if each.severity == "breaking")
        return bool({*self.invalid, *chain.from_iterable(breaking)} - self.expected)


def compare(
    old: GraphQLSchema,
    new: GraphQLSchema,
    operations: DocumentNode,
    expected: frozenset[str] = frozenset(),
) -> SchemaReport:
    """Compare two schemas, with our operations in view.

    Args:
        old: The schema before.
        new: The schema after.
        operations: Every operation and fragment.
        expected: Operations that servers are known to refuse as they are.
    """
    usages = {name: _usage(old, new, own) for name, own in each_operation(operations)}
    changes = [
        Change(
            each.severity,
            each.where,
            each.what,
            tuple(sorted(name for name, usage in usages.items() if each.touches(usage))),
            refuses=each.refuses,
        )
        for each in differences(old, new)
    ]
    changes.sort(key=lambda each: (SEVERITIES.index(each.severity), each.where, each.what))
    deprecated = _deprecated_use(new, operations)
    return SchemaReport(tuple(changes), invalid_operations(new, operations), deprecated, expected)


def _usage(old: GraphQLSchema, new: GraphQLSchema, operation: DocumentNode) -> Usage:
    """Return what an operation uses of the old schema, and of what the new one adds."""
    usage, later = document_usage(old, operation), document_usage(new, operation)
    usage.names |= later.names
    return usage


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
                "| where | change | touches |",
                "|---|---|---|",
            ]
            lines += [f"| `{each.where}` | {each.what} | {_some(each.touches)} |" for each in rows]
            lines.append("")
    broken = {n: why for n, why in report.invalid.items() if n not in report.expected}
    waiting = {n: why for n, why in report.invalid.items() if n in report.expected}
    for title, found in (
        ("Operations that no longer work", broken),
        ("Operations that use what is newer, as before", waiting),
        ("Deprecated members we use", {k: ", ".join(v) for k, v in report.deprecated.items()}),
    ):
        if found:
            lines += [f"## {title}", "", *(f"- {name}: {why}" for name, why in found.items()), ""]
    return "\n".join(lines)


def _some(names: tuple[str, ...], shown: int = 5) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def invalid_operations(schema: GraphQLSchema, document: DocumentNode) -> dict[str, str]:
    """Return the operations that a schema refuses, each with the first reason."""
    # One error decides, and messages of others would look for names that are similar: half of the time.
    found = {name: validate(schema, own, max_errors=1) for name, own in each_operation(document)}
    return {name: errors[0].message for name, errors in found.items() if errors}


def _deprecated_use(schema: GraphQLSchema, document: DocumentNode) -> dict[str, tuple[str, ...]]:
    deprecated = _deprecated(schema)
    found = {}
    for name, own in each_operation(document):
        used = sorted(deprecated & document_usage(schema, own).written)
        if used:
            found[name] = tuple(used)
    return found


def _deprecated(schema: GraphQLSchema) -> set[str]:
    """Return the deprecated fields, arguments, input fields and enum values."""
    found: set[str] = set()
    for name, kind in schema.type_map.items():
        members = kind.values if isinstance(kind, GraphQLEnumType) else getattr(kind, "fields", {})
        for member, each in members.items():
            if each.deprecation_reason is not None:
                found.add(f"{name}.{member}")
            for argument, value in getattr(each, "args", {}).items():
                if value.deprecation_reason is not None:
                    found.add(f"{name}.{member}({argument})")
    return found
