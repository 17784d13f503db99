"""Exports at URLs of fsspec: in memory, in files, and in a storage that speaks S3."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer

import runql
from runql import Api, Artifact
from runql.errors import (
    ExportCorruptedError,
    NotFoundError,
    ReadOnlyError,
    TargetExistsError,
    UsageError,
)
from tests.sandbox.exports.data import FORMATS, command, log_runs, stream

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql._models.exports.settings import ExportFormat
    from runql.testing import Sandbox, SandboxUser

PROJECT = "remote"


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which exports are staged."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WANDB_CACHE_DIR", str(folder))
        yield folder / "runql" / "exports"


@pytest.fixture(scope="module")
def server(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    log_runs(sandbox, user, PROJECT, 3)
    with sandbox.api(user) as api:
        run = api.run(f"{PROJECT}/run000")
        run.upload_file(b"content", name="out/näme 1.txt")
        draft = Artifact("data", "dataset")
        draft.add("bytes", "deep/a.txt")
        run.log_artifact(draft)
        yield api


@pytest.fixture(scope="module")
def bucket() -> Iterator[dict[str, Any]]:
    """Options of a bucket in a storage that speaks S3."""
    served = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    options = {"key": "k", "secret": "s", "endpoint_url": f"http://{host}:{port}"}
    fsspec.filesystem("s3", **options).mkdir("exports-bucket")
    yield options
    served.stop()


@pytest.fixture(params=["memory", "file", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, dict[str, Any] | None]:
    name = tmp_path.name
    if request.param == "s3":
        return f"s3://exports-bucket/{name}", request.getfixturevalue("bucket")
    if request.param == "file":
        return (tmp_path / "stored here").as_uri().replace("%20", " "), None
    return f"memory://{name}/to", None


def contents(url: str, options: dict[str, Any] | None) -> dict[str, bytes]:
    system, root = fsspec.core.url_to_fs(url, **(options or {}))
    system.invalidate_cache()
    return {path[len(root) :]: system.cat_file(path) for path in system.find(root)}


def test_an_export_is_stored_verified_and_opened(
    place: tuple[str, dict[str, Any] | None], server: Api, tmp_path: Path, cache: Path
) -> None:
    url, options = place
    more: Any = {"files": "*", "artifacts": True, "console_logs": True}
    plan = server.export(PROJECT, url, storage_options=options, dry_run=True, **more)
    assert contents(url, options) == {}
    report = server.export(PROJECT, url, storage_options=options, verify=True, **more)
    assert report.to == url
    assert set(plan.exported) == set(report.exported) == {"run000", "run001", "run002"}
    local = tmp_path / "local"
    server.export(PROJECT, local, **more)
    stored = contents(url, options)
    assert {path for path in stored if ".work" not in path} == {
        f"/{path.relative_to(local).as_posix()}"
        for path in local.rglob("*")
        if path.is_file() and ".work" not in path.parts
    }
    assert not list(cache.glob("*"))
    with runql.open_export(url, storage_options=options) as api:
        run = api.run("run000")
        assert run.history(format="records") == server.run(f"{PROJECT}/run000").history(
            format="records"
        )
        assert run.file("out/näme 1.txt").read() == b"content"
        assert api.artifact("data:latest").get_entry("deep/a.txt").read() == b"bytes"
        assert len(api.runs(filters={"config.index": {"$gt": 0}})) == 2
        again = pickle.loads(pickle.dumps(api))
        assert len(again.runs()) == 3
        with pytest.raises(ReadOnlyError):
            run.delete()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_stored_and_brought_up_to_date(
    kind: ExportFormat,
    sandbox: Sandbox,
    user: SandboxUser,
    server: Api,
    requests: Callable[[], Counter[str]],
) -> None:
    project = f"grows-{kind}"
    url = f"memory://formats/{kind}" + (".duckdb" if kind == "duckdb" else "")
    log_runs(sandbox, user, project, 2)
    assert server.export(project, url, format=kind, verify=True).rows == 40
    before = contents(url, None)
    requests()
    assert server.export(project, url, format=kind, verify=True).exported == ()
    assert set(requests()) == {"ListRuns"}
    assert contents(url, None) == before
    server.create_run(project, run_id="third")
    rows = [{"_step": step, "new": "text"} for step in range(5)]
    stream(sandbox, user, "third", "wandb-history.jsonl", rows, project)
    server.run(f"{project}/run001").delete()
    report = server.export(project, url, format=kind, deleted="drop", verify=True)
    assert (report.exported, report.deleted, report.rows) == (("third",), ("run001",), 25)
    with runql.open_export(url) as api:
        assert sorted(run.id for run in api.runs()) == ["run000", "third"]
        assert len(api.run("third").history(["new"])) == 5
    with pytest.raises(TargetExistsError, match="system_metrics"):
        server.export(project, url, format=kind, system_metrics=False)


def test_damage_is_found(server: Api) -> None:
    url = "memory://damage/to"
    server.export(PROJECT, url, artifacts=True)
    system = fsspec.filesystem("memory")
    (path,) = [path for path in system.find("/damage") if path.endswith("deep/a.txt")]
    system.pipe_file(path, b"BYTES")
    with pytest.raises(ExportCorruptedError, match=r"a\.txt has the SHA-256"):
        server.verify_export(url)
    part = path[: path.index("/artifacts/")] + "/history/run001.parquet"
    content = system.cat_file(part)
    system.pipe_file(part, bytes(len(content)))
    with (
        runql.open_export(url) as api,
        pytest.raises(ExportCorruptedError, match="content does not match"),
    ):
        api.run("run001").history()
    system.pipe_file(part, content)
    system.rm_file(path)
    with pytest.raises(ExportCorruptedError, match="missing"):
        runql.open_export(url)
    server.export(PROJECT, url, artifacts=True, verify=True)
    assert system.cat_file(path) == b"bytes"


KILLED = """
import os, signal
import runql
from runql._transfer.exports.remote import RemoteExport

