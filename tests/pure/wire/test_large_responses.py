"""Calls with large responses have the results and errors of the usual calls."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from runql_graphql.ops import history as ops

from runql._wire.responses.json_decoding import json_decoder
from runql._wire.responses.large import with_large_response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql_graphql.calls import Call

RUN = {"id": "r", "state": "finished", "historyLineCount": 2, "historyKeys": {"lastStep": 1}}
LINES = ['{"_step":0,"loss":NaN}', '{"_step":1,"loss":"é \\"1\\"","\\ud83d\\ude00":1e400}']


def page_call() -> Call[Any]:
    return ops.get_run_history_page(
        entity="e", project="p", run="r", min_step=0, max_step=9, samples=9
    )


def sample_call() -> Call[Any]:
    return ops.get_run_history_sample(
        entity="e", project="p", run="r", whole=True, min_step=None, max_step=None, samples=9, specs=[]
    )  # fmt: skip


def values_call() -> Call[Any]:
    return ops.get_run_sampled_history(entity="e", project="p", run="r", specs=["{}"])


def body(run: object, **more: object) -> bytes:
    return json.dumps({"data": {"project": {"run": run}}, **more}).encode()


BODIES = {
    "lines": body({**RUN, "history": LINES}),
    "no lines": body({**RUN, "history": []}),
    "only values": body({"sampledHistory": [[{"_step": 0, "x": 2**70, "y": "NaN"}], [{"z": 1e300}]]}),
    "values": body({**RUN, "history": None, "sampledHistory": [[{"_step": 0, "x": [1, {"y": None}]}], []]}),
    "no run": body(None),
    "no project": b'{"data":{"project":null}}',
    "errors": body({**RUN, "history": LINES}, errors=[{"message": "slow"}]),
    "only errors": b'{"data":null,"errors":[{"message":"no","path":["project",0]}]}',
    "errors in other forms": b'{"errors":"no"}',
    "misfit and errors": body({**RUN, "history": 3}, errors=["broken"]),
    "misfit": body({**RUN, "history": 3}),
    "number for a line": body({**RUN, "history": [1]}),
    "no object": b"[1]",
    "null": b"null",
    "empty": b"",
    "cut off": body({**RUN, "history": LINES})[:-9],
    "page": b"<html>no</html>",
    "lone surrogate": b'{"data":{"project":{"run":{"id":"r","state":null,"historyLineCount":1,"historyKeys":null,'
    b'"history":["\\ud800"]}}}}',
    "bare NaN": b'{"data":{"project":{"run":{"id":"r","state":null,"historyLineCount":1,"historyKeys":{"a":NaN},'
    b'"history":[]}}}}',
    "not UTF-8": b'{"data":{"project":{"run":{"history":["\xff"]}}}}',
    "deep": b'{"data":' + b"[" * 5000 + b"]" * 5000 + b"}",
}  # fmt: skip


@pytest.fixture(params=["msgspec", "pydantic"])
def decoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "pydantic":
        monkeypatch.setitem(sys.modules, "msgspec", None)
    json_decoder.cache_clear()
    yield str(request.param)
    json_decoder.cache_clear()


def outcome(call: Call[Any], content: bytes) -> str:
    try:
        return repr(call.operation.parse(content))
    except ValueError as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("case", BODIES)
@pytest.mark.parametrize("make", [page_call, sample_call, values_call])
def test_results_and_errors_are_equal(decoder: str, make: Any, case: str) -> None:
    assert decoder
    usual = make()
    large = with_large_response(usual)
    assert outcome(large, BODIES[case]) == outcome(usual, BODIES[case])


def test_the_request_is_the_same() -> None:
    usual = page_call()
    large = with_large_response(usual)
    assert large.variables == usual.variables
    assert large.operation.document == usual.operation.document
    assert large.operation is with_large_response(page_call()).operation
