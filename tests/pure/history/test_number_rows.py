"""Rows that have only numbers are read as columns, and are the same rows in every format."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from runql._frames.blocks import Block
from runql._frames.rows import ColumnRows
from runql._models.history.curves import small_curves
from runql._models.history.frame import HistoryParts
from runql._models.history.live_blocks import BlockReader, LivePage
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import in_step_order, read_lines
from runql._wire.responses.json_decoding import json_decoder, numbers_decoder
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._frames.flatten import Row

FORMATS: Final = ("pandas", "polars", "arrow", "numpy", "records")
TOKENS: Final = (
    "0", "-0", "7", "1.0", "0.5", "-0.0", "1e-05", "1E5", "5e-324", "9007199254740993", "9223372036854775808",
    "-9223372036854775809", "1" * 40,
)  # fmt: skip
OTHER: Final = (
    "1e999",
    "01",
    ".5",
    "+1",
    "true",
    "null",
    "NaN",
    '"NaN"',
    '"x"',
    "[]",
    '{"c": 1}',
    "",
)


@st.composite
def pages(draw: st.DrawFn) -> list[str]:
    """Draw rows that mostly have the same keys and only numbers."""
    keys = draw(st.lists(st.sampled_from(["loss", "a.b", "größe", "_runtime"]), unique=True))
    odd = draw(st.booleans())
    tokens = st.sampled_from(TOKENS + OTHER if odd else TOKENS)
    lines, step = [], 0
    for _ in range(draw(st.integers(1, 6))):
        order = draw(st.permutations(keys)) if odd else keys
        cells = [f'"_step": {step}', *(f'"{key}": {draw(tokens)}' for key in order)]
        lines.append("{" + ", ".join(cells) + "}")
        step += draw(st.integers(0, 3)) if odd else 1
    return lines


def number_rows(lines: Sequence[str]) -> ColumnRows | None:
    return LivePage(HistoryQuery(), lines).number_rows()


def rows_of(lines: Sequence[str]) -> list[Row]:
    return in_step_order(read_lines(lines))


def shown(rows: Sequence[Row]) -> list[str]:
    """Return texts that differ for values of different types."""
    return [repr(sorted(row.items())) for row in rows]


@given(pages())
@example(['{"_step": 0, "loss": 1, "loss": 2}'])
@example(['{"_step": 0},{"_step": 1', '"_step": 2}'])
@example(['{"_step": 0},{"_step": 1}', '{"_step": 2}'])
@example(['{"_step": 0}{"_step": 1}'])
@example(['{"_step": 0.5}', '{"_step": 1}'])
@example(['{"_step": 0, "a\\"b": 1}'])
@example(['{"_step": 0, "loss": 1}', '{"_step": 1}'])
@example(['{"_step": 0}', '{"_step": 1, "loss": 1}'])
@settings(max_examples=400, deadline=None)
def test_values_and_their_types_are_those_of_the_rows(lines: list[str]) -> None:
    found = number_rows(lines)
    event("rows" if found is None else "columns")
    try:
        expected = rows_of(lines)
    except ProtocolError:
        assert found is None
        return
    if found is not None:
        assert shown(found) == shown(expected)
        assert len(found) == len(expected)


def test_rows_of_numbers_in_any_order_of_keys_are_columns() -> None:
    found = number_rows(['{"_step": 3, "a.b": 1}', '{"a.b": 0.5, "_step": 4}'])
    assert found is not None
    assert found.columns == {"_step": [3, 4], "a.b": [1, 0.5]}


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["{}"],
        ['{"loss": 1}'],
        ['{"_step": 1}', '{"_step": 0}'],
        ['{"_step": 0}', '{"_step": 0}'],
        ['{"_step": 0, "loss": true}'],
        ['{"_step": 0, "loss": "1"}'],
        ['{"_step": 0, "loss": 1e999}'],
        ["[0]"],
        [json.dumps({"_step": 0} | {f"key{at}": at for at in range(100)})],
    ],
)
def test_other_rows_are_read_one_by_one(lines: list[str]) -> None:
    assert number_rows(lines) is None


def test_without_msgspec_rows_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msgspec", None)
    for each in (json_decoder, numbers_decoder):
        each.cache_clear()
    assert number_rows(['{"_step": 0, "loss": 1}']) is None
    monkeypatch.undo()
    for each in (json_decoder, numbers_decoder):
        each.cache_clear()
    assert number_rows(['{"_step": 0, "loss": 1}']) is not None


@pytest.mark.parametrize("wanted", FORMATS)
@pytest.mark.parametrize("keys", [None, ("loss", "absent")])
def test_every_format_is_that_of_the_rows(wanted: str, keys: tuple[str, ...] | None) -> None:
    lines = [
        json.dumps({"_step": step, "_timestamp": 1.5 * step, "loss": 1 / (1 + step), "count": step})
        for step in range(150)
    ]
    found = number_rows(lines)
    assert found is not None
    read, expected = (
        HistoryParts(keys, rows=rows, sampled=True, total_rows=900)
        for rows in (found, rows_of(lines))
    )
    assert (read.names, read.row_count, read.info) == (
        expected.names, expected.row_count, expected.info,
    )  # fmt: skip
    assert small_curves(read) == small_curves(expected) != {}
    left: Any = read.build(wanted)
    right: Any = expected.build(wanted)
    if wanted == "numpy":
        assert [(k, v.dtype, v.tolist()) for k, v in left.items()] == [
            (k, v.dtype, v.tolist()) for k, v in right.items()
        ]
    else:
        assert left.equals(right) if hasattr(left, "equals") else left == right
    if wanted == "pandas":
        assert (left.dtypes == right.dtypes).all()


@given(pages())
def test_a_short_page_is_the_same_block(lines: list[str]) -> None:
    try:
        rows = rows_of(lines)
    except ProtocolError:
        return
    found, expected = BlockReader().block(LivePage(HistoryQuery(), lines), "a run"), Block.of(rows)
    assert found.length == expected.length
    for name, chunk in expected.columns.items():
        assert found.columns[name].kinds == chunk.kinds
        assert repr(found.columns[name].to_list()) == repr(chunk.to_list())


def test_rows_in_columns_are_a_sequence() -> None:
    rows = ColumnRows({"_step": [0, 1, 2], "loss": [0.5, 0.25, 0.125]})
    assert len(rows) == 3
    assert rows[-1] == {"_step": 2, "loss": 0.125}
    assert [*rows[1:]] == [*rows][1:] == [{"_step": 1, "loss": 0.25}, {"_step": 2, "loss": 0.125}]
    assert next(reversed(rows)) == rows[2]
    assert {"_step": 1, "loss": 0.25} in rows
    with pytest.raises(IndexError):
        rows[3]
    assert len(ColumnRows({})) == 0
