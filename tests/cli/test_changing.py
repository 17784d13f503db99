"""Commands that change something: a dry run, a confirmation, and the server's data afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Api
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fix_cli import Command

PROJECT = "changes"


@pytest.fixture
def api(environment: pytest.MonkeyPatch) -> Iterator[Api]:
    """A client of the user, with three runs that a test may change."""
    with Api() as client:
        for number in range(3):
            client.create_run(
                PROJECT,
                run_id=f"run{number}",
                name=f"Run {number}",
                tags=["old"],
                config={"lr": number / 10},
                group="a" if number else "b",
                state="finished",
            )
        yield client
        client.project(PROJECT).delete()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the input of a command pass as a terminal."""
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda _: True)


def tags(api: Api) -> dict[str, list[str]]:
    return {run.id: run.tags for run in api.runs(PROJECT)}


def test_tags_are_added_and_removed(api: Api, command: Command) -> None:
    assert (
        command("runs", "tag", f"{PROJECT}/run0", f"{PROJECT}/run1", "-t", "new", "-y").exit_code
        == 0
    )
    assert tags(api) == {"run0": ["old", "new"], "run1": ["old", "new"], "run2": ["old"]}
    done = command("runs", "untag", PROJECT, "--filter", "group = 'a'", "-t", "old", "--yes")
    assert done.stdout == "Remove old from 2 runs: done.\n"
    assert tags(api) == {"run0": ["old", "new"], "run1": ["new"], "run2": []}
    again = command("runs", "tag", PROJECT, "--all", "-t", "new", "--yes")
    assert again.stdout == "Add new to 1 run: done.\n"
    once_more = command("runs", "tag", PROJECT, "--all", "-t", "new")
    assert once_more.stdout == "Add new to 0 runs: no changes.\n"


@pytest.mark.parametrize(
    "line",
    [
        ["runs", "tag", PROJECT, "--all", "-t", "new"],
        ["runs", "untag", PROJECT, "--all", "-t", "old"],
        ["runs", "edit", f"{PROJECT}/run0", "--name", "x", "--config", "lr=1"],
        ["runs", "delete", PROJECT, "--all"],
    ],
    ids=["tag", "untag", "edit", "delete"],
)
def test_nothing_changes_without_a_yes(
    line: list[str], api: Api, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    dry = command(*line, "--dry-run", "--yes")
    assert (dry.exit_code, dry.stderr) == (0, "")
    assert "nothing was changed, because of --dry-run" in dry.stdout
    piped = command(*line)
    assert piped.exit_code == 2
    assert "Pass --yes to confirm" in piped.stderr
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda _: True)
    refused = command(*line, input="n\n")
    assert refused.exit_code == 1
    assert "? [y/N] Nothing was changed." in refused.stderr
    found = list(api.runs(PROJECT))
    assert [(run.name, run.tags, run.config["lr"]) for run in found] == [
        (f"Run {number}", ["old"], number / 10) for number in range(3)
    ]


def test_a_run_is_edited(api: Api, command: Command, answers: None) -> None:
    done = command(
        "runs",
        "edit",
        f"{PROJECT}/run1",
        "--name",
        "Better",
        "--notes",
        "why",
        "--group",
        "",
        "--config",
        "lr=0.5",
        "--config",
        "opt=adam",
        "--summary",
        'best={"loss": 1}',
        input="y\n",
    )
    assert done.exit_code == 0, done.output
    assert "config.lr: 0.1 → 0.5" in done.stderr
    assert done.stdout == f"Change 6 values of {api.default_entity}/{PROJECT}/run1: done.\n"
    run = api.run(f"{PROJECT}/run1")
    assert (run.name, run.notes, run.group or None) == ("Better", "why", None)
    assert run.config == {"lr": 0.5, "opt": "adam"}
    assert run.summary_metrics["best"] == {"loss": 1}
    assert "no changes" in command("runs", "edit", f"{PROJECT}/run1", "--name", "Better").stdout


