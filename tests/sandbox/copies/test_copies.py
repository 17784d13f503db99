"""Copies of runs of the official SDK: within a server and between two, whole, once, whatever interrupts them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import runql
from runql.errors import ConflictError, IntegrityError, PartialUpdateError, UsageError
from runql.testing import Sandbox
from tests.sandbox.exports.data import stream

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql import Api
    from runql.testing import SandboxUser
    from tests.fix_sandbox import Official

LOG = (Path(__file__).parents[2] / "official" / "copies.py").read_text()
READ = (Path(__file__).parent / "reader.py").read_text()
PROJECT = "copies"
RUNS = ("whole", "Uses-it")


@pytest.fixture(scope="module")
def other() -> Iterator[Sandbox]:
    """Another server."""
    with Sandbox() as served:
        yield served


@pytest.fixture(scope="module")
def there(other: Sandbox) -> SandboxUser:
    return other.create_user("migrated")


@pytest.fixture(scope="module")
def api(official: Official, sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    official(LOG)
    metrics = [
        {"system.cpu": 1.5 + at, "_timestamp": 100.0 + at, "_wandb": True} for at in range(5)
    ]
    stream(
        sandbox, user, "whole", "wandb-events.jsonl", metrics, PROJECT, complete=True, exitcode=0
    )
    with sandbox.api(user) as client:
        yield client


@pytest.fixture(scope="module")
def wanted(api: Api, official: Official, user: SandboxUser) -> dict[str, Any]:
    return read(official, user.entity, PROJECT)


def read(official: Official, entity: str, project: str, **more: str) -> dict[str, Any]:
    """Return what the official client reads of the runs of a project."""
    paths = ",".join(f"{entity}/{project}/{run}" for run in RUNS)
    found: dict[str, Any] = json.loads(official(READ, RUNS=paths, **more).splitlines()[-1])
    return found


def assert_equal(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    for run, parts in wanted.items():
        for part, value in parts.items():
            assert json.dumps(found[run][part]) == json.dumps(value), (run, part)


def test_copies_within_a_server_read_equal_and_a_second_call_sends_nothing(
    api: Api,
    official: Official,
    user: SandboxUser,
    wanted: dict[str, Any],
    requests: Callable[[], Counter[str]],
) -> None:
    planned = api.runs(PROJECT).copy_to("within", dry_run=True)
    assert [report.dry_run for report in planned] == [True, True]
    assert planned[0].rows == planned[0].rows_sent == 12_003
    assert not list(api.projects()) or "within" not in [each.name for each in api.projects()]
    reports = api.runs(PROJECT).copy_to("within")
    assert [report.created for report in reports] == [True, True]
    assert [report.rows_sent for report in reports] == [12_003, 21]
    assert set(reports[0].files) == set(planned[0].files)
    assert_equal(read(official, user.entity, "within"), wanted)
    requests()
    again = api.runs(PROJECT).copy_to("within")
    assert [(each.created, each.rows_sent, each.files, each.artifacts) for each in again] == [
        (False, 0, (), ())
    ] * 2
    assert not {"file_stream", "CreateRunFiles", "CreateArtifact"} & set(requests())
    assert len(api.runs("within")) == 2


def test_copies_to_another_server_read_equal(
    api: Api, official: Official, other: Sandbox, there: SandboxUser, wanted: dict[str, Any]
) -> None:
    with other.api(there) as target:
        reports = {
            each.source[-5:]: each for each in api.runs(PROJECT).copy_to("moved", api=target)
        }
        assert "IDs of the source server" in " ".join(reports["whole"].notes)
        found = read(official, there.entity, "moved", **other.environment(there))
        assert_equal(found, wanted)
        table = target.run("moved/whole").table("table")
        assert table.records == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
        lines = [line.text for line in target.run("moved/whole").console_logs()]
        assert lines == [line.text for line in api.run(f"{PROJECT}/whole").console_logs()]
        assert "a line of the console" in lines


KILLED = """
import os, signal
import runql
from runql._transfer._engine.connections import Connections
from runql._sync._client.session import Session

left = int(os.environ["LEFT"])

