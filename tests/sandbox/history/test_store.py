"""Rows of a history come out of the store as they went in, whichever way they are read."""

from __future__ import annotations

import json
import math
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql_sandbox.inputs import InputError
from runql_sandbox.store._blobs import Blobs
from runql_sandbox.store.history.parquet import write_parquet
from runql_sandbox.store.history.rows import (
    HistoryKeys,
    flatten,
    json_safe,
    parse_line,
    sample,
    sample_spec,
    sampled_history,
    step_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Row = dict[str, Any]

names = st.sampled_from(["loss", "eval/acc", "a", "a.b", "b", "é", "", "x y"]) | st.text(
    st.characters(codec="utf-8"), max_size=4
)
numbers = st.integers(-(2**53), 2**53) | st.floats()
long_integers = st.integers(-(2**63), 2**63 - 1)
texts = st.text(st.characters(codec="utf-8"), max_size=5)
images = st.fixed_dictionaries(
    {"_type": st.just("image-file"), "width": st.integers(0, 9)},
    optional={"caption": texts, "boxes": st.lists(st.floats(), max_size=2)},
)
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | long_integers | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3) | images,
    max_leaves=6,
)


@st.composite
def histories(draw: st.DrawFn, *, values: st.SearchStrategy[Any] | None = None) -> list[Row]:
    """Draw rows whose columns keep to one type each, or hold whatever `values` draws."""
    kinds = [numbers, long_integers, texts, st.booleans(), images, st.lists(numbers, max_size=3)]
    columns = draw(st.dictionaries(names, st.sampled_from(kinds), max_size=4))
    steps = sorted(draw(st.lists(st.integers(0, 10**12), max_size=12)))
    rows: list[Row] = []
    for step in steps:
        row: Row = {"_step": step, "_timestamp": draw(st.floats(0, 1e10) | st.integers(0, 10**9))}
        for name, kind in columns.items():
            if draw(st.booleans()):
                row[name] = draw(values if values is not None else kind | st.none())
        rows.append(row)
    return rows


def exported(rows: list[Row], rows_per_file: int = 100_000) -> list[pa.Table]:
    with tempfile.TemporaryDirectory() as folder:
        blobs = Blobs(Path(folder))
        keys = write_parquet(lambda: rows, blobs, lambda number: f"{number}.parquet", rows_per_file)
        assert sorted(keys) == sorted(path.name for path in Path(folder).iterdir())
        return [pq.read_table(blobs.path(key)) for key in keys]


