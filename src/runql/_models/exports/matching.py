"""Filters of runs, evaluated locally by the rules of the server."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from runql._models.exports.fields import (
    Found,
    Operand,
    RunFields,
    find_operand,
    found,
    number,
    time_text,
)
from runql._models.exports.patterns import compiled_pattern
from runql.errors import FilterError

__all__ = ["run_filter"]

Condition: TypeAlias = Callable[[RunFields], bool]
Predicate: TypeAlias = Callable[[Found], bool]

_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "$eq": operator.eq,
    "$gt": operator.gt,
    "$gte": operator.ge,
    "$lt": operator.lt,
    "$lte": operator.le,
}


def run_filter(filters: object) -> Condition:
    """Return a predicate for a Mongo-style filter.

    Raises:
        FilterError: If a field or an operator is unknown, or an operand has the wrong type.
    """
    if not isinstance(filters, Mapping):
        raise FilterError(f"A filter must be an object, got {filters!r}.")
    terms: list[Condition] = []
    for key, value in filters.items():
        if key in ("$and", "$or", "$nor"):
            terms.append(_joined(key, value))
        elif key == "$not":
            inner = run_filter(value)
            terms.append(_negated(inner))
        elif not isinstance(key, str) or key.startswith("$"):
            raise FilterError(f"Unknown operator: {key!r}.")
        else:
            terms.append(_field(find_operand(key), value))
    return lambda run: all(term(run) for term in terms)


def _joined(key: str, filters: object) -> Condition:
    if not isinstance(filters, list) or not filters:
        raise FilterError(f"{key} must be a list of one or more filters, got {filters!r}.")
    terms = [run_filter(each) for each in filters]
    if key == "$and":
        return lambda run: all(term(run) for term in terms)
    if key == "$or":
        return lambda run: any(term(run) for term in terms)
    return lambda run: not any(term(run) for term in terms)


def _negated(condition: Condition) -> Condition:
    return lambda run: not condition(run)


def _field(operand: Operand, condition: object) -> Condition:
    if isinstance(condition, list) and operand.is_stored:
        raise FilterError(
            f"{operand.name} does not support comparison with a list.", hint="Use $in."
        )
    test = _test(operand, condition)
    return lambda run: test(operand.of(run))


def _test(operand: Operand, condition: object) -> Predicate:
    if not isinstance(condition, Mapping) or not _holds_operators(condition):
        return _comparison(operand, "$eq", condition)
    if "$options" in condition and "$regex" not in condition:
        raise FilterError(f"$options of {operand.name!r} requires $regex in the same condition.")
    options = condition.get("$options", "")
    tests = [
        _operator(operand, name, value, options)
        for name, value in condition.items()
        if name != "$options"
    ]
    return lambda value: all(test(value) for test in tests)


def _holds_operators(condition: Mapping[Any, Any]) -> bool:
    return any(str(key).startswith("$") for key in condition)


def _operator(operand: Operand, name: str, value: Any, options: object) -> Predicate:  # noqa: ANN401 - any JSON value
    if name in _COMPARE:
        return _comparison(operand, name, value)
    if name in ("$ne", "$nin"):
        inner = (
            _comparison(operand, "$eq", value)
            if name == "$ne"
            else _among(operand, _listed(operand, name, value))
        )
        return lambda each: not inner(each)
    if name == "$in":
        return _among(operand, _listed(operand, name, value))
    if name == "$all":
        terms = [_comparison(operand, "$eq", each) for each in _listed(operand, name, value)]
        return lambda each: bool(terms) and all(term(each) for term in terms)
    if name == "$exists":
        return lambda each: (each.kind is not None) == bool(value)
    if name == "$not":
        if not isinstance(value, Mapping) or not _holds_operators(value):
            raise FilterError(f"$not of {operand.name!r} must contain operators, got {value!r}.")
        negated = _test(operand, value)
        return lambda each: not negated(each)
    special = _SPECIAL.get(name)
    if special is None:
        raise FilterError(f"Unknown operator {name} of {operand.name!r}.")
    return special(operand, value, options)


def _listed(operand: Operand, name: str, value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise FilterError(f"{name} of {operand.name!r} must be a list, got {value!r}.")


def _anywhere(operand: Operand, test: Predicate) -> Predicate:
    """Apply a predicate to the value, and to the elements if the value is a list."""
    if operand.holds != "json":
        return test
    return lambda each: (
        test(each) or (each.kind == "array" and any(test(found(item)) for item in each.value))
    )


def _comparison(operand: Operand, name: str, value: Any) -> Predicate:  # noqa: ANN401 - any JSON value
    """Compare within one kind: absent values and values of other kinds do not match."""
    compare = _COMPARE[name]
    if value is None:
        holds = name not in ("$gt", "$lt")
        return _anywhere(operand, lambda each: holds and each.kind in (None, "null"))
    if isinstance(value, list | dict):
        if name != "$eq":
            raise FilterError(
                f"{name} of {operand.name!r} does not accept a {type(value).__name__}."
            )
        kind = "array" if isinstance(value, list) else "object"
        return _anywhere(operand, lambda each: each.kind == kind and _same(each.value, value))
    if isinstance(value, bool):
        wanted = int(value)
        is_json = operand.holds == "json"
        return _anywhere(
            operand, lambda each: is_json and each.kind == "bool" and compare(each.value, wanted)
        )
    if isinstance(value, int | float):
        _refuse_number_for_time(operand)
        size = number(value)
        return _anywhere(operand, lambda each: each.kind == "number" and compare(each.value, size))
    if not isinstance(value, str):
        raise FilterError(f"The value of {operand.name!r} must be a JSON value, got {value!r}.")
    text = _text(operand, value)
    return _anywhere(operand, lambda each: each.kind == "text" and compare(each.value, text))


def _among(operand: Operand, values: list[Any]) -> Predicate:
    texts = {_text(operand, each) for each in values if isinstance(each, str)}
    numbers = {number(each) for each in values if _is_number(each)}
    if numbers:
        _refuse_number_for_time(operand)
    others = [
        _comparison(operand, "$eq", each)
        for each in values
        if not isinstance(each, str) and not _is_number(each)
    ]
    plain = _anywhere(
        operand,
        lambda each: (
            (each.kind == "text" and each.value in texts)
            or (each.kind == "number" and each.value in numbers)
        ),
    )
    return lambda each: plain(each) or any(other(each) for other in others)


def _matches(operand: Operand, pattern: object, options: object) -> Predicate:
    if not isinstance(pattern, str) or not isinstance(options, str):
        raise FilterError(f"$regex and $options of {operand.name!r} must be strings.")
    compiled = compiled_pattern(pattern, options)
    return _anywhere(
        operand, lambda each: each.kind == "text" and compiled.search(each.value) is not None
    )


def _contains(operand: Operand, value: object, _options: object) -> Predicate:
    if not isinstance(value, str):
        raise FilterError(f"$contains of {operand.name!r} must be a string, got {value!r}.")
    return _anywhere(operand, lambda each: each.kind == "text" and value in each.value)


def _has_size(operand: Operand, value: object, _options: object) -> Predicate:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise FilterError(f"$size of {operand.name!r} must be a number of elements, got {value!r}.")
    return lambda each: each.kind == "array" and len(each.value) == value


_SPECIAL: Final[Mapping[str, Callable[[Operand, Any, object], Predicate]]] = {
    "$regex": _matches,
    "$contains": _contains,
    "$size": _has_size,
}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _refuse_number_for_time(operand: Operand) -> None:
    if operand.holds == "time":
        raise FilterError(
            f"Cannot compare {operand.name} with a number: it is a time.",
            hint="Use an ISO string, such as '2026-01-31T12:00:00'.",
        )


def _text(operand: Operand, value: str) -> str:
    if operand.holds != "time":
        return value
    try:
        return time_text(value)
    except (ValueError, OverflowError) as error:
        raise FilterError(
            f"The value of {operand.name!r} must be a time, got {value!r}."
        ) from error


def _same(left: object, right: object) -> bool:
    """Compare as MongoDB does.

    1 equals 1.0 but not true. The order of keys in objects counts.
    """
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(map(_same, left.values(), right.values()))
    if _is_number(left) and _is_number(right):
        return left == right
    return type(left) is type(right) and left == right
