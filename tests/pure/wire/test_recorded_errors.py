"""Error responses as servers of W&B were recorded to send them: each becomes its class of error, with its words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from runql_graphql.ops.runs import base as ops

from runql import Api, RetryPolicy, Settings
from runql._wire.protocol import ServerResponse, decode
from runql.errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RunQLError,
    ServerError,
    UnsupportedError,
)

FORBIDDEN = b"""<html>\r
<head><title>403 Forbidden</title></head>\r
<body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body>\r
</html>\r
"""
GATEWAY = b"""<!DOCTYPE html><html lang=en><meta charset=utf-8>
<title>Error 502 (Server Error)!!1</title>
<p><b>502.</b> <ins>That&#39;s an error.</ins>
"""


@dataclass(frozen=True)
class Recorded:
    """A response, and the error that it is."""

    status: int
    words: str
    error: type[ApiError]
    field: str = ""
    path: tuple[str, ...] = ()
    code: str | None = None
    located: bool = False
    body: bytes | None = None
    data: bool = True

    def content(self, *, data_first: bool = False) -> bytes:
        if self.body is not None:
            return self.body
        entry: dict[str, Any] = {"message": self.words}
        if self.path:
            entry["path"] = list(self.path)
        if self.located:
            entry["locations"] = [{"line": 2, "column": 3}]
        if self.code is not None:
            entry["extensions"] = {"code": self.code}
        body: dict[str, Any] = {"errors": [entry]}
        if self.path and self.data:
            data = {"data": {self.path[0]: None}}
            body = {**data, **body} if data_first else {**body, **data}
        return json.dumps(body).encode()


PERMISSION = "PERMISSION_ERROR"
BUCKET = ("upsertBucket",)
RECORDED = {
    "no key": Recorded(
        401, "user is not logged in", AuthenticationError, path=("viewer",), code=PERMISSION
    ),
    "wrong key": Recorded(
        401, "user is not logged in", AuthenticationError, path=BUCKET, code=PERMISSION
    ),
    "not allowed": Recorded(
        403, "permission denied", PermissionDeniedError, path=BUCKET, code=PERMISSION
    ),
    "not allowed, no data": Recorded(
        403, "permission denied", PermissionDeniedError, path=BUCKET, code=PERMISSION, data=False
    ),
    "login is old": Recorded(
        200, "relogin required", AuthenticationError, path=("viewer", "apiKeys"), code=PERMISSION
    ),
    "login is old, 403": Recorded(
        403, "relogin required", AuthenticationError, path=("viewer", "apiKeys"), code=PERMISSION
    ),
    "unknown entity": Recorded(
        404, "entity X not found during upsertBucket", NotFoundError, path=BUCKET
    ),
    "deleted run": Recorded(
        409,
        "run E/P/R was previously created and deleted; try a new run name",
        ConflictError,
        path=BUCKET,
    ),
    "deleted run, older server": Recorded(
        409, "Error 1062: Duplicate entry '1-r' for key 'name'", ConflictError, path=BUCKET
    ),
    "deleted run, oldest server": Recorded(
        500, "Error 1062: Duplicate entry '1-r' for key 'name'", ConflictError, path=BUCKET
    ),
    "sweep config": Recorded(
        400,
        "Invalid sweep config: Sweep config must contain method section",
        InvalidInputError,
        path=("upsertSweep",),
    ),
    "sweep user": Recorded(400, "Sweep user not valid", InvalidInputError, path=("upsertSweep",)),
    "sweep values": Recorded(
        500,
        "invalid character 'I' looking for beginning of value",
        InvalidInputError,
        path=("upsertSweep",),
    ),
    "job type": Recorded(
        400, "invalid parameters: 64 limit exceeded for JobType", InvalidInputError
    ),
    "config": Recorded(400, "run config cannot exceed 15 MB", InvalidInputError, path=BUCKET),
    "organization": Recorded(
        400,
        "you may not log runs directly to your organization, please try using your team entity",
        InvalidInputError,
        path=BUCKET,
    ),
    "artifact not committed": Recorded(
        400,
        "cannot use artifact QXJ0aWZhY3Q6MQ== as it has not committed",
        InvalidInputError,
        path=("useArtifact",),
    ),
    "client ID": Recorded(404, "failed to map client id", NotFoundError, path=("linkArtifact",)),
    "filter of a list": Recorded(
        500,
        "unsupported type []interface {}, a slice of interface",
        InvalidInputError,
        path=("project", "runs"),
    ),
    "unknown field": Recorded(
        400, 'Cannot query field "f" on type "T".', UnsupportedError, located=True
    ),
    "unknown argument": Recorded(
        400, 'Unknown argument "a" on field "f" of type "T".', UnsupportedError, located=True
    ),
    "unknown type": Recorded(400, 'Unknown type "T".', UnsupportedError, located=True),
    "impossible fragment": Recorded(
        400,
        'Fragment "F" cannot be spread here as objects of type "A" can never be of type "B".',
        UnsupportedError,
        located=True,
    ),
    "selection of a scalar": Recorded(
        400,
        'Field "f" must not have a selection since type "T" has no subfields.',
        UnsupportedError,
        located=True,
    ),
    "missing variable": Recorded(
        400,
        'Variable "v" has invalid value null.\nExpected type "String!", found null.',
        InvalidInputError,
        located=True,
    ),
    "value that cannot be": Recorded(
        500, 'graphql: got nil for non-null "Project"', ServerError, path=("project",)
    ),
    "server is broken": Recorded(
        500,
        "An internal error occurred. Please contact support.",
        ServerError,
        path=("project",),
    ),
    "browser or proxy": Recorded(
        400,
        "400 Bad Request: The browser (or proxy) sent a request that this server could not understand.",
        InvalidInputError,
    ),
    "front end refuses": Recorded(403, "403 Forbidden", PermissionDeniedError, body=FORBIDDEN),
    "front end fails": Recorded(502, "Error 502 (Server Error)!!1", ServerError, body=GATEWAY),
    "too many requests": Recorded(
        429,
        "Filestream rate limit exceeded, retrying in 4.4 seconds.",
        RateLimitError,
        body=b"Filestream rate limit exceeded, retrying in 4.4 seconds.\n",
    ),
    "too many requests, as GraphQL": Recorded(429, "rate limit exceeded", RateLimitError),
    "text": Recorded(503, "no healthy upstream", ServerError, body=b"no healthy upstream"),
}


@pytest.mark.parametrize("data_first", [False, True])
@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_error_is_of_its_class_and_keeps_its_words(name: str, data_first: bool) -> None:
    recorded = RECORDED[name]
    call = ops.count_runs(project="p")
    response = ServerResponse(recorded.status, {}, recorded.content(data_first=data_first))
    with pytest.raises(RunQLError) as caught:
        decode(call, response)
    error = caught.value
    assert type(error) is recorded.error
    assert " ".join(recorded.words.split()) in error.message
    assert (error.status, error.operation, error.path) == (
        recorded.status,
        "CountRuns",
        recorded.path,
    )
    assert [each.code for each in error.errors] == (
        [recorded.code] if recorded.body is None else []
    )


@pytest.mark.parametrize("name", ["no key", "not allowed", "front end refuses"])
def test_the_hint_is_of_the_problem(name: str) -> None:
    hints = {
        "no key": "WANDB_API_KEY",
        "not allowed": "Ask an admin",
        "front end refuses": "web page",
    }
    recorded = RECORDED[name]
    with pytest.raises(ApiError) as caught:
        decode(ops.count_runs(project="p"), ServerResponse(recorded.status, {}, recorded.content()))
    assert hints[name] in (caught.value.hint or "")


def test_the_wait_is_read_from_words_where_no_header_has_it() -> None:
    recorded, call = RECORDED["too many requests"], ops.count_runs(project="p")
    for headers, seconds in (({}, 4.4), ({"retry-after": "9"}, 9.0)):
        with pytest.raises(RateLimitError) as caught:
            decode(call, ServerResponse(429, headers, recorded.content()))
        assert caught.value.retry_after == seconds


@pytest.mark.parametrize("name", ["filter of a list", "sweep values", "deleted run, oldest server"])
def test_what_the_server_will_never_accept_is_sent_once(name: str) -> None:
    sent = list[httpx.Request]()

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(RECORDED[name].status, content=RECORDED[name].content())

    settings = Settings.resolve(
        api_key="k" * 40, base_url="http://x.test", retry=RetryPolicy(first_wait=0.01)
    )
    api = Api(settings=settings, transport=httpx.MockTransport(respond))
    with pytest.raises(RECORDED[name].error):
        api.run("e/p/r")
    assert len(sent) == 1


@pytest.mark.parametrize("data", [{"project": None}, {"project": {"run": None}}])
def test_nothing_found_is_no_error_of_the_server_and_one_of_the_client(data: object) -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"data": data})

    settings = Settings.resolve(api_key="k" * 40, base_url="http://x.test")
    api = Api(settings=settings, transport=httpx.MockTransport(respond))
    with pytest.raises(NotFoundError, match="e/p/r"):
        api.run("e/p/r")


def test_the_docs_have_the_count() -> None:
    page = (Path(__file__).parents[3] / "docs" / "older-servers.md").read_text(encoding="utf-8")
    recorded, forms = map(int, re.findall(r"(\d+) that were recorded, and (\d+) forms", page)[0])
    assert recorded + forms == len(RECORDED)
    assert f"{len(RECORDED)} error responses" in page
