"""Mongo-style dicts, checked before they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from runql.errors import FilterError
from runql.filters.catalogue import RUNS, FieldSpec, Vocabulary, near
from runql.filters.expressions import Filter, Raw
from runql.filters.operators import LISTS, OPERATORS, wire_operand
from runql.filters.values import is_mapping, ordered

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._wire.json_types import JsonValue

__all__ = ["check_mongo", "fields_of", "from_mongo"]

_JOINING: Final = ("$and", "$or", "$nor")
_DEEPEST: Final = 100

P = ParamSpec("P")
T = TypeVar("T")


def from_mongo(document: Mapping[str, object]) -> Filter:
    """Make a filter of runs of a Mongo-style dict.

    Raises:
        FilterError: If something in it would be refused or misread; says what and where.
    """
    return Raw.of(check_mongo(document))


def check_mongo(
    document: object, vocabulary: Vocabulary = RUNS, where: str = "filters", depth: int = 0
) -> dict[str, JsonValue]:
    """Return a Mongo-style dict as the wire has it, with every field and operator checked.

    Args:
        document: The dict, or an expression.
        vocabulary: The fields that there are.
        where: What errors call it.
        depth: How deep it is nested.

    Raises:
        FilterError: If something in it would be refused or misread; says what and where.
    """
    if depth > _DEEPEST:
        raise FilterError(f"The filter is nested more than {_DEEPEST} deep.")
    if isinstance(document, Filter):
        document = document.to_mongo()
    if not is_mapping(document):
        raise FilterError(
            f"{where} must be a dict or a filter expression, got {type(document).__name__}.",
            hint='Pass a filter expression, a dict such as {"name": "x"}, or a string.',
        )
    checked: dict[str, JsonValue] = {}
    for key, value in document.items():
        here = f"{where}[{key!r}]"
        if not isinstance(key, str):
            raise FilterError(f"The key {key!r} of {where} must be a string.")
        if key in _JOINING:
            _add(checked, key, _check_terms(key, value, vocabulary, here, depth))
        elif key == "$not":
            _add(checked, key, check_mongo(value, vocabulary, here, depth + 1))
        elif key.startswith("$"):
            raise _unknown_operator(key, here, _JOINING)
        else:
            spec = _at(where, vocabulary.find, key)
            condition = _check_condition(value, spec, here, depth)
            _add(checked, vocabulary.spelled(key), condition)
    return checked


def fields_of(checked: object) -> set[str]:
    """Return the first parts of the fields that a checked filter names."""
    if isinstance(checked, list):
        return {name for each in checked for name in fields_of(each)}
    if not isinstance(checked, dict):
        return set()
    found: set[str] = set()
    for key, value in checked.items():
        found |= fields_of(value) if key.startswith("$") else {key.partition(".")[0]}
    return found


def _add(checked: dict[str, JsonValue], key: str, condition: JsonValue) -> None:
    """Add a condition; one of a field that two spellings name is joined, so that none is lost."""
    if key not in checked:
        checked[key] = condition
        return
    joined = checked.setdefault("$and", [])
    assert isinstance(joined, list)
    joined.append({key: condition})


def _check_terms(
    operator: str, terms: object, vocabulary: Vocabulary, where: str, depth: int
) -> list[JsonValue]:
    listed = None if is_mapping(terms) or isinstance(terms, str | bytes) else terms
    found = list(ordered(listed)) if isinstance(listed, Iterable) else []
    if not found:
        raise FilterError(
            f"{where} must be a list of one or more filters.",
            hint=f'Write {{"{operator}": [{{...}}, {{...}}]}}.',
        )
    return [
        check_mongo(term, vocabulary, f"{where}[{n}]", depth + 1) for n, term in enumerate(found)
    ]


def _check_condition(value: object, spec: FieldSpec, where: str, depth: int) -> JsonValue:
    """Check what is next to a field: a value, or operators with their operands."""
    if depth > _DEEPEST:
        raise FilterError(f"The filter is nested more than {_DEEPEST} deep.")
    if isinstance(value, Filter):
        raise FilterError(
            f"{where} must be a value or operators, not a filter.",
            hint="Join filters with $and, or with &.",
        )
    if not is_mapping(value):
        return _at(where, wire_operand, spec, "$eq", value)
    operators = [key for key in value if isinstance(key, str) and key.startswith("$")]
    if not operators:
        return _at(where, wire_operand, spec, "$eq", value)
    if len(operators) < len(value):
        raise FilterError(f"{where} mixes operators and plain keys.")
    return {
        key: _check_operand(key, value[key], spec, f"{where}[{key!r}]", depth + 1)
        for key in operators
    }


def _check_operand(
    operator: str, operand: object, spec: FieldSpec, where: str, depth: int
) -> JsonValue:
    if operator == "$not":
        if not is_mapping(operand) or not any(str(key).startswith("$") for key in operand):
            raise FilterError(f"{where} must hold operators, as in {{'$not': {{'$lt': 5}}}}.")
        return _check_condition(operand, spec, where, depth)
    if operator not in OPERATORS:
        raise _unknown_operator(operator, where, OPERATORS)
    if operator in LISTS and isinstance(operand, str | bytes):
        raise FilterError(
            f"{where} must be a list, not {operand!r}.", hint=f'Write {{"{operator}": [...]}}.'
        )
    return _at(where, wire_operand, spec, operator, operand)


def _at(where: str, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return where in the dict an error is."""
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
    other = _JOINING if known is OPERATORS else OPERATORS
    if name == "$options":
        hint = "Write flags into the pattern, as in (?i)name."
    elif name in other:
        hint = (
            "It joins whole filters, and stands beside fields."
            if known is OPERATORS
            else f'It stands below a field: {{"state": {{"{name}": ...}}}}.'
        )
    else:
        meant = near(name, (*_JOINING, *OPERATORS))
        hint = f"Did you mean {meant}? " if meant else ""
        hint = f"{hint}Allowed values: {', '.join((*_JOINING, *OPERATORS))}."
    return FilterError(f"{name} is not an operator that is allowed at {where}.", hint=hint)
