"""Validation of Mongo-style dicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from runql.errors import FilterError
from runql.filters.catalogue import RUNS, FieldSpec, Vocabulary, near
from runql.filters.expressions import Filter, Raw
from runql.filters.operators import LISTS, OPERATORS, wire_operand
from runql.filters.values import is_mapping, ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runql._wire.json_types import JsonValue

__all__ = ["asks_presence", "check_mongo", "compared_fields", "fields_of", "from_mongo", "negates"]

_NEGATING: Final = frozenset({"$ne", "$nin", "$not"})

_JOINING: Final = ("$and", "$or", "$nor")
_DEEPEST: Final = 100

P = ParamSpec("P")
T = TypeVar("T")


def from_mongo(document: Mapping[str, object]) -> Filter:
    """Return the filter of runs for a Mongo-style dict.

    Raises:
        FilterError: If the server would reject or misinterpret a part. The message shows the part.
    """
    return Raw.of(check_mongo(document))


def check_mongo(
    document: object, vocabulary: Vocabulary = RUNS, where: str = "filters", depth: int = 0
) -> dict[str, JsonValue]:
    """Return a checked Mongo-style dict in the API's format.

    Args:
        document: The dict, or an expression.
        vocabulary: Allowed fields.
        where: Name of the dict in errors.
        depth: Nesting depth.

    Raises:
        FilterError: If the server would reject or misinterpret a part. The message shows the part.
    """
    if depth > _DEEPEST:
        raise FilterError(f"The filter has more than {_DEEPEST} nested levels.")
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
            raise FilterError(f"Keys of {where} must be strings, got {key!r}.")
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
    """Return the top-level names of the fields in a checked filter."""
    if isinstance(checked, list):
        return {name for each in checked for name in fields_of(each)}
    if not isinstance(checked, dict):
        return set()
    found: set[str] = set()
    for key, value in checked.items():
        found |= fields_of(value) if key.startswith("$") else {key.partition(".")[0]}
    return found


def compared_fields(checked: object, *, certain: bool = False) -> Iterator[str]:
    """Yield the fields that a checked filter compares with values, as `metadata.KEY` for keys.

    Args:
        checked: The filter, or a part of it.
        certain: Whether an item matches the filter. This proves that fields exist, and these are left out.
    """
    if isinstance(checked, list):
        for each in checked:
            yield from compared_fields(each, certain=certain)
    if not isinstance(checked, dict):
        return
    for key, condition in checked.items():
        if key.startswith("$"):
            yield from compared_fields(condition, certain=certain and key == "$and")
        elif not asks_presence(condition) and not (certain and not negates(condition)):
            yield key


def negates(condition: object) -> bool:
    """Return whether items without the key match a condition."""
    return isinstance(condition, Mapping) and not _NEGATING.isdisjoint(condition)


def asks_presence(condition: object) -> bool:
    """Return whether a condition tests only for the presence or absence of the key."""
    if condition is None:
        return True
    if not isinstance(condition, dict):
        return False
    return (
        set(condition) == {"$exists"}
        or condition.get("$exists") is False
        or any(condition.get(name, 0) is None for name in ("$eq", "$ne"))
    )


def _add(checked: dict[str, JsonValue], key: str, condition: JsonValue) -> None:
    """Add a condition. A second condition on the same field is joined with `$and`."""
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
            f"{where} must be a list with at least one filter.",
            hint=f'Use {{"{operator}": [{{...}}, {{...}}]}}.',
        )
    return [
        check_mongo(term, vocabulary, f"{where}[{n}]", depth + 1) for n, term in enumerate(found)
    ]


def _check_condition(value: object, spec: FieldSpec, where: str, depth: int) -> JsonValue:
    """Check the condition on a field: a value, or operators with their operands."""
    if depth > _DEEPEST:
        raise FilterError(f"The filter has more than {_DEEPEST} nested levels.")
    if isinstance(value, Filter):
        raise FilterError(
            f"{where} must be a value or operators, not a filter.",
            hint="Combine filters with $and, or with &.",
        )
    if not is_mapping(value):
        return _at(where, wire_operand, spec, "$eq", value)
    operators = [key for key in value if isinstance(key, str) and key.startswith("$")]
    if not operators:
        return _at(where, wire_operand, spec, "$eq", value)
    if len(operators) < len(value):
        raise FilterError(
            f"{where} must be operators or a value, not a mix of operators and plain keys."
        )
    return {
        key: _check_operand(key, value[key], spec, f"{where}[{key!r}]", depth + 1)
        for key in operators
    }


def _check_operand(
    operator: str, operand: object, spec: FieldSpec, where: str, depth: int
) -> JsonValue:
    if operator == "$not":
        if not is_mapping(operand) or not any(str(key).startswith("$") for key in operand):
            raise FilterError(f"{where} must contain operators, as in {{'$not': {{'$lt': 5}}}}.")
        return _check_condition(operand, spec, where, depth)
    if operator not in OPERATORS:
        raise _unknown_operator(operator, where, OPERATORS)
    if operator in LISTS and isinstance(operand, str | bytes):
        raise FilterError(
            f"{where} must be a list, got {operand!r}.", hint=f'Use {{"{operator}": [...]}}.'
        )
    return _at(where, wire_operand, spec, operator, operand)


def _at(where: str, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a check, and add the position in the dict to its error."""
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
        hint = "Put flags into the pattern, as in (?i)name."
    elif name in other:
        hint = (
            "It combines whole filters. Use it next to fields, not inside a field."
            if known is OPERATORS
            else f'It belongs inside a field: {{"state": {{"{name}": ...}}}}.'
        )
    else:
        meant = near(name, (*_JOINING, *OPERATORS))
        hint = f"Did you mean {meant}? " if meant else ""
        hint = f"{hint}Allowed values: {', '.join((*_JOINING, *OPERATORS))}."
    return FilterError(f"Invalid operator at {where}: {name}.", hint=hint)
