"""Versions that are hashed with XXH128: read, verified, and no spoilt byte unnoticed."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from runql.errors import BatchError, IntegrityError, MissingDependencyError
from tests.fix_artifacts import ArtifactServer, artifact, flip, tree
from tests.official.artifacts import HASHED

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser
    from tests.faults import Exchange


def test_what_was_hashed_with_xxh128_is_read_and_verified(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    hashed = artifact(artifact_server, "hashed:v0")
    manifest = hashed.manifest
    assert manifest.digest_algorithm == "xxh128"
    # The SDK hashes references with MD5, whatever the version is hashed with.
    hashes = {path: entry.digest_algorithm for path, entry in manifest.items()}
    assert hashes.pop("local.txt") == "md5"
    assert set(hashes.values()) == {"xxh128"}
    root = hashed.download(
        tmp_path / "root", cache=artifact_server.cache, allow_local_references=True
    )
    for index in range(HASHED):
        assert (root / f"{index}.bin").read_bytes() == random.Random(index).randbytes(3000)
    assert (root / "local.txt").read_text() == "on this machine"
    assert hashed.verify(root).ok
    entry = manifest["0.bin"]
    kept = artifact_server.cache.path_of(entry.digest_hex or "", "xxh128")
    assert kept.is_file()
    assert kept.relative_to(artifact_server.cache.folder).parts[:2] == ("obj", "xxh128")
    artifact_server.faults.counts.clear()
    assert tree(
        hashed.download(
            tmp_path / "again", cache=artifact_server.cache, allow_local_references=True
        )
    ) == tree(root)
    assert "GET" not in artifact_server.faults.counts


@pytest.mark.parametrize("seed", range(4))
def test_a_byte_that_is_spoilt_on_the_way_is_fetched_again(
    artifact_server: ArtifactServer, tmp_path: Path, seed: int
) -> None:
    drawn, corrupted = random.Random(seed), set[str]()

    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith(".bin") and exchange.path not in corrupted:
            corrupted.add(exchange.path)
            exchange.body = flip(exchange.body, drawn.randrange(len(exchange.body)))

    hashed = artifact(artifact_server, "hashed:v0")
    artifact_server.faults.tamper = tamper
    assert hashed.verify(hashed.download(tmp_path, skip_cache=True, allow_local_references=True)).ok
    assert len(corrupted) == HASHED


def test_what_is_damaged_for_good_is_named_and_not_kept(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith("3.bin"):
            exchange.body = flip(exchange.body, 17)

    hashed = artifact(artifact_server, "hashed:v0")
    artifact_server.faults.tamper = tamper
    with pytest.raises(BatchError, match="XXH128") as caught:
        hashed.download(tmp_path / "root", cache=artifact_server.cache, allow_local_references=True)
    assert list(caught.value.failures) == ["3.bin"]
    assert not (tmp_path / "root" / "3.bin").exists()
    with pytest.raises(IntegrityError):
        hashed.get_entry("3.bin").read()


def test_damage_in_the_cache_and_in_the_folder_is_noticed(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    hashed = artifact(artifact_server, "hashed:v0")
    hashed.download(tmp_path / "a", cache=artifact_server.cache, allow_local_references=True)
    kept = artifact_server.cache.path_of(hashed.manifest["1.bin"].digest_hex or "", "xxh128")
    kept.write_bytes(flip(kept.read_bytes(), 5))
    root = hashed.download(tmp_path / "b", cache=artifact_server.cache, allow_local_references=True)
    assert (root / "1.bin").read_bytes() == random.Random(1).randbytes(3000)
    (root / "2.bin").write_bytes(flip((root / "2.bin").read_bytes(), 2999))
    assert hashed.verify(root, check=False).wrong == ("2.bin",)
    hashed.download(root, cache=artifact_server.cache, allow_local_references=True)
    assert hashed.verify(root).ok


def test_a_spoilt_manifest_is_refused(artifact_server: ArtifactServer, tmp_path: Path) -> None:
    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith("wandb_manifest.json"):
            at = exchange.body.index(b'"digest":"') + len(b'"digest":"') + 3
            exchange.body = flip(exchange.body, at)

    artifact_server.faults.tamper = tamper
    with pytest.raises(IntegrityError, match="does not match the version"):
        artifact(artifact_server, "hashed:v0").download(tmp_path)


def test_a_version_goes_on_from_one_that_was_hashed_otherwise(
    artifact_server: ArtifactServer, sandbox: Sandbox, artifact_user: SandboxUser, tmp_path: Path
) -> None:
    draft = artifact(artifact_server, "hashed:v0").new_draft()
    draft.add(b"more", "more.bin")
    with sandbox.api(artifact_user) as api:
        made = api.log_artifact(draft, "artifacts")
        try:
            assert made.manifest["0.bin"].digest_algorithm == "xxh128"
            assert made.manifest["more.bin"].digest_algorithm == "md5"
            root = made.download(tmp_path, skip_cache=True, allow_local_references=True)
            assert (root / "more.bin").read_bytes() == b"more"
            assert made.verify(root).ok
        finally:
            made.delete(delete_aliases=True)


def test_without_xxhash_the_extra_is_named(
    artifact_server: ArtifactServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = artifact(artifact_server, "hashed:v0")
    monkeypatch.setitem(sys.modules, "xxhash", None)
    with pytest.raises(MissingDependencyError, match="XXH128") as caught:
        hashed.download(tmp_path, allow_local_references=True)
    assert "runql[artifacts]" in str(caught.value)
