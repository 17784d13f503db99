"""Columns to rows: each row has the names and its own values, in the order of the columns."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._frames.rows import picked, rows_of
from runql._models.history.parquet import table_rows

NAMES: Final = st.lists(st.text(max_size=6), unique=True, min_size=1, max_size=5)
ODD: Final = (
    "loss",
    "it's",
    '"',
    "a\nb",
    "\\",
    "{x}",
    "\ud800",
    "\x00",
    "): __import__('os')",
    "value_0",
    "rows",
    "",
)


@given(NAMES, st.integers(0, 250))
def test_a_row_has_all_names_and_its_own_values(names: list[str], length: int) -> None:
    columns = [[f"{at}/{row}" for row in range(length)] for at in range(len(names))]
    rows = list(rows_of(names, columns))
    assert rows == [{name: f"{at}/{row}" for at, name in enumerate(names)} for row in range(length)]
    assert all(list(row) == names for row in rows)


@pytest.mark.parametrize("length", [1, 99, 100, 1000])
def test_names_of_any_characters_are_names_and_not_code(length: int) -> None:
    rows = list(rows_of(ODD, [[at] * length for at in range(len(ODD))]))
    assert rows == [dict(zip(ODD, range(len(ODD)), strict=True))] * length


@pytest.mark.parametrize("width", [1, 2, 30, 31, 300])
def test_the_number_of_columns_does_not_matter(width: int) -> None:
    names = [f"key{at}" for at in range(width)]
    rows = list(rows_of(names, [range(at, at + 150) for at in range(width)]))
    assert len(rows) == 150
    assert rows[149] == {name: at + 149 for at, name in enumerate(names)}


@pytest.mark.parametrize("length", [5, 500])
def test_columns_of_different_lengths_are_refused(length: int) -> None:
    with pytest.raises(ValueError, match="zip"):
        list(rows_of(["a", "b"], [range(length), range(length - 1)]))


def test_every_row_is_an_object_of_its_own() -> None:
    first, *rest = rows_of(["a"], [[0] * 200])
    first["b"] = 1
    assert rest == [{"a": 0}] * 199


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
def test_picked_values_come_from_the_places_of_every_column(places: list[int]) -> None:
    found = picked([range(10), range(10, 20)], places)
    assert [list(column) for column in found] == [places, [10 + place for place in places]]


@pytest.mark.parametrize("gap", [1, 2, 3, 50, 1000])
def test_rows_lack_the_keys_without_a_value_whether_few_or_many_are_missing(gap: int) -> None:
    """Rows of few nulls and of many nulls are built in different ways."""
    count = 700
    columns: dict[str, list[Any]] = {
        "_step": list(range(count)),
        "first": [None if row % gap == 0 else row for row in range(count)],
        "second": [None if row % (gap + 1) == 0 else f"{row}" for row in range(count)],
        "third": [row / 2 for row in range(count)],
    }
    expected = [
        {name: values[row] for name, values in columns.items() if values[row] is not None}
        for row in range(count)
    ]
    rows = list(table_rows(pa.table(columns)))
    assert rows == expected
    assert [list(row) for row in rows] == [list(row) for row in expected]
