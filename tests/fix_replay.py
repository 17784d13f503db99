"""Clients on cassettes: strict, clean, and one cassette for sync and async.

A cassette is recorded by the asynchronous tests against a sandbox that the official SDK logged to (`make record`),
and replayed by both. Requests must come in the recorded order with the recorded operation and variables,
and every recorded exchange must be used.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit, urlunsplit

import pytest
import vcr
import vcr.patch

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

SIGNATURE = re.compile(r"expires=[\d.]+&signature=[0-9a-f]+")

# The SDK writes into manifests where it found each file.
LOCAL_PATH = re.compile(rb'"local_path": ?"[^"]*"')

METADATA = (
    b'{"os": "Linux", "python": "CPython 3.11.7", "startedAt": "2026-11-24T12:00:00.000000Z"}'
)

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
    return urlunsplit(
        ("http", "wandb.test", parts.path, SIGNATURE.sub("signed=1", parts.query), "")
    )


def clean_request(request: Request) -> Request:
    request.uri = clean_uri(request.uri)
    request.headers = {
        name: value
        for name, value in request.headers.items()
        if name.lower() in KEPT_REQUEST_HEADERS
    }
    if request.body and urlsplit(request.uri).path.endswith("/graphql"):
        # As a string, so that a reader of the cassette sees the query.
        body = without_machine(json.loads(request.body))
        request.body = json.dumps(body, indent=1, ensure_ascii=False)
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
            content = clean_response_body(clean_manifest(clean_metadata(content)))
            content = re.sub(SIGNATURE.pattern.encode(), b"signed=1", content)
            content = LOCAL_PATH.sub(b'"local_path":""', content)
            body["string"] = content.replace(RECORD_URL.encode(), SERVER.encode())
    return response


def clean_metadata(content: bytes) -> bytes:
    """Replace wandb-metadata.json by a file without information about the machine."""
    return METADATA if b'"startedAt"' in content[:2000] else content


def clean_manifest(content: bytes) -> bytes:
    """Remove the local paths of the logging machine from a manifest; its digest does not change."""
    if not content.startswith(b'{"version":1,"storagePolicy"'):
        return content
    return re.sub(rb'"local_path":"[^"]*",?', b"", content)


def clean_response_body(content: bytes) -> bytes:
    """Remove information about the machine that logged the data from a GraphQL response."""
    if not content.startswith(b'{"data"'):
        return content
    response = json.loads(content)
    if not response.keys() <= {"data", "errors", "extensions"}:
        return content  # a file that begins alike, such as a Plotly figure
    return json.dumps(without_machine(response), ensure_ascii=False).encode()


def without_machine(value: Any) -> Any:
    if isinstance(value, list):
        return [without_machine(each) for each in value]
    if not isinstance(value, dict):
        return value
    cleaned = {key: without_machine(each) for key, each in value.items()}
    if cleaned.get("name") == "wandb-metadata.json" and "sizeBytes" in cleaned:
        md5 = base64.b64encode(hashlib.md5(METADATA).digest()).decode()
        cleaned |= {"sizeBytes": len(METADATA), "md5": md5}
    if cleaned.get("host"):
        cleaned["host"] = "machine"
    # A sweep has a config too, as YAML.
    if isinstance(config := cleaned.get("config"), str) and config.startswith("{"):
        document = json.loads(config)
        # The SDK's description of the environment: paths, host, hardware.
        document.get("_wandb", {}).get("value", {}).pop("e", None)
        cleaned["config"] = json.dumps(document, ensure_ascii=False)
    return cleaned


def requested(request: Request) -> object:
    if not request.body:
        return None
    body: dict[str, object] = without_machine(json.loads(request.body))
    return (body.get("operationName"), body.get("query"), body.get("variables"))


def same_request(left: Request, right: Request) -> None:
    assert left.method == right.method
    assert clean_uri(left.uri) == clean_uri(right.uri)
    if urlsplit(left.uri).path.endswith("/graphql"):
        assert requested(left) == requested(right)


# While one thread makes a connection, vcrpy takes its patches off for all threads; ours come in several.
vcr.patch.force_reset = nullcontext

recorder = vcr.VCR(
    cassette_library_dir=str(CASSETTES),
    record_mode=vcr.mode.ALL if RECORD_URL else vcr.mode.NONE,
    before_record_request=clean_request,
    before_record_response=clean_response,
    decode_compressed_response=True,
)
recorder.register_matcher("request", same_request)
recorder.match_on = ("request",)


def cassette_of(request: pytest.FixtureRequest) -> str:
    resource = Path(request.path).stem.removeprefix("test_").removeprefix("sync_")
    return f"{resource}/{request.node.name.removeprefix('test_')}.yaml"


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
