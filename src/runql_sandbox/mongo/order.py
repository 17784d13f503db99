"""Orders as SQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, case, or_

from runql_sandbox.mongo.fields import FilterSyntaxError, find_operand

if TYPE_CHECKING:
    from runql_sandbox.mongo.fields import FieldMap

__all__ = ["compile_order"]

_DEFAULT: Final = "+created_at"
_LONGEST: Final = 4000


def compile_order(order: str | None, fields: FieldMap) -> list[ColumnElement[Any]]:
    """Return the SQL for an order. Absent values come last, and the order is always total.

    Args:
        order: Keys with a leading `+` or `-`, separated by commas.
        fields: Fields that may be named.

    Raises:
        FilterSyntaxError: If it names an unknown field.
    """
    terms: list[ColumnElement[Any]] = []
    keys = _keys((order or "").strip() or _DEFAULT, fields)
    for key in keys:
        operand = find_operand(key.removeprefix("-").removeprefix("+").strip(), fields)
        # An index can serve the order only if no other expression precedes its columns.
        if getattr(operand.value, "nullable", True):
            absent = case((or_(operand.type.is_(None), operand.type == "null"), 1), else_=0)
            terms.append(absent)
        terms.append(_directed(operand.value, key))
    return [*terms, _directed(fields.tie_breaker, keys[0])]


def _directed(value: SQLColumnExpression[Any], key: str) -> ColumnElement[Any]:
    return value.desc() if key.startswith("-") else value.asc()


def _keys(order: str, fields: FieldMap) -> list[str]:
    if len(order) > _LONGEST:
        raise FilterSyntaxError(f"The order is longer than {_LONGEST} characters.")
    # JSON keys may contain commas, so a comma is a separator only before a field.
    columns = "|".join(re.escape(each) for each in fields.columns)
    documents = "|".join(re.escape(each) for each in fields.documents)
    starts = rf",\s*(?=[+-]?(?:(?:{columns})\s*(?:,|\Z)|(?:{documents})\.))"
    return [each.strip() for each in re.split(starts, order)]
