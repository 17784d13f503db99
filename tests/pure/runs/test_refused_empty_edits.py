"""Updates on servers that refuse an upsert with an ID and no change, in each way that they can."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from runql import Api, RetryPolicy, Settings
from runql.errors import RunQLError
from tests.pure.runs.test_drafts import RESPONSE


class Server:
    """A server with one run.

    Attributes:
        refusal: The error of an `UpdateRun`; None to accept it.
        does_the_rest: Whether the second edit of such a request is done all the same.
    """

    def __init__(self, refusal: dict[str, Any] | None, *, does_the_rest: bool = False) -> None:
        self.refusal, self.does_the_rest = refusal, does_the_rest
        self.config: dict[str, Any] = {}
        self.requested: list[str] = []

    def run(self) -> dict[str, Any]:
        documents = {"config": json.dumps(self.config), "summaryMetrics": "{}"}
        return {**RESPONSE, **documents, "user": None, "project": None}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        name, variables = body["operationName"], body["variables"]
        self.requested.append(name)
        if name == "GetRun":
            return httpx.Response(200, json={"data": {"project": {"run": self.run()}}})
        if name == "UpsertRun" or self.refusal is None or self.does_the_rest:
            self.config = json.loads(variables["input"]["config"])
        written = {"bucket": self.run(), "inserted": False}
        if name == "UpsertRun":
            return httpx.Response(200, json={"data": {"upsertBucket": written}})
        data = {"before": None, "upsertBucket": written if self.does_the_rest else None}
        errors = [] if self.refusal is None else [self.refusal]
        return httpx.Response(200, json={"data": data, "errors": errors})


def edit(server: Server, count: int = 1) -> None:
    settings = Settings(
        api_key="0" * 40, base_url="http://w.test", retry=RetryPolicy(max_attempts=1)
    )
    with Api(settings=settings, transport=httpx.MockTransport(server)) as api:
        run = api.run("e/p/r")
        for number in range(count):
            run.config[f"lr{number}"] = 0.1
            run.update()


@pytest.mark.parametrize(
    "refusal",
    [
        {"message": "nothing to change", "path": ["before"]},
        {"message": "internal", "path": ["before"], "extensions": {"code": 500}},
        {"message": "permission denied", "path": ["before"], "extensions": {"code": "PERMISSION_ERROR"}},
        {"message": "run not found", "path": ["before", "bucket"]},
    ],
    ids=["plain", "internal", "permission", "not_found"],
)  # fmt: skip
@pytest.mark.parametrize("does_the_rest", [True, False])
def test_a_refused_first_edit_does_not_stop_the_second(
    refusal: dict[str, Any], does_the_rest: bool
) -> None:
    server = Server(refusal, does_the_rest=does_the_rest)
    edit(server, 2)
    assert server.config == {"lr0": {"value": 0.1}, "lr1": {"value": 0.1}}
    # The server is not asked a second time for what it refuses.
    assert server.requested.count("UpdateRun") == 1
    assert server.requested.count("UpsertRun") == (1 if does_the_rest else 2)


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        ({"message": "config is too large", "path": ["upsertBucket"]}, RunQLError),
        ({"message": "internal", "path": ["upsertBucket"], "extensions": {"code": 500}}, RunQLError),
    ],
    ids=["plain", "internal"],
)  # fmt: skip
def test_a_refused_change_is_an_error(refusal: dict[str, Any], error: type[RunQLError]) -> None:
    server = Server(refusal)
    with pytest.raises(error):
        edit(server)
    assert "UpsertRun" not in server.requested