def counted(function):
    def call(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return call

Session.send = counted(Session.send)
Connections.open = counted(Connections.open)
with runql.Api() as api:
    api.run("copies/Uses-it").copy_to(os.environ["PROJECT"])
"""


@pytest.mark.parametrize("left", [3, 8, 13, 20, 30])
def test_a_copy_that_was_killed_is_completed_by_the_next_call(
    left: int, api: Api, sandbox: Sandbox, user: SandboxUser
) -> None:
    project = f"killed-{left}"
    environment = {**os.environ, **sandbox.environment(user), "LEFT": str(left), "PROJECT": project}
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    report = api.run(f"{PROJECT}/Uses-it").copy_to(project)
    assert report.rows == 21
    assert [run.id for run in api.runs(project)] == ["Uses-it"]
    again = api.run(f"{PROJECT}/Uses-it").copy_to(project)
    assert (again.created, again.rows_sent, again.files, again.artifacts) == (False, 0, (), ())
    assert [each.version for each in api.artifacts("dataset", f"{project}/result")] == ["v0"]


def test_another_run_of_that_id_is_left_alone(api: Api) -> None:
    api.create_run("taken", run_id="Uses-it", config={"mine": 1})
    with pytest.raises(ConflictError, match="not a copy"):
        api.run(f"{PROJECT}/Uses-it").copy_to("taken")
    assert api.run("taken/Uses-it").config == {"mine": 1}
    assert api.run(f"{PROJECT}/Uses-it").copy_to("taken", run_id="free").created
    with pytest.raises(UsageError, match="onto itself"):
        api.run(f"{PROJECT}/whole").copy_to(PROJECT)
    with pytest.raises(UsageError, match="artifacts"):
        api.run(f"{PROJECT}/whole").copy_to("x", artifacts="links")  # type: ignore[arg-type]
    with pytest.raises(PartialUpdateError, match="1 of 2"):
        api.runs(PROJECT).copy_to("taken", files=False, artifacts=None)


def test_a_copy_in_the_same_project_has_versions_of_its_own(api: Api) -> None:
    api.create_run("same", run_id="first", config={"a": 1})
    artifact = api.run("same/first").log_artifact(made("one"))
    report = api.run("same/first").copy_to("same", run_id="second")
    assert report.artifacts == (artifact.name,)
    copied = [each.digest for each in api.run("same/second").logged_artifacts()]
    assert copied == [artifact.digest]
    assert api.run("same/first").copy_to("same", run_id="second").artifacts == ()
    assert len(list(api.run("same/second").logged_artifacts())) == 1


def test_artifacts_by_reference_lead_to_the_same_bytes(api: Api, tmp_path: Path) -> None:
    report = api.run(f"{PROJECT}/whole").copy_to("by-reference", files=False, artifacts="reference")
    assert "data:v0" in report.artifacts
    copied = api.artifact("by-reference/data:chosen")
    assert copied.manifest["in folder/odd näme.txt"].ref is not None
    copied.download(tmp_path, path_prefix="in folder")
    assert (tmp_path / "in folder" / "odd näme.txt").read_text() == "odd"


def test_a_run_of_an_opened_export_is_not_copied(api: Api, tmp_path: Path) -> None:
    api.export(PROJECT, tmp_path, files="*", artifacts=True, console_logs=True)
    with (
        runql.open_export(tmp_path) as exported,
        pytest.raises(UsageError, match="opened export"),
    ):
        exported.run("Uses-it").copy_to("from-export", api=api)


def test_what_changed_is_copied_again(api: Api, sandbox: Sandbox, user: SandboxUser) -> None:
    api.create_run("grows", run_id="run", config={"a": 1})
    rows = [{"_step": step, "x": step} for step in range(5)]
    stream(sandbox, user, "run", "wandb-history.jsonl", rows[:3], "grows")
    first = api.run("grows/run").copy_to("grown")
    assert (first.rows, first.complete) == (3, False)
    stream(sandbox, user, "run", "wandb-history.jsonl", rows, "grows", complete=True, exitcode=1)
    run = api.run("grows/run")
    run.notes, run.tags = "new", ["t"]
    run.summary["x"] = 4
    run.update()
    second = run.copy_to("grown")
    assert (second.rows_sent, second.complete) == (2, True)
    copy = api.run("grown/run")
    assert (copy.notes, copy.tags, copy.state, copy.summary["x"]) == ("new", ["t"], "failed", 4)
    # Someone changed the copy: the next call makes it equal again.
    stream(sandbox, user, "run", "wandb-history.jsonl", [{"_step": 0, "x": 9}], "grown")
    assert run.copy_to("grown").rows_sent == 5
    assert list(copy.history(format="records")) == list(run.history(format="records"))


def test_a_copy_that_differs_is_an_error(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from runql._sync.copies import copier

    monkeypatch.setattr(copier.RunCopier, "_send", lambda *_: None)
    with pytest.raises(IntegrityError, match="differs from line 0 on"):
        api.run(f"{PROJECT}/Uses-it").copy_to("differs", files=False, artifacts=None)


async def test_the_async_client_copies_too(sandbox: Sandbox, user: SandboxUser, api: Api) -> None:
    async with sandbox.async_api(user) as client:
        run = await client.run(f"{PROJECT}/Uses-it")
        assert (await run.copy_to("async-copy", artifacts=None)).created
        with pytest.raises(UsageError, match="client"):
            await run.copy_to("async-copy", api=api)  # type: ignore[arg-type]


def made(name: str) -> Any:
    from runql import Artifact

    draft = Artifact(name, "dataset")
    draft.add(b"content", "file.bin")
    return draft