def without_nulls(value: Any) -> Any:
    """Drop nulls, and make NaN equal to itself."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [without_nulls(each) for each in value]
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


def rows_of(tables: list[pa.Table]) -> list[Row]:
    return [without_nulls(row) for each in tables for row in each.to_pylist()]


@given(histories(), st.integers(1, 5))
@settings(deadline=None)
def test_exports_hold_the_rows_or_nothing_is_exported(rows: list[Row], per_file: int) -> None:
    tables = exported(rows, per_file)
    if tables:
        assert rows_of(tables) == [without_nulls(flatten(row)) for row in rows]
        assert len({table.schema for table in tables}) == 1
        assert [len(table) for table in tables[:-1]] == [per_file] * (len(tables) - 1)


@given(histories(values=anything))
@settings(deadline=None)
def test_rows_of_any_kind_are_exported_exactly_or_stay_live(rows: list[Row]) -> None:
    if tables := exported(rows):
        assert rows_of(tables) == [without_nulls(flatten(row)) for row in rows]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2**63 - 1], pa.int64()),
        ([1, 0.5, math.nan], pa.float64()),
        ([2**53, 0.5], pa.float64()),
        ([True, None], pa.bool_()),
        (["a", "é"], pa.string()),
        ([[1], [0.5], []], pa.list_(pa.float64())),
        ([[], [None]], pa.list_(pa.string())),
        (
            [{"_type": "t"}, {"_type": "t", "n": 1}],
            pa.struct([("_type", pa.string()), ("n", pa.int64())]),
        ),
    ],
)
def test_a_column_has_the_type_that_holds_all_its_values(values: list[Any], kind: Any) -> None:
    [table] = exported([{"_step": step, "x": value} for step, value in enumerate(values)])
    assert table.schema.field("x").type.equals(kind)
    assert table.schema.field("_step").type.equals(pa.int64())


@pytest.mark.parametrize(
    "rows",
    [
        [{"_step": 0, "x": 2**53 + 1}, {"_step": 1, "x": 0.5}],
        [{"_step": 0, "x": [2**53 + 1]}, {"_step": 1, "x": [0.5]}],
        [
            {"_step": 0, "x": {"_type": "t", "n": 2**60}},
            {"_step": 1, "x": {"_type": "t", "n": 0.5}},
        ],
        [{"_step": 0, "x": 2**63}],
        [{"_step": 0, "x": 1}, {"_step": 1, "x": "a"}],
        [{"_step": 0, "x": 1}, {"_step": 1, "x": True}],
        [{"_step": 0, "x": [1, "a"]}],
        [{"_step": 0, "x": {}}],
        [{"_step": 0, "x": "\ud800"}],
        [{"_step": 0, "\ud800": 1}],
        [{"_step": 0, "_timestamp": "noon"}],
        [{"_step": 0, "_timestamp": True}],
        [{"_step": 1.5}],
        [{"_step": 2**63}],
        [{"_step": 1}, {"_step": 0}],
        [{"_step": 0}, {"loss": 1}],
    ],
)
def test_rows_that_parquet_cannot_hold_exactly_stay_live(rows: list[Row]) -> None:
    assert exported(rows) == []


def test_a_failure_leaves_no_file_behind(tmp_path: Path) -> None:
    passes = 0

    def rows() -> Iterator[Row]:
        nonlocal passes
        passes += 1
        for step in range(10):
            if passes == 2 and step == 7:
                raise OSError("The disk is full.")
            yield {"_step": step}

    with pytest.raises(OSError, match="full"):
        write_parquet(rows, Blobs(tmp_path), str, rows_per_file=3)
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.integers(), max_size=300), st.integers(0, 320))
def test_a_sample_is_even_and_keeps_both_ends(rows: list[int], samples: int) -> None:
    numbered = list(enumerate(rows))
    taken = sample(numbered, samples)
    assert taken == sorted(set(taken))
    assert len(taken) == min(samples, len(rows))
    assert sample(numbered, samples) == taken
    if samples > 1 and rows:
        assert (taken[0], taken[-1]) == (numbered[0], numbered[-1])
        gaps = [after - before for (before, _), (after, _) in pairwise(taken)]
        assert not gaps or max(gaps) - min(gaps) <= 2


SCANNED: list[Row] = [
    {"_step": 0, "loss": math.nan, "eval": {"acc": 0.1}},
    {"_step": 1, "loss": math.inf, "eval": {"acc": 0.2, "top": {"1": 3}}},
    {"_step": 2, "loss": -math.inf, "eval.acc": 0.3},
    {"_step": 3, "eval": {"acc": 0.4}},
    {"_step": 4, "loss": 0.5, "image": {"_type": "image-file", "path": "p"}},
]


@pytest.mark.parametrize(
    ("spec", "rows"),
    [
        (
            {"keys": ["_step"], "minStep": 1, "maxStep": 3},
            [{"_step": 1}, {"_step": 2}, {"_step": 3}],
        ),
        (
            {"keys": ["loss"], "maxStep": 2},
            [{"loss": "NaN"}, {"loss": "Infinity"}, {"loss": "-Infinity"}],
        ),
        (
            {"keys": ["_step", "eval.acc", "loss"]},
            [
                {"_step": 0, "eval.acc": 0.1, "loss": "NaN"},
                {"_step": 1, "eval.acc": 0.2, "loss": "Infinity"},
                {"_step": 2, "eval.acc": 0.3, "loss": "-Infinity"},
            ],
        ),
        ({"keys": ["eval.top"]}, [{"eval.top": {"1": 3}}]),
        ({"keys": ["eval.top.1"]}, [{"eval.top.1": 3}]),
        ({"keys": ["image.path"]}, []),
        ({"keys": ["image"]}, [{"image": {"_type": "image-file", "path": "p"}}]),
        ({"keys": ["_step", "loss", "_step"], "minStep": 4}, [{"_step": 4, "loss": 0.5}]),
        ({"keys": ["_step"], "samples": 2}, [{"_step": 0}, {"_step": 4}]),
        ({"keys": ["_step"], "samples": 0}, []),
        ({"keys": ["nothing"]}, []),
    ],
)
def test_a_spec_gets_the_rows_that_have_every_key(spec: Mapping[str, Any], rows: list[Row]) -> None:
    rows_found = sampled_history(SCANNED, spec)
    assert rows_found == rows
    json.dumps(rows_found, allow_nan=False)


@given(anything)
def test_what_is_json_safe_needs_no_bare_words(value: Any) -> None:
    assert json.loads(json.dumps(json_safe(value), allow_nan=False)) == json_safe(value)


@given(st.dictionaries(names, anything, max_size=4))
def test_a_line_is_read_as_it_was_logged(row: Row) -> None:
    assert without_nulls(parse_line(json.dumps(row))) == without_nulls(row)


@pytest.mark.parametrize("text", ["[]", "1", "", "{", "null"])
def test_a_line_that_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_line(text)


@pytest.mark.parametrize(
    ("row", "flat"),
    [
        ({"a": {"b": {"c": 1}, "d": 2}}, {"a.b.c": 1, "a.d": 2}),
        ({"a": {"_type": "t", "b": {"c": 1}}}, {"a": {"_type": "t", "b": {"c": 1}}}),
        ({"a": {}, "b": [{"c": 1}]}, {"a": {}, "b": [{"c": 1}]}),
        ({"a": {"b": 1}, "a.b": 2}, {"a.b": 2}),
        ({"a.b": 2, "a": {"b": 1}}, {"a.b": 2}),
    ],
)
def test_nested_values_get_dotted_names(row: Row, flat: Row) -> None:
    assert flatten(row) == flat


@given(st.lists(st.dictionaries(names, anything, max_size=3), max_size=8), st.integers(0, 8))
@settings(deadline=None)
def test_keys_counted_in_pieces_are_those_counted_at_once(rows: list[Row], cut: int) -> None:
    numbered = [{**row, "_step": step} for step, row in enumerate(rows)]
    whole, first = HistoryKeys(), HistoryKeys()
    for row in numbered:
        whole.add(row)
    for row in numbered[:cut]:
        first.add(row)
    rest = HistoryKeys(first.to_json())
    for row in numbered[cut:]:
        rest.add(row)
    assert rest.document() == whole.document()
    assert whole.document()["lastStep"] == len(rows) - 1
    present = {key for row in numbered for key in row}
    assert set(whole.document()["keys"]) == present


def test_keys_say_what_types_they_held_and_how_often() -> None:
    keys = HistoryKeys()
    for step, value in enumerate(
        [1, 2.5, None, "a", True, {"x": 1}, [1, "a"], {"_type": "histogram"}]
    ):
        keys.add({"_step": step, "v": value, "down": -step})
    document = keys.document()
    number = {"type": "number", "count": 1}
    inner = {"x": {"typeCounts": [number], "monotonic": True, "previousValue": 1}}
    assert document["sets"] == []
    assert document["lastStep"] == 7
    assert document["keys"]["v"]["typeCounts"] == [
        {"type": "number", "count": 2},
        {"type": "nil", "count": 1},
        {"type": "string", "count": 1},
        {"type": "bool", "count": 1},
        {"type": "map", "count": 1, "keys": inner},
        {"type": "list", "count": 1, "items": [{"type": "number"}, {"type": "string"}]},
        {"type": "histogram", "count": 1},
    ]
    monotonic = {key: entry["monotonic"] for key, entry in document["keys"].items()}
    assert monotonic == {"_step": True, "v": False, "down": False}
    assert document["keys"]["down"]["previousValue"] == -7


def test_no_history_ends_before_its_first_step() -> None:
    assert HistoryKeys().document() == {"sets": [], "keys": {}, "lastStep": -1}


@pytest.mark.parametrize(
    ("step", "read"), [(3, 3), (3.0, 3), (True, None), ("3", None), (None, None), (math.nan, None)]
)
def test_a_step_is_a_finite_number(step: Any, read: int | None) -> None:
    assert step_of({"_step": step}) == read


@pytest.mark.parametrize(
    ("spec", "named"),
    [
        ('{"keys": ["loss"], "xAxis": "_step"}', "xAxis"),
        ('{"keys": "loss"}', "keys"),
        ('{"keys": [1]}', "keys"),
        ('{"keys": [], "samples": "many"}', "samples"),
        ('{"keys": [], "samples": true}', "samples"),
        ('{"keys": [], "minStep": "0"}', "minStep"),
        ('{"keys": [], "maxStep": NaN}', "maxStep"),
    ],
)
def test_a_spec_that_means_something_else_is_refused_by_name(spec: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        sample_spec(spec)


def test_a_spec_may_leave_out_everything() -> None:
    for spec in ({}, {"keys": None, "samples": None}, {"keys": ["a"], "minStep": 1.0}):
        assert sample_spec(json.dumps(spec)) == spec
