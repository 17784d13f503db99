"""Mongo-style dicts, checked before they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Final, ParamSpec, TypeGuard, TypeVar

from runql.errors import FilterError
from runql.filters.catalogue import find_field, kind_of, near
from runql.filters.expressions import Filter, Raw
from runql.filters.patterns import wire_pattern
from runql.filters.values import wire_list, wire_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._wire.json_types import JsonValue
    from runql.filters.catalogue import Kind

__all__ = ["check_mongo", "from_mongo"]

_JOINING: Final = ("$and", "$or", "$nor")
_LISTS: Final = ("$in", "$nin", "$all")
_VALUES: Final = ("$eq", "$ne")
_ORDERED: Final = ("$gt", "$gte", "$lt", "$lte")
_OPERATORS: Final = (
    *_VALUES, *_ORDERED, *_LISTS, "$contains", "$exists", "$not", "$regex", "$size",
)  # fmt: skip
_SHAPES: Final[dict[str, tuple[type, str]]] = {
    "$contains": (str, "a text"),
    "$exists": (bool, "True or False"),
    "$size": (int, "an integer"),
}
_DEEPEST: Final = 100

P = ParamSpec("P")
T = TypeVar("T")


def from_mongo(document: Mapping[str, object]) -> Filter:
    """Make a filter of a Mongo-style dict.

    Raises:
        FilterError: Something in it would be refused or misread; says what and where.
    """
    return Raw.of(check_mongo(document))


def check_mongo(document: object, where: str = "filters", depth: int = 0) -> dict[str, JsonValue]:
    """Return a Mongo-style dict as the wire has it, with every field and operator checked.

    Raises:
        FilterError: Something in it would be refused or misread; says what and where.
    """
    if depth > _DEEPEST:
        raise FilterError(f"The filter is nested more than {_DEEPEST} deep.")
    if isinstance(document, Filter):
        return document.to_mongo()
    if not _is_mapping(document):
        raise FilterError(
            f"{where} is a {type(document).__name__}, but must be a dict or a filter expression."
        )
    checked: dict[str, JsonValue] = {}
    for key, value in document.items():
        here = f"{where}[{key!r}]"
        if not isinstance(key, str):
            raise FilterError(f"The key {key!r} of {where} is no text.")
        if key in _JOINING:
            checked[key] = _check_terms(key, value, here, depth)
        elif key == "$not":
            checked[key] = check_mongo(value, here, depth + 1)
        elif key.startswith("$"):
            raise _unknown_operator(key, here, _JOINING)
        else:
            name = _wire_key(key, where)
            checked[name] = _check_condition(value, kind_of(name), here, depth)
    return checked


def _wire_key(key: str, where: str) -> str:
    """Return a field's name as the caller spelled it, but for what no server knows."""
    field = _at(where, find_field, key)
    return field.wire if key.startswith("summary.") else key


def _check_terms(operator: str, terms: object, where: str, depth: int) -> list[JsonValue]:
    if not _is_collection(terms) or not terms:
        raise FilterError(
            f"{where} must be a list of one or more filters.",
            hint=f'Write {{"{operator}": [{{...}}, {{...}}]}}.',
        )
    return [check_mongo(term, f"{where}[{n}]", depth + 1) for n, term in enumerate(_ordered(terms))]


def _check_condition(value: object, kind: Kind, where: str, depth: int) -> JsonValue:
    """Check what stands beside a field: a value, or operators with their operands."""
    if not _is_mapping(value):
        return _literal(value, kind, where, depth)
    operators = [key for key in value if isinstance(key, str) and key.startswith("$")]
    if not operators:
        return _literal(value, kind, where, depth)
    if len(operators) < len(value):
        raise FilterError(f"{where} mixes operators and plain keys.")
    return {
        key: _check_operand(key, value[key], kind, f"{where}[{key!r}]", depth + 1)
        for key in operators
    }


def _check_operand(operator: str, operand: object, kind: Kind, where: str, depth: int) -> JsonValue:
    if operator in _VALUES:
        return _literal(operand, kind, where, depth)
    if operator in _ORDERED:
        if operand is None:
            raise FilterError(f"None is neither less nor greater, at {where}.")
        return _at(where, wire_value, operand, kind)
    if operator in _LISTS:
        if not _is_collection(operand):
            raise FilterError(
                f"{where} must be a list, not {operand!r}.",
                hint=f'Write {{"{operator}": [...]}}.',
            )
        return list(_at(where, wire_list, _ordered(operand), kind))
    if operator == "$not":
        if not _is_mapping(operand):
            raise FilterError(f"{where} must hold operators, as in {{'$not': {{'$lt': 5}}}}.")
        return _check_condition(operand, kind, where, depth)
    if operator == "$regex":
        return _at(where, wire_pattern, operand)
    if operator in _SHAPES:
        return _shaped(operator, operand, where)
    raise _unknown_operator(operator, where, _OPERATORS)


def _literal(value: object, kind: Kind, where: str, depth: int) -> JsonValue:
    """Check a value that is compared as a whole."""
    if depth > _DEEPEST:
        raise FilterError(f"The filter is nested more than {_DEEPEST} deep.")
    if kind in ("text", "number", "time") and (_is_mapping(value) or _is_collection(value)):
        raise FilterError(
            f"{where} is one value, and cannot equal {value!r}.",
            hint='For one of several values, write {"$in": [...]}.',
        )
    if _is_collection(value):
        return [_literal(each, kind, where, depth + 1) for each in _ordered(value)]
    if not _is_mapping(value):
        return _at(where, wire_value, value, kind)
    document: dict[str, JsonValue] = {}
    for key, each in value.items():
        if not isinstance(key, str):
            raise FilterError(f"The key {key!r} of {where} is no text.")
        document[key] = _literal(each, "value", f"{where}[{key!r}]", depth + 1)
    return document


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _is_collection(value: object) -> TypeGuard[Sequence[object] | Set[object]]:
    return isinstance(value, Sequence | Set) and not isinstance(value, str | bytes)


def _ordered(values: Sequence[object] | Set[object]) -> Sequence[object]:
    # Sets are sorted, so that the same filter is the same text in every process.
    return sorted(values, key=repr) if isinstance(values, Set) else values


def _shaped(operator: str, operand: object, where: str) -> JsonValue:
    kind, name = _SHAPES[operator]
    if type(operand) is not kind:
        raise FilterError(f"{where} must be {name}, not {operand!r}.")
    assert isinstance(operand, bool | int | str)
    return operand


def _at(where: str, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Say where in the dict an error lies."""
    try:
        return check(*args, **kwargs)
    except FilterError as error:
        raise FilterError(
            f"{error.message.removesuffix('.')}, at {where}.",
            hint=error.hint,
            text=error.text,
            position=error.position,
        ) from error.__cause__


def _unknown_operator(name: str, where: str, known: tuple[str, ...]) -> FilterError:
    other = _JOINING if known is _OPERATORS else _OPERATORS
    if name == "$options":
        hint = "Write flags into the pattern, as in (?i)name."
    elif name in other:
        hint = (
            "It joins whole filters, and stands beside fields."
            if known is _OPERATORS
            else f'It stands below a field: {{"state": {{"{name}": ...}}}}.'
        )
    else:
        meant = near(name, (*_JOINING, *_OPERATORS))
        hint = f"Did you mean {meant}? " if meant else ""
        hint = f"{hint}Known are {', '.join((*_JOINING, *_OPERATORS))}."
    return FilterError(f"{name} is no operator here, at {where}.", hint=hint)
