"""A list that was read stays a list if the check of its names or keys fails: a warning tells the error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Api, Artifact, RetryPolicy, Settings
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

    from runql.testing import Sandbox, SandboxUser

PROJECT = "failed-checks"


class Failing(httpx.BaseTransport):
    """Refuses one request, after a number of others."""

    def __init__(self) -> None:
        self.left = 1000
        self._real = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.left -= 1
        if self.left != -1:
            return self._real.handle_request(request)
        return httpx.Response(403, json={"errors": [{"message": "permission denied"}]})

    def close(self) -> None:
        self._real.close()


@pytest.fixture(scope="module")
def project(sandbox: Sandbox, user: SandboxUser) -> str:
    with sandbox.api(user) as api:
        run = api.create_run(PROJECT, run_id="one", config={"lr": 1}, name="one")
        run.summary["loss"] = 1
        run.update()
        draft = Artifact("model", "model", metadata={"accuracy": 0.5})
        draft.add(b"content", "file.txt")
        api.log_artifact(draft, PROJECT)
    return PROJECT


LISTS: dict[str, Callable[[Api], Sized]] = {
    "whether runs have 'config.lrr'": lambda api: api.runs(PROJECT, "config.lrr > 1"),
    "whether the sweep 'none' exists": lambda api: api.runs(PROJECT, {"sweep": "none"}),
    "whether a report has the name 'none'": lambda api: api.reports(PROJECT, name="none"),
    "whether versions have the metadata key 'acuracy'": lambda api: api.artifacts(
        "model", f"{PROJECT}/model", filters={"metadata.acuracy": 1}
    ),
    "whether an automation has the name 'none'": lambda api: api.automations(
        api.viewer.entity, name="none"
    ),
    "for aggregates of define_metric": lambda api: api.runs(PROJECT, "summary.loss > 5"),
}


@pytest.mark.parametrize("what", LISTS)
def test_a_failed_check_is_a_warning_at_the_call(
    what: str, project: str, sandbox: Sandbox, user: SandboxUser
) -> None:
    once = RetryPolicy(max_attempts=1)
    settings = Settings(base_url=sandbox.base_url, api_key=user.api_key, retry=once)
    transport = Failing()
    with Api(settings=settings, transport=transport) as api:
        listed = LISTS[what](api)
        transport.left = 1
        with pytest.warns(UserWarning, match=f"The check {what}") as caught:
            assert len(listed) == 0
        assert "failed: permission denied" in str(caught[0].message)
        assert caught[0].filename == __file__
        again = LISTS[what](api)
        transport.left = 0
        with pytest.raises(RunQLError):
            len(again)


def test_a_failed_check_of_files_is_a_warning_at_the_call(
    project: str, sandbox: Sandbox, user: SandboxUser
) -> None:
    transport = Failing()
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as api:
        files = api.run(f"{project}/one").files(["none.txt"])
        transport.left = 1
        with pytest.warns(UserWarning, match=r"has the file 'none.txt' failed: ") as caught:
            assert files.all() == []
    assert caught[0].filename == __file__
