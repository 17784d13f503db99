"""Where files may lie: below the folder, under names that every system takes, each its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runql._models.files.local_paths import local_path, local_paths, safe_name
from runql.errors import UsageError

PARTS = st.text(st.sampled_from('ab:?*"<>|\\%2E5.3A cCoOnN1\x00\x1f\x7fé'), min_size=1, max_size=8)
NAMES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)


def safe(name: str) -> str | None:
    try:
        return safe_name(name)
    except UsageError:
        return None


def unsafe(name: str) -> str:
    return re.sub(r"%([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), name)


@given(NAMES)
@example("a:b")
@example("a%3Ab")
@example("%%3A")
@example("con.")
@example("COM1.txt")
def test_a_safe_name_can_be_read_back_so_no_two_names_share_one(name: str) -> None:
    found = safe(name)
    if found is not None:
        assert unsafe(found) == name


@given(NAMES)
def test_a_safe_name_is_one_on_every_system(name: str) -> None:
    found = safe(name)
    for part in [] if found is None else found.split("/"):
        assert not re.search(r'[<>:"\\|?*\x00-\x1f\x7f]', part)
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part)
        assert part not in ("", ".", "..")
        assert part[-1] not in ". "


@given(st.text(max_size=12))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    root = Path("/data/folder")
    if safe(name) is not None:
        assert local_path(root, name).resolve().is_relative_to(root)


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/.", ".", "..", "x" * 300]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        local_path(tmp_path, name)


def test_ordinary_names_stay_as_they_are(tmp_path: Path) -> None:
    for name in ("a.txt", "100%.png", "media/images/loss_1_ab12.png", ".hidden", "häß.png"):
        assert local_path(tmp_path, name) == tmp_path / name


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="outside"):
        local_path(tmp_path / "root", "link/x")
    assert local_path(tmp_path / "root", "own/x") == tmp_path / "root" / "own" / "x"


@pytest.mark.parametrize(
    "names", [["a.txt", "A.txt"], ["a", "a/b"], ["e\u0301", "\u00e9"], ["x/y", "X"]]
)
def test_names_that_would_be_one_file_somewhere_are_refused(
    names: list[str], tmp_path: Path
) -> None:
    with pytest.raises(UsageError):
        local_paths(tmp_path, names)
