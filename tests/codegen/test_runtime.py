"""The runtime of the generated package: calls, envelopes, scalars, enums."""

from __future__ import annotations

import copy
import json
import math
import pickle
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeVar

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from runql_graphql.async_client import AsyncGraphQLClient
from runql_graphql.calls import UNSET, Call
from runql_graphql.client import GraphQLClient
from runql_graphql.count_runs import CountRuns
from runql_graphql.list_runs import ListRuns
from runql_graphql.open_enum import OpenEnum
from runql_graphql.ops import history
from runql_graphql.ops.runs import base as runs
from runql_graphql.scalars import JSON, DateTime, JSONString

if TYPE_CHECKING:
    from runql_graphql.envelope import Envelope

R = TypeVar("R")


class Color(OpenEnum):
    RED = "red"


# calls


def test_a_variable_left_out_is_not_a_null() -> None:
    assert runs.count_runs(project="p").wire_variables() == {"project": "p"}
    given = runs.count_runs(project="p", entity=None, filters=UNSET)
    assert given.wire_variables() == {"project": "p", "entity": None}


def test_replace_changes_one_variable_and_leaves_the_call_alone() -> None:
    first = runs.list_runs(project="p", first=50)
    second = first.replace(after="cursor", with_config=False)
    assert second.wire_variables() == {
        "project": "p",
        "first": 50,
        "after": "cursor",
        "withConfig": False,
    }
    assert first.wire_variables() == {"project": "p", "first": 50}


def test_replace_takes_names_of_graphql_too_and_unset_takes_out() -> None:
    call = runs.list_runs(project="p", config_keys=["a"])
    assert call.replace(configKeys=["b"]).variables["configKeys"] == ["b"]
    assert call.replace(config_keys=UNSET).wire_variables() == {"project": "p"}


def test_replace_refuses_a_variable_that_the_operation_lacks() -> None:
    with pytest.raises(TypeError, match=r"no variable 'color'\. Its variables: entity"):
        runs.count_runs(project="p").replace(color="red")


def test_a_call_does_not_show_its_variables() -> None:
    assert "secret" not in repr(runs.count_runs(project="secret", filters='{"secret": 1}'))


def test_the_body_holds_query_name_and_variables() -> None:
    call = runs.get_run_state(entity="e", project="p", run="r")
    assert json.loads(call.body()) == {
        "query": runs.GET_RUN_STATE.document,
        "operationName": "GetRunState",
        "variables": {"entity": "e", "project": "p", "run": "r"},
    }


def test_values_of_python_become_values_of_json() -> None:
    cet = timezone(timedelta(hours=1))
    call = Call(
        runs.COUNT_RUNS,
        {
            "when": datetime(2024, 1, 1, 12, tzinfo=cet),
            "naive": datetime(2024, 1, 1, 12),  # noqa: DTZ001 - a time without a zone is the point
            "enum": Color.RED,
            "document": JSONString('{"a": 1}'),
            "nested": ({"x": [Color("blue")]},),
        },
    )
    assert call.wire_variables() == {
        "when": "2024-01-01T11:00:00Z",
        "naive": "2024-01-01T12:00:00Z",
        "enum": "red",
        "document": '{"a": 1}',
        "nested": [{"x": ["blue"]}],
    }


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_float_that_json_cannot_say_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        Call(runs.COUNT_RUNS, {"x": value}).body()


def test_a_value_without_a_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes cannot be sent"):
        Call(runs.COUNT_RUNS, {"x": b"raw"}).body()


