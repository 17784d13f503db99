"""Which keys of a filter, an order and `fields=` the first page of a list leaves in doubt."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from runql_graphql.ops.runs.base import list_runs
from runql_graphql.scalars import JSONString

from runql._models.runs.listed.missing_keys import (
    KeyUse,
    key_uses,
    lacking,
    warn_missing,
    warn_mistyped,
)
from runql._paging.order import order_to_wire
from runql.filters import F, filters_to_wire

KNOWN = {
    "config.lr": frozenset({"number"}),
    "config.optimizer.name": frozenset({"string"}),
    "config.layers": frozenset({"list"}),
    "summary.loss": frozenset({"number"}),
    "summary.eval": frozenset({"object"}),
}


def run(config: dict[str, Any], summary: dict[str, Any]) -> Any:
    sent = SimpleNamespace(
        config=JSONString(json.dumps(config)), summary_metrics=JSONString(json.dumps(summary))
    )
    return SimpleNamespace(_sent=sent)


SEEN = [run({"lr": {"value": 1}}, {"loss": 2})]


def names(filters: Any, *, order: str | None = None, empty: bool = False, **more: Any) -> list[str]:
    call = list_runs(
        entity="e",
        project="p",
        filters=filters_to_wire(filters),
        order=None if order is None else order_to_wire(order),
        **more,
    )
    return [use.name for use in key_uses(call, [] if empty else SEEN, is_empty=empty)]


@pytest.mark.parametrize(
    ("filters", "doubtful"),
    [
        (F.config["a"] == 1, []),
        ((F.config["a"] > 1) & (F.summary["b"] < 2), []),
        ((F.config["a"] == 1) | (F.summary["b"] == 2), ["config.a", "summary.b"]),
        (F.config["a"] != 1, ["config.a"]),
        (F.config["a"].not_in([1]), ["config.a"]),
        (~(F.config["a"] == 1) & (F.summary["b"] == 2), ["config.a"]),
        ({"config.a": {"$not": {"$gt": 1}}}, ["config.a"]),
        ({"$or": [{"config.a": {"$exists": False}}, {"state": "finished"}]}, []),
        (F.config["a"] != None, []),  # noqa: E711 - as users ask for runs with a key
        ((F.state == "finished") | (F.tags == "a"), []),
        ((F.summary["_step"] == 1) | (F.config["_wandb"]["x"] == 1), []),
    ],
    ids=str,
)
def test_a_page_with_runs_leaves_choices_and_negations_in_doubt(
    filters: Any, doubtful: list[str]
) -> None:
    assert names(filters) == doubtful


def test_an_empty_list_leaves_every_key_in_doubt_that_a_run_must_have() -> None:
    filters = (F.config["a"] == 1) & (F.summary["b.c"] < 2) & (F.state == "finished")
    assert names(filters, empty=True) == ["config.a", "summary.b.c"]
    assert names(F.config["a"].exists() | ~F.summary["b"].exists(), empty=True) == []
    assert names(None, order="-summary.a", empty=True) == []


def test_an_order_is_in_doubt_when_no_run_of_the_page_has_its_key() -> None:
    assert names(None, order="-summary.loss") == []
    assert names(None, order="+config.lr") == []
    assert names(None, order="-summary.los") == ["summary.los"]
    assert names(None, order="+config.optimizer.name") == ["config.optimizer.name"]
    # Some keys begin with the name of the level in which the API keeps values.
    assert names(None, order="-config.x.value_loss") == ["config.x.value_loss"]
    assert names(None, order='-config."x.value_loss"') == ["config.x.value_loss"]
    assert names(None, order="-config.x.value") == ["config.x"]
    assert names(None, order="-created_at") == []


def test_requested_keys_are_in_doubt_when_no_run_of_the_page_has_them() -> None:
    requested: dict[str, Any] = {
        "config_keys": ["lr", "lrr", "a", "a.b"],
        "summary_keys": ["loss", "_step", "acc"],
    }
    assert names(None, **requested) == ["config.lrr", "config.a.b", "summary.acc"]
    assert names(None, empty=True, **requested) == []


@pytest.mark.parametrize(
    ("name", "is_lacking"),
    [
        ("config.lr", False),
        ("config.optimizer", False),
        ("config.optimizer.name", False),
        ("config.optimizer.value.name", False),
        ("config.layers.0", False),
        ("summary.eval.best", False),
        ("config.l", True),
        ("config.lr.min", True),
        ("config.optimizer.nam", True),
        ("summary.lr", True),
    ],
)
def test_a_key_is_known_by_its_name_its_parts_and_what_holds_it(
    name: str, is_lacking: bool
) -> None:
    assert bool(lacking([KeyUse(name, name, "")], KNOWN)) is is_lacking


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("summary.los", "summary.loss"),
        ("config.lrr", "config.lr"),
        ("config.optimizer.nam", "config.optimizer.name"),
        ("summary.lr", "config.lr"),
        ("config.loss", "summary.loss"),
    ],
)
def test_the_warning_names_the_key_that_is_meant(name: str, meant: str) -> None:
    said = rf"^No run of e/p has the key '{name}' of the order\. Did you mean '{meant}'\?$"
    with pytest.warns(UserWarning, match=said):
        warn_missing(KeyUse(name, name, "the order"), KNOWN, "e/p")


def test_a_warning_without_a_similar_key_names_the_known_ones() -> None:
    said = r"of the order\. Known keys: config\.layers, config\.lr, .*summary\.loss\.$"
    with pytest.warns(UserWarning, match=said):
        warn_missing(KeyUse("summary.zebra", "summary_metrics.zebra", "the order"), KNOWN, "e/p")


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (F.config["lr"] == "1", "values of the type number, and the filter compares it with the"),
        (F.config["optimizer"]["name"].in_([1, 2]), "type string"),
        (F.summary["loss"] == True, "with the type boolean"),  # noqa: E712
    ],
    ids=str,
)
def test_an_empty_list_is_told_of_values_of_another_type(filters: Any, said: str) -> None:
    call = list_runs(entity="e", project="p", filters=filters_to_wire(filters))
    with pytest.warns(UserWarning, match=said):
        warn_mistyped(key_uses(call, [], is_empty=True), KNOWN)


@pytest.mark.parametrize(
    "filters",
    [
        F.config["lr"] == 1,
        F.config["lr"].in_([1, "1"]),
        F.config["layers"] == 3,
        F.config["layers"] == [3],
        F.summary["eval"] == 1,
        F.config["unknown"] == 1,
    ],
    ids=str,
)
def test_values_that_may_match_are_not_told_of(
    filters: Any, recwarn: pytest.WarningsRecorder
) -> None:
    call = list_runs(entity="e", project="p", filters=filters_to_wire(filters))
    warn_mistyped(key_uses(call, [], is_empty=True), KNOWN)
    assert not recwarn.list
