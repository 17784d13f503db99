"""Mongo-style filters and orders as SQL. MongoDB's own semantics decide: comparisons keep to one type."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
)

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

__all__ = [
    "Column",
    "FieldMap",
    "FilterSyntaxError",
    "compile_filter",
    "compile_order",
    "register_functions",
]

Condition = ColumnElement[bool]

_COMPARE: Final[Mapping[str, Callable[[Any, Any], Condition]]] = {
    "$gt": lambda left, right: left > right,
    "$gte": lambda left, right: left >= right,
    "$lt": lambda left, right: left < right,
    "$lte": lambda left, right: left <= right,
}
_NUMBERS: Final = ("integer", "real")


class FilterSyntaxError(ValueError):
    """A filter or an order that means nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A plain column.

    Attributes:
        value: The SQL.
        kind: What it holds.
    """

    value: SQLColumnExpression[Any]
    kind: Literal["text", "number", "time", "list"]


@dataclass(frozen=True, slots=True)
class FieldMap:
    """What a filter may name.

    Attributes:
        columns: Fields by name, every spelling.
        documents: JSON documents by prefix.
        wrapped: Prefixes of documents whose values stand under `value`.
        tie_breaker: A column that no two rows share.
    """

    columns: Mapping[str, Column]
    documents: Mapping[str, SQLColumnExpression[Any]]
    wrapped: frozenset[str]
    tie_breaker: SQLColumnExpression[Any]


@dataclass(frozen=True, slots=True)
class _Operand:
    """A field as SQL: its JSON type, null when absent, and its value."""

    type: SQLColumnExpression[Any]
    value: SQLColumnExpression[Any]
    kind: str


def compile_filter(filters: object, fields: FieldMap) -> Condition:
    """Return the SQL of a filter.

    Raises:
        FilterSyntaxError: It names an unknown field or operator, or an operand has the wrong shape.
    """
    if not isinstance(filters, Mapping):
        raise FilterSyntaxError("A filter is an object.")
    terms: list[Condition] = []
    for key, value in filters.items():
        if key in ("$and", "$or", "$nor"):
            terms.append(_join(key, value, fields))
        elif key == "$not":
            terms.append(not_(compile_filter(value, fields)))
        elif key.startswith("$"):
            raise FilterSyntaxError(f"Unknown operator {key}.")
        else:
            terms.append(_field(_operand(key, fields), value))
    return and_(true(), *terms)


def compile_order(order: str | None, fields: FieldMap) -> list[ColumnElement[Any]]:
    """Return the SQL of an order: absent values last, and always one order only.

    Raises:
        FilterSyntaxError: It names an unknown field.
    """
    text = (order or "").strip() or "+created_at"
    descending = text.startswith("-")
    operand = _operand(text.lstrip("+-"), fields)
    ordered = [operand.value, fields.tie_breaker]
    absent = case((operand.type.is_(None), 1), (operand.type == "null", 1), else_=0)
    return [absent, *(each.desc() if descending else each.asc() for each in ordered)]


def register_functions(connection: DBAPIConnection) -> None:
    """Give a SQLite connection the function that regular expressions need."""
    connection.create_function("regex_search", 2, _search, deterministic=True)


def _search(pattern: str, text: object) -> bool:
    return isinstance(text, str) and re.search(pattern, text) is not None


def _join(key: str, terms: object, fields: FieldMap) -> Condition:
    if not isinstance(terms, Sequence) or isinstance(terms, str) or not terms:
        raise FilterSyntaxError(f"{key} takes a list of filters.")
    compiled = [compile_filter(term, fields) for term in terms]
    if key == "$and":
        return and_(*compiled)
    return or_(*compiled) if key == "$or" else not_(or_(*compiled))


def _field(operand: _Operand, condition: object) -> Condition:
    """Return the SQL of what stands beside a field: a value, or operators."""
    is_operators = isinstance(condition, Mapping) and any(
        isinstance(key, str) and key.startswith("$") for key in condition
    )
    if not is_operators:
        return _equals(operand, condition)
    assert isinstance(condition, Mapping)
    options = condition.get("$options", "")
    terms = [
        _operator(operand, name, value, str(options))
        for name, value in condition.items()
        if name != "$options"
    ]
    return and_(true(), *terms)


def _operator(operand: _Operand, name: str, value: object, options: str) -> Condition:
    if name == "$eq":
        return _equals(operand, value)
    if name == "$ne":
        return not_(_equals(operand, value))
    if name in ("$in", "$nin", "$all"):
        if not isinstance(value, list):
            raise FilterSyntaxError(f"{name} takes a list.")
        each = [_equals(operand, one) for one in value]
        if name == "$all":
            return and_(true(), *each) if each else false()
        found = or_(false(), *each)
        return found if name == "$in" else not_(found)
    if name in _COMPARE:
        return _compare(operand, value, _COMPARE[name])
    if name == "$exists":
        return operand.type.is_not(None) if value else operand.type.is_(None)
    if name == "$not":
        return not_(_field(operand, value))
    if name == "$regex":
        return _matches(operand, value, options)
    if name == "$contains":
        return _contains(operand, value)
    if name == "$size":
        length = func.json_array_length(operand.value)
        return _known(and_(operand.type == "array", length == value))
    raise FilterSyntaxError(f"Unknown operator {name}.")


def _equals(operand: _Operand, value: object) -> Condition:
    if value is None:
        return or_(operand.type.is_(None), operand.type == "null")
    direct = _equals_scalar(operand, value)
    if operand.kind in ("json", "list") and not isinstance(value, dict):
        # A list equals a value when one of its elements does.
        items = case((operand.type == "array", operand.value), else_="[]")
        element = func.json_each(items).table_valued("value", "type", name="element")
        inner = _Operand(element.c.type, element.c.value, "json")
        inside = select(literal(1)).select_from(element).where(_equals_scalar(inner, value))
        return _known(or_(direct, inside.exists()))
    return direct


def _equals_scalar(operand: _Operand, value: object) -> Condition:
    if isinstance(value, list | dict):
        text = json.dumps(value, separators=(",", ":"))
        kind = "array" if isinstance(value, list) else "object"
        return _known(and_(operand.type == kind, func.json(operand.value) == func.json(text)))
    return _compare(operand, value, lambda left, right: left == right)


def _compare(
    operand: _Operand, value: object, compare: Callable[[Any, Any], Condition]
) -> Condition:
    """Compare within one type; other types, and absent values, are not matched."""
    if isinstance(value, bool):
        if operand.kind != "json":
            return false()
        # As numbers, so that JSON's true and false have an order.
        number = case((operand.type == "true", 1), else_=0)
        return _known(and_(operand.type.in_(("true", "false")), compare(number, int(value))))
    if isinstance(value, int | float):
        if operand.kind in ("text", "time"):
            return false()
        return _known(and_(operand.type.in_(_NUMBERS), compare(operand.value, value)))
    if isinstance(value, str):
        if operand.kind == "number":
            return false()
        wanted = _moment(value) if operand.kind == "time" else value
        return _known(and_(operand.type == "text", compare(operand.value, wanted)))
    raise FilterSyntaxError(f"{value!r} cannot be compared with.")


def _matches(operand: _Operand, pattern: object, options: str) -> Condition:
    if not isinstance(pattern, str):
        raise FilterSyntaxError("$regex takes a text.")
    flagged = f"(?i){pattern}" if "i" in options else pattern
    try:
        re.compile(flagged)
    except re.error as error:
        raise FilterSyntaxError(f"{pattern!r} is no regular expression: {error}.") from error
    return _known(and_(operand.type == "text", func.regex_search(flagged, operand.value)))


def _contains(operand: _Operand, value: object) -> Condition:
    if not isinstance(value, str):
        raise FilterSyntaxError("$contains takes a text.")
    return _known(and_(operand.type == "text", func.instr(operand.value, value) > 0))


def _known(condition: Condition) -> Condition:
    """Make SQL's "unknown" false, so that a negation is the opposite."""
    return func.coalesce(condition, false())


