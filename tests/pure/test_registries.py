"""Filters of registries: names get their prefix, fields are known, and spelled as the organization searches."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.registries.filters import (
    PREFIX,
    VersionSearch,
    listed_filter,
    listed_order,
    registry_filter,
)
from runql.errors import FilterError, OrderError, UnsupportedError

names = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)


@given(names)
def test_a_name_gets_its_prefix_once(name: str) -> None:
    full = {"name": PREFIX + name}
    assert json.loads(registry_filter({"name": name}) or "") == full
    assert json.loads(registry_filter(full) or "") == full


@given(st.lists(names, min_size=1), names)
def test_every_name_within_gets_it_but_for_expressions(several: list[str], one: str) -> None:
    found = json.loads(
        registry_filter(
            {
                "$or": [{"name": {"$in": several}}, {"name": {"$regex": one}}],
                "$not": {"name": {"$ne": one}},
                "description": one,
            }
        )
        or ""
    )
    assert found == {
        "$or": [{"name": {"$in": [PREFIX + each for each in several]}}, {"name": {"$regex": one}}],
        "$not": {"name": {"$ne": PREFIX + one}},
        "description": one,
    }


@pytest.mark.parametrize(
    "filters", [{"size": 1}, {"$and": [{"tag": "x"}]}, {"name.first": "x"}, {"metadata.x": 1}]
)
def test_other_fields_are_refused_and_the_known_ones_named(filters: dict[str, object]) -> None:
    with pytest.raises(FilterError, match="Registries cannot be searched by") as refused:
        registry_filter(filters)
    assert "entity_id" in str(refused.value)


def test_collections_are_searched_by_the_wires_own_id() -> None:
    assert json.loads(listed_filter({"id": 3, "tag": "x"}) or "") == {
        "artifact_collection_id": 3,
        "tag": "x",
    }


def test_versions_are_spelled_as_the_organization_searches() -> None:
    search = VersionSearch.checked({"created_at": {"$gt": "2026"}, "metadata.a.b": 1}, None)
    assert search.depends
    old, _ = search.to_wire(advanced=False)
    new, _ = search.to_wire(advanced=True)
    assert json.loads(old or "") == {"created_at": {"$gt": "2026"}, "metadata.a.b": 1}
    assert json.loads(new or "") == {"artifact_created_at": {"$gt": "2026"}, "metadata.a.b": 1}
    assert not VersionSearch.checked({"$or": [{"alias": "a"}, {"tag": "b"}]}, None).depends
    assert VersionSearch.checked({"$or": [{"id": 1}]}, None).depends


def test_what_an_organization_cannot_search_by_is_said() -> None:
    ordered = VersionSearch.checked(None, "-linked_at")
    assert ordered.to_wire(advanced=True) == (None, "-acm_created_at")
    with pytest.raises(UnsupportedError, match="ordered"):
        ordered.to_wire(advanced=False)
    with pytest.raises(UnsupportedError, match="artifact_size"):
        VersionSearch.checked({"artifact_size": 1}, None).to_wire(advanced=False)
    with pytest.raises(UnsupportedError, match="updated_at"):
        VersionSearch.checked({"updated_at": "2026"}, None).to_wire(advanced=True)


@pytest.mark.parametrize("order", ["size", "", "-", "name,created_at"])
def test_an_order_is_a_sign_and_a_known_column(order: str) -> None:
    assert (listed_order("name", "registries"), listed_order("- name", "collections")) == (
        "+name",
        "-name",
    )
    with pytest.raises(OrderError, match="Known are name"):
        listed_order(order, "registries")
