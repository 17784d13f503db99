"""A whole history in few requests: nothing lost, nothing twice, wherever the steps lie."""

from __future__ import annotations

import json
import math
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from runql_graphql.fragments.history import RunHistoryPlan

from runql._frames.flatten import Row, flatten
from runql._models.history.known_keys import partial_keys
from runql._models.history.parquet import read_parquet, table_rows
from runql._models.history.plan import HistoryExtent, HistoryQuery, Windows, key_specs, read_specs
from runql._models.history.rows import (
    check_keys,
    column_order,
    read_lines,
    read_objects,
    select,
    step_of,
)
from runql._models.runs.last_step import last_step_of
from runql.errors import ProtocolError, UsageError
from runql_sandbox.store.history import rows as server

steps = st.lists(
    st.integers(0, 60) | st.integers(0, 10**9) | st.integers(10**12, 10**12 + 50),
    unique=True,
    max_size=60,
).map(sorted)
pages = st.integers(1, 20) | st.none()
bounds = st.none() | st.integers(0, 100) | st.integers(0, 2 * 10**12)


def extent_of(present: list[int]) -> HistoryExtent:
    return HistoryExtent(max(present, default=-1), len(present))


def holds(query: HistoryQuery, step: int) -> bool:
    low, high = query.min_step, query.max_step
    return (low is None or step >= low) and (high is None or step < high)


def read_all(present: list[int], query: HistoryQuery) -> tuple[list[int], int]:
    """Read as the client does from a server that thins out as the sandbox does."""
    windows, found, requests = Windows(query, extent_of(present)), list[int](), 0
    pending = windows.next()
    while pending:
        window = pending.pop(0)
        inside = [step for step in present if window.low <= step < window.high]
        sampled = server.sample(inside, window.samples)
        requests += 1
        halves = windows.split(window, len(sampled))
        found += [] if halves else sampled
        pending = halves + pending or windows.next()
    return found, requests


@given(steps, pages, bounds, bounds)
@settings(max_examples=300)
def test_windows_find_every_step_once_and_in_order(
    present: list[int], page_size: int | None, low: int | None, high: int | None
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    query = HistoryQuery(None, low, high, "any", page_size)
    found, _ = read_all(present, query)
    assert found == [step for step in present if holds(query, step)]


@given(st.lists(st.integers(0, 30), max_size=80).map(sorted), pages)
def test_windows_find_every_line_of_steps_with_several(
    present: list[int], page_size: int | None
) -> None:
    if any(present.count(step) > 2 * (page_size or 1000) for step in present):
        return
    assert read_all(present, HistoryQuery(page_size=page_size))[0] == present


@pytest.mark.parametrize("present", [[50_000], [0, 1_790_000_000], [0, 7, 10**9], [10**15]])
def test_a_few_rows_anywhere_are_one_request(present: list[int]) -> None:
    found, requests = read_all(present, HistoryQuery())
    assert found == present
    assert requests == 1


def test_a_dense_history_is_one_request_a_page() -> None:
    _, requests = read_all(list(range(100_000)), HistoryQuery(page_size=10_000))
    assert requests == 10


@pytest.mark.parametrize(
    ("columns", "sizes"), [(20, [1000, 2000, 4000, 4000]), (60, [1000, 1587]), (997, [1000, 1000])]
)
def test_pages_grow_up_to_a_number_of_values(columns: int, sizes: list[int]) -> None:
    extent = HistoryExtent(99_999, 100_000, columns=columns)
    windows = Windows(HistoryQuery(), extent).next(len(sizes))
    assert [window.high - window.low for window in windows] == sizes
    assert [window.samples for window in windows] == [2 * size + 1 for size in sizes]


def test_chosen_pages_do_not_grow() -> None:
    windows = Windows(HistoryQuery(page_size=500), HistoryExtent(99_999, 100_000)).next(3)
    assert [window.high - window.low for window in windows] == [500, 500, 500]


def test_a_clump_far_out_costs_no_walk_over_the_gap() -> None:
    present = [*range(1000), *range(10**9, 10**9 + 1000)]
    _, requests = read_all(present, HistoryQuery(page_size=1000))
    assert requests < 80


def test_an_empty_history_is_no_request() -> None:
    assert read_all([], HistoryQuery()) == ([], 0)


scalars = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=4)
)
metrics = st.dictionaries(
    st.sampled_from(["a", "b", "c/d"]), st.floats() | st.integers(-5, 5), max_size=3
)


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    at = draw(st.lists(st.integers(0, 50), unique=True, max_size=12))
    own = {"_timestamp": st.just(1.5), "_runtime": st.just(2)}
    some = draw(st.sampled_from([{}, own]))
    rows = [{**draw(metrics), "_step": step, "_timestamp": float(step)} for step in sorted(at)]
    if some:
        # Some rows lack what the SDK gives each of them.
        return [
            {k: v for k, v in row.items() if k != "_timestamp"}
            | draw(st.fixed_dictionaries({}, optional=some))
            for row in rows
        ]
    return rows