left = int(os.environ["LEFT"])

def counted(function):
    def call(*arguments):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments)
    return call

RemoteExport._put = counted(RemoteExport._put)
RemoteExport._put_file = counted(RemoteExport._put_file)
with runql.Api() as api:
    api.export("PROJECT", os.environ["URL"], artifacts=True)
"""


@pytest.mark.parametrize(("left", "same_machine"), [(0, True), (3, True), (3, False)])
def test_a_call_that_was_killed_is_continued(
    left: int,
    same_machine: bool,
    sandbox: Sandbox,
    user: SandboxUser,
    server: Api,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    requests: Callable[[], Counter[str]],
) -> None:
    url = (tmp_path / "to").as_uri()
    environment = {**os.environ, **sandbox.environment(user), "LEFT": str(left), "URL": url}
    script = KILLED.replace("PROJECT", PROJECT)
    done = subprocess.run([sys.executable, "-c", script], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    with pytest.raises(UsageError, match="finished"):
        runql.open_export(url)
    requests()
    if not same_machine:
        monkeypatch.setenv("WANDB_CACHE_DIR", str(tmp_path / "other"))
    report = server.export(PROJECT, url, artifacts=True, verify=True)
    assert len(report.exported) == (0 if same_machine else 3)
    assert len(report.exported) + len(report.unchanged) == 3
    with runql.open_export(url) as api:
        assert len(api.run("run002").history(["loss"])) == 20


def test_places_that_cannot_be_are_refused(
    server: Api, bucket: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="string for a URL"):
        server.export(PROJECT, Path("s3://exports-bucket/x"))
    with pytest.raises(UsageError, match="no library supports nosuch://"):
        server.export(PROJECT, "nosuch://exports-bucket/x")
    with pytest.raises(UsageError, match="storage_options requires a URL"):
        server.export(PROJECT, tmp_path / "x", storage_options={"key": "k"})
    with pytest.raises(UsageError, match="No finished export"):
        runql.open_export("memory://nothing/here")
    with pytest.raises(NotFoundError, match="no-such-bucket/x was not found"):
        server.export(PROJECT, "s3://no-such-bucket/x", storage_options=bucket)
    assert not (tmp_path / "x").exists()


def test_the_command_takes_urls(sandbox: Sandbox, user: SandboxUser, tmp_path: Path) -> None:
    url, environment = (tmp_path / "to").as_uri(), sandbox.environment(user)
    done = command("export", PROJECT, "--to", url, **environment)
    assert done.returncode == 0, done.stderr
    assert command("verify", url, **environment).returncode == 0
    (tmp_path / "to" / "runs.parquet").write_bytes(b"")
    assert command("verify", url, **environment).returncode == 4
