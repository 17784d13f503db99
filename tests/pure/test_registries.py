"""Filters of registries: names get their prefix, fields are known, and spelled as the organization searches."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql._models.collections.search import (
    collection_filter,
    collection_order,
    version_filter,
    version_order,
)
from runql._models.registries.filters import (
    PREFIX,
    VersionSearch,
    listed_filter,
    listed_order,
    registry_filter,
)
from runql._models.registries.names import prefixed_pattern
from runql.errors import FilterError, OrderError, UnsupportedError
from runql.filters import F

MOMENT = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)

names = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)


@given(names)
def test_a_name_gets_its_prefix_once(name: str) -> None:
    full = {"name": PREFIX + name}
    assert json.loads(registry_filter({"name": name}) or "") == full
    assert json.loads(registry_filter(full) or "") == full


@given(st.lists(names, min_size=1), names)
def test_every_name_within_gets_it(several: list[str], one: str) -> None:
    found = json.loads(
        registry_filter(
            {
                "$or": [{"name": {"$in": several}}, {"name": {"$not": {"$eq": one}}}],
                "$not": {"name": {"$ne": one}},
                "description": one,
            }
        )
        or ""
    )
    assert found == {
        "$or": [
            {"name": {"$in": [PREFIX + each for each in several]}},
            {"name": {"$not": {"$eq": PREFIX + one}}},
        ],
        "$not": {"name": {"$ne": PREFIX + one}},
        "description": one,
    }


PATTERNS = st.lists(
    st.sampled_from(
        [
            "m", "o", "-", "reg", ".", "[mo]", "[^m]", r"\w", "x*", "m+", "(?:mo|w)", "(m)", "^", "$", r"\A", r"\b",
            "|", "(^m|o)", "(?:^mo|w)d", "m?", r"\^",
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(st.sampled_from(["", "(?i)"]), PATTERNS, st.text(st.sampled_from("mowd-reg^"), min_size=1))
def test_a_pattern_sees_names_without_the_prefix(flags: str, pattern: str, name: str) -> None:
    try:
        meant = re.compile(flags + pattern)
        sent = prefixed_pattern(flags + pattern)
    except (re.error, FilterError):
        return
    assert bool(re.search(sent, PREFIX + name)) is bool(meant.search(name))


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"$regex": "^mod"}, ["models"]),
        ({"$regex": "o"}, ["models", "go"]),
        ({"$regex": "reg"}, []),
        ({"$regex": "^mod|^data$"}, ["models", "data"]),
        ({"$regex": "(?i)^(MOD|da)"}, ["models", "data"]),
        ({"$regex": re.compile("^MOD", re.IGNORECASE)}, ["models"]),
        ({"$regex": "^wandb-registry-mod"}, ["models"]),
        ({"$not": {"$regex": "^mod"}}, ["data", "go"]),
        ({"$contains": "ata"}, ["data"]),
        ({"$contains": "."}, []),
        ({"$contains": "d", "$regex": "^m"}, ["models"]),
    ],
    ids=str,
)
def test_conditions_on_names_find(condition: dict[str, object], found: list[str]) -> None:
    sent = json.loads(registry_filter({"name": condition}) or "")["name"]

    def holds(condition: dict[str, Any], name: str) -> bool:
        parts = {
            "$regex": lambda operand: re.search(operand, name) is not None,
            "$not": lambda operand: not holds(operand, name),
        }
        return all(parts[key](operand) for key, operand in condition.items())

    assert [name for name in ("models", "data", "go") if holds(sent, PREFIX + name)] == found


@pytest.mark.parametrize("pattern", ["a^b", "(^a)?b", "x*^a"])
def test_an_anchor_that_cannot_be_moved_is_refused(pattern: str) -> None:
    with pytest.raises(FilterError, match="must be at the beginning"):
        registry_filter({"name": {"$regex": pattern}})


@pytest.mark.parametrize(
    "filters",
    [
        {"created_at": {"$gt": MOMENT}},
        {"createdAt": {"$gt": MOMENT}},
        F.created_at > MOMENT,
        {"$and": [F.created_at > MOMENT]},
        "created_at > '2026-01-31T12:00:00Z'",
    ],
    ids=str,
)
def test_every_spelling_and_value_of_runs_is_taken(filters: Any) -> None:
    condition = {"$gt": "2026-01-31T12:00:00Z"}
    for found in (registry_filter(filters), listed_filter(filters)):
        assert '"created_at": {"$gt": "2026-01-31T12:00:00Z"}' in (found or "")
    old, _ = VersionSearch.checked(filters, F.created_at.desc()).to_wire(advanced=True)
    assert json.dumps({"artifact_created_at": condition})[1:-1] in (old or "")
    assert '"2026-01-31T12:00:00Z"' in version_filter(filters)
    assert '"2026-01-31T12:00:00Z"' in (collection_filter(filters) or "")


@pytest.mark.parametrize(
    ("filters", "hint"),
    [
        ({"stat": "COMMITTED"}, "'state'"),
        ({"state": "COMMITED"}, "'COMMITTED'"),
        ({"createdAt": {"$gt": 5}}, "fromtimestamp"),
        ({"version": "v1"}, "must be compared with a number, got 'v1'"),
        ({"version_index": {"$in": ["1"]}}, "must be compared with a number, got '1'"),
        ("versionIndex == 'v1'", "must be compared with a number, got 'v1'"),
        ({"metadta.x": 1}, "metadata.KEY"),
        ({"config.lr": 1}, "metadata.KEY"),
        ({"name": "model"}, "path"),
        ({"tags": ["a"]}, "$in"),
        ({"size": float("nan")}, "bounds"),
        (F.config["lr"] > 1, "metadata.KEY"),
        ([{"size": 1}], "must be a dict"),
    ],
    ids=str,
)
def test_versions_are_filtered_by_their_own_fields(filters: Any, hint: str) -> None:
    with pytest.raises(FilterError) as refused:
        version_filter(filters)
    assert hint in str(refused.value)


def test_versions_are_committed_unless_the_filter_names_states() -> None:
    assert json.loads(version_filter(None)) == {"state": "COMMITTED"}
    assert json.loads(version_filter({"tag": "x"})) == {"state": "COMMITTED", "tag": "x"}
    nested = {"$or": [{"state": "PENDING"}, {"tag": "x"}]}
    assert json.loads(version_filter(nested)) == nested


@pytest.mark.parametrize(
    ("order", "sent"),
    [
        ("-created_at", "-createdAt"),
        (F.created_at.desc(), "-createdAt"),
        (" version", "+versionIndex"),
        ("size", "+size"),
        (None, None),
    ],
)
def test_orders_of_versions(order: Any, sent: str | None) -> None:
    assert version_order(order) == sent


@pytest.mark.parametrize("order", ["creatd_at", "++size", "name", "-config.lr", 5, "size,version"])
def test_an_order_of_versions_by_what_they_lack_is_refused(order: Any) -> None:
    with pytest.raises(OrderError) as refused:
        version_order(order)
    assert refused.value.hint
    assert collection_order("name") == "+name"


@pytest.mark.parametrize(
    "filters", [{"size": 1}, {"$and": [{"tag": "x"}]}, {"name.first": "x"}, {"metadata.x": 1}]
)
def test_other_fields_are_refused_and_the_known_ones_named(filters: dict[str, object]) -> None:
    with pytest.raises(FilterError, match="Unknown field of a registry") as refused:
        registry_filter(filters)
    assert "entity_id" in str(refused.value)


def test_collections_are_searched_by_the_wires_own_id() -> None:
    assert json.loads(listed_filter({"id": 3, "tag": "x"}) or "") == {
        "artifact_collection_id": 3,
        "tag": "x",
    }


def test_versions_are_spelled_as_the_organization_searches() -> None:
    search = VersionSearch.checked({"created_at": {"$gt": "2026-01-01"}, "metadata.a.b": 1}, None)
    assert search.depends
    old, _ = search.to_wire(advanced=False)
    new, _ = search.to_wire(advanced=True)
    assert json.loads(old or "") == {"created_at": {"$gt": "2026-01-01"}, "metadata.a.b": 1}
    assert json.loads(new or "") == {
        "artifact_created_at": {"$gt": "2026-01-01"},
        "metadata.a.b": 1,
    }
    assert not VersionSearch.checked({"$or": [{"alias": "a"}, {"tag": "b"}]}, None).depends
    assert VersionSearch.checked({"$or": [{"id": 1}]}, None).depends


def test_what_an_organization_cannot_search_by_is_said() -> None:
    ordered = VersionSearch.checked(None, "-linked_at")
    assert ordered.to_wire(advanced=True) == (None, "-acm_created_at")
    with pytest.raises(UnsupportedError, match="sorting of versions"):
        ordered.to_wire(advanced=False)
    with pytest.raises(UnsupportedError, match="artifact_size"):
        VersionSearch.checked({"artifact_size": 1}, None).to_wire(advanced=False)
    with pytest.raises(UnsupportedError, match="updated_at"):
        VersionSearch.checked({"updated_at": "2026-01-01"}, None).to_wire(advanced=True)


@pytest.mark.parametrize("order", ["size", "", "-", "name,created_at"])
def test_an_order_is_a_sign_and_a_known_column(order: str) -> None:
    assert (listed_order("name", "registries"), listed_order("- name", "collections")) == (
        "+name",
        "-name",
    )
    with pytest.raises(OrderError, match=r"Allowed values: name|several keys"):
        listed_order(order, "registries")
