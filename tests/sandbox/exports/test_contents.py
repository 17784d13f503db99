"""Artifacts, tables and console lines of exports: fetched, verified, and read in place of the server's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pytest

import runql
from runql import Api, Artifact
from runql.errors import (
    ExportCorruptedError,
    NotExportedError,
    ReadOnlyError,
    TargetExistsError,
    UsageError,
)
from tests.sandbox.exports.data import FORMATS, command, opened, target_for

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping

    from runql._models.exports.settings import ExportFormat
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = (Path(__file__).parents[2] / "official" / "copies.py").read_text()
PROJECT = "copies"


@pytest.fixture(scope="module")
def server(official: Official, sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    official(LOG, ROWS="300")
    with sandbox.api(user) as api:
        uses = api.run(f"{PROJECT}/Uses-it")
        draft = Artifact("refers", "dataset")
        entry = api.artifact(f"{PROJECT}/data:chosen").get_entry("in folder/odd näme.txt")
        draft.add_reference(entry, "from another.txt")
        uses.log_artifact(draft)
        yield api


@pytest.fixture(scope="module")
def folder(server: Api, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("contents") / "export"
    report = server.export(
        PROJECT, to, files="*", artifacts=True, tables=True, console_logs=True, verify=True
    )
    assert report.ok, report.failures
    assert (report.artifacts, report.tables, report.missing) == (4, 1, ())
    assert report.console_lines > 1
    return to


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Api]:
    with runql.open_export(folder) as api:
        yield api


def attributes(artifact: Any) -> dict[str, str]:
    names = (
        "id", "name", "source_name", "qualified_name", "version", "version_index", "type", "digest", "size",
        "file_count", "description", "metadata", "aliases", "tags", "state", "created_at", "updated_at", "ttl",
        "is_link", "history_step", "commit_hash", "path", "collection_path", "url",
    )  # fmt: skip
    return {name: str(getattr(artifact, name)) for name in names}


def named(api: Api, name: str) -> Any:
    return api.artifact(f"{PROJECT}/{name}")


def contents(api: Api, name: str, folder: Path) -> dict[str, str]:
    # The other entry of `data` refers to an address that nothing listens at.
    root = named(api, name).download(folder, pattern="*.txt", skip_cache=True)
    return {
        path.relative_to(root).as_posix(): path.read_bytes().hex()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def versions(listed: Any) -> list[dict[str, str]]:
    return [attributes(artifact) for artifact in listed]


QUESTIONS: Final[Mapping[str, Callable[[Api, Path], Any]]] = {
    "logged": lambda api, _: versions(api.run(f"{PROJECT}/whole").logged_artifacts()),
    "logged of a type": lambda api, _: versions(
        api.run(f"{PROJECT}/whole").logged_artifacts(type="dataset")
    ),
    "used": lambda api, _: versions(api.run(f"{PROJECT}/Uses-it").used_artifacts()),
    "pages": lambda api, _: versions(api.run(f"{PROJECT}/Uses-it").logged_artifacts(per_page=1)),
    "by alias": lambda api, _: attributes(named(api, "data:chosen")),
    "by latest": lambda api, _: attributes(named(api, "data")),
    "by number": lambda api, _: attributes(named(api, "result:v0")),
    "by digest": lambda api, _: named(api, f"data:{named(api, 'data').digest}").id,
    "exists": lambda api, _: api.artifact_exists(f"{PROJECT}/data:chosen"),
    "manifest": lambda api, _: {
        path: (entry.digest, entry.size, entry.ref)
        for path, entry in named(api, "data").manifest.items()
    },
    "files": lambda api, _: [
        (file.name, file.size, file.md5, file.mimetype) for file in named(api, "data").files()
    ],
    "files by name": lambda api, _: [
        file.name for file in named(api, "data").files(["in folder/odd näme.txt"])
    ],
    "content": lambda api, to: contents(api, "data", to),
    "content that refers": lambda api, to: contents(api, "refers", to),
    "entry": lambda api, _: named(api, "data").get_entry("in folder/odd näme.txt").read(),
    "opened entry": lambda api, _: named(api, "result").get_entry("a.txt").open().read(),
    "verified": lambda api, to: (
        contents(api, "result", to) and str(named(api, "result").verify(to))
    ),
    "table": lambda api, _: api.run(f"{PROJECT}/whole").table("table"),
    "table of a step": lambda api, _: api.run(f"{PROJECT}/whole").table("table", step=302),
    "table of the run's file": lambda api, _: api.run(f"{PROJECT}/whole").table(
        "table", source="file"
    ),
    "media": lambda api, _: [
        (each.key, each.step, each.read()) for each in api.run(f"{PROJECT}/whole").media("image")
    ],
    "console": lambda api, _: list(api.run(f"{PROJECT}/whole").console_logs()),
    "console pages": lambda api, _: list(api.run(f"{PROJECT}/whole").console_logs(per_page=1)),
    "console tail": lambda api, _: list(api.run(f"{PROJECT}/whole").console_logs(last=1)),
    "console search": lambda api, _: [
        line.text for line in api.run(f"{PROJECT}/whole").console_logs(pattern="error")
    ],
    "console of nothing": lambda api, _: list(api.run(f"{PROJECT}/Uses-it").console_logs()),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_opened_export_answers_as_the_server_does(
    question: str, server: Api, client: Api, tmp_path: Path
) -> None:
    wanted = QUESTIONS[question](server, tmp_path / "to")
    found = QUESTIONS[question](client, tmp_path / "from" / ".." / "to2")
    assert str(found).replace("to2", "to").replace("from/../", "") == str(wanted)
    assert question == "console of nothing" or wanted


def test_tables_are_parquet(folder: Path, server: Api) -> None:
    frame = pd.read_parquet(folder / "tables" / "whole" / "table.parquet")
    wanted = server.run(f"{PROJECT}/whole").table("table").to_pandas()
    pd.testing.assert_frame_equal(frame, wanted, check_dtype=False)


@pytest.mark.parametrize("kind", FORMATS)
def test_console_lines_are_a_table_of_every_format(
    kind: ExportFormat, server: Api, tmp_path: Path
) -> None:
    to = target_for(tmp_path, kind)
    assert server.export(PROJECT, to, format=kind, console_logs=True, verify=True).ok
    wanted = [line.raw for line in server.run(f"{PROJECT}/whole").console_logs()]
    if kind == "parquet":
        rows: list[dict[str, Any]] = pd.read_parquet(to / "console_logs").to_dict("records")  # type: ignore[assignment]
    else:
        rows = opened(to, kind, "console_logs", "duckdb")
    assert [row["text"] for row in rows if row["run_id"] == "whole"] == wanted
    with runql.open_export(to) as api:
        assert [line.raw for line in api.run("whole").console_logs()] == wanted


def test_a_second_call_fetches_nothing_and_sees_new_aliases(
    server: Api, tmp_path: Path, requests: Callable[[], Counter[str]]
) -> None:
    first = server.export(PROJECT, tmp_path, artifacts=True)
    assert first.ok
    requests()
    again = server.export(PROJECT, tmp_path, artifacts=True, verify=True)
    assert again.exported == ()
    assert set(requests()) == {"ListRuns", "ListArtifacts"}
    artifact = named(server, "result:v0")
    artifact.aliases.append("moved")
    artifact.save()
    server.export(PROJECT, tmp_path, artifacts=True)
    with runql.open_export(tmp_path) as api:
        assert "moved" in named(api, "result:moved").aliases


def test_a_dry_run_writes_nothing_and_tells_what_would_be_fetched(
    server: Api, tmp_path: Path
) -> None:
    to = tmp_path / "to"
    plan = server.export(PROJECT, to, files="*", artifacts=True, dry_run=True)
    assert not to.exists()
    done = server.export(PROJECT, to, files="*", artifacts=True)
    assert plan.dry_run
    assert not done.dry_run
    assert set(plan.exported) == set(done.exported) == {"whole", "Uses-it"}
    assert (plan.rows, plan.artifacts) == (done.rows, done.artifacts)
    parts = [path for name in ("files", "artifacts") for path in (to / name).rglob("*")]
    manifests = sum(path.stat().st_size for path in (to / "artifacts").glob("*/*.json"))
    fetched = sum(path.stat().st_size for path in parts if path.is_file()) - manifests
    assert plan.bytes == fetched + len("odd")  # servers count what a version refers to
    before = sorted((path, path.stat().st_mtime_ns) for path in to.rglob("*"))
    again = server.export(PROJECT, to, files="*", artifacts=True, dry_run=True)
    assert (again.exported, len(again.unchanged), again.bytes) == ((), 2, 0)
    assert sorted((path, path.stat().st_mtime_ns) for path in to.rglob("*")) == before
    with pytest.raises(TargetExistsError, match="artifacts=True, got artifacts=False"):
        server.export(PROJECT, to, files="*", dry_run=True)
    with pytest.raises(UsageError, match="tables must be True or False"):
        server.export(PROJECT, to, tables="all")  # type: ignore[arg-type]


def test_damage_is_found_and_fetched_again(server: Api, tmp_path: Path) -> None:
    server.export(PROJECT, tmp_path, artifacts=True, tables=True)
    (content,) = (tmp_path / "artifacts" / "result").glob("*/a.txt")
    content.write_bytes(b"ODD")
    with pytest.raises(ExportCorruptedError, match=r"a\.txt has the SHA-256"):
        server.verify_export(tmp_path)
    content.unlink()
    with pytest.raises(ExportCorruptedError, match="missing"):
        runql.open_export(tmp_path)
    assert server.export(PROJECT, tmp_path, artifacts=True, tables=True, verify=True).ok
    assert content.read_bytes() == b"odd"


def test_what_an_export_lacks_is_an_error(server: Api, tmp_path: Path) -> None:
    server.export(PROJECT, tmp_path, tables=True)
    with runql.open_export(tmp_path) as api:
        assert (
            api.run("whole").table("table").records
            == server.run(f"{PROJECT}/whole").table("table").records
        )
        for lacking in (
            lambda: list(api.run("whole").logged_artifacts()),
            lambda: named(api, "data:chosen"),
            lambda: list(api.run("whole").console_logs()),
            lambda: list(api.run("whole").files()),
            lambda: list(api.artifacts("dataset", f"{PROJECT}/data")),
        ):
            with pytest.raises(NotExportedError):
                lacking()


def test_versions_are_not_changed_through_an_export(client: Api) -> None:
    artifact = named(client, "data:chosen")
    artifact.description = "other"
    with pytest.raises(ReadOnlyError):
        artifact.save()


def test_versions_of_dropped_runs_are_deleted(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path
) -> None:
    with sandbox.api(user) as api:
        for name in ("stays", "goes"):
            draft = Artifact(f"of-{name}", "dataset")
            draft.add(name, "a.txt")
            api.create_run("dropped", run_id=name).log_artifact(draft)
        api.export("dropped", tmp_path, artifacts=True)
        api.run("dropped/goes").delete()
        kept = api.export("dropped", tmp_path, artifacts=True, verify=True)
        assert kept.artifacts == 2
        dropped = api.export("dropped", tmp_path, artifacts=True, deleted="drop", verify=True)
        assert dropped.artifacts == 1
    assert not list((tmp_path / "artifacts" / "of-goes").rglob("*.txt"))


def test_the_command_exports_them_too(
    sandbox: Sandbox, user: SandboxUser, server: Api, tmp_path: Path
) -> None:
    to, environment = tmp_path / "to", sandbox.environment(user)
    arguments = ("export", PROJECT, "--to", to, "--artifacts", "--tables", "--console-logs")
    plan = command(*arguments, "--dry-run", **environment)
    assert plan.returncode == 0, plan.stderr
    assert "2 runs would be fetched" in plan.stdout
    assert not to.exists()
    done = command(*arguments, **environment)
    assert done.returncode == 0, done.stderr
    assert "4 artifact versions, 1 table" in done.stdout
    assert command("verify", to, **environment).returncode == 0
    assert json.loads((to / "manifest.json").read_text())["settings"]["artifacts"] is True
