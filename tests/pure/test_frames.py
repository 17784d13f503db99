"""Rows as tables: every value there, with a stable type."""

from __future__ import annotations

import datetime as dt
import importlib.util
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql._frames.arrow import pandas_of_arrow, polars_of_arrow
from runql._frames.convert import to_frame
from runql._frames.flatten import flatten
from runql._frames.formats import require_format
from runql.errors import MissingDependencyError, UsageError

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
