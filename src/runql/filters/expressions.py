"""Filters as values: comparisons, and what joins them."""

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
    """A condition on runs; joined with `&`, `|` and `~`.

    Filters are immutable. Two are equal when they send the same.
    """

    __slots__ = ()

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the filter as a Mongo-style dict, as the server takes it."""
        raise NotImplementedError

    def explain(self) -> str:
        """Return the JSON text that is sent."""
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
            "A filter is neither true nor false.",
            hint="Join filters with & | ~ and parentheses, not with and, or, not or a < b < c.",
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comparison(Filter):
    """A field and what holds for it.

    Attributes:
        field: The field's name on the wire.
        operator: `$eq`, `$gte`, `$in`, …
        text: What it is compared with, as JSON; lists and dicts can be neither hashed nor frozen.
    """

    field: str
    operator: str
    text: str

    @classmethod
    def of(cls, field: str, operator: str, value: JsonValue) -> Comparison:
        """Make a comparison with a checked value."""
        return cls(field, operator, _dumps(value))

    @property
    def value(self) -> JsonValue:
        """What the field is compared with, as the wire has it."""
        found: JsonValue = json.loads(self.text)
        return found

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        value = self.value
        # The short form is the one that every server version and the web app use. An object with an
        # operator's name in it would be read as operators there.
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
    """All of them hold."""

    terms: tuple[Filter, ...]

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        return {"$and": [term.to_mongo() for term in self.terms]}

    def __repr__(self) -> str:
        return " & ".join(f"({term!r})" for term in self.terms)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Or(Filter):
    """At least one holds."""

    terms: tuple[Filter, ...]

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        return {"$or": [term.to_mongo() for term in self.terms]}

    def __repr__(self) -> str:
        return " | ".join(f"({term!r})" for term in self.terms)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Not(Filter):
    """It does not hold. `~(x < 5)` is not `x >= 5`: runs that lack `x` match the first only."""

    term: Filter

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        # Of `$not` and `$nor` only the latter is documented for runs, and it negates anything.
        return {"$nor": [self.term.to_mongo()]}

    def __repr__(self) -> str:
        return f"~({self.term!r})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Raw(Filter):
    """A Mongo-style dict that has been checked.

    Attributes:
        text: Its JSON text; dicts can be neither hashed nor frozen.
        vouched: The names in it that are not looked up.
    """

    text: str
    vouched: frozenset[str] = frozenset()

    @classmethod
    def of(cls, document: Mapping[str, JsonValue]) -> Raw:
        """Wrap a dict."""
        return cls(_dumps(document), frozenset(_vouched(document)))

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""

        def named(document: dict[str, JsonValue]) -> dict[str, JsonValue]:
            """Mark the names that are not looked up."""
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
        f"A filter cannot be joined with {term!r}.",
        hint="Put each comparison in parentheses; from_mongo and parse_filter make filters too.",
    )