def _operand(name: str, fields: FieldMap) -> _Operand:
    column = fields.columns.get(name)
    if column is not None:
        sort = literal({"number": "real", "list": "array"}.get(column.kind, "text"))
        return _Operand(
            case((column.value.is_(None), null()), else_=sort), column.value, column.kind
        )
    prefix, _, rest = name.partition(".")
    document = fields.documents.get(prefix)
    if document is None or not rest:
        known = ", ".join([*fields.columns, *(f"{each}.KEY" for each in fields.documents)])
        raise FilterSyntaxError(f"Unknown field {name!r}. Known are {known}.")
    paths = _json_paths(rest.split("."), wrapped=prefix in fields.wrapped)
    types = [func.json_type(document, path) for path in paths]
    values = [func.json_extract(document, path) for path in paths]
    if len(paths) == 1:
        return _Operand(types[0], values[0], "json")
    first = case(*((kind.is_not(None), value) for kind, value in zip(types, values, strict=True)))
    return _Operand(func.coalesce(*types), first, "json")


def _json_paths(parts: list[str], *, wrapped: bool) -> list[str]:
    """Return where a dotted name may lead, longest literal key first."""
    paths: list[str] = []
    for cut in range(len(parts), 0, -1):
        key, rest = ".".join(parts[:cut]), parts[cut:]
        variants = [rest]
        if wrapped:
            variants = [["value", *rest]]
            if rest[:1] == ["value"]:
                variants.insert(0, rest)
        for variant in variants:
            path = "$" + "".join(f".{_label(part)}" for part in (key, *variant))
            if path not in paths:
                paths.append(path)
    return paths


def _label(key: str) -> str:
    if '"' in key:
        raise FilterSyntaxError(f"A key with a quote cannot be filtered on: {key!r}.")
    return f'"{key}"'


def _moment(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise FilterSyntaxError(f"{text!r} is no time in ISO 8601.") from error
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")
