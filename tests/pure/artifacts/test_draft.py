"""Drafts of versions: what can be added, and that the digest is the official client's."""

from __future__ import annotations

import gc
import math
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import wandb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runql import Artifact
from runql._models.artifacts import upload as artifact_upload
from runql._models.artifacts.draft_entries import inspect_entry
from runql._models.artifacts.manifest import parse_manifest
from runql._models.artifacts.names import dump_metadata
from runql._models.artifacts.upload import (
    UploadTarget,
    create_input,
    manifest_text,
    md5_of,
    parts_of,
    verified,
)
from runql.errors import IntegrityError, LocalFileError, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = st.text(st.sampled_from("aZ0 -_.äß\U0001f600"), min_size=1, max_size=6).filter(
    lambda name: name.strip(". ") == name and name not in (".", "..")
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def tree_of(paths: list[str]) -> list[str]:
    """Leave out paths that would need a file to be a folder too."""
    kept: list[str] = []
    for path in paths:
        if not any(path.startswith(f"{each}/") or each.startswith(f"{path}/") for each in kept):
            kept.append(path)
    return kept


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.dictionaries(PATHS, st.binary(max_size=200), max_size=6))
def test_the_digest_is_the_official_one(
    files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("tree")
    for path in tree_of(list(files)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(files[path])
    ours = Artifact("name", "kind")
    ours.add_dir(root)
    theirs = wandb.Artifact("name", "kind")
    for file in sorted(each for each in root.rglob("*") if each.is_file()):
        theirs.add_file(str(file), file.relative_to(root).as_posix(), policy="immutable")
    assert ours.digest == theirs.digest
    assert ours.size == theirs.size
    assert parse_manifest(manifest_text(ours.entries), ours.digest, "x").digest == theirs.digest


def test_references_have_the_official_digest(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a b.txt").write_text("a")
    (tmp_path / "sub" / "c.txt").write_text("c")
    for checksum in (True, False):
        ours, theirs = Artifact("name", "kind"), wandb.Artifact("name", "kind")
        for uri in ((tmp_path / "a b.txt").as_uri(), (tmp_path / "sub").as_uri()):
            ours.add_reference(
                uri, "at", checksum=checksum
            ) if "sub" in uri else ours.add_reference(uri, "one", checksum=checksum)
            theirs.add_reference(uri, "at" if "sub" in uri else "one", checksum=checksum)
        assert ours.digest == theirs.digest
    ours, theirs = Artifact("name", "kind"), wandb.Artifact("name", "kind")
    ours.add_reference("https://example.invalid/x/f.bin", checksum=False)
    theirs.add_reference("https://example.invalid/x/f.bin", checksum=False)
    ours.add_reference("lake://bucket/key", "key")
    theirs.add_reference("lake://bucket/key", "key")
    assert ours.digest == theirs.digest


def test_bytes_texts_and_written_files_are_added() -> None:
    draft = Artifact("name", "kind")
    draft.add(b"\0\1", "a.bin")
    draft.add("ä", "b/text")
    with draft.new_file("c.txt") as file:
        file.write("line\n")
    with draft.new_file("d.bin", "wb") as file:
        file.write(b"x")
    assert list(draft.entries) == ["a.bin", "b/text", "c.txt", "d.bin"]
    assert draft.size == 2 + 2 + 5 + 1
    assert "c.txt" in draft
    assert len(draft) == 4


def test_a_file_that_was_being_written_when_it_failed_is_not_added() -> None:
    draft = Artifact("name", "kind")

    def fail() -> None:
        with draft.new_file("c.txt") as file:
            file.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "c.txt" not in draft


def test_the_folder_of_written_files_goes_with_the_draft() -> None:
    draft = Artifact("name", "kind")
    with draft.new_file("c.txt") as file:
        file.write("x")
    folder = Path(str(draft.entries["c.txt"].source)).parent
    assert folder.is_dir()
    del draft
    gc.collect()
    assert not folder.exists()


def test_other_content_under_a_path_is_refused_and_the_same_is_not(tmp_path: Path) -> None:
    draft = Artifact("name", "kind")
    draft.add(b"one", "f")
    draft.add(b"one", "f")
    with pytest.raises(UsageError, match="Different content"):
        draft.add(b"two", "f")
    (tmp_path / "f").write_bytes(b"two")
    (tmp_path / "g").write_bytes(b"g")
    with pytest.raises(UsageError, match="Different content"):
        draft.add_dir(tmp_path)
    assert list(draft.entries) == ["f"]
    draft.add_dir(tmp_path, overwrite=True)
    assert draft.size == 4


def test_files_and_folders_are_taken_back() -> None:
    draft = Artifact("name", "kind")
    for path in ("a/x", "a/y", "ab", "c"):
        draft.add(b"", path)
    draft.remove("a")
    draft.remove("c")
    assert list(draft.entries) == ["ab"]
    with pytest.raises(NotFoundError):
        draft.remove("a")


@pytest.mark.parametrize("path", ["", "/a", "a//b", "../a", "a/..", "./a", "a\\b", "a\0b", "a/"])
def test_paths_that_lead_elsewhere_are_refused(path: str) -> None:
    with pytest.raises(UsageError, match="Invalid path within"):
        Artifact("name", "kind").add(b"", path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a/b", "kind"),
        ("a:v0", "kind"),
        ("", "kind"),
        ("a" * 129, "kind"),
        ("a", ""),
        ("a", "x/y"),
        ("a", "wandb-history"),
        ("a", "job"),
        ("run-1", "run_table"),
        ("source-x", "code"),
    ],
)
def test_names_and_types_that_cannot_be_are_refused(name: str, kind: str) -> None:
    with pytest.raises(UsageError):
        Artifact(name, kind)


def start(draft: Artifact, **changes: Any) -> Any:
    given = {"aliases": (), "tags": (), "history_step": None, **changes}
    return create_input(draft, UploadTarget("e", "p", "r"), "d", **given)


@pytest.mark.parametrize(
    "changes",
    [
        {"aliases": ["v3"]},
        {"aliases": ["a/b"]},
        {"aliases": "best"},
        {"aliases": ["x" * 129]},
        {"tags": ["a,b"]},
        {"tags": [f"t{index}" for index in range(21)]},
        {"tags": "best"},
    ],
)
def test_aliases_and_tags_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        start(Artifact("name", "kind"), **changes)


def test_what_starts_a_version_names_it_once_and_is_latest() -> None:
    draft = Artifact("name", "kind", "words", {"x": math.nan}, ttl=timedelta(days=2))
    wire = start(draft, aliases=["best", "latest"]).model_dump(by_alias=True, exclude_unset=True)
    assert [each["alias"] for each in wire["aliases"]] == ["best", "latest"]
    assert wire["metadata"] == '{"x": null}'
    assert wire["ttlDurationSeconds"] == 172800
    assert wire["enableDigestDeduplication"] is True
    assert len(wire["clientID"]) == 128
    assert wire["clientID"] != start(draft).client_id


def test_metadata_are_strict_json() -> None:
    text = {"country": "NaN", "limit": "Infinity", "loss": [math.nan]}
    assert dump_metadata(text, "x") == '{"country": "NaN", "limit": "Infinity", "loss": [null]}'
    with pytest.raises(UsageError, match=r"metadata\['a'\]\[0\] must be finite"):
        dump_metadata({"a": [math.inf]}, "x")
    with pytest.raises(UsageError, match="101 keys"):
        Artifact("name", "kind", metadata={str(index): 1 for index in range(101)})
    with pytest.raises(UsageError, match="stored as JSON"):
        Artifact("name", "kind", metadata={"a": object()})


def test_a_time_to_live_is_positive() -> None:
    with pytest.raises(UsageError):
        Artifact("name", "kind", ttl=timedelta(0))


def test_a_file_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"one")
    seen = inspect_entry(Artifact("name", "kind").add_file(path))
    assert inspect_entry(seen) is seen
    path.write_bytes(b"other")
    assert inspect_entry(seen).digest != seen.digest
    path.unlink()
    with pytest.raises(LocalFileError, match="until the artifact is logged"):
        inspect_entry(seen)


def test_a_digest_that_needs_the_web_is_not_made_up() -> None:
    draft = Artifact("name", "kind")
    draft.add_reference("https://example.invalid/f.bin")
    with pytest.raises(UsageError, match=r"until the reference .* is resolved"):
        _ = draft.digest


def test_an_address_without_a_scheme_or_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="file://"):
        Artifact("name", "kind").add_reference("some/file")
    with pytest.raises(UsageError, match="File or folder not found"):
        Artifact("name", "kind").add_reference((tmp_path / "absent").as_uri())


