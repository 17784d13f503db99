"""Rows of numbers, read by their commas: nothing is taken for a number that JSON has no form for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.history.number_lines import number_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBERS = st.one_of(
    st.integers(-(2**63), 2**63 - 1).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(json.dumps),
    st.sampled_from(["-0.0", "1E+5", "2e-7", "0.1", "3.0000000000000001", "9223372036854775808"]),
)
KEYS = st.text(st.characters(exclude_characters='"\\', exclude_categories=["Cs", "Cc"]), max_size=6)


def read(lines: Sequence[str]) -> dict[str, list[Any]] | None:
    found = number_columns(lines, "\n".join(lines).encode())
    return None if found is None else {key: column.to_pylist() for key, column in found.items()}


@given(st.lists(KEYS, min_size=1, max_size=5, unique=True), st.data())
def test_numbers_are_what_json_says(keys: list[str], data: st.DataObject) -> None:
    tokens = st.lists(NUMBERS, min_size=len(keys), max_size=len(keys))
    rows = data.draw(st.lists(tokens, min_size=1, max_size=9))
    lines = [
        "{" + ",".join(f'"{key}":{token}' for key, token in zip(keys, row, strict=True)) + "}"
        for row in rows
    ]
    found = read(lines)
    if found is None:
        # A comma in a key looks like the end of a cell, a colon at its start like the end of a key, and exponents of
        # zero like octal numbers.
        odd = any("," in key or key.startswith(":") for key in keys)
        assert odd or any("e" in t.lower() for r in rows for t in r)
        return
    expected = [json.loads(line) for line in lines]
    for key in keys:
        values: list[int | float] = [row[key] for row in expected]
        whole = all(type(value) is int and -(2**63) <= value < 2**63 for value in values)
        # Which floats are integers, the caller looks up.
        assert list(map(repr, found[key])) == [
            repr(value if whole else float(value)) for value in values
        ]


@pytest.mark.parametrize(
    "odd",
    [
        '{"_step":2,"loss":.5}',
        '{"_step":2,"loss":-.5}',
        '{"_step":2,"loss":05.5}',
        '{"_step":02,"loss":0.5}',
        '{"_step":0x2,"loss":0.5}',
        '{"_step":2,"loss":5.e-1}',
        '{"_step":2,"loss":5e}',
        '{"_step":2,"loss":5.5e+}',
        '{"_step":2,"loss":1_000}',
        '{"_step":2,"loss":0.5 }',
        '{"_step":2,"loss": 0.5}',
        '{"_step":2,"loss":--5}',
        '{"_step":2,"loss":+0.5}',
        '{"_step":2,"loss":nan}',
        '{"_step":2,"loss":Infinity}',
        '{"_step":2,"loss":1e999}',
        '{"_step":2,"loss":null}',
        '{"_step":2,"loss":true}',
        '{"_step":2,"loss":"0.5"}',
        '{"_step":2,"loss":{"a":0.5}}',
        '{"_step":2,"loss":0.5}}',
        '{"_step":2,"loss":[0.5]}',
        '{"_step":2,"loss":}',
        '{"_step":2}',
        '{"loss":0.5,"_step":2}',
        '{"_step":2,"lost":0.5}',
        '{"_step":2,"loss":0.5,"loss":0.5}',
        '{"_step":2,"loss":0.5,"more":0.5}',
        '{"_step":2,"loss":0.5}\n{"_step":3,"loss":0.5}',
        '{"_step":2,\r"loss":0.5}',
        '{"_step":2, "loss":0.5}',
    ],
)
def test_other_rows_are_left_to_other_readers(odd: str) -> None:
    plain = ['{"_step":0,"loss":0.5}', '{"_step":1,"loss":1.5}']
    assert read(plain) == {"_step": [0, 1], "loss": [0.5, 1.5]}
    for lines in ([*plain, odd], [odd, *plain]):
        assert read(lines) is None


@pytest.mark.parametrize(
    "line",
    ['{"a":1,{"b":2}', '{{"a":1}', '{"a\tb":1}', "{}", "[1]", "5", "{", '{"a":"x","b":"y,z"}'],
)
def test_what_has_no_numbers_is_left_too(line: str) -> None:
    assert read([line]) is None


def test_spaces_between_keys_and_values_do_not_matter() -> None:
    lines = [json.dumps({"_step": step, "val/loss": -step / 8}) for step in range(9)]
    assert read(lines) == {"_step": list(range(9)), "val/loss": [-step / 8 for step in range(9)]}
    assert read([*lines, '{"_step": 9, "val/loss": .5}']) is None
    assert read([*lines, '{"_step": 9, "val/loss": +5}']) is None


def test_columns_of_integers_and_of_floats_are_told_apart() -> None:
    lines = [f'{{"_step":{step},"lr":{step},"loss":{step}.5}}' for step in range(30_000)]
    lines.append('{"_step":30000,"lr":0.5,"loss":7}')
    found = number_columns(lines, "\n".join(lines).encode())
    assert found is not None
    assert [column.type for column in found.values()] == [pa.int64(), pa.float64(), pa.float64()]
    assert found["lr"][-1].as_py() == 0.5
    assert len(found["_step"]) == len(lines)