def test_calls_and_answers_can_be_pickled() -> None:
    call = runs.list_runs(project="p", first=2)
    again = pickle.loads(pickle.dumps(call))
    assert again == call
    assert again.body() == call.body()
    response = runs.LIST_RUNS.parse(_runs_page('{"a": 1}')).data
    assert pickle.loads(pickle.dumps(response)) == response
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_importing_calls_imports_no_heavy_library() -> None:
    code = (
        "import sys; import runql_graphql.ops.runs.base, runql_graphql.client, runql_graphql.async_client;"
        "print(sorted({'pydantic', 'pydantic_core', 'httpx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# answers


def _runs_page(config: object) -> bytes:
    node = {
        "id": "i",
        "name": "r",
        "createdAt": "2024-05-01T10:00:00",
        "computeSeconds": 3,
        **dict.fromkeys(["displayName", "state", "tags", "group", "jobType", "commit", "host"]),
        **dict.fromkeys(["notes", "description", "readOnly", "heartbeatAt", "updatedAt", "user"]),
        **dict.fromkeys(["historyLineCount", "sweepName", "project"]),
        "projectId": "7",
        "config": config,
    }
    edges = [{"cursor": "c", "node": node}]
    page = {"edges": edges, "pageInfo": {"endCursor": "c", "hasNextPage": False}}
    return json.dumps({"data": {"project": {"runCount": 1, "runs": page}}}).encode()


def _first_run(envelope: Envelope[ListRuns]) -> object:
    assert envelope.data is not None
    assert envelope.data.project is not None
    assert envelope.data.project.runs is not None
    return envelope.data.project.runs.edges[0].node


def test_fields_that_were_not_asked_for_are_none_and_not_set() -> None:
    run = _first_run(runs.LIST_RUNS.parse(_runs_page('{"lr": {"value": 1}}')))
    assert isinstance(run, BaseModel)
    assert run.model_dump()["config"] is not None
    assert run.model_dump()["summary_metrics"] is None
    assert "config" in run.model_fields_set
    assert not {"summary_metrics", "system_metrics", "history_keys"} & run.model_fields_set


def test_the_result_type_is_the_generated_model() -> None:
    assert runs.LIST_RUNS.result_type() is ListRuns
    assert runs.LIST_RUNS.kind == "query"
    assert runs.UPSERT_RUN.kind == "mutation"


def test_errors_without_data_are_read() -> None:
    body = b'{"data": null, "errors": [{"message": "no", "path": ["project", 0], "extensions": {"code": 4}}]}'
    response = runs.COUNT_RUNS.parse(body)
    assert response.data is None
    assert response.errors is not None
    assert response.errors[0].path == ["project", 0]
    assert response.errors[0].extensions == {"code": 4}


def test_data_that_an_error_broke_gives_way_to_the_error() -> None:
    body = b'{"data": {"project": {"runCount": null}}, "errors": [{"message": "timeout"}]}'
    response = runs.COUNT_RUNS.parse(body)
    assert response.data is None
    assert [error.message for error in response.errors or []] == ["timeout"]


def test_data_beside_errors_is_kept_if_it_fits() -> None:
    body = b'{"data": {"project": {"runCount": 3}}, "errors": [{"message": "slow"}]}'
    response = runs.COUNT_RUNS.parse(body)
    assert response.data == CountRuns.model_validate({"project": {"runCount": 3}})
    assert response.errors is not None


@pytest.mark.parametrize(
    ("errors", "message"),
    [
        (["plain text"], "plain text"),
        ("one text", "one text"),
        ({"message": "one object"}, "one object"),
        ([{"code": 5}], '{"code": 5}'),
        ([{"message": "odd", "path": "a.b", "extensions": [], "locations": 3}], "odd"),
        ([7], "7"),
    ],
)
def test_errors_of_every_shape_are_read(errors: object, message: str) -> None:
    response = runs.COUNT_RUNS.parse(json.dumps({"errors": errors}).encode())
    assert [error.message for error in response.errors or []] == [message]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"text"', b'{"data": {"project": 5}}'])
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(ValidationError):
        runs.COUNT_RUNS.parse(body)


def test_lone_surrogates_in_an_answer_are_read() -> None:
    response = history.GET_RUN_HISTORY_PAGE.parse(
        b'{"data": {"project": {"run": {"id": "\\ud800", "history": []}}}}'
    )
    assert response.data is not None
    assert response.data.project is not None
    assert response.data.project.run is not None
    assert response.data.project.run.id == "\ud800"


RACE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from runql_graphql.ops.runs import base as runs

sys.setswitchinterval(1e-6)
body, threads = sys.stdin.buffer.read(), 12
barrier = Barrier(threads)

def read(_):
    barrier.wait()
    return runs.LIST_RUNS.parse(body).data.project.runs.edges[0].node

with ThreadPoolExecutor(threads) as pool:
    found = list(pool.map(read, range(threads)))
assert all(each == found[0] for each in found)
print(len(found))
"""


def test_many_threads_may_read_the_first_answer_at_once() -> None:
    # A process of its own: models are completed once, and other tests have read responses already.
    command, body = [sys.executable, "-c", RACE], _runs_page("{}")
    done = subprocess.run(command, input=body, capture_output=True, check=False)
    assert done.stdout.strip() == b"12", done.stderr.decode()


# scalars


def test_a_document_is_decoded_when_it_is_looked_at() -> None:
    broken = JSONString("{not json")
    assert broken.raw == "{not json"
    with pytest.raises(ValueError, match="Expecting"):
        _ = broken.value


def test_a_document_is_decoded_once() -> None:
    document = JSONString('{"a": [1]}')
    assert document.value is document.value
    assert document.value == {"a": [1]}


def test_numbers_of_a_document_are_exact() -> None:
    value = JSONString(
        '{"nan": NaN, "inf": -Infinity, "big": 123456789012345678901234567890}'
    ).value
    assert isinstance(value, dict)
    assert isinstance(value["nan"], float)
    assert math.isnan(value["nan"])
    assert value["inf"] == -math.inf
    assert value["big"] == 123456789012345678901234567890


def test_lone_surrogates_in_a_document_are_read() -> None:
    assert JSONString('"\\ud800"').value == "\ud800"


def test_documents_compare_and_pickle_by_their_text() -> None:
    document = JSONString('{"a": NaN}')
    assert document == JSONString('{"a": NaN}')
    assert document != JSONString("{}")
    assert document != '{"a": NaN}'
    assert hash(document) == hash(JSONString('{"a": NaN}'))
    _ = document.value
    assert pickle.loads(pickle.dumps(document)) == copy.deepcopy(document) == document


def test_a_long_document_is_shown_short() -> None:
    assert len(repr(JSONString("x" * 1000))) < 60


@pytest.mark.parametrize(
    ("sent", "raw"), [({"a": 1}, '{"a":1}'), ([1, "ü"], '[1,"ü"]'), (3, "3"), ("{}", "{}")]
)
def test_a_document_may_come_decoded(sent: object, raw: str) -> None:
    assert TypeAdapter(JSONString).validate_python(sent).raw == raw
    assert TypeAdapter(JSONString).validate_json(json.dumps(sent)).raw == raw


def test_a_document_is_written_as_its_text() -> None:
    assert TypeAdapter(JSONString).dump_json(JSONString('{"a": 1}')) == b'"{\\"a\\": 1}"'


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2024-05-01T10:00:00", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T10:00:00Z", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T12:00:00.25+02:00", datetime(2024, 5, 1, 10, 0, 0, 250000, tzinfo=UTC)),
        ("2024-05-01T10:00:00.123456789Z", datetime(2024, 5, 1, 10, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_times_are_aware_and_utc(sent: str, expected: datetime) -> None:
    found: datetime = TypeAdapter(DateTime).validate_python(sent)
    assert found == expected
    assert found.tzinfo is UTC


def test_any_json_is_kept_as_it_is() -> None:
    value = {"a": [1, None, {"b": 1.5}]}
    assert TypeAdapter(JSON).validate_python(value) == value


# enums


def test_an_unknown_value_of_an_enum_is_kept() -> None:
    blue = Color("blue")
    assert (blue, str(blue), blue.value, blue.is_known) == ("blue", "blue", "blue", False)
    assert blue == Color("blue")
    assert {blue: 1}[Color("blue")] == 1
    assert list(Color) == [Color.RED]


def test_a_known_value_of_an_enum_is_the_member() -> None:
    assert Color("red") is Color.RED
    assert Color.RED.is_known
    assert not Color("RED").is_known


def test_an_enum_takes_texts_only() -> None:
    with pytest.raises(ValueError, match="5 is not a valid Color"):
        Color(5)  # type: ignore[arg-type]


def test_an_unknown_value_survives_pickle_copy_and_pydantic() -> None:
    blue = Color("blue")
    adapter = TypeAdapter(Color)
    assert pickle.loads(pickle.dumps(blue)) == copy.deepcopy(blue) == blue
    assert isinstance(adapter.validate_json('"blue"'), Color)
    assert adapter.dump_json(adapter.validate_json('"blue"')) == b'"blue"'


# clients


class Recorder:
    def __init__(self, body: bytes) -> None:
        self.body = body
        self.sent: list[dict[str, object]] = []

    def send(self, call: Call[R]) -> R:
        self.sent.append(call.wire_variables())
        data = call.operation.parse(self.body).data
        assert data is not None
        return data


class AsyncRecorder(Recorder):
    async def send(self, call: Call[R]) -> R:  # type: ignore[override]
        return super().send(call)


def test_a_client_sends_and_returns_the_model() -> None:
    recorder = Recorder(b'{"data": {"project": {"runCount": 3}}}')
    client = GraphQLClient(recorder)
    response = client.count_runs(project="p")
    assert response == client.send(runs.count_runs(project="p"))
    assert isinstance(response, CountRuns)
    assert recorder.sent == [{"project": "p"}, {"project": "p"}]


async def test_an_async_client_sends_and_returns_the_model() -> None:
    recorder = AsyncRecorder(b'{"data": {"project": {"runCount": 3}}}')
    response = await AsyncGraphQLClient(recorder).count_runs(project="p", entity="e")
    assert isinstance(response, CountRuns)
    assert recorder.sent == [{"project": "p", "entity": "e"}]
