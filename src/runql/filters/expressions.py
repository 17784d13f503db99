"""Filter expressions: comparisons and logical operators."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from runql.errors import FilterError
from runql.filters.catalogue import WireName, python_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["And", "Comparison", "Filter", "Not", "Or", "Raw"]

_SIGNS = {"$eq": "==", "$ne": "!=", "$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">="}
_METHODS = {
    "$all": "has_all",
    "$contains": "contains_text",
    "$in": "in_",
    "$nin": "not_in",
    "$regex": "matches",
    "$size": "has_length",
}


class Filter:
    """A condition on runs. Combine conditions with `&`, `|` and `~`.

    Filters are immutable. Two filters are equal if they send the same JSON.
    """

    __slots__ = ()

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the filter as a Mongo-style dict in the API's format."""
        raise NotImplementedError

    def explain(self) -> str:
        """Return the JSON string of the request."""
        return _dumps(self.to_mongo())

    def __and__(self, other: Filter) -> Filter:
        return And((*_terms(self, And), *_terms(other, And)))

    def __or__(self, other: Filter) -> Filter:
        return Or((*_terms(self, Or), *_terms(other, Or)))

    def __invert__(self) -> Filter:
        return Not(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self.explain() == other.explain()

    def __hash__(self) -> int:
        return hash(self.explain())

    def __bool__(self) -> NoReturn:
        raise FilterError(
            "Filters cannot be used as booleans.",
            hint="Combine them with &, | and ~, and put each comparison in parentheses. Do not use and, or, not or a < b < c.",
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comparison(Filter):
    """A comparison of a field with a value.

    Attributes:
        field: API name of the field.
        operator: `$eq`, `$gte`, `$in`, …
        text: The value as a JSON string, because lists and dicts are neither hashable nor immutable.
    """

    field: str
    operator: str
    text: str

    @classmethod
    def of(cls, field: str, operator: str, value: JsonValue) -> Comparison:
        """Return a comparison with a checked value."""
        return cls(field, operator, _dumps(value))

    @property
    def value(self) -> JsonValue:
        """The value of the comparison, in the API's format."""
        found: JsonValue = json.loads(self.text)
        return found

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        value = self.value
        # All server versions and the web app use the short form. An object with the name of an operator
        # would be read as operators in this form.
        plain = not isinstance(value, dict) or not any(key.startswith("$") for key in value)
        return {self.field: value if self.operator == "$eq" and plain else {self.operator: value}}

    def __repr__(self) -> str:
        name = python_name(self.field)
        if self.operator in _SIGNS:
            return f"{name} {_SIGNS[self.operator]} {self.value!r}"
        if self.operator == "$exists":
            return f"{name}.{'exists' if self.value else 'missing'}()"
        return f"{name}.{_METHODS[self.operator]}({self.value!r})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class And(Filter):
    """A condition that is true if all its terms are true."""

    terms: tuple[Filter, ...]

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        return {"$and": [term.to_mongo() for term in self.terms]}

    def __repr__(self) -> str:
        return " & ".join(f"({term!r})" for term in self.terms)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Or(Filter):
    """A condition that is true if at least one of its terms is true."""

    terms: tuple[Filter, ...]

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        return {"$or": [term.to_mongo() for term in self.terms]}

    def __repr__(self) -> str:
        return " | ".join(f"({term!r})" for term in self.terms)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Not(Filter):
    """A negated condition.

    `~(x < 5)` differs from `x >= 5`: runs without `x` match only the first.
    """

    term: Filter

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        # The documentation of run filters has `$nor` but not `$not`, and `$nor` negates any condition.
        return {"$nor": [self.term.to_mongo()]}

    def __repr__(self) -> str:
        return f"~({self.term!r})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Raw(Filter):
    """A checked Mongo-style dict.

    Attributes:
        text: The dict as a JSON string, because dicts are neither hashable nor immutable.
        vouched: Names in the dict that are not checked.
    """

    text: str
    vouched: frozenset[str] = frozenset()

    @classmethod
    def of(cls, document: Mapping[str, JsonValue]) -> Raw:
        """Return the filter of a checked dict."""
        return cls(_dumps(document), frozenset(_vouched(document)))

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""

        def named(document: dict[str, JsonValue]) -> dict[str, JsonValue]:
            """Mark the names that are not checked."""
            return {
                WireName(key) if key in self.vouched else key: value
                for key, value in document.items()
            }

        document: dict[str, JsonValue] = json.loads(self.text, object_hook=named)
        return document

    def __repr__(self) -> str:
        return f"from_mongo({self.to_mongo()!r})"


def _dumps(value: JsonValue | Mapping[str, JsonValue]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _vouched(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if isinstance(key, WireName):
                yield str(key)
            yield from _vouched(each)
    elif isinstance(value, list):
        for each in value:
            yield from _vouched(each)


def _terms(term: object, kind: type[And | Or]) -> tuple[Filter, ...]:
    if isinstance(term, kind):
        return term.terms
    if isinstance(term, Filter):
        return (term,)
    raise FilterError(
        f"Cannot combine a filter with {term!r}.",
        hint="Put each comparison in parentheses. from_mongo() and parse_filter() return filters too.",
    )