def same(left: object, right: object) -> bool:
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right or (left != left and right != right)


def sampled_by_specs(rows: list[dict[str, Any]], query: HistoryQuery) -> list[Row]:
    keys = server.HistoryKeys()
    for row in rows:
        keys.add(row)
    partial = partial_keys(keys.document()["keys"], len(rows))
    specs = key_specs(query, query.min_step, query.max_step, 10_000, partial)
    samples = [server.sampled_history(rows, json.loads(spec)) for spec in specs]
    wire: list[Any] = json.loads(json.dumps(samples, allow_nan=False))
    return read_specs(query, wire)[0]


@given(
    histories(),
    st.lists(
        st.sampled_from(["a", "b", "c/d", "_step", "_timestamp", "_runtime", "nowhere"]),
        min_size=1,
        unique=True,
    ),
    st.sampled_from(["any", "all"]),
    st.none() | st.integers(0, 25),
    st.none() | st.integers(25, 60),
)
@settings(max_examples=300)
def test_chosen_keys_are_the_whole_rows_cut_down(
    rows: list[dict[str, Any]], keys: list[str], how: Any, low: int | None, high: int | None
) -> None:
    query = HistoryQuery(tuple(keys), low, high, how)
    whole = [flatten(row) for row in rows if holds(query, row["_step"])]
    assert same(sampled_by_specs(rows, query), select(whole, query.keys, how))


@given(
    histories(), st.none() | st.just(("a",)) | st.just(("b", "a")), st.sampled_from(["any", "all"])
)
@settings(max_examples=150, deadline=None)
def test_exported_live_and_paged_rows_are_identical(
    rows: list[dict[str, Any]], keys: tuple[str, ...] | None, how: Any
) -> None:
    query = HistoryQuery(keys, how=how)
    paged = select(read_lines([json.dumps(row) for row in rows]), keys, how)
    if keys is not None:
        assert same(sampled_by_specs(rows, query), paged)
    if rows:
        exported = list(
            table_rows(
                read_parquet(parquet(rows), query, HistoryExtent(50, 9, (), None)).table, keys
            )
        )
        assert same(exported, paged)


def parquet(rows: list[dict[str, Any]]) -> bytes:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {
        name: pa.array([row.get(name) for row in rows], from_pandas=False)
        if name == "_step"
        else pa.array([None if row.get(name) is None else float(row[name]) for row in rows])
        for name in names
    }
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink)
    return bytes(sink.getvalue())


