"""Histories in buckets, with the fields of W&B's responses."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql_sandbox.inputs import InputError
from runql_sandbox.store.history.buckets import bucketed_history

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser

ROWS: list[dict[str, Any]] = [{"_step": i, "loss": 10 - i, "a": {"b": i}} for i in range(6)]


def test_a_bucket_has_the_members_of_recorded_answers() -> None:
    first, second = bucketed_history(ROWS, {"keys": ["loss"], "samples": 2, "xAxis": "_step"})
    assert first == {
        "bucketSize": 3,
        "_stepAvg": 1,
        "_stepLast": 2,
        "_stepHasNaN": False,
        "lossAvg": 9,
        "lossMin": 8,
        "lossMax": 10,
        "lossLast": 8,
        "lossXAtMin": 2,
        "lossHasNaN": False,
    }, "the place of the maximum is 0, and left out"
    assert (second["lossXAtMax"], second["lossXAtMin"], second["_stepAvg"]) == (3, 5, 4)


def test_other_axes_and_nested_keys() -> None:
    (only,) = bucketed_history(ROWS, {"keys": ["a.b", "none"], "samples": 1, "xAxis": "loss"})
    assert (only["lossAvg"], only["a.bMax"], only["a.bXAtMax"]) == (7.5, 5, 5)
    assert not any(key.startswith("none") for key in only)


def test_what_is_not_finite_counts_apart() -> None:
    rows = [{"_step": i, "loss": value} for i, value in enumerate([1, math.nan, "Infinity", 3])]
    (only,) = bucketed_history(rows, {"keys": ["loss"], "samples": 1})
    assert (only["lossAvg"], only["lossHasNaN"], only["lossLast"]) == (2, True, 3)
    (lost,) = bucketed_history([{"_step": 1, "loss": "NaN"}], {"keys": ["loss"]})
    assert lost == {
        "bucketSize": 1,
        "_stepAvg": 1,
        "_stepLast": 1,
        "_stepHasNaN": False,
        "lossHasNaN": True,
    }


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"keys": []},
        {"keys": "loss"},
        {"keys": ["loss"], "samples": 0},
        {"keys": ["loss"], "xAxis": 1},
        {"keys": ["loss"], "minStep": 2},
    ],
    ids=["empty", "no keys", "text", "no samples", "axis", "unknown member"],
)
def test_specs_that_mean_nothing_are_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        bucketed_history(ROWS, spec)


@given(
    st.lists(
        st.one_of(st.floats(), st.integers(-(10**400), 10**400), st.text(max_size=3), st.none()),
        max_size=60,
    ),
    st.integers(1, 20),
)
def test_buckets_hold_every_row_once(values: list[Any], samples: int) -> None:
    rows = [{"_step": i, "loss": value} for i, value in enumerate(values)]
    buckets = bucketed_history(rows, {"keys": ["loss"], "samples": samples})
    known = [each for each in values if isinstance(each, int | float)]
    known += [each for each in values if each == "NaN"]
    assert len(buckets) <= samples
    assert sum(each["bucketSize"] for each in buckets) == len(known)
    json.dumps(buckets, allow_nan=False)
    for each in buckets:
        if "lossMin" in each:
            assert each["lossMin"] <= each["lossLast"] <= each["lossMax"]


def test_the_server_answers_several_specs_of_a_run(sandbox: Sandbox, user: SandboxUser) -> None:
    lines = [json.dumps(row) for row in ROWS]
    with sandbox.api(user) as api:
        api.create_run("buckets", run_id="r")
    base = f"{sandbox.base_url}/files/{user.entity}/buckets/r/file_stream"
    body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": lines}}, "complete": True}
    auth = ("api", user.api_key)
    httpx.post(base, json=body, auth=auth).raise_for_status()
    query = """query Q($e: String, $s: [JSONString!]!) { project(name: "buckets", entityName: $e) {
      run(name: "r") { bucketedHistory(packVersion: 1, specs: $s) historyKeys } } }"""
    specs = [json.dumps({"keys": [key], "samples": 2, "xAxis": "_step"}) for key in ("loss", "a.b")]
    found = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": query, "variables": {"e": user.entity, "s": specs}},
        auth=auth,
    ).json()["data"]["project"]["run"]
    assert [[each["bucketSize"] for each in part] for part in found["bucketedHistory"]] == [
        [3, 3],
        [3, 3],
    ]
    keys = found["historyKeys"]["keys"]
    assert keys["loss"]["previousValue"] == 5
    assert keys["a"]["previousValue"] == -1.7976931348623157e308
