"""The folder of an export: whatever happens to the process, it holds what its records say."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.exports.manifest import Mark, RunRecord
from runql._models.exports.parts import Part
from runql._models.exports.settings import ExportSettings, check_export, export_root
from runql._transfer.exports.folder import ExportFolder, part_of, read_manifest, stem_of
from runql.errors import LocalFileError, TargetExistsError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = ExportSettings("http://server", "e/p")
MARK = Mark("id", "finished", None, None, 1)


def written(folder: ExportFolder, run: str, content: str) -> tuple[RunRecord, dict[str, Path]]:
    name = f"history/{run}.parquet"
    path = folder.scratch(name.replace("/", "-"))
    path.write_text(content)
    return RunRecord(run, MARK, 0, part_of(path, name, 1)), {name: path}


def add(folder: ExportFolder, run: str, content: str = "rows") -> None:
    folder.record(*written(folder, run, content))


def test_what_was_recorded_is_there_in_the_next_process(tmp_path: Path) -> None:
    with ExportFolder(tmp_path / "to", SETTINGS) as folder:
        add(folder, "a")
    with ExportFolder(tmp_path / "to", SETTINGS) as folder:
        assert list(folder.manifest.runs) == ["a"]
        assert not folder.is_finished
        folder.finish()
    assert list(read_manifest(tmp_path / "to").runs) == ["a"]
    with ExportFolder(tmp_path / "to", SETTINGS) as folder:
        assert folder.is_finished


def test_a_file_that_was_recorded_but_not_named_gets_its_name(tmp_path: Path) -> None:
    with ExportFolder(tmp_path, SETTINGS) as folder:
        add(folder, "a", "old")
        folder.finish()
        record, files = written(folder, "a", "new rows")
        folder._journal.note({"run": record.to_json()})  # and here the process is killed
        kept = dict(files)
    assert all(path.exists() for path in kept.values())
    with ExportFolder(tmp_path, SETTINGS) as folder:
        assert folder.manifest.runs["a"] == record
    assert (tmp_path / "history" / "a.parquet").read_text() == "new rows"


def test_a_record_without_its_file_falls_back_to_what_is_there(tmp_path: Path) -> None:
    with ExportFolder(tmp_path, SETTINGS) as folder:
        add(folder, "a", "old")
        folder.finish()
        before = folder.manifest.runs["a"]
        record, files = written(folder, "a", "new rows")
        folder._journal.note({"run": record.to_json()})
        next(iter(files.values())).unlink()
    with ExportFolder(tmp_path, SETTINGS) as folder:
        assert folder.manifest.runs == {"a": before}


def test_a_line_that_was_cut_off_is_no_record(tmp_path: Path) -> None:
    with ExportFolder(tmp_path, SETTINGS) as folder:
        add(folder, "a")
        add(folder, "b")
    journal = tmp_path / ".work" / "journal.jsonl"
    journal.write_text(journal.read_text()[:-20])
    with ExportFolder(tmp_path, SETTINGS) as folder:
        assert list(folder.manifest.runs) == ["a"]
        add(folder, "c")
    with ExportFolder(tmp_path, SETTINGS) as folder:
        assert set(folder.manifest.runs) == {"a", "c"}


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
def test_a_journal_without_room_is_named_and_loses_no_other_record(tmp_path: Path) -> None:
    import resource

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with ExportFolder(tmp_path, SETTINGS) as folder:
            add(folder, "first")
            room = (tmp_path / ".work" / "journal.jsonl").stat().st_size + 20
            second, files = written(folder, "second", "rows")
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, most[1]))
            with pytest.raises(LocalFileError, match=r"journal\.jsonl"):
                folder.record(second, files)
            resource.setrlimit(resource.RLIMIT_FSIZE, most)
            add(folder, "third")  # behind the line that was cut off
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        signal.signal(signal.SIGXFSZ, before)
    with ExportFolder(tmp_path, SETTINGS) as folder:
        assert sorted(folder.manifest.runs) == ["first", "third"]


def test_a_changed_part_is_forgotten(tmp_path: Path) -> None:
    with ExportFolder(tmp_path, SETTINGS) as folder:
        add(folder, "a")
        add(folder, "b")
        folder.finish()
    (tmp_path / "history" / "a.parquet").write_text("another size")
    with ExportFolder(tmp_path, SETTINGS) as folder:
        assert list(folder.manifest.runs) == ["b"]


def test_dropped_runs_take_their_files_along(tmp_path: Path) -> None:
    with ExportFolder(tmp_path, SETTINGS) as folder:
        add(folder, "a")
        add(folder, "b")
        folder.mark_deleted(["a"], drop=True)
        folder.mark_deleted(["b"], drop=False)
    assert not (tmp_path / "history" / "a.parquet").exists()
    with ExportFolder(tmp_path, SETTINGS) as folder:
        assert {run: each.deleted for run, each in folder.manifest.runs.items()} == {"b": True}


@pytest.mark.parametrize(
    ("name", "value", "argument"),
    [("keys", ("loss",), "keys"), ("filters", "{}", "filters"), ("format", "csv", "format")],
)
def test_other_arguments_for_one_place_are_refused(
    name: str, value: object, argument: str, tmp_path: Path
) -> None:
    with ExportFolder(tmp_path, SETTINGS) as folder:
        add(folder, "a")
    other = replace(SETTINGS, **{name: value})  # type: ignore[arg-type]
    with pytest.raises(TargetExistsError, match=argument), ExportFolder(tmp_path, other):
        pass


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(TargetExistsError, match="holds no export"):
        ExportFolder(tmp_path, SETTINGS).__enter__()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_export_of_nothing_leaves_nothing(tmp_path: Path) -> None:
    with ExportFolder(tmp_path / "to", SETTINGS):
        pass
    assert not (tmp_path / "to").exists()


def test_two_processes_do_not_write_to_one_place(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from runql._transfer.exports.folder import ExportFolder\n"
        "from runql._models.exports.settings import ExportSettings\n"
        "ExportFolder(Path(sys.argv[1]), ExportSettings('http://server', 'e/p')).__enter__()\n"
    )
    with ExportFolder(tmp_path, SETTINGS):
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert "Another process is exporting" in done.stderr


def test_a_manifest_of_another_layout_is_refused(tmp_path: Path) -> None:
    with ExportFolder(tmp_path, SETTINGS) as folder:
        add(folder, "a")
        folder.finish()
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 99}))
    with pytest.raises(TargetExistsError, match="99"):
        read_manifest(tmp_path)
    path.write_text("{")
    with pytest.raises(UsageError, match="Invalid export manifest"):
        read_manifest(tmp_path)


@given(
    st.lists(st.text(st.characters(codec="ascii", exclude_characters="/"), min_size=1), unique=True)
)
def test_no_two_runs_share_a_file_on_any_system(runs: list[str]) -> None:
    named = [run for run in runs if run not in (".", "..") and len(run) < 50]
    assert len({stem_of(run).casefold() for run in named}) == len(named)


def test_records_are_what_was_written() -> None:
    record = RunRecord(
        "a", MARK, 3, Part("h", 1, 2, "x"), Part("s", 0, 1, "y"), (Part("f", 0, 1, "z"),), True
    )
    assert RunRecord.of_json(json.loads(json.dumps(record.to_json()))) == record
    settings = replace(SETTINGS, keys=("a", "b"))
    assert ExportSettings.of_json(json.loads(json.dumps(settings.to_json()))) == settings


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("xlsx", None, None, 4, "keep"), "xlsx"),
        (("csv", [], None, 4, "keep"), "keys"),
        (("csv", None, "", 4, "keep"), "pattern"),
        (("csv", None, None, 0, "keep"), "workers"),
        (("csv", None, None, 4, "forget"), "forget"),
    ],
)
def test_bad_arguments_are_refused(arguments: tuple[object, ...], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check_export(*arguments)  # type: ignore[arg-type]


def test_a_place_fits_its_format(tmp_path: Path) -> None:
    assert export_root(tmp_path / "p.duckdb", "duckdb") == tmp_path / "p.duckdb.export"
    assert export_root(tmp_path / "p", "csv") == tmp_path / "p"
    with pytest.raises(UsageError, match="is a folder"):
        export_root(tmp_path, "duckdb")
    with pytest.raises(UsageError, match="must be a folder"):
        export_root(tmp_path / "p.csv", "csv")
