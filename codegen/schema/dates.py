"""Validity of operations on servers of different dates, from the marks in `schema.graphql`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import build_ast_schema, parse, validate

from runql._codegen.schema.usage import each_operation
from runql_sandbox.schema.as_of import as_of, snapshot_dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import DocumentNode

__all__ = ["LATER", "operation_errors", "since"]

LATER = "later"
"""Represents servers newer than the newest snapshot."""


def operation_errors(schema: str, queries: DocumentNode) -> dict[str, dict[str, list[str]]]:
    """Return the errors of servers of each date for each operation, before fields are removed for compatibility.

    Args:
        schema: Text of `schema.graphql`.
        queries: All operations and fragments.

    Returns:
        Messages by operation and date. There is no message if the operation is valid. The last date is `LATER`.
    """
    document = parse(schema, no_location=True)
    dates = snapshot_dates(document)
    operations = list(each_operation(queries))
    found: dict[str, dict[str, list[str]]] = {name: {} for name, _ in operations}
    for date in (*dates, LATER):
        then = build_ast_schema(
            as_of(document, "9999-12" if date == LATER else date), assume_valid_sdl=True
        )
        for name, own in operations:
            # Suggestions of similar names take most of the time.
            errors = validate(then, own, hide_suggestions=True)
            found[name][date] = [error.message for error in errors]
    return found


def since(errors: Mapping[str, Sequence[str]]) -> str:
    """Describe the dates of servers on which an operation is valid, for the docs."""
    dates = list(errors)
    valid = [date for date in dates if not errors[date]]
    if not valid:
        return "in part"
    first, last = valid[0], valid[-1]
    begin = "" if first == dates[0] else f"since {first}"
    if first == LATER and len(dates) > 1:
        begin = f"later than {dates[-2]}"
    end = "" if last == dates[-1] else f"until {last}"
    return " ".join(filter(None, (begin, end))) or "all"
