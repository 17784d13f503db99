"""Rows of a page of runs: the same values and errors as the models have."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.calls import Call
from runql_graphql.fragments.runs.base import RunFull
from runql_graphql.ops.runs import base as ops

from runql._models.runs.listed.rows import LIST_RUNS_AS_ROWS, RunRow, RunRows, sent_model
from runql._wire.protocol import ServerResponse, decode

RUN: dict[str, Any] = {
    "id": "UnVuOjE=",
    "name": "r1",
    "displayName": "fluffy",
    "state": "finished",
    "tags": ["a", "b"],
    "group": None,
    "jobType": "train",
    "commit": None,
    "host": "box",
    "notes": None,
    "description": "",
    "readOnly": False,
    "createdAt": "2025-01-01T00:00:00",
    "heartbeatAt": "2025-01-01T01:00:00.123456789Z",
    "updatedAt": None,
    "computeSeconds": 10,
    "historyLineCount": 3,
    "sweepName": None,
    "projectId": "7",
    "user": {"id": "u", "username": "ada", "name": "Ada"},
    "project": {"id": "p", "name": "demo", "entityName": "team"},
    "config": '{"lr": {"value": 0.1}}',
    "summaryMetrics": '{"loss": NaN}',
}


def body(*runs: dict[str, Any], more: bool = True, **other: object) -> bytes:
    edges = [{"cursor": f"c{index}", "node": run} for index, run in enumerate(runs)]
    info = {"endCursor": "end", "hasNextPage": more}
    project = {"runCount": 9, "runs": {"edges": edges, "pageInfo": info}}
    return json.dumps({"data": {"project": project}, **other}).encode()


def rows_of(content: bytes) -> RunRows:
    found = LIST_RUNS_AS_ROWS.parse(content).data
    assert isinstance(found, RunRows)
    return found


def models_of(content: bytes) -> list[RunFull]:
    data = ops.LIST_RUNS.parse(content).data
    assert data is not None
    assert data.project is not None
    assert data.project.runs is not None
    return [edge.node for edge in data.project.runs.edges]


def check_same(content: bytes) -> list[RunFull]:
    found, expected = list(rows_of(content).runs), models_of(content)
    assert len(found) == len(expected)
    for row, model in zip(found, expected, strict=True):
        assert row.model_fields_set == model.model_fields_set
        for name in RunFull.model_fields:
            value, wanted = getattr(row, name), getattr(model, name)
            assert (type(value), value) == (type(wanted), wanted), name
        made = sent_model(row)
        assert made == model
        assert made.model_dump(mode="json", by_alias=True) == model.model_dump(
            mode="json", by_alias=True
        )
    return found


def test_rows_have_the_values_of_models() -> None:
    second = {**RUN, "id": "2", "tags": None, "user": None, "project": None, "host": "é"}
    third = {**RUN, "id": "3", "config": None, "summaryMetrics": None, "heartbeatAt": None}
    found = check_same(body(RUN, second, third))
    assert all(isinstance(run, RunRow) for run in found)
    page = rows_of(body(RUN, second))
    assert (page.exists, page.cursor, page.total) == (True, "c1", 9)
    assert rows_of(body(RUN, more=False)).cursor is None
    assert rows_of(body()).cursor == "end"


def test_equal_users_and_projects_are_one_object() -> None:
    first, second = rows_of(body(RUN, {**RUN, "id": "2"})).runs
    assert first.user is second.user
    assert first.project is second.project


def test_documents_that_were_not_requested_are_not_among_the_fields() -> None:
    light = {key: value for key, value in RUN.items() if key not in ("config", "summaryMetrics")}
    (run,) = check_same(body(light))
    assert isinstance(run, RunRow)
    assert run.config is None
    assert "config" not in run.model_fields_set
    with pytest.raises(AttributeError, match="unheard"):
        getattr(run, "unheard")  # noqa: B009


@pytest.mark.parametrize(
    "changed",
    [
        {"config": {"lr": {"value": 0.1}}},
        {"summaryMetrics": 3},
        {"historyLineCount": "12"},
        {"computeSeconds": "1.5"},
        {"createdAt": 1700000000},
        {"createdAt": "2025-01-01T00:00:00+02:00"},
        {"unknown": [1]},
        {"displayName": "\ud800"},
        {"historyKeys": {"keys": {}, "lastStep": 3}},
        {"user": {"id": "u", "username": None, "name": "A"}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_odd_values_read_as_models_read_them(changed: dict[str, Any]) -> None:
    check_same(body({**RUN, **changed}))
    check_same(body(RUN, {**RUN, "id": "2", **changed}))


@pytest.mark.parametrize(
    "changed",
    [
        {"name": None},
        {"createdAt": "yesterday"},
        {"tags": "a"},
        {"user": {"id": 1}},
        {"project": 1},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_run_that_does_not_fit_is_the_same_error(changed: dict[str, Any]) -> None:
    content = body(RUN, {**RUN, **changed})
    errors = []
    for operation in (LIST_RUNS_AS_ROWS, ops.LIST_RUNS):
        with pytest.raises(ValueError, match="validation error") as caught:
            operation.parse(content)
        errors.append(str(caught.value))
    assert errors[0] == errors[1]


def test_a_missing_field_is_an_error() -> None:
    short = {key: value for key, value in RUN.items() if key != "state"}
    with pytest.raises(ValueError, match="state"):
        LIST_RUNS_AS_ROWS.parse(body(short))


def test_a_run_that_does_not_fit_is_left_out_with_a_warning() -> None:
    rows_call = Call(LIST_RUNS_AS_ROWS, {"project": "p"})
    response = ServerResponse(200, {}, body(RUN, {**RUN, "name": None}))
    with pytest.warns(match="left out"):
        found = decode(rows_call, response, skip_unfit_rows=True)
    assert [run.id for run in found.runs] == [RUN["id"]]


@pytest.mark.parametrize("errors", [[{"message": "no"}], "no", {"message": "no"}, ""])
def test_errors_are_the_errors_of_the_model(errors: object) -> None:
    content = body(RUN, errors=errors)
    found: object = LIST_RUNS_AS_ROWS.parse(content)
    assert found == ops.LIST_RUNS.parse(content)


@pytest.mark.parametrize(
    "content",
    [b'{"data": {"project": null}}', b'{"data": {"project": {"runCount": 0, "runs": null}}}'],
)
def test_a_project_that_does_not_exist_has_no_page(content: bytes) -> None:
    assert rows_of(content) == RunRows(exists=False)


def test_a_row_travels_to_another_process() -> None:
    (run,) = rows_of(body(RUN)).runs
    for other in (pickle.loads(pickle.dumps(run)), copy.copy(run)):
        assert sent_model(other) == sent_model(run)


TEXTS = st.one_of(st.none(), st.text(max_size=5))


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "displayName": TEXTS,
                "tags": st.one_of(st.none(), st.lists(st.text(max_size=3), max_size=3)),
                "readOnly": st.one_of(st.none(), st.booleans()),
                "historyLineCount": st.one_of(st.none(), st.integers(-5, 2**53)),
                "computeSeconds": st.one_of(st.integers(-5, 5), st.floats(allow_nan=False)),
                "createdAt": st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
                "config": TEXTS,
                "project": st.one_of(
                    st.none(),
                    st.fixed_dictionaries(
                        {
                            "id": st.text(max_size=1),
                            "name": st.text(max_size=1),
                            "entityName": st.text(max_size=1),
                        }
                    ),
                ),
            }
        ),
        max_size=4,
    )
)
def test_any_page_reads_as_models_read_it(drawn: list[dict[str, Any]]) -> None:
    content = body(*({**RUN, "id": str(index), **each} for index, each in enumerate(drawn)))
    try:
        models_of(content)
    except ValueError:
        with pytest.raises(ValueError, match="validation"):
            rows_of(content)
    else:
        check_same(content)
