"""Live rows as columns: the same values, types and frames as of rows that are read one by one."""

from __future__ import annotations

import json
import math
import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from runql._frames.blocks import Block, Blocks
from runql._models.history import live_blocks
from runql._models.history.curves import small_curves
from runql._models.history.frame import HistoryParts
from runql._models.history.live_blocks import BlockReader, LivePage, block_of_lines
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import in_step_order, read_lines
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runql._frames.flatten import Row

KEYS = ["loss", "val/acc", "a.b", "größe", 'quo"ted', "_runtime"]
KINDS = [
    ["0.5", "-1.25e-7", "1E+20", "3.0000000000000001", "0.1", "123456789.987654321"],
    ["1", "-7", "0", "-0", "9007199254740992", "9223372036854775807"],
    ["9007199254740993", "9223372036854775808", "-99999999999999999999"],
    ["1.0", "-0.0", "1e5", "0.0", "1e999"],
    ["true", "false"],
    ['"x"', '""', '"größe"', '"1.5"', '"\\ud83d\\ude00"', '"a,b"'],
    ['"2020-01-01"', '"2020-01-01T00:00:00Z"'],
    ['"NaN"', '"Infinity"', '"-Infinity"'],
    ["NaN", "Infinity", "-Infinity"],
    ['"\\ud800"'],
    ['"{"', '"}\\n{"', '"line\\nbreak"'],
    ["[]", "[1, 2.5]", "[null]", '["x"]'],
    ["{}", '{"c": 1}', '{"c": {"d": "x"}}', '{"_type": "image-file", "size": 3}'],
]
FORMATS = ("arrow", "pandas", "polars")


@pytest.fixture(autouse=True, scope="module")
def short_pages() -> Iterator[None]:
    """Integers among floats are looked for in the shortest pages."""
    patch = pytest.MonkeyPatch()
    patch.setattr(live_blocks, "_MOST_WHOLE", 1.0)
    yield
    patch.undo()


@st.composite
def pages(draw: st.DrawFn) -> list[list[str]]:
    """Draw the lines of the pages of a history: mostly one kind of values for a key, as runs have it."""
    kinds: dict[str, list[str]] = {}
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=4, unique=True)):
        chosen = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2))
        kinds[key] = [token for kind in chosen for token in kind] + ["null"] * draw(st.booleans())
    found: list[list[str]] = []
    step = 0
    for _ in range(draw(st.integers(1, 3))):
        found.append([])
        for _ in range(draw(st.integers(0, 6))):
            cells = [f'"_step": {step}'] * (draw(st.integers(0, 19)) > 0)
            for key, tokens in kinds.items():
                if draw(st.integers(0, 5)):
                    cells.append(f"{json.dumps(key)}: {draw(st.sampled_from(tokens))}")
            found[-1].append("{" + ", ".join(cells) + "}")
            step += draw(st.integers(0, 19)) > 0
    return found


def rows_of(lines: Sequence[str]) -> list[Row]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of keys that become one column
        return in_step_order(read_lines(lines))


