"""Edits of config and summary: only what changed, merged into what is there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models._attributes.json_changes import compare, is_same
from runql._models.runs.config import apply_to_wire, raw_config, user_config, wrap_config

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
values: st.SearchStrategy[JsonValue] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
documents = st.dictionaries(st.text(max_size=4), values, max_size=5)
user_documents = st.dictionaries(
    st.text(min_size=1, max_size=4),
    values,
    max_size=5,
)


@given(documents, documents)
def test_a_change_turns_the_one_document_into_the_other(
    before: dict[str, JsonValue], after: dict[str, JsonValue]
) -> None:
    assert is_same(compare(before, after).apply(before), after)


@given(documents)
def test_a_document_does_not_differ_from_itself(document: dict[str, JsonValue]) -> None:
    assert not compare(document, dict(document))


@given(documents, documents, documents)
def test_keys_that_others_wrote_meanwhile_stay(
    before: dict[str, JsonValue], after: dict[str, JsonValue], others: dict[str, JsonValue]
) -> None:
    change = compare(before, after)
    theirs = {k: v for k, v in others.items() if k not in {**before, **change.assigned}}
    merged = change.apply({**before, **theirs})
    assert is_same(merged, {**theirs, **after})


def test_kinds_of_numbers_are_told_apart() -> None:
    assert not is_same(1, 1.0)
    assert not is_same(1, True)
    assert is_same(math.nan, math.nan)


@given(user_documents)
def test_a_config_comes_back_from_the_wire_as_it_was(config: dict[str, JsonValue]) -> None:
    assert is_same(user_config(wrap_config(config)), config)


def test_a_value_key_of_the_users_own_survives() -> None:
    config: dict[str, JsonValue] = {"lr": {"value": 3, "unit": "s"}}
    assert user_config(wrap_config(config)) == config


@given(user_documents, user_documents)
def test_an_edited_config_keeps_the_sdks_own_keys(
    before: dict[str, JsonValue], after: dict[str, JsonValue]
) -> None:
    internal: dict[str, JsonValue] = {"_wandb": {"value": {"cli_version": "0.31.0"}}}
    wire: dict[str, JsonValue] = {**wrap_config(before), **internal}
    written = apply_to_wire(wire, compare(before, after))
    assert written["_wandb"] == internal["_wandb"]
    assert is_same(user_config(written), after)


def test_an_edited_value_keeps_its_description() -> None:
    wire: dict[str, JsonValue] = {"lr": {"value": 1, "desc": "step size"}}
    written = apply_to_wire(wire, compare({"lr": 1}, {"lr": 2}))
    assert written == {"lr": {"value": 2, "desc": "step size"}}


@pytest.mark.parametrize(
    "key", ["_name_or_path", "_fields", "_target_", "__file__", "_", "_wandb_x"]
)
def test_config_keys_may_begin_with_an_underscore(key: str) -> None:
    wire: dict[str, JsonValue] = {key: {"value": 1}, "wandb_version": 1, "_wandb": {"value": {}}}
    assert user_config(wire) == {key: 1}


def test_internal_keys_show_in_the_raw_config_only() -> None:
    wire: dict[str, JsonValue] = {"lr": {"value": 1}, "_wandb": {"value": {"t": 1}}}
    assert raw_config(wire) == {"lr": 1, "_wandb": {"t": 1}}
    assert user_config(wire) == {"lr": 1}
