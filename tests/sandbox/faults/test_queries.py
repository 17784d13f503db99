"""Faults of queries, histories and uploads: they are sent again, or end in a typed error."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Api, RetryPolicy, Settings, Timeouts
from runql.errors import ServerError, TransportError
from tests.fix_faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_faults import FaultProxy

RETRY = RetryPolicy(max_attempts=4, first_wait=0.01, longest_wait=0.05)


@pytest.fixture(scope="module")
def filled(sandbox: Sandbox, user: SandboxUser) -> SandboxUser:
    """A user with a run whose history has been exported."""
    with sandbox.api(user) as api:
        api.create_run("faults", run_id="run", config={"lr": 0.1})
        api.create_run("faults", run_id="logged")
    rows = [json.dumps({"_step": step, "loss": step / 7}) for step in range(500)]
    chunk = {"files": {"wandb-history.jsonl": {"offset": 0, "content": rows}}}
    httpx.post(
        f"{sandbox.base_url}/files/{user.entity}/faults/logged/file_stream",
        json={**chunk, "complete": True, "exitcode": 0},
        auth=("api", user.api_key),
    ).raise_for_status()
    return user


@pytest.fixture
def api(proxy: FaultProxy, filled: SandboxUser) -> Iterator[Api]:
    settings = Settings(
        base_url=proxy.base_url,
        api_key=filled.api_key,
        entity=filled.entity,
        retry=RETRY,
        timeouts=Timeouts(read=5),
    )
    with Api(settings=settings) as client:
        yield client


@pytest.mark.parametrize(
    "fault",
    [
        Fault("/graphql", status=429),
        Fault("/graphql", status=429, headers={"Retry-After": "0"}),
        Fault("/graphql", times=2, status=500),
        Fault("/graphql", times=2, status=502),
        Fault("/graphql", times=2, status=503),
        Fault("/graphql", times=2, cut=0),
        Fault("/graphql", times=2, cut=60),
    ],
    ids=lambda fault: f"{fault.status}-{fault.cut}",
)
def test_a_question_is_asked_again(api: Api, proxy: FaultProxy, fault: Fault) -> None:
    times = fault.times
    proxy.faults = [fault]
    assert api.run("faults/run").config == {"lr": 0.1}
    assert len(proxy.requests("/graphql")) == 1 + times


def test_a_question_that_is_never_answered_ends_in_an_error(api: Api, proxy: FaultProxy) -> None:
    proxy.faults = [Fault("/graphql", times=99, cut=10)]
    with pytest.raises(TransportError):
        api.run("faults/run")
    proxy.faults = [Fault("/graphql", times=99, status=502)]
    with pytest.raises(ServerError) as raised:
        api.run("faults/run")
    assert raised.value.attempts == 4


@pytest.mark.parametrize(
    "fault",
    [
        Fault("GET /storage", status=429, headers={"Retry-After": "0"}),
        Fault("GET /storage", times=2, status=429),
        Fault("GET /storage", times=2, status=500),
        Fault("GET /storage", times=2, status=503),
        Fault("GET /storage", times=2, cut=700),
        Fault("GET /storage", times=1, cut=0),
    ],
    ids=lambda fault: f"{fault.status}-{fault.cut}",
)
def test_an_exported_history_is_fetched_again(api: Api, proxy: FaultProxy, fault: Fault) -> None:
    run = api.run("faults/logged")
    for keys in (None, ["loss"]):
        proxy.seen = []
        proxy.faults = [replace(fault)]
        rows = run.history(keys=keys, format="records")
        assert [row["loss"] for row in rows] == [step / 7 for step in range(500)]
        assert len(proxy.requests("GET /storage")) > fault.times


def test_an_exported_history_that_never_comes_is_an_error(api: Api, proxy: FaultProxy) -> None:
    run = api.run("faults/logged")
    proxy.faults = [Fault("GET /storage", times=99, cut=700)]
    with pytest.raises(TransportError):
        run.history()
    proxy.faults = [Fault("GET /storage", times=99, status=503)]
    with pytest.raises(ServerError):
        run.history()


def test_an_upload_is_sent_again_and_compared(api: Api, proxy: FaultProxy) -> None:
    run, content = api.run("faults/run"), b"0123456789" * 5_000
    proxy.faults = [
        Fault("PUT /storage", status=503),
        Fault("PUT /storage", status=429, headers={"Retry-After": "0"}),
    ]
    file = run.upload_file(content, "up/small.bin")
    assert (file.name, file.size, file.read()) == ("up/small.bin", len(content), content)
    assert len(proxy.requests("PUT /storage")) == 3
    proxy.faults = [Fault("PUT /storage", times=99, status=503)]
    with pytest.raises(ServerError):
        run.upload_file(b"x", "up/other.bin")
    proxy.faults = []
    assert [each.name for each in run.files("up/*")] == ["up/small.bin"]
    run.delete_files(run.files("up/*"))
