"""JSON inside responses: broken documents are typed errors, quoted numbers are floats."""

from __future__ import annotations

import json
import math

import pytest
from runql_graphql.scalars import JSONString

from runql._models._attributes.json_text import decode, read_json, read_object, with_numbers
from runql._models.history.rows import in_step_order, read_lines, select
from runql.errors import ProtocolError

BROKEN = ['{"a": 1', '{"a": 1}}', "{a: 1}", "{", '"cut', "[1,", "nul", "<html>", "[" * 100_000]


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_not_json_is_a_typed_error_that_names_its_owner(text: str) -> None:
    with pytest.raises(ProtocolError, match="The summary of e/p/r is not JSON"):
        decode(JSONString(text), "The summary of e/p/r")
    with pytest.raises(ProtocolError, match="metadata of e/p/r is not JSON") as raised:
        read_json(text, "metadata of e/p/r")
    assert len(str(raised.value)) < 500


@pytest.mark.parametrize("text", ["[1]", '"a"', "3", "true"])
def test_what_is_not_an_object_is_a_typed_error(text: str) -> None:
    with pytest.raises(ProtocolError, match="x must be a JSON object"):
        decode(JSONString(text), "x")
    with pytest.raises(ProtocolError, match="x must be a JSON object"):
        read_object(text, "x")


@pytest.mark.parametrize("raw", ["", "null", "{}"])
def test_nothing_is_an_empty_object(raw: str) -> None:
    assert decode(JSONString(raw)) == decode(None) == {}


@pytest.mark.parametrize("text", [*BROKEN, '{"a": 1}, {"b": 2}', "[1]", "null", "3"])
def test_a_broken_line_of_a_history_names_the_run_and_the_line(text: str) -> None:
    with pytest.raises(ProtocolError, match=r"Line 2 of e/p/r"):
        read_lines(['{"_step": 0}', text, '{"_step": 2}'], "e/p/r")


def test_lines_that_are_json_only_together_are_broken() -> None:
    with pytest.raises(ProtocolError, match=r"Line 1 of e/p/r"):
        read_lines(['{"a": [1', "2]}"], "e/p/r")


@pytest.mark.parametrize("text", ["NaN", '"NaN"'])
def test_numbers_of_lines_are_floats_bare_or_quoted(text: str) -> None:
    [row] = read_lines([f'{{"_step": 0, "a": {text}, "b": [{text}], "c": {{"d": {text}}}}}'])
    values = [row["a"], row["b"][0] if isinstance(row["b"], list) else None, row["c.d"]]
    assert all(isinstance(value, float) and math.isnan(value) for value in values)


def test_only_the_three_words_are_numbers() -> None:
    kept = ["nan", "inf", "1", "true", " NaN", "NaN ", "1e5", "2024-01-01"]
    assert with_numbers(list(kept)) == kept
    assert with_numbers({"a": ["Infinity", "-Infinity"]}) == {"a": [math.inf, -math.inf]}


def test_lone_surrogates_are_kept() -> None:
    line = json.dumps({"_step": 0, "a": "\ud800"})
    assert read_lines([line])[0]["a"] == "\ud800"


def test_every_row_of_a_selection_has_every_key() -> None:
    rows = read_lines(['{"_step": 0, "a": 1}', '{"_step": 1, "b": null}', '{"_step": 2, "b": 2}'])
    assert select(rows, ("a", "b"), "any") == [
        {"_step": 0, "a": 1, "b": None},
        {"_step": 2, "a": None, "b": 2},
    ]
    assert select(rows, ("a", "b"), "all") == []


def test_live_rows_come_in_order_each_step_once() -> None:
    rows = read_lines(
        [json.dumps(row) for row in ({"_step": 2}, {"_step": 1, "a": 1}, {"_step": 2, "b": 2})]
    )
    assert in_step_order(rows) == [{"_step": 1, "a": 1}, {"_step": 2, "b": 2}]
