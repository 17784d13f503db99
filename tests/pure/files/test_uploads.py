"""Names of run files, by the same rules as in the official client."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from wandb import util
from wandb.sdk.lib.paths import LogicalPath

from runql._models.files.base import Source, checked_names
from runql._models.files.uploads import content_of, contents_of
from runql.errors import ProtocolError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inside = tmp_path / "work" / "a" / "b"
    inside.mkdir(parents=True)
    for path in (inside / "c.txt", tmp_path / "work" / "d e.txt", tmp_path / "out.txt"):
        path.write_text("x")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def official_name(path: str, root: str) -> str:
    """Return the name that `Run.upload_file` of wandb 0.31.0 makes."""
    name = os.path.relpath(path, os.path.abspath(root))  # noqa: PTH100
    return str(LogicalPath(util.make_file_path_upload_safe(name)))


@pytest.mark.parametrize(
    "path", ["a/b/c.txt", "./a//b/c.txt", "a/../a/b/c.txt", "d e.txt", "../out.txt", "{}/out.txt"]
)
def test_names_are_those_of_the_official_client(folder: Path, path: str) -> None:
    path = path.format(folder)
    assert content_of(path, None, None).name == official_name(path, ".")
    assert contents_of([path], None)[0].name == official_name(path, ".")


@pytest.mark.parametrize("root", [".", "a", "a/b", ".."])
def test_names_are_relative_to_the_root(folder: Path, root: str) -> None:
    assert content_of("a/b/c.txt", None, root).name == official_name("a/b/c.txt", root)
    assert content_of(folder / "work/a/b/c.txt", None, root).name == official_name(
        "a/b/c.txt", root
    )


def test_what_lies_outside_the_root_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="not below"):
        content_of("../out.txt", None, ".")


def test_bytes_take_the_second_argument_as_their_name() -> None:
    assert content_of(b"x", None, "a/b.bin").name == "a/b.bin"
    assert content_of(b"x", "a.bin", None).source == b"x"
    with pytest.raises(UsageError, match="Bytes require a name"):
        content_of(b"x", None, None)


@pytest.mark.parametrize("path", [3, None, object(), ["a"], "a\0b"])
def test_what_is_no_path_is_refused(path: Any) -> None:
    with pytest.raises(UsageError):
        content_of(path, None, None)


def test_names_are_lists_of_strings() -> None:
    assert checked_names(("a", "b")) == ["a", "b"]
    for wrong in ("a", 3, ["a", 3]):
        with pytest.raises(UsageError, match="names"):
            checked_names(wrong)


@pytest.mark.parametrize("size", [-1, 2**63])
def test_sizes_that_make_no_sense_are_refused(size: int) -> None:
    with pytest.raises(ProtocolError, match=f"Invalid size of x: {size}"):
        Source("x", "https://h.test/x", None, size, None)
