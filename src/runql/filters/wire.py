"""Any spelling of a filter → the JSON text that the server takes."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Final

from runql.errors import FilterError
from runql.filters.expressions import Filter
from runql.filters.fields import checked_pattern, wire_field
from runql.filters.text import parse_filter
from runql.filters.values import wire_list, wire_value

if TYPE_CHECKING:
    from runql._json import JsonValue

__all__ = ["check_mongo", "filters_to_wire"]

_JOINING: Final = ("$and", "$or", "$nor")
_LISTS: Final = ("$in", "$nin", "$all")
_VALUES: Final = ("$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$contains")
_OPERATORS: Final = (*_VALUES, *_LISTS, "$exists", "$not", "$regex", "$options", "$size")


def filters_to_wire(filters: Filter | Mapping[str, object] | str | None) -> str:
    """Return the JSON text of a filter; `{}` for None.

    Raises:
        FilterError: It has an unknown field or operator, or a value that cannot be compared with.
    """
    if filters is None:
        return "{}"
    if isinstance(filters, str):
        filters = parse_filter(filters) if filters.strip() else {}
    if isinstance(filters, Filter):
        filters = filters.to_mongo()
    return json.dumps(check_mongo(filters), ensure_ascii=False, allow_nan=False)


def check_mongo(document: object, where: str = "the filter") -> dict[str, JsonValue]:
    """Return a Mongo-style dict as the wire has it, with every field and operator checked.

    Raises:
        FilterError: Something in it would be refused or misread; says what and where.
    """
    if isinstance(document, Filter):
        document = document.to_mongo()
    if not isinstance(document, Mapping):
        raise FilterError(
            f"{where} is a {type(document).__name__}, but must be a dict or a filter expression."
        )
    checked: dict[str, JsonValue] = {}
    for key, value in document.items():
        if not isinstance(key, str):
            raise FilterError(f"The key {key!r} of {where} is no text.")
        if key in _JOINING:
            checked[key] = _check_terms(key, value, where)
        elif key.startswith("$"):
            raise _unknown_operator(key, where, (*_JOINING, *_OPERATORS))
        else:
            checked[wire_field(key)] = _check_condition(value, key)
    return checked


def _check_terms(operator: str, terms: object, where: str) -> list[JsonValue]:
    if not isinstance(terms, list | tuple) or not terms:
        raise FilterError(
            f"{operator} of {where} takes a list of one or more filters.",
            remedy=f'Write {{"{operator}": [{{...}}, {{...}}]}}.',
        )
    return [check_mongo(term, f"{operator}[{index}]") for index, term in enumerate(terms)]


def _check_condition(value: object, field: str) -> JsonValue:
    """Check what stands beside a field: a value, or operators with their operands."""
    if not isinstance(value, Mapping):
        return wire_list(value) if isinstance(value, list | tuple) else wire_value(value)
    operators = [key for key in value if isinstance(key, str) and key.startswith("$")]
    if not operators:
        return wire_value(dict(value))
    if len(operators) < len(value):
        raise FilterError(f"The condition on {field!r} mixes operators and plain keys.")
    return {key: _check_operand(key, value[key], field) for key in operators}


def _check_operand(operator: str, operand: object, field: str) -> JsonValue:
    where = f"the condition on {field!r}"
    if operator in _VALUES:
        return wire_value(operand)
    if operator in _LISTS:
        if not isinstance(operand, list | tuple | Set):
            raise FilterError(
                f"{operator} in {where} takes a list, not {operand!r}.",
                remedy=f'Write {{"{operator}": [...]}}.',
            )
        return wire_list(sorted(operand, key=repr) if isinstance(operand, Set) else operand)
    if operator == "$exists":
        if not isinstance(operand, bool):
            raise FilterError(f"$exists in {where} takes true or false, not {operand!r}.")
        return operand
    if operator == "$regex":
        if not isinstance(operand, str):
            raise FilterError(f"$regex in {where} takes a text, not {operand!r}.")
        return checked_pattern(operand)
    if operator == "$not":
        return _check_condition(operand, field)
    if operator in ("$size", "$options"):
        return wire_value(operand)
    raise _unknown_operator(operator, where, _OPERATORS)


def _unknown_operator(name: str, where: str, known: tuple[str, ...]) -> FilterError:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    return FilterError(
        f"{name} in {where} is no operator.", remedy=f"{hint}Known are {', '.join(known)}."
    )
