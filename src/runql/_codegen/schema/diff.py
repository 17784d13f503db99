"""Changes between two schemas, and the operations that they affect."""

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
        what: Description of the change.
        touches: Operations that use it.
        refuses: Whether the server rejects the documents of these operations before it executes them.
    """

    severity: str
    where: str
    what: str
    touches: tuple[str, ...]
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class SchemaReport:
    """All differences, and their effects on operations.

    Attributes:
        changes: The differences, worst first.
        invalid: Operations that the new schema rejects, with the first reason.
        deprecated: Deprecated members that operations use, by operation.
        expected: Operations that servers are known to reject unchanged, because they use newer features.
    """

    changes: tuple[Change, ...]
    invalid: Mapping[str, str]
    deprecated: Mapping[str, tuple[str, ...]]
    expected: frozenset[str] = frozenset()

    @property
    def is_breaking_for_us(self) -> bool:
        """Whether an operation no longer works."""
        breaking = (each.touches for each in self.changes if each.severity == "breaking")
        return bool({*self.invalid, *chain.from_iterable(breaking)} - self.expected)


def compare(
    old: GraphQLSchema,
    new: GraphQLSchema,
    operations: DocumentNode,
    expected: frozenset[str] = frozenset(),
) -> SchemaReport:
    """Compare two schemas with regard to operations.

    Args:
        old: The previous schema.
        new: The current schema.
        operations: All operations and fragments.
        expected: Operations that servers are known to reject unchanged.
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
    """Return the names that an operation uses, from the old schema and from additions of the new one."""
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
        ("Operations that use newer features, as before", waiting),
        ("Deprecated members in use", {k: ", ".join(v) for k, v in report.deprecated.items()}),
    ):
        if found:
            lines += [f"## {title}", "", *(f"- {name}: {why}" for name, why in found.items()), ""]
    return "\n".join(lines)


def _some(names: tuple[str, ...], shown: int = 5) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def invalid_operations(schema: GraphQLSchema, document: DocumentNode) -> dict[str, str]:
    """Return the operations that a schema rejects, each with the first reason."""
    # The first error decides. Messages of further errors would search for similar names, which takes half of the time.
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
