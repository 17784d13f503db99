"""Filters as SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, not_, true

from runql_sandbox.mongo.conditions import all_of, any_of, compile_condition
from runql_sandbox.mongo.fields import FilterSyntaxError, find_operand
from runql_sandbox.mongo.patterns import like_pattern

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, SQLColumnExpression

    from runql_sandbox.mongo.fields import FieldMap

__all__ = ["compile_filter", "is_like"]

# The parser stack of SQLite has a depth of 100, and a level needs up to three.
_DEEPEST: Final = 24
# A field needs up to thirty bound parameters, and SQLite allows about 32 thousand.
_MOST_FIELDS: Final = 1000


def compile_filter(filters: object, fields: FieldMap) -> ColumnElement[bool]:
    """Return the SQL of a filter.

    The connection needs the functions of `register_functions`.

    Raises:
        FilterSyntaxError: If it names an unknown field or operator, an operand is invalid,
            or the filter exceeds a limit of SQLite.
    """
    if _count_fields(filters, _DEEPEST) > _MOST_FIELDS:
        raise FilterSyntaxError(f"The filter names more than {_MOST_FIELDS} fields. Use $in.")
    return _compile(filters, fields)


def is_like(
    column: SQLColumnExpression[str], pattern: str, *, escape: str = ""
) -> ColumnElement[bool]:
    """Return the SQL for LIKE, with bounded execution time.

    Raises:
        FilterSyntaxError: If the pattern is too large.
    """
    return func.regex_search(like_pattern(pattern, escape=escape), column) == true()


def _count_fields(value: object, left: int) -> int:
    if isinstance(value, Mapping):
        inner, own = list(value.values()), sum(not str(key).startswith("$") for key in value)
    elif isinstance(value, list):
        inner, own = [each for each in value if isinstance(each, Mapping | list)], 0
    else:
        return 0
    if not left:
        raise FilterSyntaxError(f"The filter is nested more than {_DEEPEST} deep.")
    return own + sum(_count_fields(each, left - 1) for each in inner)


def _compile(filters: object, fields: FieldMap) -> ColumnElement[bool]:
    if not isinstance(filters, Mapping):
        raise FilterSyntaxError(f"A filter must be an object, not {filters!r}.")
    terms: list[ColumnElement[bool]] = []
    for key, value in filters.items():
        if key in ("$and", "$or", "$nor"):
            terms.append(_join(key, value, fields))
        elif key == "$not":
            terms.append(not_(_compile(value, fields)))
        elif not isinstance(key, str) or key.startswith("$"):
            raise FilterSyntaxError(f"Unknown operator {key}.")
        else:
            terms.append(compile_condition(find_operand(key, fields), value))
    return and_(true(), *terms)


def _join(operator: str, filters: object, fields: FieldMap) -> ColumnElement[bool]:
    if not isinstance(filters, list) or not filters:
        raise FilterSyntaxError(f"{operator} must be a list of one or more filters.")
    terms = [_compile(each, fields) for each in filters]
    if operator == "$and":
        return all_of(terms)
    return any_of(terms) if operator == "$or" else not_(any_of(terms))
