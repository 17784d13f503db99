"""Columns of exports: one type for all runs, the same in whatever order they come, and no value lost."""

from __future__ import annotations

import json
import math
from functools import reduce
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql._models.exports.columns import Columns, cast_table, join_columns, json_text, normal
from runql._models.history.key_kinds import mixed_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: Any = st.sampled_from(["null", "bool", "int", "long", "float", "time", "text", "json"])
COLUMNS: Any = st.dictionaries(st.sampled_from("abc"), KINDS)


@given(st.lists(COLUMNS, min_size=1, max_size=5), st.randoms())
def test_the_order_of_runs_decides_nothing(several: list[Columns], random: Any) -> None:
    shuffled = list(several)
    random.shuffle(shuffled)
    assert reduce(join_columns, several) == reduce(join_columns, shuffled)


VALUES = st.one_of(
    st.lists(st.integers(-(2**63), 2**63 - 1) | st.none()),
    st.lists(st.floats(allow_nan=False) | st.none()),
    st.lists(st.text() | st.none()),
    st.lists(st.booleans() | st.none()),
)


@settings(deadline=None)  # pyarrow is imported on the way
@given(VALUES, VALUES)
def test_what_two_runs_logged_is_there_in_one_column(left: list[Any], right: list[Any]) -> None:
    tables = [normal(pa.table({"x": pa.array(values)})) for values in (left, right)]
    joined = join_columns(tables[0][1], tables[1][1])
    cast = [cast_table(table, columns, joined) for table, columns in tables]
    assert cast[0].schema == cast[1].schema
    for values, table in zip((left, right), cast, strict=True):
        found: Sequence[Any] = table.column("x").to_pylist()
        assert [meaning(each, joined["x"]) for each in values] == found


def meaning(value: Any, kind: str) -> Any:
    if value is None or kind != "text":
        return value
    return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], "int"),
        ([1, 2**53 + 1], "long"),
        ([1.0, math.nan], "float"),
        ([None, None], "null"),
        ([{"a": 1}, None], "json"),
        ([[1, 2]], "json"),
        (["a"], "text"),
    ],
)
def test_a_column_has_the_kind_of_its_values(values: list[Any], kind: str) -> None:
    assert normal(pa.table({"x": pa.array(values)}))[1] == {"x": kind}


def test_a_long_integer_beside_floats_keeps_its_digits() -> None:
    big, columns = normal(pa.table({"x": pa.array([2**60 + 1])}))
    joined = join_columns(columns, {"x": "float"})
    assert cast_table(big, columns, joined).column("x").to_pylist() == [str(2**60 + 1)]


def test_nested_values_are_json_without_the_nulls_of_structs() -> None:
    table, columns = normal(pa.table({"x": pa.array([{"a": 1}, {"b": [2.5]}])}))
    assert columns == {"x": "json"}
    assert [json.loads(each or "") for each in table.column("x").to_pylist()] == [
        {"a": 1},
        {"b": [2.5]},
    ]


@given(st.dictionaries(st.text(), st.floats() | st.integers() | st.text() | st.none()))
def test_json_texts_are_what_strict_readers_take(document: dict[str, Any]) -> None:
    def refuse(word: str) -> object:
        raise AssertionError(word)

    read = json.loads(json_text(document), parse_constant=refuse)
    assert read.keys() == document.keys()


def test_keys_of_several_kinds_are_found_from_what_the_server_counts() -> None:
    def counted(*types: str) -> dict[str, Any]:
        return {"typeCounts": [{"type": each, "count": 1} for each in types]}

    nested = {"typeCounts": [{"type": "map", "count": 1, "keys": {"a": counted("number")}}]}
    first: dict[str, Any] = {
        "keys": {"x": counted("number", "nil"), "y": counted("bool"), "n": nested}
    }
    second: dict[str, Any] = {
        "keys": {"x": counted("string"), "y": counted("bool"), "n.a": counted("list")}
    }
    assert mixed_keys([first, second]) == {"x", "n.a"}
    assert mixed_keys([{}, {"keys": None}]) == frozenset()