def test_runs_are_deleted(api: Api, command: Command) -> None:
    done = command("runs", "delete", PROJECT, "--filter", "config.lr > 0.15", "--yes")
    assert done.stdout == "Delete 1 run: done.\n"
    assert (
        command("runs", "delete", f"{PROJECT}/run0", "--yes", "--delete-artifacts").exit_code == 0
    )
    assert [run.id for run in api.runs(PROJECT)] == ["run1"]
    missing = command("runs", "delete", f"{PROJECT}/run1", f"{PROJECT}/run7", "--yes")
    assert missing.exit_code == 1
    assert "run7" in missing.stderr
    assert [run.id for run in api.runs(PROJECT)] == ["run1"], "nothing was deleted"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["runs", "untag", PROJECT, "--all", "-t", "odl", "-y"], "Did you mean 'old'?"),
        (["runs", "tag", PROJECT, "--filter", "config.lrr > 0", "-t", "x", "-y"], "config.lr"),
        (["runs", "tag", PROJECT, "--filter", "name = 'x'", "--all", "-t", "x"], "cannot be combined"),
        (["runs", "tag", f"{PROJECT}/run0", PROJECT, "--all", "-t", "x"], "got 2."),
        (["runs", "tag", PROJECT, "-t", "x", "-y"], "without a project"),
        (["runs", "edit", f"{PROJECT}/run0"], "No changes were given."),
        (["runs", "edit", f"{PROJECT}/run0", "--config", "lr"], "must be KEY=VALUE"),
        (["runs", "edit", f"{PROJECT}/run0", "--config", "a=1", "--config", "a=2"], "twice"),
        (["files", "delete", f"{PROJECT}/run0", "*.x", "-y"], "no file that matches"),
        (["artifacts", "alias", f"{PROJECT}/none:v0"], "No alias changes were given."),
        (["artifacts", "log", PROJECT, "missing", "--name", "n", "--type", "t"], "missing"),
        (["artifacts", "log", PROJECT, ".", "--name", "n", "--type", "t", "--metadata", "[]"], "JSON object"),
        (["registry", "link", f"{PROJECT}/none:v0", "models/x", "-y"], "none"),
        (["registry", "unlink", "models", "-y"], "Invalid path of a registry collection"),
        (["sweeps", "pause", f"{PROJECT}/none"], "none"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(
    line: list[str], said: str, api: Api, command: Command
) -> None:
    before = tags(api)
    done = command(*line)
    assert done.exit_code in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert tags(api) == before


def test_files_go_up_and_down(api: Api, command: Command, tmp_path: Path) -> None:
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    run = f"{PROJECT}/run0"
    up = command("files", "upload", run, "plots", "b.txt", "--quiet")
    assert up.exit_code == 0, up.output
    assert sorted(up.stdout.split()) == ["a.txt", "b.txt"]
    down = command("files", "download", run, "a*", "--to", "here", "--quiet")
    assert down.exit_code == 0, down.output
    assert (tmp_path / "here" / "a.txt").read_text() == "a"
    assert not (tmp_path / "here" / "b.txt").exists()
    (tmp_path / "here" / "a.txt").write_text("changed")
    kept = command("files", "download", run, "a*", "--to", "here", "--quiet")
    assert (kept.exit_code, (tmp_path / "here" / "a.txt").read_text()) == (2, "changed")
    assert command("files", "download", run, "*.zip").exit_code == 1
    gone = command("files", "delete", run, "b*", "--yes")
    assert gone.exit_code == 0
    assert [file.name for file in api.run(run).files()] == ["a.txt"]


def test_artifacts_are_logged_aliased_downloaded_and_verified(
    api: Api, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "w.bin").write_bytes(b"w" * 9)
    (tmp_path / "info.json").write_text("{}")
    log = ("artifacts", "log", PROJECT, "in", "info.json", "--name", "w", "--type", "model")
    dry = command(*log, "--dry-run")
    assert "2 files, 11 bytes" in dry.stdout
    assert api.artifact_exists(f"{PROJECT}/w:latest") is False
    made = command(
        *log, "--alias", "best", "--metadata", '{"epoch": 3}', "--run", f"{PROJECT}/run0", "--quiet"
    )
    assert made.exit_code == 0, made.output
    assert made.stdout.strip().endswith("/changes/w:v0")
    version = f"{PROJECT}/w:v0"
    assert api.artifact(version).metadata == {"epoch": 3}
    alias = command("artifacts", "alias", version, "--add", "prod", "--remove", "best", "--yes")
    assert alias.exit_code == 0, alias.output
    assert sorted(api.artifact(version).aliases) == ["latest", "prod"]
    assert (
        "does not have the alias"
        in command("artifacts", "alias", version, "--remove", "best").stderr
    )
    down = command("artifacts", "download", version, "--to", "out", "--quiet")
    assert down.exit_code == 0, down.output
    assert command("artifacts", "verify", version, "--to", "out").exit_code == 0
    (tmp_path / "out" / "w.bin").write_bytes(b"x" * 9)
    wrong = command("artifacts", "verify", version, "--to", "out")
    assert wrong.exit_code == 4
    assert "runql: wrong: w.bin" in wrong.stderr
    assert command("artifacts", "download", version, "--pattern", "*.zip").exit_code == 2


def test_versions_are_linked_to_a_registry(api: Api, command: Command, tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(b"other")
    command("artifacts", "log", PROJECT, "w.bin", "--name", "v", "--type", "model", "--quiet")
    linked = command(
        "registry", "link", f"{PROJECT}/v:v0", "models/extra", "--alias", "try", "--yes"
    )
    assert linked.exit_code == 0, linked.output
    shown = command(
        "registry", "versions", "models", "--filter", "alias = 'try'", "--columns", "name"
    )
    assert shown.stdout == "NAME\nextra:v0\n"
    assert command("registry", "unlink", "models/extra:v0", "--yes").exit_code == 0
    again = command("registry", "versions", "models", "--filter", "alias = 'try'")
    assert (again.stdout, again.stderr) == ("", "runql: No versions.\n")
    for collection in api.registry("models").collections({"name": "extra"}):
        collection.delete()


def test_sweeps_are_told_what_to_do(api: Api, command: Command) -> None:
    config = {"method": "grid", "parameters": {"x": {"values": [1, 2]}}}
    sweep = api.create_sweep(config, PROJECT)
    path = "/".join(sweep.path)
    assert command("sweeps", "resume", path).stdout == f"{path} is RUNNING.\n"
    assert command("sweeps", "pause", path, "--dry-run").exit_code == 0
    assert sweep.refresh().state.value == "RUNNING"
    assert command("sweeps", "pause", path).stdout == f"{path} is PAUSED.\n"
    assert command("sweeps", "resume", path).exit_code == 0
    assert command("sweeps", "stop", path).exit_code == 2
    assert command("sweeps", "stop", path, "--yes").stdout == f"{path} is FINISHED.\n"
    ended = command("sweeps", "cancel", path, "--yes")
    assert (ended.exit_code, "FINISHED" in ended.stderr) == (1, True)


def test_a_mutation_is_sent_when_it_is_meant(api: Api, command: Command) -> None:
    text = "mutation Gone($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }"
    variable = f"id={api.run(f'{PROJECT}/run0').storage_id}"
    assert "Pass --mutation" in command("api", text, "-v", variable).stderr
    assert command("api", text, "-v", variable, "--mutation").exit_code == 2
    done = command("api", text, "-v", variable, "--mutation", "--yes")
    assert done.exit_code == 0, done.output
    with pytest.raises(NotFoundError):
        api.run(f"{PROJECT}/run0")


def test_runs_are_copied_once(api: Api, command: Command) -> None:
    source = [f"{PROJECT}/run0", f"{PROJECT}/run1"]
    plan = command("runs", "copy", *source, "--to", "changes-copy", "--dry-run")
    assert plan.exit_code == 0
    assert "changes/run1 ->" in plan.stdout
    assert "Copy 2 runs to changes-copy: nothing was changed" in plan.stdout
    with pytest.raises(NotFoundError):
        len(api.runs("changes-copy"))
    refused = command("runs", "copy", *source, "--to", "changes-copy")
    assert refused.exit_code == 2
    assert "requires a confirmation" in refused.stderr
    for _ in range(2):
        done = command("runs", "copy", *source, "--to", "changes-copy", "--yes")
        assert (done.exit_code, done.stdout) == (0, "Copy 2 runs to changes-copy: done.\n")
    copies = {run.id: dict(run.config) for run in api.runs("changes-copy")}
    assert copies == {run.id: dict(run.config) for run in api.runs(PROJECT) if run.id != "run2"}
    api.project("changes-copy").delete()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--artifacts", "byte"], "bytes"),
        (["--to-base-url", "http://127.0.0.1:9"], "RUNQL_TO_API_KEY"),
        (["--filter", "config.lrr > 1"], "config.lr"),
    ],
    ids=["artifacts", "key", "filter"],
)
def test_wrong_options_of_a_copy_are_errors(
    api: Api, command: Command, options: list[str], message: str
) -> None:
    path = PROJECT if "--filter" in options else f"{PROJECT}/run0"
    refused = command("runs", "copy", path, "--to", "changes-copy", "--yes", *options)
    assert refused.exit_code in (1, 2)
    assert message in refused.stderr
    assert [project.name for project in api.projects() if project.name == "changes-copy"] == []
