"""A manifest is read whole and verified, or refused with a word on why."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.list_artifact_file_urls import ListArtifactFileUrls

from runql._models.artifacts.files import FileUrlsQuery, select_entries, tree_paths
from runql._models.artifacts.manifest import EntryInfo, Manifest, manifest_digest, parse_manifest
from runql._models.files.digests import hasher
from runql._paths.artifacts import ArtifactPath
from runql.errors import IntegrityError, NotFoundError, ProtocolError, UsageError


def md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content).digest()).decode()


def written(contents: dict[str, Any], **more: Any) -> bytes:
    policy = {
        "storagePolicy": "wandb-storage-policy-v1",
        "storagePolicyConfig": {"storageLayout": "V2"},
    }
    return json.dumps({"version": 1, **policy, "contents": contents, **more}).encode()


def digest_of(contents: dict[str, Any], algorithm: Any = hashlib.md5) -> str:
    text = "".join(f"{path}:{contents[path]['digest']}\n" for path in sorted(contents))
    return str(algorithm(b"wandb-artifact-manifest-v1\n" + text.encode()).hexdigest())


CONTENTS = {
    "b.txt": {
        "digest": md5(b"b"),
        "size": 1,
        "birthArtifactID": "id",
        "local_path": "/x",
        "skip_cache": False,
    },
    "a/ref": {
        "digest": "etag-3",
        "ref": "s3://bucket/key",
        "extra": {"etag": "etag-3", "versionID": "7"},
    },
}


def test_entries_have_everything_that_was_noted() -> None:
    manifest = parse_manifest(written(CONTENTS), digest_of(CONTENTS), "e/p/c:v0")
    assert list(manifest) == ["a/ref", "b.txt"]
    file, reference = manifest["b.txt"], manifest["a/ref"]
    assert (file.size, file.birth_artifact_id, file.ref) == (1, "id", None)
    assert file.digest_hex == hashlib.md5(b"b").hexdigest()
    assert (reference.size, reference.digest_hex, reference.extra["versionID"]) == (None, None, "7")
    assert manifest.references == [reference]
    assert (manifest.digest_algorithm, manifest.storage_layout, manifest.size) == ("md5", "V2", 1)


@given(st.dictionaries(st.text(min_size=1), st.binary(max_size=4), max_size=8), st.data())
def test_the_digest_is_that_of_sorted_paths_and_a_change_of_any_is_noticed(
    files: dict[str, bytes], data: st.DataObject
) -> None:
    contents = {
        path: {"digest": md5(content), "size": len(content)} for path, content in files.items()
    }
    digest = digest_of(contents)
    assert manifest_digest(parse_manifest(written(contents), digest, "x").entries, "md5") == digest
    if contents:
        path = data.draw(st.sampled_from(sorted(contents)))
        changed = {**contents, path: {**contents[path], "digest": md5(b"something else")}}
        with pytest.raises(IntegrityError):
            parse_manifest(written(changed), digest, "x")
        left = {each: entry for each, entry in contents.items() if each != path}
        with pytest.raises(IntegrityError):
            parse_manifest(written(left), digest, "x")


def test_newer_hashes_are_known() -> None:
    content = base64.b64encode(xxhash.xxh128(b"b").digest()).decode()
    contents = {"b": {"digest": content, "size": 1, "extra": {"alg": "XXH128"}}}
    manifest = parse_manifest(written(contents), digest_of(contents, xxhash.xxh128), "x")
    assert manifest.digest_algorithm == manifest["b"].digest_algorithm == "xxh128"
    taken = hasher("xxh128")
    taken.update(b"b")
    assert taken.hexdigest() == manifest["b"].digest_hex


@pytest.mark.parametrize(
    "content",
    [
        b"<html>",
        b"[]",
        written({}, version=2),
        json.dumps({"version": 1}).encode(),
        written({"a": {"size": 1}}),
        written({"a": None}),
    ],
)
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(ProtocolError):
        parse_manifest(content, digest_of({}), "x")


def entries(*paths: str) -> Manifest:
    return Manifest({path: EntryInfo(path, md5(b""), 0) for path in paths}, digest="")


def test_a_missing_file_names_those_that_are_near() -> None:
    with pytest.raises(NotFoundError) as caught:
        entries("train/a.csv", "b.txt").entry("a.csv", "e/p/c:v0")
    assert "train/a.csv" in (caught.value.hint or "")


def test_files_are_chosen_by_prefix_and_glob() -> None:
    manifest = entries("train/a.csv", "train/sub/b.csv", "test/a.csv", "train/c.txt")
    assert [e.path for e in select_entries(manifest, "train/", "*.csv")] == [
        "train/a.csv",
        "train/sub/b.csv",
    ]
    assert len(select_entries(manifest, None, None)) == 4
    assert select_entries(entries(), None, "*.csv") == []
    with pytest.raises(UsageError, match=r"No file matches .* 4 files"):
        select_entries(manifest, "valid/", None)


@pytest.mark.parametrize("path", ["../x", "a/../x", "/x", "a//b", "./x", "", "a/.", "a\0b"])
def test_no_path_leads_out_of_the_folder(path: str, tmp_path: Any) -> None:
    with pytest.raises(UsageError):
        tree_paths(tmp_path, [path])


def test_names_are_the_versions_own(tmp_path: Any) -> None:
    assert tree_paths(tmp_path, ["a:b/c%3Ad", "A", "a"])["a:b/c%3Ad"] == tmp_path / "a:b" / "c%3Ad"


def page(names: list[str], cursor: str | None) -> ListArtifactFileUrls:
    edges = [{"cursor": n, "node": {"name": n, "directUrl": f"u/{n}"}} for n in names]
    info = {"endCursor": cursor, "hasNextPage": cursor is not None}
    files = {"edges": edges, "pageInfo": info}
    membership = {"id": "m", "files": files}
    collection = {"__typename": "ArtifactSequence", "id": "c", "artifactMembership": membership}
    return ListArtifactFileUrls.model_validate({"project": {"artifactCollection": collection}})


def test_addresses_are_asked_for_by_page_or_by_name() -> None:
    whole = FileUrlsQuery(ArtifactPath("e", "p", "c", "v0"))
    urls, following = whole.read(page(["a", "b"], "b"))
    assert urls == {"a": "u/a", "b": "u/b"}
    assert following is not None
    assert following.call().variables["after"] == "b"
    assert following.read(page(["c"], None))[1] is None
    assert following.read(page(["c"], "b"))[1] is None  # a cursor that does not move ends the list
    some = whole.only(f"{i}" for i in range(1500))
    assert len(some.call().variables["names"]) == 1000  # type: ignore[arg-type]
    left = some.read(page([], None))[1]
    assert left is not None
    assert len(left.names or ()) == 500


def test_a_version_that_is_gone_is_no_empty_list() -> None:
    query = FileUrlsQuery(ArtifactPath("e", "p", "c", "v0"))
    with pytest.raises(NotFoundError):
        query.read(ListArtifactFileUrls.model_validate({"project": None}))
