"""Clients on cassettes: strict, clean, and one cassette for both colours.

A cassette is recorded by the asynchronous tests against a sandbox that the official SDK logged to (`make record`),
and replayed by both colours. Requests must come in the recorded order with the recorded operation and variables,
and every recorded exchange must be used.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit, urlunsplit

import pytest
import vcr

from runql import Api, AsyncApi, RetryPolicy, Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

HERE = Path(__file__).parent
CASSETTES = HERE / "cassettes"

SERVER = "http://wandb.test"
API_KEY = "0" * 40
ENTITY = "entity"

RECORD_URL = os.environ.get("RUNQL_RECORD_URL")
RECORD_KEY = os.environ.get("RUNQL_RECORD_KEY", API_KEY)

KEPT_REQUEST_HEADERS = {"content-type", "range"}
KEPT_RESPONSE_HEADERS = {"content-type", "content-range", "retry-after"}


class Request(Protocol):
    uri: str
    method: str
    body: bytes | str | None
    headers: dict[str, str]


def clean_uri(uri: str) -> str:
    """Name the server neutrally, and drop signatures."""
    parts = urlsplit(uri)
    query = "signed" if "signature" in parts.query.lower() else parts.query
    return urlunsplit(("http", "wandb.test", parts.path, query, ""))


def clean_request(request: Request) -> Request:
    request.uri = clean_uri(request.uri)
    request.headers = {
        name: value
        for name, value in request.headers.items()
        if name.lower() in KEPT_REQUEST_HEADERS
    }
    if request.body and urlsplit(request.uri).path.endswith("/graphql"):
        # As text, so that a reader of the cassette sees what was asked.
        request.body = json.dumps(json.loads(request.body), indent=1, ensure_ascii=False)
    return request


def clean_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = cast("dict[str, list[str]]", response["headers"])
    response["headers"] = {
        name: value for name, value in headers.items() if name.lower() in KEPT_RESPONSE_HEADERS
    }
    if RECORD_URL:
        body = response["body"]
        content = body.get("string", b"")
        if isinstance(content, bytes):
            body["string"] = content.replace(RECORD_URL.encode(), SERVER.encode())
    return response


def asked(request: Request) -> object:
    if not request.body:
        return None
    body: dict[str, object] = json.loads(request.body)
    return (body.get("operationName"), body.get("query"), body.get("variables"))


def same_question(left: Request, right: Request) -> None:
    assert left.method == right.method
    assert clean_uri(left.uri) == clean_uri(right.uri)
    if urlsplit(left.uri).path.endswith("/graphql"):
        assert asked(left) == asked(right)


recorder = vcr.VCR(
    cassette_library_dir=str(CASSETTES),
    record_mode=vcr.mode.ALL if RECORD_URL else vcr.mode.NONE,
    before_record_request=clean_request,
    before_record_response=clean_response,
    decode_compressed_response=True,
)
recorder.register_matcher("question", same_question)
recorder.match_on = ("question",)


def cassette_of(request: pytest.FixtureRequest) -> str:
    noun = Path(request.path).stem.removeprefix("test_").removeprefix("sync_")
    return f"{noun}/{request.node.name.removeprefix('test_')}.yaml"


@pytest.fixture
def cassette(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The cassette of the test, which has to be used up."""
    path = CASSETTES / cassette_of(request)
    if RECORD_URL:
        path.unlink(missing_ok=True)
    with recorder.use_cassette(path.relative_to(CASSETTES).as_posix()) as tape:
        yield tape
    if not RECORD_URL:
        assert tape.all_played, f"{path.name} has exchanges that nobody asked for"


def settings() -> Settings:
    return Settings.resolve(
        api_key=RECORD_KEY if RECORD_URL else API_KEY,
        base_url=RECORD_URL or SERVER,
        entity=ENTITY,
        retry=RetryPolicy(max_attempts=1),
    )


@pytest.fixture
def api(cassette: object) -> Iterator[Api]:
    """A client on the test's cassette."""
    with Api(settings=settings()) as client:
        yield client


@pytest.fixture
async def async_api(cassette: object) -> AsyncIterator[AsyncApi]:
    """An asynchronous client on the test's cassette."""
    async with AsyncApi(settings=settings()) as client:
        yield client


@pytest.fixture
def count_requests(cassette: Any) -> Any:
    """How many exchanges of the cassette have been used, or recorded."""
    return lambda: len(cassette) if RECORD_URL else cassette.play_count
