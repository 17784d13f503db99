"""Values of other types as JSON, as the official SDK encodes them."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import decimal
import enum
import math
import pathlib
import typing
import uuid

import numpy as np
import pandas as pd
import pytest
from pydantic import BaseModel
from wandb.util import json_friendly_val

from runql._models._attributes.json_values import check_finite, encode_document, encode_value
from runql._models._attributes.text_lists import differ_in_numbers, optional_text, text_list
from runql._models._attributes.typed_json import DictShape, ModelShape, draft_change
from runql._models.runs.state import RunState
from runql._models.runs.summary import SummaryBase
from runql.errors import UsageError


class Color(enum.Enum):
    RED = 1


class Level(enum.IntEnum):
    HIGH = 3


@dataclasses.dataclass
class Optimizer:
    lr: object
    betas: tuple[float, ...] = (0.9, 0.999)


class Model(BaseModel):
    path: pathlib.Path


class Pair(typing.NamedTuple):
    first: int
    second: object


LIKE_THE_SDK = [
    np.int64(3), np.uint8(255), np.float32(0.5), np.float64(0.1), np.float16(0.5), np.bool_(True),
    np.str_("a"), np.arange(3), np.ones((2, 2)), np.longdouble(0.5), np.array(["a", "b"]),
    pd.Timestamp("2024-01-01 10:00"), pd.Timedelta("1s"), pd.Period("2024"),
    dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.date(2024, 1, 1), dt.time(1, 2), dt.timedelta(1),
    pathlib.PurePosixPath("a/b"), Color.RED, Level.HIGH, Optimizer(np.float32(0.5)), Pair(1, np.int8(2)),
    {1, 2}, (1, (2, 3)), b"text", range(3), slice(1, 5), decimal.Decimal("1.50"), uuid.UUID(int=7),
    np.float32, np.dtype("float32"), len, collections.OrderedDict(a=np.int8(1)), collections.deque([1]),
    {"nested": {"deep": [np.int64(1), None, {"d": dt.date(2024, 1, 1)}]}},
]  # fmt: skip


@pytest.mark.parametrize("value", LIKE_THE_SDK, ids=lambda value: type(value).__name__)
def test_values_are_encoded_as_the_official_sdk_encodes_them(value: object) -> None:
    encoded = encode_value(value, "config['k']")
    assert encoded == json_friendly_val(value)
    assert type(encoded) is type(json_friendly_val(value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.arange(100), list(range(100))),
        (np.array([7]), 7),
        (np.datetime64("2024-01-01T00:00:00", "ns"), "2024-01-01T00:00:00"),
        (np.array(["2024-01-01", "2024-01-02"], dtype="M8[ns]"), ["2024-01-01T00:00:00", "2024-01-02T00:00:00"]),
        (pd.NA, None),
        (pd.NaT, None),
        (pd.Series([1, 2]), [1, 2]),
        (frozenset({"b", "a"}), ["a", "b"]),
        (RunState.FINISHED, "finished"),
        (Model(path=pathlib.Path("x")), {"path": "x"}),
        ({1: "a", None: "b", np.int64(2): "c"}, {"1": "a", "null": "b", "2": "c"}),
    ],
)  # fmt: skip
def test_values_that_the_sdk_stores_as_their_repr_keep_their_content(
    value: object, expected: object
) -> None:
    assert encode_value(value, "config['k']") == expected


def test_nan_stays_a_number_and_strict_json_refuses_it() -> None:
    encoded = encode_value([float("nan"), np.float32("nan")], "x")
    assert isinstance(encoded, list)
    assert all(isinstance(each, float) and math.isnan(each) for each in encoded)
    with pytest.raises(UsageError, match=r"x\[0\] must be finite"):
        check_finite(encoded, "x")


def endless() -> list[object]:
    found: list[object] = []
    found.append(found)
    return found


@pytest.mark.parametrize(
    "value",
    [object(), 1j, iter([1]), b"\xff", "\ud800", {("a",): 1}, {1: 2, "1": 3}, endless(),
     pd.DataFrame({"a": [1]}), np.array([object()]), memoryview(b"x"), np.complex64(1)],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_refused_value_is_named_by_its_key(value: object) -> None:
    with pytest.raises(UsageError, match=r"e/p/r: config\['outer'\]\['inner'\]"):
        encode_document({"outer": {"inner": value}}, "config", "e/p/r")


def test_a_refused_edit_leaves_the_draft() -> None:
    draft: dict[str, object] = {"lr": object(), "new": {1, object()}, "bs": np.int64(64)}
    with pytest.raises(
        UsageError, match=r"config\['lr'\].*Other keys with the same error: 1.*discarded"
    ):
        draft_change(DictShape(), {"lr": 0.1, "bs": 32}, draft, "config", "e/p/r")
    assert draft == {"lr": 0.1, "bs": 64}
    change = draft_change(DictShape(), {"lr": 0.1, "bs": 32}, draft, "config", "e/p/r")
    assert change.assigned == {"bs": 64}


def test_the_summary_encodes_values_when_they_are_assigned() -> None:
    summary = SummaryBase({"loss": 1.0})
    summary["best"] = np.int64(7)
    assert summary.to_dict() == {"loss": 1.0, "best": 7}
    with pytest.raises(UsageError, match=r"summary\['bad'\]"):
        summary["bad"] = object()
    assert "bad" not in summary


@pytest.mark.parametrize("value", ["baseline", b"ab", 5, ["a", 5], [None]])
def test_one_string_or_other_items_are_not_a_list_of_strings(value: typing.Any) -> None:
    with pytest.raises(UsageError, match="tags must be a list of strings"):
        text_list(value, "tags")


def test_strings_are_copied_into_a_list() -> None:
    assert text_list(("a", np.str_("b")), "tags") == ["a", "b"]
    assert optional_text(None, "notes") is None
    with pytest.raises(UsageError, match="notes must be a string"):
        optional_text(typing.cast("str", 5), "notes")


class Inner(typing.TypedDict, total=False):
    depth: int


class Typed(typing.TypedDict):
    lr: float
    inner: Inner
    layers: typing.NotRequired[list[Inner] | None]


def test_typed_dicts_of_typing_are_read() -> None:
    shape = ModelShape(Typed, "config")
    document: dict[str, typing.Any] = {"lr": 1, "inner": {}, "layers": [{"depth": 2}]}
    value = shape.load(document, "e/p/r")
    assert value == document
    assert shape.dump(value) == document


@pytest.mark.parametrize("kind", [typing.NewType("N", int), lambda: 1, "text"])
def test_a_type_that_pydantic_cannot_read_is_refused_before_a_request(kind: typing.Any) -> None:
    class Bad:
        pass

    with pytest.raises(UsageError, match="config must be a type"):
        ModelShape(Bad, "config").check()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("model-1", "model-2", True),
        ("v9", "v10", True),
        ("model-1", "model-1", False),
        ("model-1", "modle-1", False),
        ("model", "model-1", False),
    ],
)
def test_names_differ_in_numbers_alone(left: str, right: str, expected: bool) -> None:
    assert differ_in_numbers(left, right) is expected
