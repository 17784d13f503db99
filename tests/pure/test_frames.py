"""Rows as tables: every value there, with a stable type."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql._frames.arrow import pandas_of_arrow, polars_of_arrow
from runql._frames.blocks import Block, Blocks
from runql._frames.convert import column_of, frame_of_columns, full_columns, to_frame
from runql._frames.flatten import flatten
from runql._frames.formats import require_format
from runql.errors import MissingDependencyError, UsageError

if TYPE_CHECKING:
    from runql._frames.convert import FrameFormat

ROWS: list[dict[str, Any]] = [
    {"i": 1, "f": 0.5, "b": True, "s": "x", "mixed": 1, "huge": 2**70, "l": [1]},
    {"i": None, "f": None, "b": None, "s": None, "mixed": "a", "huge": 1, "l": None},
]
COLUMNS = ["i", "f", "b", "s", "mixed", "huge", "l"]


def test_pandas_types_hold_gaps_without_losing_digits() -> None:
    frame = to_frame(ROWS, COLUMNS, "pandas")
    kinds = {name: str(frame[name].dtype) for name in ("i", "f", "b", "mixed", "huge")}
    assert kinds == {
        "i": "Int64",
        "f": "float64",
        "b": "boolean",
        "mixed": "object",
        "huge": "object",
    }
    assert frame["huge"].tolist() == [2**70, 1]


def test_plain_columns_have_plain_types() -> None:
    frame = to_frame([{"i": 1, "b": False}, {"i": 2, "b": True}], ["i", "b"], "pandas")
    assert [str(each) for each in frame.dtypes] == ["int64", "bool"]


def test_arrow_and_polars_keep_null_apart_from_nan() -> None:
    rows: list[dict[str, Any]] = [{"x": float("nan")}, {"x": None}, {}]
    arrow = to_frame(rows, ["x"], "arrow")
    polars = to_frame(rows, ["x"], "polars")
    assert arrow.column("x").null_count == 2
    assert polars["x"].null_count() == 2


def test_what_has_no_one_type_becomes_text_and_no_digit_is_lost() -> None:
    arrow = to_frame(ROWS, ["mixed", "huge"], "arrow")
    assert arrow.column("mixed").to_pylist() == ["1", "a"]
    assert arrow.column("huge").to_pylist() == [str(2**70), "1"]
    polars = to_frame(ROWS, ["mixed", "huge"], "polars")
    assert polars["mixed"].to_list() == ["1", "a"]


@pytest.mark.parametrize(
    ("values", "polars"),
    [
        ([[1, 2], [0.9, 1]], [[1.0, 2.0], [0.9, 1.0]]),
        ([[1], None, [], [2.5]], [[1.0], None, [], [2.5]]),
        ([[{"a": 1}], [{"b": 2}]], [[{"a": 1, "b": None}], [{"a": None, "b": 2}]]),
        ([{"_type": "x"}, {"_type": "x", "at": {"z": [1]}}, {"_type": "x", "at": {"z": [0.5]}}],
         [{"_type": "x", "at": None}, {"_type": "x", "at": {"z": [1.0]}}, {"_type": "x", "at": {"z": [0.5]}}]),
        ([{"_type": "x", "at": {}}], [{"_type": "x", "at": {}}]),
        ([[1], [True]], ["[1]", "[true]"]),
        ([[True], [1]], ["[true]", "[1]"]),
        ([["a"], [1]], ['["a"]', "[1]"]),
        ([1, True], ["1", "true"]),
        ([[2**53 + 1], [0.5]], [f"[{2**53 + 1}]", "[0.5]"]),
        ([[2**70]], [f"[{2**70}]"]),
    ],
)  # fmt: skip
def test_polars_types_fit_every_value_and_not_only_the_first(
    values: list[Any], polars: list[Any]
) -> None:
    found = to_frame([{"x": each} for each in values], ["x"], "polars")["x"].to_list()
    assert repr(found) == repr(polars)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from("ab"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=6,
)


def exact(value: Any) -> Any:
    """Return a value without nulls, which are absent keys of a struct, and with its type."""
    if isinstance(value, list):
        return [exact(each) for each in value]
    if isinstance(value, dict):
        return {key: exact(each) for key, each in value.items() if each is not None}
    # pandas has its own class for booleans in columns with gaps.
    return (type(value) in (bool, np.bool_), value)


@given(st.lists(JSON, min_size=1, max_size=4))
@settings(deadline=None)
@pytest.mark.parametrize("library", ["polars", "arrow", "pandas"])
def test_a_column_of_any_values_holds_each_value_or_its_json(
    library: FrameFormat, values: list[Any]
) -> None:
    frame = to_frame([{"x": each} for each in values], ["x"], library)
    found = frame["x"].to_pylist() if isinstance(frame, pa.Table) else list(frame["x"])
    for value, cell in zip(values, found, strict=True):
        if isinstance(cell, str) and not isinstance(value, str):
            assert cell == json.dumps(value)
        elif value is None:
            assert cell is None or cell is pd.NA or cell != cell
        else:
            plain = cell.to_list() if isinstance(cell, pl.Series) else cell
            assert exact(plain) == exact(value)


@pytest.mark.parametrize("huge", [2**53 + 1, 2**60, 10**400])
def test_integers_without_an_exact_float_keep_their_digits_next_to_floats(huge: int) -> None:
    rows: list[dict[str, Any]] = [{"x": huge}, {"x": 0.5}]
    assert to_frame(rows, ["x"], "pandas")["x"].tolist() == [huge, 0.5]
    assert to_frame(rows, ["x"], "polars")["x"].to_list() == [str(huge), "0.5"]
    assert to_frame(rows, ["x"], "arrow").column("x").to_pylist() == [str(huge), "0.5"]


def test_integers_in_lists_and_dicts_with_gaps_keep_their_digits() -> None:
    cells: list[Any] = [[2**60 + 1, None], None, [1, 2]]
    structs: list[Any] = [[{"a": 2**60 + 1}], [{"b": 1}], None]
    table = pa.table({"l": cells, "d": structs, "plain": [[1], [2, 3], [4]]})
    frame = pandas_of_arrow(table)
    assert repr(frame["l"].tolist()) == repr(cells)
    assert repr(frame["d"][0]) == repr([{"a": 2**60 + 1, "b": None}])
    assert repr(frame["d"][1]) == repr([{"a": None, "b": 1}])
    assert [each.tolist() for each in frame["plain"]] == [[1], [2, 3], [4]]


def test_times_are_aware() -> None:
    rows: list[dict[str, Any]] = [{"t": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, {"t": None}]
    assert str(to_frame(rows, ["t"], "pandas")["t"].dtype).endswith("UTC]")


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={"i": st.integers(-(2**63), 2**63 - 1), "f": st.floats(), "b": st.booleans()},
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(deadline=None)
def test_by_rows_or_by_columns_the_frame_is_the_same(rows: list[dict[str, Any]]) -> None:
    columns = ["i", "f", "b"]
    direct = to_frame(rows, columns, "pandas")
    arrow = to_frame(rows, columns, "arrow")
    by_columns = pandas_of_arrow(arrow)
    for name in columns:
        if any(row.get(name) is not None for row in rows):
            pd.testing.assert_series_equal(direct[name], by_columns[name])
    assert polars_of_arrow(arrow).height == len(rows)


def test_a_missing_library_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'runql\[polars\]'"):
        require_format("polars")
    require_format("records")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="csv"):
        require_format("csv")


@pytest.mark.parametrize(
    "row",
    [
        {"a.b": 1, "a": {"b": 2}},
        {"a": {"b": 2}, "a.b": 1},
        {"a.b": 1, "a": {"b": 2}, "c": 3},
    ],
)
def test_keys_of_one_name_keep_both_values(row: dict[str, Any]) -> None:
    with pytest.warns(UserWarning, match=r"'a\.b'.*'a\.b_2'"):
        flat = flatten(row)
    assert (flat["a.b"], flat["a.b_2"]) == (1, 2)


def test_a_free_name_is_chosen_for_the_nested_value() -> None:
    with pytest.warns(UserWarning, match=r"a\.b_3"):
        flat = flatten({"a.b": 1, "a.b_2": 5, "a": {"b": 2}})
    assert flat == {"a.b": 1, "a.b_2": 5, "a.b_3": 2}


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, 2**64 - 1, 2**70, 2**130])
def test_integers_beyond_64_bits_are_strings_in_both_formats(value: int) -> None:
    rows = [{"a": value}, {"a": 1}]
    assert to_frame(rows, ["a"], "polars")["a"].to_list() == [str(value), "1"]
    assert to_frame(rows, ["a"], "arrow").column("a").to_pylist() == [str(value), "1"]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.5, True], ["0.5", "true"]),
        ([[0.5, False], None], ["[0.5, false]", None]),
        ([{"a": [0.5]}, {"a": [True]}], ['{"a": [0.5]}', '{"a": [true]}']),
    ],
)
def test_booleans_next_to_floats_are_no_numbers(values: list[Any], texts: list[str | None]) -> None:
    table = to_frame([{"x": each} for each in values], ["x"], "arrow")
    assert table.column("x").to_pylist() == texts


def test_unsigned_integers_with_gaps_keep_their_digits() -> None:
    table = pa.table({"a": pa.array([2**64 - 1, None], pa.uint64())})
    assert pandas_of_arrow(table)["a"][0] == 2**64 - 1


def test_names_that_read_the_same_when_escaped_are_two_columns() -> None:
    table = frame_of_columns({"\ud800": [1], "\\ud800": [2], "\\ud800_2": [3]}, "arrow")
    assert table.to_pydict() == {"\\ud800_3": [1], "\\ud800": [2], "\\ud800_2": [3]}


@pytest.mark.parametrize("library", ["pandas", "polars", "arrow"])
def test_a_name_that_is_given_twice_is_one_column(library: Any) -> None:
    blocks = Blocks([Block.of([{"a": 1, "b": [1]}])])
    frame: Any = blocks.frame(["a", "b", "a"], library)
    assert list(frame.column_names if library == "arrow" else frame.columns) == ["a", "b"]


def test_frames_of_the_same_columns_have_their_own_labels() -> None:
    rows = [{"a": 1, "b": 2.5}, {"a": 2, "b": 3.5}]
    first, second = (to_frame(rows, ["a", "b"], "pandas") for _ in range(2))
    first.columns.name = "changed"
    with suppress(ValueError):  # pandas 3 refuses it, pandas 2 changes the labels
        first.columns.to_numpy(copy=False)[0] = "z"
    third = to_frame(rows, ["a", "b"], "pandas")
    for frame in (second, third):
        assert frame.columns.name is None
        assert list(frame.columns) == ["a", "b"]
        assert frame.columns.dtype == pd.Index(["a", "b"]).dtype


@pytest.mark.parametrize("names", [["a", "b"], ["b", "a"], ["a"], ["b", "c"], []])
def test_columns_are_the_same_whether_rows_have_all_keys_or_not(names: list[str]) -> None:
    full = [{"a": 1, "b": 2.5, "c": "x"}, {"a": 2, "b": 3.5, "c": "y"}]
    found = full_columns(full, names)
    assert (found is None) == (len(names) < 2)
    assert found in (None, {name: column_of(full, name) for name in names})
    assert full_columns([*full, {"a": 1}], ["a", "b"]) is None
    assert full_columns([], ["a", "b"]) is None
    frame = to_frame(full, names, "pandas")
    assert frame.shape == (2 if names else 0, len(names))
    assert list(frame.columns) == names
