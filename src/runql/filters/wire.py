"""Conversion of all forms of filters to the API's JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from runql.errors import FilterError
from runql.filters.catalogue import RUNS, Vocabulary
from runql.filters.expressions import Filter, Raw
from runql.filters.mongo import check_mongo, from_mongo
from runql.filters.text import parse_filter

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = ["Filters", "and_filters", "checked_filter", "filters_to_wire"]

Filters: TypeAlias = Filter | Mapping[str, object] | str | None
"""All forms of a filter: an expression, a Mongo-style dict, a string, or None for all."""

_ALL = "{}"


def filters_to_wire(filters: Filters, vocabulary: Vocabulary = RUNS) -> str:
    """Return the JSON string of a filter; `{}` for None.

    Args:
        filters: The filter, in any form.
        vocabulary: Allowed fields.

    Raises:
        FilterError: If the filter has an unknown field or operator, or an invalid value.
    """
    if isinstance(filters, Raw) and vocabulary is RUNS:
        return filters.explain()
    checked = checked_filter(filters, vocabulary)
    return json.dumps(checked, ensure_ascii=False, allow_nan=False)


def checked_filter(filters: Filters, vocabulary: Vocabulary = RUNS) -> dict[str, JsonValue]:
    """Return a filter as a Mongo-style dict with all parts checked; `{}` for None.

    Raises:
        FilterError: If the filter has an unknown field or operator, or an invalid value.
    """
    if filters is None:
        return {}
    if isinstance(filters, str):
        return parse_filter(filters, vocabulary).to_mongo()
    if not isinstance(filters, Filter | Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise FilterError(
            f"The filter of {vocabulary.plural} must be a dict or a filter expression, got {type(filters).__name__}.",
            hint='Pass a filter expression, a dict such as {"name": "x"}, or a string.',
        )
    return check_mongo(filters, vocabulary)


def and_filters(first: Filters, second: Filters) -> Filter | None:
    """Return the conjunction of two filters; None if neither excludes any run.

    Raises:
        FilterError: If one of the filters is invalid.
    """
    terms = [
        term
        for term in (_as_filter(each) for each in (first, second) if each is not None)
        if term.explain() != _ALL
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
