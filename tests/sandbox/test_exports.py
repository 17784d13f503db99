"""Exports of data that the official SDK logged: whole, up to date, and safe against what goes wrong."""

from __future__ import annotations

import errno
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import httpx
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runql.errors import (
    ExportDamagedError,
    IntegrityError,
    LocalFileError,
    NotFoundError,
    TargetExistsError,
    UsageError,
)
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runql import Api
    from runql._models.export_settings import ExportFormat
    from runql.testing import SandboxUser
    from tests.fix_sandbox import Official

LOG = (Path(__file__).parents[1] / "official" / "exports.py").read_text()
PROJECT = "exports"
FORMATS: tuple[ExportFormat, ...] = ("parquet", "csv", "jsonl", "duckdb")


@pytest.fixture(scope="module")
def logged(official: Official, sandbox: Sandbox, user: SandboxUser) -> None:
    official(LOG)
    rows = [{"system.cpu": 10.5 + index, "_timestamp": 100.0 + index} for index in range(5)]
    stream(sandbox, user, "plain", "wandb-events.jsonl", rows, PROJECT, complete=True, exitcode=0)


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, logged: None) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


@pytest.fixture
def requests(sandbox: Sandbox) -> Callable[[], Counter[str]]:
    """The requests since the last look."""
    url, admin = f"{sandbox.base_url}/debug/requests", ("api", sandbox.api_key)

    def look() -> Counter[str]:
        counted = Counter(httpx.get(url, auth=admin).json())
        httpx.delete(url, auth=admin)
        return counted

    look()
    return look


def stream(
    sandbox: Sandbox,
    user: SandboxUser,
    run: str,
    name: str,
    rows: list[dict[str, Any]],
    project: str,
    **more: object,
) -> None:
    """Log rows as the SDK's protocol has it."""
    content = [json.dumps(row) for row in rows]
    httpx.post(
        f"{sandbox.base_url}/files/{user.entity}/{project}/{run}/file_stream",
        json={"files": {name: {"offset": 0, "content": content}}, **more},
        auth=("api", user.api_key),
    ).raise_for_status()


def log_runs(sandbox: Sandbox, user: SandboxUser, project: str, count: int) -> None:
    """Log many small runs."""
    with sandbox.api(user) as api:
        for index in range(count):
            run = f"run{index:03}"
            api.create_run(project, run_id=run, config={"index": index})
            rows = [{"_step": step, "loss": index + step / 10} for step in range(20)]
            stream(
                sandbox, user, run, "wandb-history.jsonl", rows, project, complete=True, exitcode=0
            )


def place(folder: Path, kind: str) -> Path:
    return folder / ("export.duckdb" if kind == "duckdb" else "export")


