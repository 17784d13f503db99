"""The same rows, whichever way they come: exported whole, by columns, live, in pages, or mixed."""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runql._models.history import byte_ranges as parquet_ranges
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import read_lines, select
from runql._paths.runs import RunPath
from runql._sync.history.reader import HistoryReader
from runql._transfer.history import parquet as exports
from tests.pure.history.history_server import HistoryServer, Row, in_groups

PATH = RunPath("e", "p", "run")

whole = st.integers(-(2**63), 2**63 - 1) | st.integers(2**53 - 2, 2**53 + 2) | st.integers(0, 9)
text = st.text(st.characters(codec="utf-8"), max_size=5).filter(
    lambda each: each not in ("NaN", "Infinity", "-Infinity")
)
# One kind of values for a key, as runs have it; what has none of its own is never exported.
values: dict[str, st.SearchStrategy[Any]] = {
    "loss": st.floats(),
    "count": whole,
    "mixed": st.floats() | st.integers(-(2**53), 2**53),
    "flag": st.booleans(),
    "name": text,
    "lists": st.lists(st.floats() | st.none(), max_size=3),
    "ints": st.lists(whole, max_size=3),
    "nested": st.fixed_dictionaries(
        {}, optional={"a": whole, "b": st.fixed_dictionaries({"c": st.floats()})}
    ),
    "dotted.key": st.floats(),
    "nothing": st.none(),
    "media": st.fixed_dictionaries({"_type": st.just("x-file"), "size": st.integers(0, 9)}),
}
some_row = st.fixed_dictionaries({}, optional={k: v | st.none() for k, v in values.items()})
KEYS = ["loss", "count", "mixed", "name", "lists", "nested.a", "nested.b.c", "dotted.key", "flag"]


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    gaps = st.integers(1, 3) | st.integers(1, 10**9)
    step, rows = draw(st.integers(0, 5)), []
    for row in draw(st.lists(some_row, max_size=12)):
        rows.append({"_step": step, "_timestamp": 1.5 * step, **row})
        step += draw(gaps)
    return rows


def same(left: object, right: object) -> bool:
    """Return whether two values are equal, of one type, with NaN equal to itself."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float) and isinstance(right, float) and math.isnan(left):
        return math.isnan(right)
    return left == right and type(left) is type(right)


def without_kinds(rows: list[Row]) -> list[Row]:
    """Integers of a column that has floats too are floats in it."""
    return [
        {k: float(v) if k == "mixed" and isinstance(v, int) else v for k, v in row.items()}
        for row in rows
    ]


@pytest.fixture(autouse=True, scope="module")
def ranges() -> Any:
    """Parts and column ranges are worth it for the smallest file."""
    patch = pytest.MonkeyPatch()
    patch.setattr(exports, "TAIL", 64)
    patch.setattr(exports, "_HEAD", 64)
    patch.setattr(exports, "_WORTH_WHOLE", 2.0)
    patch.setattr(parquet_ranges, "_CLOSE", 0)
    patch.setattr(parquet_ranges, "_PART", 1)
    yield
    patch.undo()


@given(
    histories(),
    st.none() | st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True),
    st.sampled_from(["any", "all"]),
    st.none() | st.integers(0, 30),
    st.none() | st.integers(30, 10**9),
    st.integers(0, 12),
    st.integers(1, 6),
)
@example([{"_step": 4, "lists": [math.inf, math.nan]}], ["lists"], "all", None, None, 0, 1)
@example([{"_step": 0, "count": 2**53 + 1}, {"_step": 9, "count": -1}], None, "any", 0, 30, 1, 1)
@settings(max_examples=100, deadline=None)
def test_rows_are_the_same_whichever_way_they_come(
    rows: list[Row],
    keys: list[str] | None,
    how: Any,
    low: int | None,
    high: int | None,
    exported: int,
    per_file: int,
) -> None:
    chosen = None if keys is None else tuple(keys)
    query = HistoryQuery(chosen, low, high, how, page_size=5)
    inside = [
        json.dumps(row)
        for row in rows
        if (low is None or row["_step"] >= low) and (high is None or row["_step"] < high)
    ]
    expected = without_kinds(select(read_lines(inside), chosen, how))
    for count in (0, min(exported, len(rows)), len(rows)):
        with tempfile.TemporaryDirectory() as folder:
            served = HistoryServer(rows, Path(folder), count, per_file)
        served.storage.files = {u: in_groups(c, 2) for u, c in served.storage.files.items()}
        with served.session() as session:
            reader = HistoryReader(session, PATH, width=1)
            parts = reader.parts(query)
            blocks = [(list(rows), last) for rows, last in reader.blocks(query, reader.extent())]
        assert same(without_kinds(parts.to_records()), expected)
        assert same(without_kinds([row for block, _ in blocks for row in block]), expected)
        frame = parts.to_arrow()
        assert frame.num_rows == len(expected)
        assert frame.column("_step").to_pylist() == [row["_step"] for row in expected]
