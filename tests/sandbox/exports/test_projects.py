"""Exports of data that the official SDK logged: whole, up to date, and safe against what goes wrong."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq
import pytest

from runql.errors import NotFoundError, TargetExistsError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql import Api
    from runql._models.exports.settings import ExportFormat
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

from tests.sandbox.exports.data import (
    FORMATS,
    PROJECT,
    command,
    log_runs,
    opened,
    stream,
    target_for,
)

LOG = (Path(__file__).parents[2] / "official" / "exports.py").read_text()


@pytest.fixture(scope="module")
def logged(official: Official, sandbox: Sandbox, user: SandboxUser) -> None:
    official(LOG)
    rows = [{"system.cpu": 10.5 + index, "_timestamp": 100.0 + index} for index in range(5)]
    stream(sandbox, user, "plain", "wandb-events.jsonl", rows, PROJECT, complete=True, exitcode=0)


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, logged: None) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_each_library_opens_each_format_in_one_line(
    kind: ExportFormat, library: str, api: Api, tmp_path: Path
) -> None:
    to = target_for(tmp_path, kind)
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
        to = target_for(tmp_path / kind, kind)
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
        # Times are in whole seconds: an edit may not show in them. Attributes come with every listing.
        assert {"run002"} <= set(report.exported) <= {"run001", "run002"}
        tags = pd.read_parquet(tmp_path / "runs.parquet").set_index("run_id")["tags"]
        assert json.loads(tags["run001"]) == ["new"]
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


def test_refusals_send_and_write_nothing(
    api: Api, tmp_path: Path, requests: Callable[[], Counter[str]]
) -> None:
    with pytest.raises(UsageError, match="xlsx"):
        api.export(PROJECT, tmp_path / "x", format="xlsx")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="must be a folder"):
        api.export(PROJECT, tmp_path / "x.csv", format="csv")
    with pytest.raises(UsageError, match="No finished export"):
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
    corrupted = command("verify", to, **where)
    assert corrupted.returncode == 4
    assert "Traceback" not in corrupted.stderr
    missing = command("export", f"{user.entity}/nowhere", "--to", tmp_path / "x", **where)
    assert missing.returncode == 1
    assert "Project not found" in missing.stderr


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
