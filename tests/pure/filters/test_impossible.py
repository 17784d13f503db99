"""Filters that match nothing are errors: states that no run can have, and operators that a field does not support."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runql.errors import FilterError
from runql.filters import F, filters_to_wire, from_mongo

IMPOSSIBLE: list[tuple[Any, str]] = [
    (F.state == "finishd", "Did you mean 'finished'"),
    (F.state != "Finished", "Did you mean 'finished'"),
    (F.state.in_(["running", "crash"]), "Did you mean 'crashed'"),
    (F.state.not_in(["fnished"]), "Did you mean 'finished'"),
    (F.state.matches("^finishd"), "Did you mean 'finished'"),
    (F.state.contains_text("finishd"), "Did you mean 'finished'"),
    (~((F.group == "x") | (F.state == "kiled")), "Did you mean 'killed'"),
    ({"state": "finishd"}, "filters['state']"),
    ({"$or": [{"group": "x"}, {"state": {"$not": {"$eq": "done"}}}]}, "Allowed values: pending"),
    ({"$and": [F.state == "RUNNING"]}, "Did you mean 'running'"),
    ("state == 'finishd'", "Did you mean 'finished'"),
    ("group == 'x' or state in ['running', 'finishd']", "Did you mean 'finished'"),
    ("state =~ 'finishd'", "Did you mean 'finished'"),
]


@pytest.mark.parametrize(("filters", "hint"), IMPOSSIBLE, ids=[str(f) for f, _ in IMPOSSIBLE])
def test_a_state_that_no_run_can_have_is_refused(filters: Any, hint: str) -> None:
    with pytest.raises(FilterError) as raised:
        filters_to_wire(filters)
    assert "Invalid state" in str(raised.value)
    assert hint in str(raised.value)


def test_states_of_newer_servers_can_be_asked_for() -> None:
    dozing = F.field("state") == "dozing"
    for filters in (dozing, {"$and": [dozing]}, from_mongo({"$or": [dozing]}) & (F.group == "x")):
        assert '"dozing"' in filters_to_wire(filters)
    for pattern in ("^(run|fin)", "ed$", r"\pL+"):
        assert pattern in json.loads(filters_to_wire(F.state.matches(pattern)))["state"]["$regex"]


@pytest.mark.parametrize(
    "filters",
    [
        {"tags": ["a"]},
        {"tags": {"$eq": ["a"]}},
        {"tags": {"$ne": ["a", "b"]}},
        {"$and": [{"tags": ("a",)}]},
        {"tags": {"$in": [["a"]]}},
        {"tags": []},
        "tags == ['a']",
        "tags in [['a']]",
        lambda: F.tags == ["a"],
        lambda: F.tags.any(["a"]),  # type: ignore[arg-type]
        {"inputArtifacts": ["a:v0"]},
    ],
    ids=[f"case {number}" for number in range(11)],
)
def test_a_list_without_an_operator_is_not_sent_for_tags(filters: Any) -> None:
    with pytest.raises(FilterError, match="list of names") as raised:
        filters_to_wire(filters() if callable(filters) else filters)
    assert "$in" in str(raised.value)


@pytest.mark.parametrize(
    "filters",
    [
        {"createdAt": {"$regex": "^2026"}},
        {"duration": {"$contains": "1"}},
        {"group": {"$size": 1}},
        {"group": {"$all": ["x"]}},
        "created_at =~ '2026'",
        "duration contains_text '1'",
        "group has_all ['x']",
    ],
    ids=str,
)
def test_operators_that_do_not_apply_to_a_field_are_refused(filters: Any) -> None:
    with pytest.raises(FilterError, match="does not apply"):
        filters_to_wire(filters)


def test_two_spellings_of_one_field_are_both_sent() -> None:
    both = {"summary.loss": {"$gt": 1}, "summary_metrics.loss": {"$lt": 2}}
    assert json.loads(filters_to_wire(both)) == {
        "summary_metrics.loss": {"$gt": 1},
        "$and": [{"summary_metrics.loss": {"$lt": 2}}],
    }
