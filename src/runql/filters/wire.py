"""Any spelling of a filter → the JSON text that the server takes."""

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
"""Every spelling of a filter: an expression, a Mongo-style dict, text, or None for all."""

_ALL = "{}"


def filters_to_wire(filters: Filters, vocabulary: Vocabulary = RUNS) -> str:
    """Return the JSON text of a filter; `{}` for None.

    Args:
        filters: The filter, in any spelling.
        vocabulary: What can be filtered by.

    Raises:
        FilterError: If it has an unknown field or operator, or a value that the field cannot have.
    """
    if isinstance(filters, Raw) and vocabulary is RUNS:
        return filters.explain()
    checked = checked_filter(filters, vocabulary)
    return json.dumps(checked, ensure_ascii=False, allow_nan=False)


def checked_filter(filters: Filters, vocabulary: Vocabulary = RUNS) -> dict[str, JsonValue]:
    """Return a filter as a Mongo-style dict, with every field, operator and value checked; `{}` for None.

    Raises:
        FilterError: If it has an unknown field or operator, or a value that the field cannot have.
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
    """Return what holds when both hold; None, which is all runs, when neither excludes any.

    Raises:
        FilterError: If one of them is wrong.
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
