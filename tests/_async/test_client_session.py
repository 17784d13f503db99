"""The session: retries, redirects, keys and connections, without a network."""

from __future__ import annotations

import json
import logging
import pickle
from base64 import b64encode
from collections.abc import Callable

import httpx
import pytest
from runql_graphql.ops.runs import base as ops

from runql import RetryPolicy, Settings, Timeouts
from runql._async._client import requester as requester_module
from runql._async._client.session import AsyncSession
from runql.errors import (
    AuthenticationError,
    ConnectError,
    NotFoundError,
    ProtocolError,
    RateLimitError,
    ServerError,
    UsageError,
)

BASE = "https://w.example"
KEY = "k" * 40
QUERY = ops.count_runs(project="p")
MUTATION = ops.delete_run(id="x")
GOOD = httpx.Response(200, json={"data": {"project": {"runCount": 3}}})

Handler = Callable[[httpx.Request], httpx.Response]


def settings(**more: object) -> Settings:
    given: dict[str, object] = {"base_url": BASE, "api_key": KEY, **more}
    return Settings(**given)  # type: ignore[arg-type]  # named by the tests


def session_of(handler: Handler, **more: object) -> AsyncSession:
    return AsyncSession(settings(**more), transport=httpx.MockTransport(handler))


class Script:
    """Returns responses in turn, and records the requests."""

    def __init__(self, *responses: httpx.Response | Exception) -> None:
        self.responses = list(responses)
        self.requested: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requested.append(request)
        response = self.responses.pop(0)
        if isinstance(response, Exception):
            raise response
        return response


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits that would have been; nothing waits."""
    found: list[float] = []

    async def note(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setattr(requester_module, "sleep", note)
    return found


async def test_a_call_is_one_post_with_the_key() -> None:
    script = Script(GOOD)
    async with session_of(script) as session:
        response = await session.send(QUERY)
    assert response.project is not None
    request = script.requested[0]
    assert (request.method, str(request.url)) == ("POST", f"{BASE}/graphql")
    assert request.headers["authorization"].startswith("Basic ")
    assert request.headers["user-agent"].startswith("runql")
    assert json.loads(request.content)["operationName"] == "CountRuns"


async def test_a_server_error_is_tried_again_and_the_attempts_are_counted(
    waits: list[float],
) -> None:
    script = Script(httpx.Response(502), httpx.Response(503), GOOD)
    async with session_of(script, retry=RetryPolicy(jitter=0)) as session:
        await session.send(QUERY)
    assert waits == [0.5, 1.0]
    failing = Script(*[httpx.Response(500)] * 3)
    async with session_of(failing, retry=RetryPolicy(max_attempts=3)) as session:
        with pytest.raises(ServerError) as caught:
            await session.send(QUERY)
    assert caught.value.attempts == 3
    assert "3 attempts" in str(caught.value)


async def test_retry_after_is_obeyed_and_never_beyond_the_total(waits: list[float]) -> None:
    slow = httpx.Response(429, headers={"retry-after": "7"})
    async with session_of(Script(slow, GOOD)) as session:
        await session.send(QUERY)
    assert waits[0] == 7.0
    late = httpx.Response(429, headers={"retry-after": "7"})
    async with session_of(Script(late), timeouts=Timeouts(total=5)) as session:
        with pytest.raises(RateLimitError) as caught:
            await session.send(QUERY)
    assert (caught.value.retry_after, caught.value.attempts) == (7.0, 1)


async def test_a_mutation_is_sent_again_only_if_it_cannot_have_arrived() -> None:
    done = httpx.Response(200, json={"data": {"deleteRun": {"clientMutationId": None}}})
    script = Script(httpx.ConnectError("refused"), done)
    async with session_of(script) as session:
        await session.send(MUTATION)
    assert len(script.requested) == 2
    script = Script(httpx.Response(500))
    async with session_of(script) as session:
        with pytest.raises(ServerError):
            await session.send(MUTATION)
    script = Script(httpx.Response(500), done)
    async with session_of(script) as session:
        await session.send(MUTATION, idempotent=True)


async def test_a_refusal_is_not_tried_again() -> None:
    script = Script(httpx.Response(403, json={"error": "no"}))
    async with session_of(script) as session:
        with pytest.raises(Exception, match="no"):
            await session.send(QUERY)
    assert len(script.requested) == 1


async def test_without_a_key_nothing_is_sent() -> None:
    script = Script()
    async with session_of(script, api_key=None) as session:
        with pytest.raises(AuthenticationError):
            await session.send(QUERY)
    assert script.requested == []


async def test_a_part_of_a_file_with_other_bytes_is_an_error() -> None:
    other = httpx.Response(206, headers={"content-range": "bytes 0-2/9"}, content=b"abc")
    async with session_of(Script(other)) as session:
        with pytest.raises(ProtocolError, match="bytes from 3 on"):
            await session.fetch("files/x", operation="file", start=3, stop=6)
    part = httpx.Response(206, headers={"content-range": "bytes 3-5/9"}, content=b"def")
    async with session_of(Script(part)) as session:
        assert await session.fetch("files/x", operation="file", start=3, stop=6) == b"def"


async def test_no_bytes_need_no_request() -> None:
    """A range of no bytes cannot be requested: `bytes=3-2` is invalid."""
    script = Script()
    async with session_of(script) as session:
        assert await session.fetch("files/x", operation="file", start=3, stop=3) == b""
        assert await session.fetch("files/x", operation="file", stop=0) == b""
    assert script.requested == []


async def test_the_key_does_not_follow_a_redirect_to_another_host() -> None:
    there = httpx.Response(302, headers={"location": "https://storage.example/file"})
    script = Script(there, httpx.Response(200, content=b"bytes"))
    async with session_of(script) as session:
        assert await session.fetch("files/x", operation="file") == b"bytes"
    assert "authorization" in script.requested[0].headers
    assert "authorization" not in script.requested[1].headers
    assert str(script.requested[1].url) == "https://storage.example/file"


async def test_a_part_of_a_file_is_asked_for_as_a_range() -> None:
    script = Script(httpx.Response(206, content=b"cd"))
    async with session_of(script) as session:
        assert await session.fetch("https://s.example/f", operation="f", start=2, stop=4) == b"cd"
    assert script.requested[0].headers["range"] == "bytes=2-3"


@pytest.mark.parametrize(
    "location",
    [
        "http://w.example/files/x",
        "https://w.example:8443/files/x",
        "//other.example/x",
        "https://w.example@other.example/x",
        "https://w.example.other.example/x",
    ],
)
async def test_the_key_and_headers_do_not_follow_a_redirect_elsewhere(location: str) -> None:
    there = httpx.Response(307, headers={"location": location})
    script = Script(there, httpx.Response(200, content=b"bytes"))
    async with session_of(script, headers={"X-Gate": "secret"}) as session:
        assert await session.fetch("files/x", operation="file") == b"bytes"
    assert script.requested[0].headers["x-gate"] == "secret"
    for secret in ("secret", KEY, b64encode(f"api:{KEY}".encode()).decode()):
        assert secret not in str(script.requested[1].headers.raw)


async def test_a_missing_file_is_an_error() -> None:
    async with session_of(Script(httpx.Response(404))) as session:
        with pytest.raises(NotFoundError):
            await session.fetch("https://s.example/f", operation="f")


def moved(status: int, location: str | None) -> httpx.Response:
    return httpx.Response(status, headers={} if location is None else {"location": location})


BAD_REDIRECTS = {
    "no target": ([moved(302, None)], "without a Location header"),
    "an empty target": ([moved(308, "")], "without a Location header"),
    "itself": ([moved(301, "/f")], r"in a loop, back to https://s\.example/f"),
    "a circle": ([moved(302, "/g?a=1"), moved(303, "/f#top")], "in a loop"),
    "too many": ([moved(307, f"/{n}") for n in range(6)], "after 5 other redirects"),
    "not http": ([moved(302, "file:///etc/passwd")], "invalid URL"),
    "several": ([httpx.Response(300)], "status 300"),
    "not modified": ([httpx.Response(304)], "status 304"),
    "an old proxy": ([httpx.Response(305)], "status 305"),
}


@pytest.mark.parametrize("name", BAD_REDIRECTS)
async def test_a_redirect_that_leads_nowhere_is_one_error(name: str, waits: list[float]) -> None:
    responses, words = BAD_REDIRECTS[name]
    script = Script(*responses)
    async with session_of(script) as session:
        with pytest.raises(ProtocolError, match=words) as caught:
            await session.fetch("https://s.example/f", operation="f")
    assert (len(script.requested), waits, caught.value.attempts) == (len(responses), [], 1)


@pytest.mark.parametrize(
    ("status", "words"),
    [(302, "without a Location header"), (308, "Location"), (300, "300"), (304, "304")],
)
async def test_a_query_that_is_redirected_nowhere_is_one_error(
    status: int, words: str, waits: list[float]
) -> None:
    script = Script(httpx.Response(status))
    async with session_of(script) as session:
        with pytest.raises(ProtocolError, match=words) as caught:
            await session.send(QUERY)
    assert (len(script.requested), waits, caught.value.attempts) == (1, [], 1)


async def test_a_server_that_says_it_is_full_is_left_alone(waits: list[float]) -> None:
    full = {"ratelimit-remaining": "0", "ratelimit-reset": "9"}
    first = httpx.Response(200, headers=full, json={"data": {"project": None}})
    async with session_of(Script(first, GOOD)) as session:
        await session.send(QUERY)
        await session.send(QUERY)
    assert len(waits) == 1
    assert 8 < waits[0] <= 9


async def test_an_unreached_server_is_named() -> None:
    script = Script(httpx.ConnectError("refused"))
    async with session_of(script, retry=RetryPolicy(max_attempts=1)) as session:
        with pytest.raises(ConnectError, match=r"Cannot connect to w\.example: refused"):
            await session.send(QUERY)


async def test_a_closed_session_says_so() -> None:
    session = session_of(Script())
    await session.aclose()
    with pytest.raises(UsageError, match="closed"):
        await session.send(QUERY)


async def test_a_session_travels_without_its_key_and_connections() -> None:
    session = session_of(Script(GOOD))
    await session.send(QUERY)
    data = pickle.dumps(session)
    assert KEY.encode() not in data
    assert pickle.loads(data).settings.base_url == BASE
    await session.aclose()


async def test_logs_tell_of_requests_and_of_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    script = Script(httpx.Response(500), GOOD)
    with caplog.at_level(logging.DEBUG, logger="runql"):
        async with session_of(script) as session:
            await session.send(QUERY)
    told = [record.getMessage() for record in caplog.records if record.name == "runql"]
    assert any("CountRuns: HTTP 200" in line for line in told)
    assert any("retrying in" in line for line in told)
    assert not any(KEY in line for line in told)
