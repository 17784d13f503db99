"""Cassettes of users: recorded from a server, replayed without one, strict, and without secrets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from runql import Api
from runql.testing import CassetteError, record, replay
from runql.testing._exchanges import Cleaner

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

PROJECT = """query GetMine($name: String!) {
  project(name: $name) { name runs { edges { node { id displayName } } } }
}"""


@pytest.fixture(scope="module")
def project(sandbox: Sandbox, user: SandboxUser) -> str:
    with sandbox.api(user) as api:
        api.create_run("mine", name="one")
    return "mine"


@pytest.fixture
def arguments(sandbox: Sandbox, user: SandboxUser, project: str) -> dict[str, Any]:
    return {"base_url": sandbox.base_url, "api_key": user.api_key, "entity": user.entity}


def read(api: Api, name: str = "mine") -> object:
    return [
        api.graphql.execute(PROJECT, {"name": name}),
        [run.name for run in api.runs("mine")],
        api.runs("mine")[0].url,
    ]


@pytest.fixture
def path(tmp_path: Path, arguments: dict[str, Any]) -> Path:
    made = tmp_path / "cassettes" / "mine.json"
    with record(made, **arguments) as cassette, cassette.api() as api:
        read(api)
        assert cassette.requests == 3
    return made


def test_a_recording_is_replayed_without_a_server(
    path: Path, arguments: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Api(**arguments) as api:
        expected = read(api)
    monkeypatch.setattr("socket.socket", None)
    with replay(path) as cassette, cassette.api() as api:
        found: Any = read(api)
        assert cassette.requests == 3
    assert found[:2] == expected[:2]  # type: ignore[index]
    assert found[2].startswith("https://wandb.test/")


async def test_sync_and_async_clients_replay_the_same_file(path: Path, tmp_path: Path) -> None:
    with replay(path) as cassette:
        async with cassette.async_api() as api:
            found: Any = await api.graphql.execute(PROJECT, {"name": "mine"})
            assert found["project"]["name"] == "mine"
            assert [run.name async for run in api.runs("mine")] == ["one"]
            assert await api.runs("mine").first() is not None


async def test_async_clients_record(tmp_path: Path, arguments: dict[str, Any]) -> None:
    made = tmp_path / "async.json"
    with record(made, **arguments) as cassette:
        async with cassette.async_api() as api:
            await api.graphql.execute(PROJECT, {"name": "mine"})
    with replay(made) as cassette, cassette.api() as client:
        assert client.graphql.execute(PROJECT, {"name": "mine"})


def test_a_recording_is_the_same_every_time(
    path: Path, tmp_path: Path, arguments: dict[str, Any]
) -> None:
    again = tmp_path / "again.json"
    with record(again, **arguments) as cassette, cassette.api() as api:
        read(api)
    assert again.read_text() == path.read_text()
    assert [each.name for each in path.parent.iterdir()] == ["mine.json"]


def test_a_recording_holds_no_key_and_no_address(path: Path, arguments: dict[str, Any]) -> None:
    text = path.read_text()
    assert arguments["api_key"] not in text
    assert arguments["base_url"] not in text
    assert "uthorization" not in text
    assert "127.0.0.1" not in text


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            lambda api: api.graphql.execute(PROJECT, {"name": "other"}),
            'variables.name is "other", recorded as "mine"',
        ),
        (
            lambda api: api.graphql.execute(
                PROJECT.replace("displayName", "state"), {"name": "mine"}
            ),
            "line 8 of the query is 'state', recorded as 'displayName'",
        ),
        (
            lambda api: api.graphql.execute("query GetMin { viewer { id } }"),
            "Remaining requests of the cassette: GetMine, ListRuns. Did you mean GetMine?",
        ),
        (
            lambda api: [api.graphql.execute(PROJECT, {"name": "mine"}) for _ in range(2)],
            "The request was recorded once, but was sent once more.",
        ),
    ],
    ids=["variables", "query", "operation", "repeated"],
)
def test_another_request_raises_and_names_the_difference(
    path: Path, request_: Any, message: str
) -> None:
    with (
        replay(path, allow_unused=True) as cassette,
        cassette.api() as api,
        pytest.raises(CassetteError) as caught,
    ):
        request_(api)
    assert message in str(caught.value)
    assert isinstance(caught.value, AssertionError)


def test_what_was_not_requested_raises_at_the_end(path: Path) -> None:
    with (
        pytest.raises(CassetteError, match=r"2 responses that were not requested: ListRuns \(2\)"),
        replay(path) as cassette,
        cassette.api() as api,
    ):
        api.graphql.execute(PROJECT, {"name": "mine"})
    with replay(path, allow_unused=True):
        pass


def test_an_error_in_the_test_writes_nothing_and_stays(
    path: Path, arguments: dict[str, Any]
) -> None:
    before = path.read_text()
    with pytest.raises(ZeroDivisionError), record(path, **arguments):
        _ = 1 / 0
    with pytest.raises(ZeroDivisionError), replay(path):
        _ = 1 / 0
    assert path.read_text() == before


@pytest.mark.parametrize(
    "text", [None, "", "{}", '{"version": 2}', "[1]", '{"version": 1, "entity": 1}']
)
def test_what_is_no_cassette_is_refused(tmp_path: Path, text: str | None) -> None:
    made = tmp_path / "odd.json"
    if text is not None:
        made.write_text(text)
    with pytest.raises(CassetteError):
        replay(made)


def cleaner() -> Cleaner:
    from runql import Settings

    settings = Settings(
        base_url="https://w.example/x", api_key="k" * 40, headers={"X-A": "abcdefgh"}
    )
    return Cleaner(settings, ["Ann"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": "https://w.example/x/run?b=1"}, {"a": "https://wandb.test/run?b=1"}),
        ({"a": f"<{'k' * 40}> abcdefgh by Ann"}, {"a": "<removed> removed by removed"}),
        ({"apiKeys": {"edges": [{"node": {"name": "x"}}]}}, {"apiKeys": {"edges": [{"node": {"name": "removed"}}]}}),
        ({"access_token": "t", "cursor": "t"}, {"access_token": "removed", "cursor": "t"}),
        ({"url": "https://s3/x?X-Amz-Signature=1a&y=2&Signature=q"}, {"url": "https://s3/x?X-Amz-Signature=removed&y=2&Signature=removed"}),
        ({"key": "wandb_v1_" + "a" * 30}, {"key": "removed"}),
        ({"commit": "a" * 40, "n": None, "b": True}, {"commit": "a" * 40, "n": None, "b": True}),
    ],
)  # fmt: skip
def test_secrets_are_removed(value: object, expected: object) -> None:
    assert cleaner().value(value) == expected


def test_bodies_that_are_no_json_are_kept() -> None:
    assert cleaner().body(b"plain") == {"text": "plain"}
    assert cleaner().body(b"\xff") == {"base64": "/w=="}


def test_redact_takes_a_list(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="redact must be a list"):
        record(tmp_path / "x.json", api_key="x" * 40, redact="Ann")


def test_the_fixture_records_and_replays(
    sandbox: Sandbox, user: SandboxUser, project: str, tmp_path: Path
) -> None:
    import os

    (tmp_path / "conftest.py").write_text('pytest_plugins = ["runql.testing.fixtures"]\n')
    (tmp_path / "test_mine.py").write_text(
        textwrap.dedent(
            """
            def test_runs(wandb_cassette):
                with wandb_cassette.api() as api:
                    assert [run.name for run in api.runs("mine")] == ["one"]
            """
        )
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("WANDB_")}

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
        return subprocess.run(
            command, env={**plain, "HOME": str(tmp_path), **more}, cwd=tmp_path, capture_output=True, text=True, check=False
        )  # fmt: skip

    missing = run()
    assert missing.returncode == 1
    assert "Record it with" in missing.stdout
    recorded = run(RUNQL_RECORD="1", **sandbox.environment(user))
    assert recorded.returncode == 0, recorded.stdout
    made = tmp_path / "cassettes" / "test_mine" / "test_runs.json"
    assert re.search(r'"operation": "ListRuns"', made.read_text())
    assert json.loads(made.read_text())["entity"] == user.entity
    replayed = run()
    assert replayed.returncode == 0, replayed.stdout
