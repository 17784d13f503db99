"""Differences of Windows, emulated: names, case, and locks of files.

The workflow of tests runs this file on Windows itself, too.
"""

from __future__ import annotations

import importlib.util
import ntpath
import sys
from pathlib import Path, PureWindowsPath
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from runql._models.artifacts import files
from runql._models.exports.settings import ExportSettings
from runql._models.files.local_paths import safe_name
from runql._transfer.exports.folder import ExportFolder
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

RESERVED = (
    *("con", "PRN", "aux.txt", "NUL.tar.gz", "com1", "LPT9.log", "COM¹", "lpt³.txt"),
    *("CONIN$", "conout$.txt", "nul ", "con   .txt"),
)
SETTINGS = ExportSettings("http://server", "e/p")


def is_reserved(name: str) -> bool:
    """Return Python's verdict on a name on Windows."""
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_IS_WINDOWS", True)
    monkeypatch.setattr(files, "_FOLDS_CASE", True)


@pytest.mark.parametrize("name", RESERVED)
def test_names_of_devices_are_never_names_of_files(name: str) -> None:
    (found,) = Path(safe_name(name)).parts
    assert found != name
    assert is_reserved(name)
    assert not is_reserved(found)
    assert safe_name(f"folder/{name}/file").split("/")[1] == found


@pytest.mark.usefixtures("windows")
def test_files_of_a_version_get_names_that_windows_takes(tmp_path: Path) -> None:
    names = ["a:b?.txt", "con.txt", "end.", "sub/NUL", "fine.txt", 'q"uote']
    found = files.tree_paths(tmp_path, names)
    assert [found[name].relative_to(tmp_path).as_posix() for name in names] == [
        "a%3Ab%3F.txt",
        "%63on.txt",
        "end%2E",
        "sub/%4EUL",
        "fine.txt",
        "q%22uote",
    ]


@pytest.mark.usefixtures("windows")
def test_names_that_differ_in_case_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="would be the same file on this system"):
        files.tree_paths(tmp_path, ["Model.bin", "model.bin"])


@pytest.mark.usefixtures("windows")
def test_the_default_folder_of_a_version_has_no_colon() -> None:
    assert files.default_root("model:v3") == Path("artifacts/model-v3")


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[int, int]]]:
    """Replace `fcntl` with a `msvcrt` that locks files by their inodes within this process."""
    import os

    held: set[tuple[int, int]] = set()
    module: Any = ModuleType("msvcrt")
    module.LK_NBLCK = 2

    def locking(descriptor: int, mode: int, count: int) -> None:
        """Lock a file as Windows does: a second time is denied."""
        assert (mode, count) == (module.LK_NBLCK, 1)
        found = os.fstat(descriptor)
        key = (found.st_dev, found.st_ino)
        if key in held:
            raise PermissionError(13, "Permission denied")
        held.add(key)

    module.locking = locking
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "fcntl" else find(name)
    )
    monkeypatch.setitem(sys.modules, "msvcrt", module)
    yield held
    held.clear()


def test_a_second_export_to_a_folder_is_refused(
    locked: set[tuple[int, int]], tmp_path: Path
) -> None:
    with (
        ExportFolder(tmp_path / "to", SETTINGS),
        pytest.raises(UsageError, match="Another process is exporting"),
        ExportFolder(tmp_path / "to", SETTINGS),
    ):
        pass
    assert len(locked) == 1
