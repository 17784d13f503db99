"""Values in filters: those of other libraries are what they hold, in every spelling."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
import pathlib
import uuid
from typing import Any

import numpy as np
import pandas as pd
import pytest

from runql.errors import FilterError
from runql.filters import F, filters_to_wire

NOON = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)


class State(enum.StrEnum):
    FINISHED = "finished"


@dataclasses.dataclass
class Optimizer:
    name: str
    betas: tuple[float, float]


VALUES: list[tuple[object, object]] = [
    (np.float64(0.5), 0.5),
    (np.float32(0.5), 0.5),
    (np.int64(3), 3),
    (np.bool_(True), True),
    (np.str_("x"), "x"),
    (np.array(3), 3),
    (np.array([1, 2]), [1, 2]),
    ([np.int8(1), np.float16(0.5)], [1, 0.5]),
    (np.datetime64("2026-01-31T12:00:00.000000001", "ns"), "2026-01-31T12:00:00Z"),
    (np.datetime64("2026-01-31"), "2026-01-31T00:00:00Z"),
    (np.timedelta64(90, "s"), 90.0),
    (pd.Timestamp("2026-01-31T13:00:00.000000001+01:00"), "2026-01-31T12:00:00Z"),
    (pd.Timedelta(minutes=1), 60.0),
    (pd.Series([1, 2]), [1, 2]),
    (pathlib.PurePosixPath("a/b"), "a/b"),
    (uuid.UUID(int=5), "00000000-0000-0000-0000-000000000005"),
    (Optimizer("adam", (0.9, 0.99)), {"name": "adam", "betas": [0.9, 0.99]}),
    (State.FINISHED, "finished"),
    ({"when": NOON, State.FINISHED: {1}}, {"when": "2026-01-31T12:00:00Z", "finished": [1]}),
]


@pytest.mark.parametrize(("value", "sent"), VALUES, ids=[type(v).__name__ for v, _ in VALUES])
def test_values_of_other_libraries_are_what_they_hold(value: Any, sent: object) -> None:
    assert (F.config["x"] == value).to_mongo() == {"config.x": sent}
    assert json.loads(filters_to_wire({"config.x": value})) == {"config.x": sent}
    assert json.loads(filters_to_wire({"config.x": {"$in": [value]}})) == {
        "config.x": {"$in": [sent]}
    }
    assert F.config["x"].in_([value]).to_mongo() == {"config.x": {"$in": [sent]}}


def test_lists_of_other_libraries_are_lists() -> None:
    for values in (np.array([1, 2]), pd.Series([1, 2]), (each for each in (1, 2)), range(1, 3)):
        assert F.config["x"].in_(values).to_mongo() == {"config.x": {"$in": [1, 2]}}
    assert json.loads(filters_to_wire({"tags": {"$in": {"a": 1}.keys()}})) == {
        "tags": {"$in": ["a"]}
    }


@pytest.mark.parametrize(
    "value",
    [
        np.float64("nan"),
        np.datetime64("NaT", "ns"),
        np.timedelta64("NaT", "ns"),
        pd.NaT,
        pd.NA,
        1j,
        b"x",
        [float("inf")],
    ],
    ids=repr,
)
def test_what_is_no_value_is_refused_in_every_spelling(value: Any) -> None:
    for attempt in (
        lambda: F.config["x"] == value,
        lambda: F.config["x"].in_([value]),
        lambda: filters_to_wire({"config.x": value}),
        lambda: filters_to_wire({"config.x": {"$in": [1, value]}}),
        lambda: filters_to_wire({"config.x": {"$gt": value}}),
    ):
        with pytest.raises(FilterError):
            attempt()


def test_counts_and_truth_values_may_be_numpys() -> None:
    assert F.config["x"].has_length(np.int64(2)).to_mongo() == {"config.x": {"$size": 2}}  # type: ignore[arg-type]
    found = filters_to_wire({"config.x": {"$exists": np.bool_(True)}})
    assert json.loads(found) == {"config.x": {"$exists": True}}
    refused: list[dict[str, object]] = [
        {"$size": True},
        {"$size": 1.5},
        {"$exists": 1},
        {"$exists": []},
    ]
    for condition in refused:
        with pytest.raises(FilterError, match="must be"):
            filters_to_wire({"config.x": condition})
