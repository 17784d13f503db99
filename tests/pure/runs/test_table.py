"""The table of runs by columns is the table by rows."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._frames.convert import frame_of_columns, to_frame
from runql._models.runs.base import RunBase
from runql._models.runs.context import RunContext
from runql._models.runs.listed.rows import LIST_RUNS_AS_ROWS, RunRows
from runql._models.runs.listed.table import COLUMNS, run_columns, run_row, table_columns
from runql._paths.runs import RunPath

if TYPE_CHECKING:
    from collections.abc import Mapping

RUN: dict[str, Any] = {
    "id": "1", "name": "r1", "displayName": None, "state": "finished", "tags": ["a"], "group": "g",
    "jobType": None, "commit": None, "host": None, "notes": None, "description": None, "readOnly": None,
    "createdAt": "2025-01-01T00:00:00", "heartbeatAt": None, "updatedAt": None, "computeSeconds": 1.5,
    "historyLineCount": None, "sweepName": None, "projectId": "7",
    "user": {"id": "u", "username": "ada", "name": "Ada"},
    "project": {"id": "p", "name": "demo", "entityName": "team"},
}  # fmt: skip


def runs_of(*documents: Mapping[str, str | None]) -> list[RunBase[Any, Any]]:
    nodes = [{**RUN, "id": str(index), **each} for index, each in enumerate(documents)]
    edges = [{"cursor": "c", "node": node} for node in nodes]
    info = {"endCursor": None, "hasNextPage": False}
    project = {"runCount": 1, "runs": {"edges": edges, "pageInfo": info}}
    found = LIST_RUNS_AS_ROWS.parse(json.dumps({"data": {"project": project}}).encode()).data
    assert isinstance(found, RunRows)
    context = RunContext("https://w.test")
    return [RunBase(sent, RunPath("e", "p", sent.name), context) for sent in found.runs]


def check_same(runs: list[RunBase[Any, Any]]) -> dict[str, list[object]]:
    with warnings.catch_warnings(record=True) as by_rows:
        warnings.simplefilter("always")
        rows = [run_row(run) for run in runs]
    names = table_columns(rows)
    with warnings.catch_warnings(record=True) as by_columns:
        warnings.simplefilter("always")
        columns = run_columns(runs)
    assert list(columns) == names
    # As text, because NaN is not equal to itself.
    assert repr(columns) == repr({name: [row.get(name) for row in rows] for name in names})
    assert {str(each.message) for each in by_columns} >= {str(each.message) for each in by_rows}
    frame, expected = frame_of_columns(columns, "pandas"), to_frame(rows, names, "pandas")
    assert list(frame.dtypes) == list(expected.dtypes)
    assert repr(frame.to_dict("list")) == repr(expected.to_dict("list"))
    return columns


def wrapped(config: dict[str, Any]) -> str:
    return json.dumps({key: {"value": value} for key, value in config.items()})


@pytest.mark.parametrize(
    "configs",
    [
        [{"lr": 0.1}, {"lr": 1}, {"lr": None}],
        [{"lr": 0.1, "a": 1}, {"a": 1, "lr": 0.2}, {"b": 1}],
        [{"data": {"path": "x", "n": 1}}, {"data": {"path": "y"}}, {"data": 3}, {"data": None}],
        [{"a.b": 1, "a": {"b": 2}}, {"a": {"b": 2}, "a.b": 1}, {"a": {"b": 3}}],
        [{"a": {"b.c": 1, "b": {"c": 2}}}],
        [{"a": {}}, {"a": {"b": {}}}, {"a": []}],
        [{"media": {"_type": "image-file", "path": "p"}}, {"media": 1}],
        [{"n": None}, {"n": None}],
        [{"x": True}, {"x": 1}, {"x": "text"}, {"x": [1]}],
        [{"big": 2**70}, {"big": 1}],
        [{"_wandb": {"t": 1}, "_name": "kept"}],
        [{}],
        [],
    ],
    ids=lambda configs: json.dumps(configs)[:40],
)
def test_columns_are_those_of_rows(configs: list[dict[str, Any]]) -> None:
    check_same(
        runs_of(
            *(
                {"config": wrapped(config), "summaryMetrics": json.dumps(config)}
                for config in configs
            )
        )
    )


def test_numbers_that_json_has_no_word_for() -> None:
    texts = ['{"a": NaN, "b": "NaN"}', '{"a": "-Infinity", "b": 1}', '{"a": "\\u004eaN"}', "", None]
    columns = check_same(runs_of(*({"config": text, "summaryMetrics": text} for text in texts)))
    assert repr(columns["summary.a"]) == "[nan, -inf, nan, None, None]"
    assert columns["config.a"][1:3] == ["-Infinity", "NaN"]


def test_runs_without_documents_have_the_attributes_alone() -> None:
    columns = check_same(runs_of({}, {}))
    assert tuple(columns) == COLUMNS


def test_many_runs_are_read_in_chunks() -> None:
    documents = [
        {"config": wrapped({"a": index} if index % 7 else {"b": {"c": index}})}
        for index in range(1203)
    ]
    columns = check_same(runs_of(*documents))
    assert columns["config.a"][1202] == 1202
    assert columns["config.b.c"][7] == 7


KEYS = st.sampled_from(["a", "b", "a.b", "a.b_2", "_type", "é"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.sampled_from(["", "NaN", "Infinity", "x"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=5))
def test_any_documents_give_the_same_table(documents: list[dict[str, Any]]) -> None:
    check_same(
        runs_of(
            *({"config": wrapped(each), "summaryMetrics": json.dumps(each)} for each in documents)
        )
    )
