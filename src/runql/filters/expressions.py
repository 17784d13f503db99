"""Filters as values: comparisons, and what joins them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from runql.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._json import JsonValue

__all__ = ["And", "Comparison", "Filter", "Not", "Or", "Raw"]


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on runs; joined with `&`, `|` and `~`."""

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the filter as a Mongo-style dict, as the server takes it."""
        raise NotImplementedError

    def explain(self) -> str:
        """Return the JSON text that is sent."""
        return json.dumps(self.to_mongo(), ensure_ascii=False)

    def __and__(self, other: Filter) -> Filter:
        return And((*_terms(self, And), *_terms(other, And)))

    def __or__(self, other: Filter) -> Filter:
        return Or((*_terms(self, Or), *_terms(other, Or)))

    def __invert__(self) -> Filter:
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise FilterError(
            "A filter is neither true nor false.",
            remedy="Join filters with & | ~ and parentheses, not with and, or, not or a < b < c.",
        )


@dataclass(frozen=True, slots=True)
class Comparison(Filter):
    """A field and what holds for it.

    Attributes:
        field: The field's name on the wire.
        operator: `$eq`, `$gte`, `$in`, …
        value: What it is compared with, as the wire has it.
    """

    field: str
    operator: str
    value: JsonValue

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        if self.operator == "$eq" and not isinstance(self.value, dict | list):
            # The short form is the one that every server version and the web app use.
            return {self.field: self.value}
        return {self.field: {self.operator: self.value}}


@dataclass(frozen=True, slots=True)
class And(Filter):
    """All of them hold."""

    terms: tuple[Filter, ...]

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        return {"$and": [term.to_mongo() for term in self.terms]}


@dataclass(frozen=True, slots=True)
class Or(Filter):
    """At least one holds."""

    terms: tuple[Filter, ...]

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        return {"$or": [term.to_mongo() for term in self.terms]}


@dataclass(frozen=True, slots=True)
class Not(Filter):
    """It does not hold. `~(x < 5)` is not `x >= 5`: runs that lack `x` match the first only."""

    term: Filter

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        # `$not` stands inside a field in Mongo's language; `$nor` negates anything.
        return {"$nor": [self.term.to_mongo()]}


@dataclass(frozen=True, slots=True)
class Raw(Filter):
    """A Mongo-style dict that has been checked."""

    text: str

    def to_mongo(self) -> dict[str, JsonValue]:
        """Return the Mongo-style dict."""
        document: dict[str, JsonValue] = json.loads(self.text)
        return document

    @classmethod
    def of(cls, document: Mapping[str, JsonValue]) -> Raw:
        """Wrap a dict."""
        return cls(json.dumps(document, ensure_ascii=False))


def _terms(term: Filter, kind: type[And | Or]) -> tuple[Filter, ...]:
    return term.terms if isinstance(term, kind) else (term,)
