"""Operands of filter operators, for all forms of filters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from runql.errors import FilterError
from runql.filters.catalogue import WireName, near
from runql.filters.patterns import python_pattern, wire_pattern
from runql.filters.values import is_list, is_mapping, wire_list, wire_literal, wire_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._wire.json_types import JsonValue
    from runql.filters.catalogue import FieldSpec, Kind

__all__ = ["LISTS", "OPERATORS", "wire_operand"]

LISTS: Final = ("$in", "$nin", "$all")
_VALUES: Final = ("$eq", "$ne")
_ORDERED: Final = ("$gt", "$gte", "$lt", "$lte")
OPERATORS: Final = (
    *_VALUES, *_ORDERED, *LISTS, "$contains", "$exists", "$not", "$regex", "$size",
)  # fmt: skip
# Kinds of fields per operator. No server searches numbers or times as strings.
_KINDS: Final[dict[str, tuple[Kind, ...]]] = {
    "$regex": ("text", "tags", "value"),
    "$contains": ("text", "tags", "value"),
    "$all": ("tags", "value"),
    "$size": ("tags", "value"),
}
_SHAPES: Final[dict[str, tuple[type, str]]] = {
    "$contains": (str, "a string"),
    "$exists": (bool, "True or False"),
    "$size": (int, "an integer"),
}


def wire_operand(spec: FieldSpec, operator: str, operand: object) -> JsonValue:
    """Return the operand of an operator in the API's format.

    Args:
        spec: The field that the operator is applied to.
        operator: Any of `OPERATORS` except `$not`, whose operand is operators.
        operand: Value of the caller.

    Raises:
        FilterError: If the field or the operator does not accept the operand.
    """
    kinds = _KINDS.get(operator)
    if kinds is not None and spec.kind not in kinds and not isinstance(spec.wire, WireName):
        raise FilterError(
            f"{operator} does not apply to {spec.wire}, which has {_HELD[spec.kind]}.",
            hint="Use ==, !=, <, <=, > or >=.",
        )
    checked = _checked(operator, operand, spec.kind)
    if spec.choices:
        _check_choices(spec, operator, checked)
    return checked


_HELD: Final[dict[Kind, str]] = {
    "text": "a string",
    "number": "numbers",
    "time": "times",
    "tags": "names",
    "value": "anything",
}


def _checked(operator: str, operand: object, kind: Kind) -> JsonValue:
    if operator in _VALUES:
        return wire_literal(operand, kind)
    if operator in _ORDERED:
        bound = wire_value(operand, kind)
        if bound is None:
            raise FilterError(
                "Cannot compare with None using <, <=, > or >=.",
                hint="Use exists() or missing().",
            )
        return bound
    if operator in LISTS:
        return list(wire_list(operand, kind))
    if operator == "$regex":
        return wire_pattern(operand)
    wanted, name = _SHAPES[operator]
    plain: object = operand if is_mapping(operand) or is_list(operand) else wire_value(operand)
    if type(plain) is not wanted or not isinstance(plain, bool | int | str):
        raise FilterError(f"{operator} must be {name}, got {operand!r}.")
    if operator == "$size" and isinstance(plain, int) and plain < 0:
        raise FilterError(f"$size must be at least 0, got {plain}.")
    return plain


def _check_choices(spec: FieldSpec, operator: str, operand: JsonValue) -> None:
    """Reject values that the field never has, because they would match nothing, or exclude nothing."""
    if operator in ("$regex", "$contains") and isinstance(operand, str):
        if not _matches_any(operator, operand, spec.choices):
            raise _impossible(spec, operand, operand)
        return
    if operator not in (*_VALUES, *LISTS):
        return
    for value in operand if isinstance(operand, list) else [operand]:
        if isinstance(value, str) and value not in spec.choices:
            raise _impossible(spec, value, value)


def _matches_any(operator: str, operand: str, choices: Sequence[str]) -> bool:
    if operator == "$contains":
        return any(operand in each for each in choices)
    if "[:" in operand:
        return True
    try:
        pattern = python_pattern(operand)
    except re.error:
        # RE2 supports more than Python, so the server decides.
        return True
    return any(pattern.search(each) for each in choices)


def _impossible(spec: FieldSpec, value: str, shown: str) -> FilterError:
    meant = near(value, spec.choices)
    return FilterError(
        f"Invalid {spec.wire}: {shown!r}.",
        hint=(f"Did you mean {meant!r}? " if meant else "")
        + f"Allowed values: {', '.join(spec.choices)}. "
        + f"For a value that only a newer server knows, use F.field({spec.wire!r}).",
    )