@pytest.mark.parametrize("size", [10, 11, 20, 21, 95])
def test_parts_make_up_the_file(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact_upload, "LARGE", 10)
    monkeypatch.setattr(artifact_upload, "PART", 7)
    entry = inspect_entry(Artifact("name", "kind").add(os.urandom(size), "f"))
    parts = parts_of(entry)
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    whole = b"".join(b"".join(entry.chunks(part.start, part.length)) for part in parts)
    assert whole == entry.source
    assert all(md5_of(entry.chunks(part.start, part.length)) == part.md5 for part in parts)


def test_small_files_have_no_parts() -> None:
    assert parts_of(inspect_entry(Artifact("name", "kind").add(b"x", "f"))) == []


def test_very_large_files_have_larger_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact_upload, "md5_of", lambda _: b"")
    entry = Artifact("name", "kind").add(b"", "f")
    size = 2 * 10_000 * artifact_upload.PART + 1
    parts = parts_of(replace(entry, size=size))
    assert len(parts) <= 10_000
    assert parts[0].length % 4096 == 0
    assert sum(part.length for part in parts) == size


def test_bytes_that_changed_are_never_whole_at_the_other_end() -> None:
    def pieces() -> Iterator[bytes]:
        yield from (b"one", b"two", b"three")

    meant = md5_of(pieces())
    assert b"".join(verified(pieces(), meant, "f")) == b"onetwothree"
    for changed in ([b"one", b"twO", b"three"], [b"one", b"two", b"thre"]):
        sent = verified(iter(changed), meant, "f")
        arrived = [next(sent), next(sent)]
        with pytest.raises(IntegrityError, match="changed during the upload"):
            next(sent)
        assert arrived == changed[:2]
    with pytest.raises(IntegrityError):
        next(verified(iter([b"short"]), meant, "f"))
