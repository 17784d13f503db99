"""The cache of artifacts: whole contents only, in the official layout, and nothing left of killed processes."""

from __future__ import annotations

import hashlib
import os
import time
from typing import TYPE_CHECKING

import pytest

from runql._transfer.artifacts import cache as module
from runql._transfer.artifacts.cache import ArtifactCache

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b"weights"
DIGEST = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()


@pytest.fixture
def cache(tmp_path: Path) -> ArtifactCache:
    return ArtifactCache(tmp_path / "cache")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    return path


def names(cache: ArtifactCache) -> list[str]:
    found = (path for path in cache.folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(cache.folder).as_posix() for path in found)


def test_a_content_lies_where_the_official_client_looks_for_it(
    cache: ArtifactCache, content: Path, tmp_path: Path
) -> None:
    assert cache.keep(content, DIGEST, "md5", "copy")
    assert cache.keep(content, DIGEST, "md5", "copy"), "it is there already"
    assert names(cache) == [f"obj/md5/{DIGEST[:2]}/{DIGEST[2:]}"]
    assert cache.take(DIGEST, len(CONTENT), "md5", tmp_path / "out", "copy")
    assert (tmp_path / "out").read_bytes() == CONTENT


def test_a_copy_that_breaks_off_leaves_nothing(
    cache: ArtifactCache, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_copy", broken)
    assert not cache.keep(content, DIGEST, "md5", "copy")
    assert names(cache) == []


def test_what_a_killed_process_left_is_no_content_and_goes_when_it_is_old(
    cache: ArtifactCache, content: Path
) -> None:
    cache.keep(content, DIGEST, "md5", "copy")
    path = cache.path_of(DIGEST)
    old, young = path.with_name(".0.runql.tmp"), path.with_name(".1.runql.tmp")
    theirs = cache.folder / "tmp" / "left"
    theirs.parent.mkdir()
    for each in (old, young, theirs):
        each.write_bytes(b"half")
    before = time.time() - 2 * 24 * 3600
    for each in (old, theirs):
        os.utime(each, (before, before))
    assert (cache.info().files, cache.info().size) == (1, len(CONTENT))
    assert cache.prune(10**6) == 0
    assert (old.exists(), theirs.exists(), young.exists(), path.exists()) == (
        False,
        False,
        True,
        True,
    )
    assert cache.clear() == len(CONTENT)
    assert young.exists(), "another process may be writing it"
