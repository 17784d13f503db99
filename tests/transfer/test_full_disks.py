"""Disks that take so many bytes of a file: an error that names it, nothing half-written, and the next call is whole."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql._transfer._engine.journal import Journal
from runql.errors import BatchError, LocalFileError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from runql import Api
    from runql.testing import Sandbox, SandboxUser

SIZE = 1_500_000


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


@contextmanager
def room(size: int) -> Generator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def ours(error: RunQLError) -> LocalFileError:
    found = next(iter(error.failures.values())) if isinstance(error, BatchError) else error
    assert isinstance(found, LocalFileError)
    assert found.filename
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("limit", [0, 10, 20_000, 700_000, SIZE - 1])
def test_no_room_is_an_error_that_names_the_file(api: Api, tmp_path: Path, limit: int) -> None:
    content = os.urandom(SIZE)
    run = api.create_run("disks")
    run.upload_file(content, "a.bin")
    draft = Artifact(f"disk-{limit}", "data")
    draft.add(content, "b.bin")
    draft.add(content[:1000], "small.bin")
    version = run.log_artifact(draft)
    file, entry = run.file("a.bin"), version.get_entry("b.bin")
    calls: dict[str, Callable[[], object]] = {
        "file": lambda: file.download(tmp_path / "file"),
        "files": lambda: run.download_files(root=tmp_path / "files"),
        "version": lambda: version.download(tmp_path / "version", skip_cache=True),
        "entry": lambda: entry.download(tmp_path / "entry", skip_cache=True),
        "read": entry.read,
    }
    for name, call in calls.items():
        with room(limit), pytest.raises((LocalFileError, BatchError)) as caught:
            call()
        ours(caught.value)
        there = [path.name for path in (tmp_path / name).rglob("*") if path.suffix == ".bin"]
        assert there in ([], ["small.bin"])
        call()
    assert (tmp_path / "file" / "a.bin").read_bytes() == content
    assert (tmp_path / "version" / "b.bin").read_bytes() == content
    left = [path.name for path in tmp_path.rglob("*") if path.name.startswith(".")]
    assert left == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_draft_without_room_is_an_error(tmp_path: Path) -> None:
    draft = Artifact("draft", "data")
    with room(100), pytest.raises(LocalFileError) as caught, draft.new_file("a.txt") as file:
        file.write("x" * 1000)
    ours(caught.value)
    assert "a.txt" not in draft


def test_folders_that_may_not_be_written_to_are_errors(api: Api, tmp_path: Path) -> None:
    run = api.create_run("disks")
    run.upload_file(b"abc", "a.bin")
    draft = Artifact("folders", "data")
    draft.add("x", "x.txt")
    version = run.log_artifact(draft)
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for call in (
        lambda: run.file("a.bin").download(blocked / "deep"),
        lambda: run.download_files(root=blocked),
        lambda: version.download(blocked, skip_cache=True),
        lambda: version.download(blocked / "deep", skip_cache=True),
        lambda: version.get_entry("x.txt").download(blocked, skip_cache=True),
    ):
        with pytest.raises(LocalFileError):
            call()
    assert blocked.read_text() == "no folder"


def test_a_journal_trusts_whole_lines_alone(tmp_path: Path) -> None:
    part = tmp_path / ".x.part"
    journal = Journal(part, 20, 100)
    journal.note(1, 50)
    journal.note(12, 100)
    journal.note(1, 80)
    path = part.with_suffix(".segments")
    path.write_text(f"{path.read_text()}3\nx\n99:5\n4:1000\n7:1")
    again = Journal(part, 20, 100)
    assert [again.length(index) for index in (1, 3, 4, 7, 12)] == [80, 100, 100, 0, 100]
    again.note(7, 20)
    assert Journal(part, 20, 100).length(7) == 20
