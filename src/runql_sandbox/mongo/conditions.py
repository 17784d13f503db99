"""Conditions on a field, as SQL."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, false, func, literal, not_, or_, select, true

from runql_sandbox.mongo.fields import FilterSyntaxError, FilterTypeError, Operand
from runql_sandbox.mongo.patterns import read_pattern

__all__ = ["all_of", "any_of", "compile_condition"]

Condition = ColumnElement[bool]
Predicate = Callable[[Operand], Condition]

_COMPARE: Final[Mapping[str, Callable[[Any, Any], Condition]]] = {
    "$eq": lambda left, right: left == right,
    "$gt": lambda left, right: left > right,
    "$gte": lambda left, right: left >= right,
    "$lt": lambda left, right: left < right,
    "$lte": lambda left, right: left <= right,
}
_NUMBERS: Final = ("integer", "real")
_LONGEST_CHAIN: Final = 100
_LARGEST_INTEGER: Final = 2**63 - 1


def compile_condition(operand: Operand, condition: object) -> Condition:
    """Return the SQL for the condition on a field: a value, or operators.

    Raises:
        FilterSyntaxError: If an operator is unknown, or its operand is invalid.
    """
    if isinstance(condition, list) and operand.stored:
        raise FilterTypeError("unsupported type []interface {}, a slice of interface")
    if not _holds_operators(condition):
        return _equals(operand, condition)
    assert isinstance(condition, Mapping)
    if "$options" in condition and "$regex" not in condition:
        raise FilterSyntaxError(f"$options of {operand.name!r} requires a $regex.")
    options = condition.get("$options", "")
    terms = [
        _operator(operand, name, value, options)
        for name, value in condition.items()
        if name != "$options"
    ]
    return and_(true(), *terms)


def all_of(terms: Sequence[Condition]) -> Condition:
    """Combine conditions with AND."""
    return _chain(and_, true(), terms)


def any_of(terms: Sequence[Condition]) -> Condition:
    """Combine conditions with OR."""
    return _chain(or_, false(), terms)


def _chain(
    join: Callable[..., Condition], empty: Condition, terms: Sequence[Condition]
) -> Condition:
    # SQLite parses a chain of N conditions as a tree of depth N, and rejects a depth of 1000.
    while len(terms) > _LONGEST_CHAIN:
        terms = [
            _known(join(*terms[start : start + _LONGEST_CHAIN]))
            for start in range(0, len(terms), _LONGEST_CHAIN)
        ]
    return join(empty, *terms)


def _holds_operators(condition: object) -> bool:
    return isinstance(condition, Mapping) and any(str(key).startswith("$") for key in condition)


def _operator(operand: Operand, name: str, value: object, options: object) -> Condition:
    if name == "$ne":
        return not_(_equals(operand, value))
    if name in _COMPARE:
        return _compare(operand, name, value)
    if name == "$in":
        return _among(operand, _list(operand, name, value))
    if name == "$nin":
        return not_(_among(operand, _list(operand, name, value)))
    if name == "$all":
        terms = [_equals(operand, each) for each in _list(operand, name, value)]
        return all_of(terms) if terms else false()
    if name == "$exists":
        return operand.type.is_not(None) if value else operand.type.is_(None)
    if name == "$not":
        if not _holds_operators(value):
            raise FilterSyntaxError(
                f"$not of {operand.name!r} must be an object of operators, not {value!r}."
            )
        return not_(compile_condition(operand, value))
    if name == "$regex":
        return _matches(operand, value, options)
    if name == "$contains":
        return _contains(operand, value)
    if name == "$size":
        return _has_size(operand, value)
    raise FilterSyntaxError(f"Unknown operator {name} of {operand.name!r}.")


def _list(operand: Operand, name: str, value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise FilterSyntaxError(f"{name} of {operand.name!r} must be a list, not {value!r}.")


def _anywhere(operand: Operand, predicate: Predicate) -> Condition:
    """Apply the condition to the value, or to the elements if the value is a list."""
    direct = _known(predicate(operand))
    if operand.kind != "json":
        return direct
    # Pass only arrays to json_each, because plain strings are not JSON.
    items = case((operand.type == "array", operand.value), else_="[]")
    element = func.json_each(items).table_valued("value", "type").alias()
    inner = Operand(operand.name, element.c.type, element.c.value, "json")
    inside = select(literal(1)).select_from(element).where(predicate(inner))
    return or_(direct, inside.exists())


def _equals(operand: Operand, value: object) -> Condition:
    return _compare(operand, "$eq", value)


def _compare(operand: Operand, name: str, value: object) -> Condition:
    compare = _COMPARE[name]
    if value is None:
        if name in ("$gt", "$lt"):
            return false()
        return _anywhere(operand, lambda one: or_(one.type.is_(None), one.type == "null"))
    if isinstance(value, list | dict):
        if name != "$eq":
            raise FilterSyntaxError(
                f"{name} of {operand.name!r} does not accept {type(value).__name__}."
            )
        return _anywhere(operand, lambda one: _is_same(one, value))
    return _anywhere(operand, lambda one: _compares(one, value, compare))


def _is_same(operand: Operand, value: Sequence[Any] | Mapping[str, Any]) -> Condition:
    kind = "array" if isinstance(value, list) else "object"
    return case((operand.type == kind, func.json_same(operand.value, json.dumps(value))), else_=0)


def _compares(
    operand: Operand, value: object, compare: Callable[[Any, Any], Condition]
) -> Condition:
    """Compare values of one type. Values of other types and missing values do not match."""
    if isinstance(value, bool):
        if operand.kind != "json":
            return false()
        # Compare as numbers, so that JSON's true and false are ordered.
        number = case((operand.type == "true", 1), else_=0)
        return and_(operand.type.in_(("true", "false")), compare(number, int(value)))
    if isinstance(value, int | float):
        _check_numbers(operand)
        if operand.kind not in ("json", "number"):
            return false()
        return and_(operand.type.in_(_NUMBERS), compare(operand.value, _number(value)))
    if isinstance(value, str):
        if operand.kind == "number":
            return false()
        return and_(operand.type == "text", compare(operand.value, _text(operand, value)))
    raise FilterSyntaxError(f"{value!r} of {operand.name!r} is not a JSON value.")


def _among(operand: Operand, values: list[Any]) -> Condition:
    """Match any of many values. One bound parameter contains all strings, another all numbers."""
    texts = [each for each in values if isinstance(each, str)]
    numbers = [each for each in values if _is_finite(each)]
    others = [each for each in values if not isinstance(each, str) and not _is_finite(each)]
    terms = [_equals(operand, each) for each in others]
    if texts and operand.kind != "number":
        wanted = json.dumps([_text(operand, each) for each in texts])
        terms.append(_anywhere(operand, lambda one: _is_one_of(one, ("text",), wanted)))
    if numbers:
        _check_numbers(operand)
    if numbers and operand.kind in ("json", "number"):
        digits = json.dumps(numbers)
        terms.append(_anywhere(operand, lambda one: _is_one_of(one, _NUMBERS, digits)))
    return any_of(terms)


def _check_numbers(operand: Operand) -> None:
    if operand.kind == "time":
        raise FilterTypeError(f"{operand.name} is a time, and cannot be compared with a number")


def _is_finite(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_one_of(operand: Operand, types: tuple[str, ...], values: str) -> Condition:
    listed = func.json_each(values).table_valued("value").alias()
    return and_(operand.type.in_(types), operand.value.in_(select(listed.c.value)))


def _matches(operand: Operand, pattern: object, options: object) -> Condition:
    if not isinstance(pattern, str) or not isinstance(options, str):
        raise FilterSyntaxError(f"$regex and $options of {operand.name!r} must be strings.")
    whole = read_pattern(pattern, options)
    if operand.kind == "number":
        return false()
    return _anywhere(
        operand,
        lambda one: and_(one.type == "text", func.regex_search(whole, one.value) == true()),
    )


def _contains(operand: Operand, value: object) -> Condition:
    """Search a string in the field's text, or in the elements of its list."""
    if isinstance(value, str):
        return _anywhere(
            operand, lambda one: and_(one.type == "text", func.instr(one.value, value) > 0)
        )
    raise FilterSyntaxError(f"$contains of {operand.name!r} must be a string, not {value!r}.")


def _has_size(operand: Operand, value: object) -> Condition:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise FilterSyntaxError(f"$size of {operand.name!r} must be a number of elements.")
    if operand.kind != "json":
        return false()
    length = func.json_array_length(case((operand.type == "array", operand.value), else_="[]"))
    return _known(and_(operand.type == "array", length == _number(value)))


def _known(condition: Condition) -> Condition:
    """Convert SQL's "unknown" to false, so that negations are exact."""
    return func.coalesce(condition, false())


def _number(value: float) -> float:
    # SQLite returns stored integers of more than 64 bits as floats, too.
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        try:
            return float(value)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")
    return value


def _text(operand: Operand, value: str) -> str:
    if operand.kind != "time":
        return value
    try:
        moment = dt.datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise FilterSyntaxError(f"{value!r} of {operand.name!r} is not a time.") from error
    return moment.isoformat(timespec="microseconds")