def same(left: Any, right: Any) -> bool:
    """Return whether two values are equal and of one type; NaN equals itself, and -0.0 is not 0.0."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return type(left) is type(right) and repr(left) == repr(right)


def assert_same_block(found: Block, expected: Block) -> None:
    assert found.length == expected.length
    assert found.columns.keys() == expected.columns.keys()
    for name, chunk in found.columns.items():
        other = expected.columns[name]
        assert chunk.kinds == other.kinds
        assert (chunk.ints is None) == (other.ints is None)
        assert type(chunk.values) is type(other.values)
        assert same(chunk.to_list(), other.to_list())


def assert_same_frame(found: Any, expected: Any) -> None:
    """Compare two frames of one library, with their types."""
    if isinstance(expected, pa.Table):
        assert found.schema == expected.schema
        assert same(found.to_pylist(), expected.to_pylist())
    elif isinstance(expected, pd.DataFrame):
        assert_frame_equal(found, expected, check_exact=True)
        for name in expected.columns[expected.dtypes.map(str) == "object"]:
            assert same(found[name].tolist(), expected[name].tolist())
    else:
        assert found.schema == expected.schema
        assert same(found.rows(), expected.rows())


@given(pages())
@example([['{"_step": 0, "loss": 1}', '{"_step": 1, "loss": 0.5}']])
@example([['{"_step": 0, "loss": 9223372036854775808}', '{"_step": 1, "loss": 0.5}']])
@example([['{"_step": 0, "loss": 1e999}']])
@example([['{"_step": 0, "a.b": "2020-01-01"}']])
@example([['{"_step": 0, "loss": 1, "loss": 2}']])
@example([['{"_step": 0, "loss": null}', '{"_step": 1}']])
@example([['{"_step": 0, "loss": null, "a.b": 0.5}', '{"_step": 1, "loss": true}']])
@settings(max_examples=400, deadline=None)
def test_columns_hold_what_rows_hold(found: list[list[str]]) -> None:
    for lines in found:
        read = block_of_lines(lines)
        event("rows" if read is None else "columns")
        if read is not None:
            assert_same_block(read, Block.of(rows_of(lines)))


@pytest.mark.parametrize(
    "rest",
    [
        '"loss": 0.5, "name": "x", "flag": true, "count": 3',
        '"loss": 1e-05, "a.b": -0.0, "größe": ""',
        '"loss": 0.5, "nothing": null',
    ],
)
def test_plain_rows_need_no_dicts(rest: str) -> None:
    whole = ['{"_step": 0, "loss": 1, "a.b": 2.0}']
    lines = [*whole, *(f'{{"_step": {step}, {rest}}}' for step in range(1, 40))]
    lines = [line.replace("-0.0", "0.5") for line in lines]
    read = block_of_lines(lines)
    assert read is not None
    assert_same_block(read, Block.of(rows_of(lines)))


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("1", "0.5"),
        ("0.5", '{"c": 1}'),
        ('{"c": 1}', "0.5"),
        ('"x"', "[1]"),
        ("null", "[]"),
    ],
)
def test_a_key_may_change_its_kind_anywhere_in_a_page(early: str, late: str) -> None:
    # More than a block of Arrow's own size, where the kind changes at the end of one.
    line = f'{{"_step": 1000000, "loss": {early}}}'
    first = [line.replace("1000000", str(1_000_000 + step)) for step in range(2**20 // len(line))]
    lines = [
        *first,
        *(
            f'{{"_step": {2_000_000 + step}, "loss": {late}, "late": 0.5}}'
            for step in range(len(first))
        ),
    ]
    read = block_of_lines(lines)
    expected = Block.of(rows_of(lines))
    if read is not None:
        assert_same_block(read, expected)


def test_rows_of_numbers_take_no_second_look_and_others_do() -> None:
    huge = 10**400
    lines = ['{"_step": 0, "loss": 0.5, "ok": true}', f'{{"_step": 1, "loss": 1.5, "big": {huge}}}']
    assert rows_of(lines) == [
        {"_step": 0, "loss": 0.5, "ok": True},
        {"_step": 1, "loss": 1.5, "big": huge},
    ]
    assert rows_of(['{"_step": 0, "loss": null}', '{"_step": 1}']) == [{"_step": 0}, {"_step": 1}]
    assert rows_of(['{"_step": 0, "a": {"b": 1}}']) == [{"_step": 0, "a.b": 1}]
    assert math.isinf(rows_of(['{"_step": 0, "a": "Infinity"}'])[0]["a"])  # type: ignore[arg-type]


def test_arrow_is_not_tried_with_every_page_of_a_history_that_it_cannot_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[Sequence[str]] = []

    def refuse(lines: Sequence[str]) -> None:
        tried.append(lines)

    monkeypatch.setattr(live_blocks, "block_of_lines", refuse)
    reader = BlockReader(fewest=1)
    for step in range(20):
        page = LivePage(HistoryQuery(), [f'{{"_step": {step}, "loss": NaN}}'])
        assert math.isnan(reader.block(page, "a history").columns["loss"].to_list()[0])  # type: ignore[arg-type]
    assert len(tried) == 2


def test_arrow_reads_pages_of_many_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def noted(lines: Sequence[str]) -> Block | None:
        tried.append(len(lines))
        return block_of_lines(lines)

    monkeypatch.setattr(live_blocks, "block_of_lines", noted)
    lines = [f'{{"_step": {step}, "loss": 0.5}}' for step in range(400)]
    for count in (399, 400):
        block = BlockReader().block(LivePage(HistoryQuery(), lines[:count]), "a history")
        assert block.columns["_step"].to_list() == list(range(count))
    assert tried == [400]


@pytest.mark.parametrize("line", ["5", "[]", '{"_step": 0}{"_step": 1}', '{"_step": 0', "", "{} "])
def test_lines_that_are_no_objects_are_refused_as_ever(line: str) -> None:
    page = LivePage(HistoryQuery(), ['{"_step": 0}', line])
    try:
        rows_of(page.lines or ())
    except ProtocolError:
        with pytest.raises(ProtocolError, match="Line 2 of a history"):
            BlockReader(fewest=1).block(page, "a history")
    else:
        assert BlockReader(fewest=1).block(page, "a history").length == 2


def parts_of(found: list[list[str]], tables: Sequence[pa.Table] = ()) -> list[HistoryParts]:
    """Return a history as columns and as rows."""
    reader, columns, rows = BlockReader(fewest=1), Blocks(), list[Any]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for lines in found:
            block = reader.block(LivePage(HistoryQuery(), lines), "a history")
            if block.length:
                columns.append(block)
            rows += rows_of(lines)
    return [
        HistoryParts(None, list(tables), blocks=columns),
        HistoryParts(None, list(tables), rows),
    ]


@given(pages(), st.sampled_from(FORMATS))
@example([['{"_step": 0, "loss": 1}'], ['{"_step": 1, "loss": "x"}']], "pandas")
@example([['{"_step": 0, "loss": 1}', '{"_step": 1, "loss": 0.5}'], ['{"loss": "x"}']], "arrow")
@example([['{"_step": 0, "loss": 9007199254740993}'], ['{"_step": 1, "loss": 0.5}']], "arrow")
@example([['{"_step": 0, "loss": 9007199254740993}'], ['{"_step": 1, "loss": 0.5}']], "polars")
@example([['{"_step": 0, "loss": "\\ud800"}'], ['{"_step": 1, "a.b": [1, "\\ud800"]}']], "arrow")
@example([['{"_step": 0, "\\ud800": 1}'], ['{"_step": 1}']], "polars")
@example([['{"_step": 0, "loss": true}'], ['{"_step": 1}']], "pandas")
@example([['{"_step": 0, "loss": 3}'], ['{"_step": 1}']], "pandas")
@example([['{"_step": 0, "loss": -0}', '{"_step": 1}', '{"_step": 2, "loss": 0.5}']], "arrow")
@example([[]], "pandas")
@settings(max_examples=400, deadline=None)
def test_frames_of_columns_are_those_of_rows(found: list[list[str]], wanted: str) -> None:
    columns, rows = parts_of(found)
    assert columns.info == rows.info
    assert_same_frame(columns.build(wanted), rows.build(wanted))


@given(pages(), st.sampled_from(FORMATS), st.booleans())
@settings(max_examples=100, deadline=None)
def test_live_columns_after_exported_ones_are_as_rows_after_them(
    found: list[list[str]], wanted: str, structured: bool
) -> None:
    values = pa.array([b'{"c": 1}', b"2"] if structured else [0.5, None])
    exported = pa.table({"_step": [-2, -1], "loss": values, "a.b": [1, 2]})
    columns, rows = parts_of(found, [exported])
    assert_same_frame(columns.build(wanted), rows.build(wanted))


@given(pages())
@settings(max_examples=100, deadline=None)
def test_curves_arrays_and_records_of_columns_are_those_of_rows(found: list[list[str]]) -> None:
    columns, rows = parts_of(found)
    assert repr(small_curves(columns)) == repr(small_curves(rows))
    assert columns.to_records() == rows.to_records() or "nan" in repr(rows.to_records())
    arrays, expected = columns.to_numpy(), rows.to_numpy()
    assert list(arrays) == list(expected)
    for name, array in arrays.items():
        assert array.dtype == expected[name].dtype
        assert same(array.tolist(), expected[name].tolist())
