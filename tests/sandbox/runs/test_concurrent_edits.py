"""Clients that save edits of one run at the same moment."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Api
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql import Run
    from runql.testing import Sandbox, SandboxUser


class Meeting(httpx.BaseTransport):
    """Holds the first mutation of each client back until all of them have read the run."""

    def __init__(self, meet: threading.Barrier | None = None) -> None:
        self.seen: list[str] = []
        self._meet = meet
        self._real = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.read())
        if "mutation" in body["query"] and self._meet is not None:
            meet, self._meet = self._meet, None
            meet.wait(20)
        self.seen.append(body["operationName"])
        return self._real.handle_request(request)

    def close(self) -> None:
        self._real.close()


@pytest.fixture
def path(sandbox: Sandbox, user: SandboxUser, request: pytest.FixtureRequest) -> str:
    with sandbox.api(user) as api:
        run = api.create_run(
            f"{user.entity}/{request.node.name.replace('_', '-')[:40]}",
            config={"lr": 0.1, "_name_or_path": "bert"},
            tags=["todo"],
        )
        return "/".join(run.path)


def at_once(runs: list[Run]) -> None:
    failures: list[BaseException] = []

    def save(run: Run) -> None:
        try:
            run.update()
        except BaseException as error:  # shown by the test
            failures.append(error)
            raise

    threads = [threading.Thread(target=save, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


@pytest.mark.parametrize("count", [2, 6])
def test_every_client_keeps_its_keys(
    sandbox: Sandbox, user: SandboxUser, path: str, count: int
) -> None:
    meet = threading.Barrier(count)
    clients = [
        Api(user.api_key, base_url=sandbox.base_url, transport=Meeting(meet)) for _ in range(count)
    ]
    runs = [api.run(path) for api in clients]
    for index, run in enumerate(runs):
        run.config[f"key{index}"] = index
        run.summary[f"metric{index}"] = index
        run.tags.append(f"tag{index}")
    at_once(runs)
    with sandbox.api(user) as api:
        saved = api.run(path)
    names = range(count)
    assert saved.config == {"lr": 0.1, "_name_or_path": "bert"} | {f"key{i}": i for i in names}
    assert saved.summary == {f"metric{i}": i for i in names}
    assert set(saved.tags) == {"todo"} | {f"tag{i}" for i in names}
    for api in clients:
        api.close()


def test_requests_of_an_update_are_bounded(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    transport = Meeting()
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as api:
        run = api.run(path)
        transport.seen.clear()
        run.notes = "only attributes"
        run.update()
        assert transport.seen == ["UpsertRun"]
        transport.seen.clear()
        run.tags = ["reviewed"]
        run.update()
        assert transport.seen == ["ModifyRuns"]
        transport.seen.clear()
        run.config["lr"] = 0.2
        run.update()
        assert transport.seen == ["GetRun", "UpdateRun", "GetRun"]
        transport.seen.clear()
        run.update()
        assert transport.seen == []
        assert run.tags == ["reviewed"]


def test_a_refused_value_sends_nothing_and_is_gone(
    sandbox: Sandbox, user: SandboxUser, path: str
) -> None:
    transport = Meeting()
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as api:
        run = api.run(path)
        transport.seen.clear()
        run.config["model"] = object()  # type: ignore[assignment]
        with pytest.raises(UsageError, match=r"config\['model'\]"):
            run.update()
        assert transport.seen == []
        run.notes = "later"
        run.update()
        assert run.config == {"lr": 0.1, "_name_or_path": "bert"}
        with pytest.raises(UsageError, match=r"summary\['bad'\]"):
            run.summary.update({"good": 1, "bad": object()})
        assert dict(run.summary) == {}