def test_rows_that_all_have_a_key_need_no_spec_of_its_own() -> None:
    counted: Any = {
        "loss": {"typeCounts": [{"type": "number", "count": 2}]},
        "_step": {"typeCounts": [{"type": "number", "count": 4}]},
        "_timestamp": {"typeCounts": [{"type": "number", "count": 4}]},
        "_runtime": {"typeCounts": [{"type": "number", "count": 3}, {"type": "nil", "count": 1}]},
    }
    partial = partial_keys(counted, 4)
    assert partial == {"_runtime"}
    query = HistoryQuery(("loss", "_timestamp", "_runtime"))
    assert [json.loads(spec)["keys"] for spec in key_specs(query, None, None, 9, partial)] == [
        ["_step", "_timestamp", "loss"],
        ["_step", "_runtime", "loss"],
    ]
    assert partial_keys(None, 4) == {"_step", "_timestamp", "_runtime"}


def test_rows_from_the_first_live_step_on_are_not_read_from_files() -> None:
    rows = [{"_step": step, "a": float(step)} for step in range(10)]
    extent = HistoryExtent(9, 10, ("url",), live_from=6)
    table = read_parquet(parquet(rows), HistoryQuery(), extent).table
    assert table.column("_step").to_pylist() == list(range(6))
    windows = Windows(HistoryQuery(), extent)
    assert [(window.low, window.high) for window in windows.next()] == [(6, 10)]


@given(st.dictionaries(st.text(max_size=3), scalars, max_size=4))
@example({"a": "NaN", "b": "nan"})
def test_lines_are_read_exactly(row: dict[str, Any]) -> None:
    line = json.dumps(row)
    # The SDK writes NaN as a string in some places, so that string is the number.
    expected = {
        key: float("nan") if value == "NaN" else value
        for key, value in row.items()
        if value is not None
    }
    assert same(read_lines([line, line]), [expected, expected])


def test_quoted_numbers_are_numbers_again() -> None:
    row = read_objects([{"_step": 1, "x": "NaN", "y": "-Infinity", "z": "text"}])[0]
    assert math.isnan(float(str(row["x"])))
    assert (row["y"], row["z"]) == (-math.inf, "text")


def test_media_and_lists_stay_whole() -> None:
    media: dict[str, Any] = {"_type": "histogram", "values": [1]}
    row: dict[str, Any] = {"h": media, "n": {"a": {"b": 1}, "e": {}}, "l": [{"x": 1}], "none": None}
    assert flatten(row) == {"h": media, "n.a.b": 1, "n.e": {}, "l": [{"x": 1}]}


def test_columns_stand_in_order() -> None:
    names = {"z", "_runtime", "a", "_step"}
    assert column_order(names, None) == ["_step", "_runtime", "a", "z"]
    assert column_order({"b", "_timestamp"}, None) == ["_timestamp", "b"]
    assert column_order(set(), None) == ["_step"]
    assert column_order({"z"}, ("b", "_step", "a")) == ["_step", "b", "a"]


def test_a_row_without_a_step_is_before_all() -> None:
    assert step_of({}) == -1
    assert step_of({"_step": 3.0}) == 3


@pytest.mark.parametrize("keys", ["loss", []])
def test_wrong_keys_are_refused(keys: Any) -> None:
    with pytest.raises(UsageError):
        check_keys(keys)


@pytest.mark.parametrize(
    ("document", "step"),
    [({"lastStep": 3}, 3), ({"lastStep": 3.5}, 3), ({"lastStep": None}, -1), ({}, -1), (None, -1)],
)
def test_the_last_step_is_a_whole_number(document: Any, step: int) -> None:
    assert last_step_of(document) == step


@pytest.mark.parametrize("step", [math.inf, -math.inf, math.nan, 10**400, "NaN", "3", [3]])
def test_a_last_step_that_is_no_number_is_an_error(step: Any) -> None:
    """Without a last step, the history would seem empty."""
    with pytest.raises(ProtocolError, match="invalid lastStep"):
        last_step_of({"lastStep": step})
    run = RunHistoryPlan.model_construct(id="1", state="finished", history_keys={"lastStep": step})
    with pytest.raises(ProtocolError, match="invalid lastStep"):
        HistoryExtent.of(run)


def test_a_step_beyond_the_range_of_floats_is_none() -> None:
    assert step_of({"_step": 10**400}) == -1
