"""The path of a download is a path to everything that takes one."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from runql._wandb_names.paths import downloaded


def test_the_path_of_a_download_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    path: Any = downloaded(tmp_path / "a.txt")
    assert isinstance(path, Path)
    assert path == tmp_path / "a.txt"
    assert {path, Path(path)} == {path}
    assert pickle.loads(pickle.dumps(path)) == path
    assert repr(path) == repr(Path(path))
    # Libraries take an object with these for an open file.
    assert not any(hasattr(path, name) for name in ("read", "write", "seek", "__iter__"))
    moved = path.with_name("b.txt")
    assert path.replace(moved) == moved
    assert moved.read_text() == "text"
