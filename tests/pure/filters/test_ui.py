"""The web app's filters and Mongo-style ones mean the same, both ways; what cannot be said is an error."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql.errors import FilterError
from runql.filters import mongo_from_ui, ui_from_mongo

texts = st.sampled_from(["finished", "a b"])
OPERATORS = st.sampled_from(["$ne", "$gt", "$gte", "$lt", "$lte"])


def leaves_of(paths: list[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    compared = st.builds(lambda operator, value: {operator: value}, OPERATORS, values)
    return st.builds(lambda path, term: {path: term}, st.sampled_from(paths), values | compared)


documents = ["config.lr", "summary_metrics.loss", "keys_info.keys.loss"]
leaves = leaves_of(["state", "displayName", "group"], texts) | leaves_of(
    documents, texts | st.integers(-5, 5) | st.booleans()
)


def group(operator: str, terms: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(terms, min_size=2, max_size=3).map(lambda each: {operator: each})


# The web app shows a disjunction of conjunctions, or a conjunction with disjunctions in it.
shown = (
    leaves
    | group("$and", leaves | group("$or", leaves))
    | group("$or", leaves | group("$and", leaves))
)


@given(shown)
def test_a_filter_comes_back_from_the_app_as_it_was(mongo: dict[str, Any]) -> None:
    assert mongo_from_ui(ui_from_mongo(mongo)) == mongo


@given(shown)
def test_the_older_tree_means_the_same_as_the_flat_list(mongo: dict[str, Any]) -> None:
    assert mongo_from_ui({"op": "OR", "filters": [tree(mongo)]}) == mongo


def tree(mongo: dict[str, Any]) -> dict[str, Any]:
    ((name, condition),) = mongo.items()
    if name in ("$and", "$or"):
        return {"op": "AND" if name == "$and" else "OR", "filters": [tree(e) for e in condition]}
    leaf: dict[str, Any] = ui_from_mongo(mongo)["filters"][0]  # type: ignore[index,assignment]
    return leaf


def leaf(section: str, name: str, op: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"key": {"section": section, "name": name}, "op": op, "value": value, **more}


def flat(*items: dict[str, Any]) -> dict[str, Any]:
    return {"filterFormat": "filterV2", "filters": list(items)}


@pytest.mark.parametrize(
    ("item", "mongo"),
    [
        (leaf("config", "lr", ">=", 0.1), {"config.lr": {"$gte": 0.1}}),
        (leaf("summary", "loss", "!=", None), {"summary_metrics.loss": {"$ne": None}}),
        (leaf("run", "state", "=", None), {"state": None}),
        (leaf("run", "state", "IN", ["finished", "failed"]), {"state": {"$in": ["finished", "failed"]}}),
        (leaf("run", "tags", "NIN", ["a"]), {"tags": {"$nin": ["a"]}}),
        (leaf("tags", "a", "=", value=True), {"tags": "a"}),
        (leaf("tags", "a", "=", value=False), {"tags": {"$ne": "a"}}),
        (leaf("run", "displayName", "REGEX", "^a"), {"displayName": {"$regex": "^a"}}),
        (leaf("run", "state", "=", "finished", disabled=True), {}),
        (leaf("run", "", "=", "finished"), {}),
        (leaf("config", "lr", ">", None), {}),
    ],
)  # fmt: skip
def test_what_a_condition_means(item: dict[str, Any], mongo: dict[str, Any]) -> None:
    assert mongo_from_ui(flat(item)) == mongo
    assert mongo_from_ui({"op": "OR", "filters": [{"op": "AND", "filters": [item]}]}) == mongo


def test_and_binds_tighter_than_or() -> None:
    a, b, c = (leaf("run", "state", "=", name) for name in "abc")
    joined = flat(a, {**b, "connector": "OR"}, {**c, "connector": "AND"})
    both = {"$and": [{"state": "b"}, {"state": "c"}]}
    assert mongo_from_ui(joined) == {"$or": [{"state": "a"}, both]}


def test_a_disabled_condition_at_the_start_joins_nothing() -> None:
    off = leaf("run", "state", "=", "a", disabled=True)
    on = leaf("run", "state", "=", "b", connector="OR")
    assert mongo_from_ui(flat(off, on)) == {"state": "b"}


def test_within_the_last_seconds_counts_from_the_moment() -> None:
    now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    found = mongo_from_ui(flat(leaf("run", "createdAt", "WITHINSECONDS", 3600)), now)
    assert found == {"createdAt": {"$gte": "2026-01-01T23:00:00+00:00"}}


def test_no_filter_finds_every_run() -> None:
    assert mongo_from_ui(None) == mongo_from_ui(flat()) == mongo_from_ui({"op": "OR"}) == {}
    assert ui_from_mongo({}) == ui_from_mongo(None) == flat()


@pytest.mark.parametrize(
    "filters",
    [
        flat(leaf("nowhere", "a", "=", 1)),
        flat(leaf("run", "state", "SOUNDSLIKE", "a")),
        flat(leaf("tags", "a", ">", 1)),
        flat(leaf("run", "nonsense", "=", 1)),
        {"filterFormat": "filterV9", "filters": []},
        {"op": "XOR", "filters": []},
        {"op": "AND", "filters": ["state"]},
    ],
)
def test_what_no_filter_of_runs_can_say_is_an_error(filters: dict[str, Any]) -> None:
    with pytest.raises(FilterError):
        mongo_from_ui(filters)


@pytest.mark.parametrize(
    "mongo",
    [
        {"$nor": [{"state": "a"}]},
        {"config.lr": {"$exists": True}},
        {"config.lr": {"$not": {"$gt": 1}}},
        {"$and": [{"state": "a"}, {"$or": [{"state": "b"}, {"$and": [{"state": "c"}, {"$or": [{"state": "d"}, {"state": "e"}]}]}]}]},
    ],
)  # fmt: skip
def test_what_the_app_has_no_word_for_is_an_error(mongo: dict[str, Any]) -> None:
    with pytest.raises(FilterError):
        ui_from_mongo(mongo)


def test_two_bounds_of_one_key_are_two_conditions() -> None:
    ui = ui_from_mongo({"config.lr": {"$gt": 1, "$lt": 3}})
    assert mongo_from_ui(ui) == {"$and": [{"config.lr": {"$gt": 1}}, {"config.lr": {"$lt": 3}}]}
