"""Filters on which servers of W&B fail are refused before they are sent: lists for names, and numbers for times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql._models.collections.search import COLLECTIONS, VERSIONS
from runql._models.registries import filters as registries
from runql._models.sweeps.search import SWEEPS
from runql.errors import FilterError
from runql.filters import F, filters_to_wire
from runql.filters.catalogue import RUNS, Vocabulary
from runql.filters.wire import checked_filter

if TYPE_CHECKING:
    from collections.abc import Callable

VOCABULARIES: list[Vocabulary] = [
    RUNS,
    SWEEPS,
    VERSIONS,
    COLLECTIONS,
    registries._REGISTRIES,
    registries._COLLECTIONS,
    registries._VERSIONS,
]
OF_KIND = {
    kind: [
        (vocabulary, name)
        for vocabulary in VOCABULARIES
        for name, spec in vocabulary.fields.items()
        if spec.kind == kind
    ]
    for kind in ("tags", "time")
}
IDS = {
    kind: [f"{vocabulary.plural}-{name}" for vocabulary, name in found]
    for kind, found in OF_KIND.items()
}


@pytest.mark.parametrize(("vocabulary", "name"), OF_KIND["tags"], ids=IDS["tags"])
def test_a_list_of_names_needs_an_operator(vocabulary: Vocabulary, name: str) -> None:
    refused: list[Any] = [
        {name: ["a", "b"]},
        {name: ("a",)},
        {name: {"a"}},
        {name: []},
        {name: {"$eq": ["a"]}},
        {name: {"$ne": ["a"]}},
        {name: {"$in": [["a"]]}},
        {name: {"$not": {"$eq": ["a"]}}},
        {"$nor": [{name: ["a"]}]},
        {"$and": [{"$or": [{name: ["a"]}]}]},
        lambda: F.field(name) == ["a"],
        lambda: {"$and": [F.field(name) != ["a"]]},
        f"{name} == ['a']",
    ]
    for filters in refused:
        with pytest.raises(FilterError) as caught:
            checked_filter(filters() if callable(filters) else filters, vocabulary)
        assert '"$in"' in str(caught.value) or "in [" in str(caught.value), filters
    for filters in ({name: "a"}, {name: {"$in": ["a", "b"]}}, {name: {"$ne": "a"}}):
        assert checked_filter(filters, vocabulary)


@pytest.mark.parametrize(("vocabulary", "name"), OF_KIND["time"], ids=IDS["time"])
@pytest.mark.parametrize("number", [1700000000, 1.7e9, True], ids=str)
def test_a_time_is_not_compared_with_a_number(
    vocabulary: Vocabulary, name: str, number: float
) -> None:
    refused: list[Any] = [
        {name: number},
        {name: {"$in": [number]}},
        {name: {"$not": {"$lt": number}}},
        {"$nor": [{name: number}]},
        *({name: {operator: number}} for operator in ("$eq", "$ne", "$gt", "$gte", "$lt", "$lte")),
    ]
    if number is not True:
        refused += [{"$and": [{"$or": [f"{name} > {number}"]}]}, f"{name} > {number}"]
    for filters in refused:
        with pytest.raises(FilterError):
            checked_filter(filters, vocabulary)
    with pytest.raises(FilterError, match="Invalid date or time"):
        checked_filter({name: {"$gt": number}}, vocabulary)
    for filters in ({name: {"$gt": "2024-01-02"}}, {name: {"$lte": "2024-01-02T03:04:05Z"}}):
        assert checked_filter(filters, vocabulary)


def test_fields_by_their_wire_name_are_refused_too() -> None:
    made: list[Callable[[], object]] = [
        lambda: F.field("createdAt") > 1700000000,
        lambda: F.field("tags") == ["a"],
        lambda: F.field("heartbeat_at").in_([1.5]),
    ]
    for make in made:
        with pytest.raises(FilterError):
            make()
    kept = [F.field("createdAt").matches("^2024"), F.field("invented") == ["a"]]
    for each in kept:
        assert filters_to_wire(each)
