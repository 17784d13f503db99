"""The command line: one line when ready, an end on request, and data that stays."""

from __future__ import annotations

import importlib.metadata
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

import runql
from runql import Api, F
from runql.errors import RunQLError
from runql.testing import Sandbox
from tests import forked
from tests.fix_sandbox import start_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNQL = [sys.executable, "-c", "from runql.cli import main; main()"]


@contextmanager
def serving(*options: str) -> Iterator[tuple[forked.Started, dict[str, str]]]:
    with forked.runql.start([*forked.COMMAND, "sandbox", *options]) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return forked.runql.run([*forked.COMMAND, *arguments])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_is_ready_and_ends_on_request(number: signal.Signals) -> None:
    # A process that has loaded nothing before, as users start it.
    command = [*RUNQL, "sandbox"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert set(ready) == {"base_url", "api_key", "entity"}
        assert httpx.get(f"{ready['base_url']}/healthz").text == "ok"
        process.send_signal(number)
        rest, _ = process.communicate(timeout=20)
        assert process.returncode == 0
        assert rest == ""


def test_a_data_folder_keeps_users_keys_and_runs(tmp_path: Path) -> None:
    folder = str(tmp_path / "data")
    made = run("sandbox", "user", "helper", "--data", folder)
    user = json.loads(made.stdout)
    assert (user["username"], user["entity"]) == ("helper", "helper")
    with serving("--data", folder) as (process, first):
        with Api(user["api_key"], base_url=first["base_url"]) as api:
            api.create_run("project", run_id="kept")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
    with serving("--data", folder) as (_, second):
        assert second["api_key"] == first["api_key"]
        with Api(user["api_key"], base_url=second["base_url"]) as api:
            assert [each.id for each in api.runs("project")] == ["kept"]


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    folder = str(tmp_path)
    assert run("sandbox", "user", "twice", "--data", folder).returncode == 0
    again = run("sandbox", "user", "twice", "--data", folder)
    assert again.returncode != 0
    assert "twice" in again.stderr
    assert run("sandbox", "user", "x").returncode != 0


def test_the_demo_has_runs_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    # A process like that of users, which has loaded nothing before.
    monkeypatch.setattr(Sandbox, "_launch", staticmethod(start_process))
    with Sandbox(demo=True) as sandbox, sandbox.api() as api:
        runs = api.runs("mnist", F.state == "finished", order="-summary_metrics.accuracy")
        assert len(runs) == 21
        accuracies = [run.summary["accuracy"] for run in runs]
        assert accuracies == sorted(accuracies, key=lambda each: -float(str(each)))
        assert api.runs("mnist", F.state == "failed").total() == 3


def test_the_version_is_told() -> None:
    done = subprocess.run([*RUNQL, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("runql ")


def test_120_runs_with_config_and_summary_are_three_requests(sandbox: Sandbox) -> None:
    user = sandbox.create_user("counting")
    admin = ("api", sandbox.api_key)
    with sandbox.api(user) as api:
        for index in range(120):
            api.create_run("many", config={"index": index})
        httpx.delete(f"{sandbox.base_url}/debug/requests", auth=admin)
        seen = [
            (run.name, run.config["index"], len(run.summary))
            for run in api.runs("many", per_page=50)
        ]
        counted = httpx.get(f"{sandbox.base_url}/debug/requests", auth=admin).json()
    assert [index for _, index, _ in seen] == list(range(120))
    assert counted == {"ListRuns": 3}


def test_a_user_that_exists_is_an_error_in_python_too(sandbox: Sandbox) -> None:
    sandbox.create_user("only-once")
    with pytest.raises(RunQLError, match="only-once"):
        sandbox.create_user("only-once")


def test_a_running_server_takes_users_from_the_command(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANDB_API_KEY", sandbox.api_key)
    command = ("sandbox", "user", "by-command", "--url", sandbox.base_url)
    made = json.loads(run(*command, "--admin", "--organization", "by-command-org").stdout)
    assert (made["username"], made["entity"]) == ("by-command", "by-command")
    firings = httpx.get(f"{sandbox.base_url}/sandbox/firings", auth=("api", made["api_key"]))
    assert firings.status_code == 200, "administrators may look"
    with Api(made["api_key"], base_url=sandbox.base_url) as api:
        assert [each.name for each in api.organizations()] == ["by-command-org"]
    again = run(*command)
    assert again.returncode != 0
    assert "by-command" in again.stderr


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        done = run("sandbox", "--port", port)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert port in done.stderr


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--port", "70000"], "port"),
        (["--port", "-1"], "port"),
        (["--port", "x"], "port"),
        (["--host", "no.such.host.invalid"], "no.such.host.invalid"),
        (["--host", "a..b"], "a..b"),
        (["--host", "203.0.113.1"], "203.0.113.1"),
        (["--without", "NO_SUCH_FEATURE"], "NO_SUCH_FEATURE"),
        (["--without", "Run.nothing"], "Run.nothing"),
        (["--url-seconds", "0"], "url-seconds"),
        (["--latency", "-1"], "latency"),
        (["--export-every", "0"], "export-every"),
        (["--data", "{file}"], "file"),
        (["--data", "{file}/inside"], "file"),
        (["--data", "{broken}"], "broken"),
        (["user", "a/b", "--data", "{fresh}"], "a/b"),
        (["user", "x", "--data", "{file}"], "file"),
        (["user", "x", "--url", "http://127.0.0.1:1"], "127.0.0.1:1"),
        (["user", "x", "--url", "nonsense"], "nonsense"),
        (["user", "x", "--url", "http://[::"], "http://[::"),
    ],
)
def test_what_keeps_it_from_starting_is_named(
    options: list[str], named: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "sandbox.sqlite").write_text("no database " * 100)
    folders = {name: str(tmp_path / name) for name in ("file", "broken", "fresh")}
    given = [each.format(**folders) if each.startswith("{") else each for each in options]
    done = run("sandbox", *given)
    assert done.returncode in (1, 2), done
    assert "Traceback" not in done.stderr
    # Boxes around usage errors break lines.
    assert (
        named in "".join(done.stderr.replace("│", "").split()).replace("--", "-")
        or named in done.stderr
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_start_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    command = [*RUNQL, "sandbox", "--demo"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        deadline = time.monotonic() + 60
        while not any(tmp_path.glob("*/sandbox.sqlite")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert list(tmp_path.glob("*-runql-sandbox")) == []


BUSY = """
import time
from runql_sandbox.web import app, serving
app.GraphQLEndpoint.execute = lambda *_: time.sleep(600)
serving._SECONDS_TO_END = 2.0
serving.serve()
"""


def test_sigterm_ends_it_whatever_it_is_busy_with(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", BUSY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(
                f"{ready['base_url']}/graphql",
                json={"query": "{viewer{id}}"},
                auth=("api", ready["api_key"]),
                timeout=1,
            )
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert list(tmp_path.glob("*-runql-sandbox")) == []


def test_the_package_tells_its_version() -> None:
    version = importlib.metadata.version("runql")
    assert runql.__version__ == version
    done = subprocess.run(
        [sys.executable, "-m", "runql", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"runql {version}"


def test_the_package_shows_its_public_names_only() -> None:
    shown = {name for name in dir(runql) if not name.startswith("__")}
    assert shown == {*runql.__all__, "errors", "filters", "settings"}
