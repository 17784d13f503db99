"""Exports when something goes wrong: a killed process, a full disk, a failing run, damage."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runql.errors import ExportCorruptedError, IntegrityError, LocalFileError, NotFoundError
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runql import Api
    from runql._models.exports.settings import ExportFormat
    from runql.testing import SandboxUser

from tests.sandbox.exports.data import FORMATS, PROJECT, log_runs, target_for


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    """A client of a user with three runs of twenty rows."""
    log_runs(sandbox, user, PROJECT, 3)
    with sandbox.api(user) as client:
        yield client


def test_a_killed_export_goes_on_where_it_stopped(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path, requests: Callable[[], Counter[str]]
) -> None:
    count = 20
    log_runs(sandbox, user, "killed", count)
    requests()
    script = (
        "import runql, sys, time, runql._transfer.exports.folder as folder\n"
        "name = folder.ExportFolder.record\n"
        "def slow(self, record, files):\n"
        "    name(self, record, files); time.sleep(0.05)\n"
        "folder.ExportFolder.record = slow\n"
        "runql.Api().export('killed', sys.argv[1], workers=2)\n"
    )
    journal = tmp_path / "to" / ".work" / "journal.jsonl"
    environment = {**os.environ, **sandbox.environment(user)}
    command = [sys.executable, "-c", script, str(tmp_path / "to")]
    with subprocess.Popen(command, env=environment) as process:
        done = 0
        while done < 8:
            assert process.poll() is None, "the export ended before it was killed"
            time.sleep(0.01)
            done = len(journal.read_text().splitlines()) if journal.exists() else 0
        process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "to" / "manifest.json").exists()
    before = requests()["GET storage"]
    with sandbox.api(user) as api:
        report = api.export("killed", tmp_path / "to", verify=True)
        assert len(report.exported) + len(report.unchanged) == count
        assert len(report.unchanged) >= done - 2
        # Only the unfinished downloads of the killed process are downloaded again.
        assert requests()["GET storage"] == len(report.exported) <= count - before + 2
        api.export("killed", tmp_path / "undisturbed")
    for table in ("runs.parquet", "history", "system_metrics"):
        mended, whole = (pq.read_table(tmp_path / name / table) for name in ("to", "undisturbed"))
        assert mended.equals(whole)
    assert not list((tmp_path / "to").rglob("*.part"))


def test_a_full_disk_is_said_and_leaves_nothing_half(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_runs(sandbox, user, "full", 6)
    written = pq.ParquetWriter.write_table
    left = 4

    def full(self: Any, table: pa.Table, *arguments: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written(self, table, *arguments, **named)

    with sandbox.api(user) as api:
        with monkeypatch.context() as patched:
            patched.setattr(pq.ParquetWriter, "write_table", full)
            with pytest.raises(LocalFileError, match="No space left") as caught:
                api.export("full", tmp_path, workers=2)
        assert caught.value.errno == errno.ENOSPC
        for path in tmp_path.glob("history/*.parquet"):
            assert pq.read_table(path).num_rows == 20
        report = api.export("full", tmp_path, verify=True)
    assert report.rows == 6 * 20


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
@pytest.mark.parametrize("kind", FORMATS)
def test_wherever_the_room_ends_the_file_is_named_and_the_same_call_goes_on(
    api: Api, tmp_path: Path, kind: ExportFormat
) -> None:
    import resource

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    ended = set[str]()
    try:
        for limit in (0, 100, 1_000, 2_500, 4_000, 5_000, 6_000, 8_000, 12_000, 30_000):
            target = target_for(tmp_path / str(limit), kind)
            target.parent.mkdir(parents=True, exist_ok=True)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most[1]))
            try:
                api.export(PROJECT, target, format=kind)
            except LocalFileError as error:
                ended.add(str(error.filename))
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, most)
            assert api.export(PROJECT, target, format=kind, verify=True).failures == {}
    finally:
        signal.signal(signal.SIGXFSZ, before)
    assert len(ended) > 5
    assert all(target_for(tmp_path, kind).name in name for name in ended)


def test_a_run_that_fails_does_not_stop_the_others(user: SandboxUser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Sandbox(data) as sandbox:
        own = sandbox.create_user("failing")
        log_runs(sandbox, own, "failing", 4)
        exports = sorted(data.rglob("*.parquet"))
        lost = exports[1].read_bytes()
        exports[1].unlink()
        with sandbox.api(own) as api:
            report = api.export("failing", tmp_path / "to", verify=True)
            assert not report.ok
            found = api.verify_export(tmp_path / "to", server=True)
            assert found.ok
            assert found.unfetched == found.changed == tuple(report.failures)
            assert (len(report.exported), type(next(iter(report.failures.values())))) == (
                3,
                NotFoundError,
            )
            assert pd.read_parquet(tmp_path / "to" / "history")["run_id"].nunique() == 3
            exports[1].write_bytes(lost)
            again = api.export("failing", tmp_path / "to", verify=True)
            assert again.exported == tuple(report.failures)
            assert again.rows == 4 * 20
            assert api.verify_export(tmp_path / "to").unfetched == ()


def test_a_flipped_byte_is_found(api: Api, tmp_path: Path) -> None:
    api.export(PROJECT, tmp_path)
    path = tmp_path / "history" / "run001.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    with pytest.raises(IntegrityError, match=r"run001\.parquet has the SHA-256"):
        api.verify_export(tmp_path)


def test_a_lacking_row_is_found(api: Api, tmp_path: Path) -> None:
    api.export(PROJECT, tmp_path)
    assert api.verify_export(tmp_path, server=True).rows == 60
    path = tmp_path / "history" / "run001.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    with pytest.raises(ExportCorruptedError) as caught:
        api.verify_export(tmp_path)
    assert "history/run001.parquet has 19 rows; the manifest has 20." in caught.value.problems
    # A manifest that agrees with the file does not agree with the server.
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    from runql._transfer.exports.folder import part_of

    part = part_of(path, "history/run001.parquet", 19)
    manifest["runs"]["run001"]["history"] |= {
        "rows": 19,
        "bytes": part.bytes,
        "sha256": part.sha256,
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert api.verify_export(tmp_path).ok
    with pytest.raises(ExportCorruptedError, match="19 rows of run001; the server has 20"):
        api.verify_export(tmp_path, server=True)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "duckdb"])
def test_tables_of_other_formats_are_verified_too(
    kind: ExportFormat, api: Api, tmp_path: Path
) -> None:
    to = target_for(tmp_path, kind)
    api.export(PROJECT, to, format=kind, verify=True)
    path = to if kind == "duckdb" else to / f"history.{kind}"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(IntegrityError, match=path.name):
        api.verify_export(to)
    path.unlink()
    api.export(PROJECT, to, format=kind, verify=True)  # what is missing is built anew


def test_a_stray_file_that_readers_would_take_is_found(api: Api, tmp_path: Path) -> None:
    api.export(PROJECT, tmp_path)
    pq.write_table(pa.table({"x": [1]}), tmp_path / "history" / "mine.parquet")
    with pytest.raises(IntegrityError, match="not in the manifest"):
        api.verify_export(tmp_path)


def test_a_part_that_cannot_be_read_is_named_when_it_is_needed(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path
) -> None:
    log_runs(sandbox, user, "unreadable", 2)
    with sandbox.api(user) as api:
        api.export("unreadable", tmp_path)
        path = tmp_path / "history" / "run000.parquet"
        path.write_bytes(b"\0" * path.stat().st_size)
        api.create_run("unreadable", run_id="another")
        with pytest.raises(ExportCorruptedError, match=r"Cannot read .*run000\.parquet"):
            api.export("unreadable", tmp_path)
        path.unlink()
        assert api.export("unreadable", tmp_path, verify=True).rows == 2 * 20


def test_files_of_runs_may_be_parquet_themselves(
    api: Api, user: SandboxUser, tmp_path: Path
) -> None:
    source = tmp_path / "table.parquet"
    pq.write_table(pa.table({"x": [1, 2]}), source)
    api.run(f"{PROJECT}/run001").upload_file(source.read_bytes(), name="deep/er/table.parquet")
    report = api.export(PROJECT, tmp_path / "to", files="**/*.parquet", verify=True)
    assert report.ok
    found = tmp_path / "to" / "files" / "run001" / "deep" / "er" / "table.parquet"
    assert found.read_bytes() == source.read_bytes()
