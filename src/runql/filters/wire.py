"""Any spelling of a filter → the JSON text that the server takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from runql.filters.expressions import Filter
from runql.filters.mongo import from_mongo
from runql.filters.text import parse_filter

__all__ = ["Filters", "and_filters", "filters_to_wire"]

Filters: TypeAlias = Filter | Mapping[str, object] | str | None
"""Every spelling of a filter: an expression, a Mongo-style dict, text, or None for all runs."""

_ALL_RUNS = "{}"


def filters_to_wire(filters: Filters) -> str:
    """Return the JSON text of a filter; `{}` for None.

    Raises:
        FilterError: It has an unknown field or operator, or a value that cannot be compared with.
    """
    return _ALL_RUNS if filters is None else _as_filter(filters).explain()


def and_filters(first: Filters, second: Filters) -> Filter | None:
    """Return what holds when both hold; None, which is all runs, when neither excludes any.

    Raises:
        FilterError: One of them is wrong.
    """
    terms = [
        term
        for term in (_as_filter(each) for each in (first, second) if each is not None)
        if term.explain() != _ALL_RUNS
    ]
    if not terms:
        return None
    return terms[0] & terms[1] if len(terms) == 2 else terms[0]


def _as_filter(filters: Filter | Mapping[str, object] | str) -> Filter:
    if isinstance(filters, Filter):
        return filters
    if isinstance(filters, str):
        return parse_filter(filters)
    return from_mongo(filters)
