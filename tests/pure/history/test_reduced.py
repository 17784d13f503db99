"""Buckets of histories, in the responses of public servers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from runql import HistoryBucket
from runql._models.history.buckets import BucketsQuery
from runql.errors import ProtocolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

LOGGED: Any = {"keys": {"loss": {"typeCounts": [{"type": "number", "count": 3}]}}}
ROW: dict[str, Any] = {
    "bucketSize": 3,
    "_stepAvg": 1,
    "_stepLast": 2,
    "_stepHasNaN": False,
    "lossAvg": 9,
    "lossMin": 8.5,
    "lossMax": 10,
    "lossLast": 8.5,
    "lossXAtMin": 2,
    "lossHasNaN": False,
}


def read(row: dict[str, Any]) -> HistoryBucket:
    return BucketsQuery.of(["loss"], "_step", 5).read([[row]], LOGGED, "e/p/r")[0]


def test_a_place_that_the_server_leaves_out_is_0() -> None:
    assert read(ROW) == HistoryBucket("loss", 3, 1, 2, 9, 8.5, 10, 8.5, 2, 0, has_nan=False)


def test_a_bucket_without_numbers_has_none() -> None:
    empty = {"bucketSize": 1, "_stepAvg": 4, "_stepLast": 4, "lossHasNaN": True}
    found = read(empty)
    assert (found.min, found.max, found.mean, found.x_at_min, found.x_at_max) == (None,) * 5
    assert found.has_nan


def test_numbers_that_are_not_finite_are_floats() -> None:
    found = read({**ROW, "lossMax": "Infinity", "lossLast": "NaN"})
    assert found.max == math.inf
    assert found.last is not None
    assert math.isnan(found.last)


@pytest.mark.parametrize(
    "response",
    [[], [[], []], ["loss"], [[1]], [[{**ROW, "lossMin": [1]}]], [[{**ROW, "bucketSize": "many"}]]],
    ids=[
        "no list",
        "too many lists",
        "text",
        "no objects",
        "list for a number",
        "text for a count",
    ],
)
def test_other_responses_are_errors(response: Sequence[Any]) -> None:
    with pytest.raises(ProtocolError, match="e/p/r"):
        BucketsQuery.of(["loss"], "_step", 5).read(response, LOGGED, "e/p/r")


def test_a_key_that_was_not_logged_is_an_error() -> None:
    with pytest.raises(UsageError, match="has not logged 'los'") as raised:
        BucketsQuery.of(["los"], "_step", 5).read([[]], LOGGED, "e/p/r")
    assert raised.value.hint == "Did you mean 'loss'?"


def test_an_axis_that_was_not_logged_is_an_error() -> None:
    with pytest.raises(UsageError, match="has not logged 'epoch'"):
        BucketsQuery.of(["loss"], "epoch", 5).read([[]], LOGGED, "e/p/r")


@pytest.mark.parametrize(
    ("keys", "x", "buckets", "said"),
    [
        ("loss", "_step", 5, "list of strings"),
        ([], "_step", 5, "empty"),
        (["loss"], "loss", 5, "both a key and the x axis"),
        (["loss"], "_step", 0, "at least 1"),
    ],
    ids=["text", "no keys", "axis", "no buckets"],
)
def test_arguments_out_of_bounds_are_refused(keys: Any, x: str, buckets: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        BucketsQuery.of(keys, x, buckets)