def opened(to: Path, kind: str, table: str, library: str) -> list[dict[str, Any]]:
    """Open a table in one line, as the docs show it."""
    folder = f"{to}/history/*.parquet" if table == "history" else f"{to}/{table}.parquet"
    readers: dict[tuple[str, str], Callable[[], Any]] = {
        ("parquet", "pandas"): lambda: pd.read_parquet(folder.removesuffix("/*.parquet")),
        ("parquet", "polars"): lambda: pl.read_parquet(folder),
        ("parquet", "duckdb"): lambda: duckdb.sql(f"FROM '{folder}'"),
        ("csv", "pandas"): lambda: pd.read_csv(f"{to}/{table}.csv"),
        ("csv", "polars"): lambda: pl.read_csv(f"{to}/{table}.csv", infer_schema_length=None),
        ("csv", "duckdb"): lambda: duckdb.sql(f"FROM '{to}/{table}.csv'"),
        ("jsonl", "pandas"): lambda: pd.read_json(f"{to}/{table}.jsonl", lines=True),
        ("jsonl", "polars"): lambda: pl.read_ndjson(
            f"{to}/{table}.jsonl", infer_schema_length=None
        ),
        ("jsonl", "duckdb"): lambda: duckdb.sql(f"FROM '{to}/{table}.jsonl'"),
        ("duckdb", "duckdb"): lambda: duckdb.connect(str(to), read_only=True).sql(f"FROM {table}"),
        ("duckdb", "pandas"): lambda: duckdb.connect(str(to)).sql(f"FROM {table}").df(),
        ("duckdb", "polars"): lambda: duckdb.connect(str(to)).sql(f"FROM {table}").pl(),
    }
    found = readers[kind, library]()
    if library == "pandas":
        return [plain(row) for row in found.to_dict("records")]
    if library == "polars":
        return [plain(row) for row in found.to_dicts()]
    names = [each[0] for each in found.description]
    return [plain(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is absent; pandas says so with NaN."""
    return {key: value for key, value in row.items() if value is not None and value == value}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_each_library_opens_each_format_in_one_line(
    kind: ExportFormat, library: str, api: Api, tmp_path: Path
) -> None:
    to = place(tmp_path, kind)
    report = api.export(PROJECT, to, keys=["epoch", "count", "_timestamp"], format=kind)
    assert report.ok
    found = [row for row in opened(to, kind, "history", library) if row["run_id"] == "plain"]
    wanted = api.run(f"{PROJECT}/plain").history(["epoch"], format="records")
    assert [(row["_step"], row["epoch"]) for row in found] == [
        (row["_step"], row["epoch"]) for row in wanted
    ]
    runs = opened(to, kind, "runs", library)
    assert sorted(row["run_id"] for row in runs) == ["Capital", "empty", "mixed", "plain"]
    (plain_run,) = [row for row in runs if row["run_id"] == "plain"]
    assert plain_run["config.net.depth"] == 3
    assert float(plain_run["config.lr"]) == 0.1


def test_every_value_is_there_in_its_type(api: Api, tmp_path: Path) -> None:
    report = api.export(PROJECT, tmp_path, verify=True)
    table = pq.read_table(tmp_path / "history")
    types = {field.name: str(field.type) for field in table.schema}
    assert types["_step"] == "int64"
    assert types["loss"] == "string"  # a run logged a text
    assert types["flag"] == "bool"
    assert types["count"] == "int64"
    assert types["epoch"] == "double"
    assert types["nested.b.c"] == "int64"
    rows = {
        (row["run_id"], row["_step"]): {k: v for k, v in row.items() if v is not None}
        for row in table.to_pylist()
    }
    assert len(rows) == table.num_rows == report.rows == 36
    assert rows["mixed", 1]["count"] == 2**60 + 1
    assert rows["mixed", 0]["loss"] == "NaN"
    assert rows["mixed", 2]["text"] == 'a "quoted", text\nof two lines'
    assert rows["Capital", 0]["loss"] == "diverged"
    assert json.loads(rows["Capital", 0]["list"]) == [1, 2, 3]
    metrics = pq.read_table(tmp_path / "system_metrics").to_pylist()
    assert [row["system.cpu"] for row in metrics] == [10.5, 11.5, 12.5, 13.5, 14.5]


def test_floats_that_are_no_numbers_stay_floats(api: Api, tmp_path: Path) -> None:
    for kind in FORMATS:
        to = place(tmp_path / kind, kind)
        to.parent.mkdir()
        api.export(PROJECT, to, 'name = "mixed"', keys=["loss"], format=kind)
        library = "duckdb" if kind in ("parquet", "duckdb") else "polars"
        loss = [float(row.get("loss", "nan")) for row in opened(to, kind, "history", library)]
        assert math.isnan(loss[0])
        assert loss[1:] == [math.inf, -math.inf, 0.25]


def test_the_runs_hold_attributes_documents_and_their_keys(api: Api, tmp_path: Path) -> None:
    api.export(PROJECT, tmp_path, order="+created_at")
    table = pq.read_table(tmp_path / "runs.parquet")
    assert str(table.schema.field("created_at").type) == "timestamp[us, tz=UTC]"
    rows = {row["run_id"]: row for row in table.to_pylist()}
    assert list(rows) == ["plain", "mixed", "Capital", "empty"]
    assert json.loads(rows["plain"]["config_json"]) == {"lr": 0.1, "net": {"depth": 3}}
    assert json.loads(rows["mixed"]["summary_json"])["loss"] == 0.25
    assert rows["mixed"]["config.lr"] == "auto"
    assert json.loads(rows["plain"]["tags"]) == ["first"]
    assert rows["plain"]["deleted"] is False


def test_a_second_call_asks_for_pages_only(
    api: Api, tmp_path: Path, requests: Callable[[], Counter[str]]
) -> None:
    first = api.export(PROJECT, tmp_path)
    assert requests()["GetRunEvents"] == 4
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    second = api.export(PROJECT, tmp_path)
    assert requests() == {"ListRuns": 1}
    assert (second.exported, sorted(second.unchanged)) == ((), sorted(first.exported))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")} == before


def test_only_what_changed_is_fetched(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path, requests: Callable[[], Counter[str]]
) -> None:
    log_runs(sandbox, user, "changing", 5)
    with sandbox.api(user) as api:
        api.export("changing", tmp_path)
        requests()
        run = api.run("changing/run001")
        run.tags = ["new"]
        run.update()
        rows = [{"_step": step, "loss": 1, "extra": "x"} for step in range(30)]
        stream(sandbox, user, "run002", "wandb-history.jsonl", rows, "changing")
        requests()
        report = api.export("changing", tmp_path, verify=True)
        assert sorted(report.exported) == ["run001", "run002"]
        # Tags are no rows: the history of run001 is not fetched again.
        counted = requests()
        assert counted.pop("GetRunHistoryPage", 0) + counted.pop("GET storage", 0) <= 2
        assert counted == {"ListRuns": 1, "ListRunHistoryPlans": 1, "GetRunEvents": 1}
        table = pd.read_parquet(tmp_path / "history")
        assert (len(table), table["extra"].notna().sum()) == (4 * 20 + 30, 30)
        api.run("changing/run003").delete()
        kept = api.export("changing", tmp_path)
        assert kept.deleted == ("run003",)
        runs = pd.read_parquet(tmp_path / "runs.parquet").set_index("run_id")
        assert runs["deleted"].to_dict()["run003"]
        assert (tmp_path / "history" / "run003.parquet").exists()
        assert api.verify_export(tmp_path, server=True).ok
        dropped = api.export("changing", tmp_path, deleted="drop", verify=True)
        assert dropped.deleted == ("run003",)
        assert "run003" not in set(pd.read_parquet(tmp_path / "runs.parquet")["run_id"])
        assert not (tmp_path / "history" / "run003.parquet").exists()


def test_files_come_along(api: Api, tmp_path: Path, requests: Callable[[], Counter[str]]) -> None:
    report = api.export(PROJECT, tmp_path, files="*.json", verify=True)
    for run in report.exported:
        folder = next(tmp_path.glob(f"files/{run}*"))
        names = {path.name for path in folder.rglob("*") if path.is_file()}
        assert names == {
            Path(file.name).name for file in api.run(f"{PROJECT}/{run}").files("*.json")
        }
    requests()
    api.export(PROJECT, tmp_path, files="*.json")
    assert requests() == {"ListRuns": 1}


def test_a_killed_export_goes_on_where_it_stopped(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path, requests: Callable[[], Counter[str]]
) -> None:
    count = 20
    log_runs(sandbox, user, "killed", count)
    requests()
    script = (
        "import runql, sys, time, runql._export.folder as folder\n"
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
        # What was under way when the process was killed is fetched anew, and nothing else.
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


def test_a_run_that_fails_does_not_stop_the_others(user: SandboxUser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Sandbox(data) as sandbox:
        own = sandbox.create_user("failing")
        log_runs(sandbox, own, "failing", 4)
        exports = sorted(data.rglob("*.parquet"))
        lost = exports[1].read_bytes()
        exports[1].unlink()
        with sandbox.api(own) as api:
            report = api.export("failing", tmp_path / "to")
            assert not report.ok
            assert (len(report.exported), type(next(iter(report.failures.values())))) == (
                3,
                NotFoundError,
            )
            assert pd.read_parquet(tmp_path / "to" / "history")["run_id"].nunique() == 3
            exports[1].write_bytes(lost)
            again = api.export("failing", tmp_path / "to", verify=True)
            assert again.exported == tuple(report.failures)
            assert again.rows == 4 * 20


def test_a_flipped_byte_is_found(api: Api, tmp_path: Path) -> None:
    api.export(PROJECT, tmp_path)
    path = tmp_path / "history" / "plain.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    with pytest.raises(IntegrityError, match=r"plain\.parquet has the SHA-256"):
        api.verify_export(tmp_path)


def test_a_lacking_row_is_found(api: Api, tmp_path: Path) -> None:
    api.export(PROJECT, tmp_path)
    assert api.verify_export(tmp_path, server=True).rows == 36
    path = tmp_path / "history" / "plain.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    with pytest.raises(ExportDamagedError) as caught:
        api.verify_export(tmp_path)
    assert "history/plain.parquet has 29 rows, the manifest 30." in caught.value.problems
    # A manifest that agrees with the file does not agree with the server.
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    from runql._export.folder import part_of

    part = part_of(path, "history/plain.parquet", 29)
    manifest["runs"]["plain"]["history"] |= {"rows": 29, "bytes": part.bytes, "sha256": part.sha256}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert api.verify_export(tmp_path).ok
    with pytest.raises(ExportDamagedError, match="29 rows of plain, and the server 30"):
        api.verify_export(tmp_path, server=True)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "duckdb"])
def test_tables_of_other_formats_are_verified_too(
    kind: ExportFormat, api: Api, tmp_path: Path
) -> None:
    to = place(tmp_path, kind)
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


def test_refusals_send_and_write_nothing(
    api: Api, tmp_path: Path, requests: Callable[[], Counter[str]]
) -> None:
    with pytest.raises(UsageError, match="xlsx"):
        api.export(PROJECT, tmp_path / "x", format="xlsx")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="names a file"):
        api.export(PROJECT, tmp_path / "x.csv", format="csv")
    with pytest.raises(UsageError, match="no finished export"):
        api.verify_export(tmp_path)
    assert not requests()
    with pytest.raises(NotFoundError):
        api.export("no-such-project", tmp_path / "x")
    assert not list(tmp_path.iterdir())
    api.export(PROJECT, tmp_path / "to", keys=["loss"])
    requests()
    with pytest.raises(TargetExistsError, match="keys="):
        api.export(PROJECT, tmp_path / "to")
    assert not requests()


RUNQL = [sys.executable, "-c", "from runql.cli import main; main()"]


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUNQL, *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_exports_and_verifies(
    sandbox: Sandbox, user: SandboxUser, logged: None, tmp_path: Path
) -> None:
    where = sandbox.environment(user)
    to = tmp_path / "project.duckdb"
    arguments: list[str | Path] = [
        "export",
        f"{user.entity}/{PROJECT}",
        "--to",
        to,
        "--format",
        "duckdb",
    ]
    more = [
        "--filter",
        'state = "finished"',
        "--keys",
        "loss,epoch",
        "--files",
        "*.json",
        "--verify",
    ]
    done = command(*arguments, *more, **where)
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 runs fetched" in done.stdout
    refused = command(*arguments, **where)
    assert refused.returncode == 2
    assert refused.stderr.startswith("runql: ")
    assert len(refused.stderr.splitlines()) <= 3
    verified = command("verify", to, "--server", **where)
    assert (verified.returncode, verified.stderr) == (0, "")
    content = to.read_bytes()
    to.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    damaged = command("verify", to, **where)
    assert damaged.returncode == 4
    assert "Traceback" not in damaged.stderr
    missing = command("export", f"{user.entity}/nowhere", "--to", tmp_path / "x", **where)
    assert missing.returncode == 1
    assert "There is no project" in missing.stderr


def test_the_command_works_without_the_sandbox() -> None:
    without = "import sys; sys.modules['ariadne'] = None\n"
    for arguments, code, words in [
        (["--version"], 0, "runql "),
        (["sandbox", "--port", "0"], 1, "runql[sandbox]"),
    ]:
        script = (
            f"{without}sys.argv = ['runql', *{arguments!r}]\nfrom runql.cli import main; main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False
        )
        assert done.returncode == code
        assert words in done.stdout + done.stderr
