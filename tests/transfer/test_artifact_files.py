"""Operations on the files of a version: select, compare, check out, open, refer to."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from runql import Api
from runql.errors import (
    BatchError,
    ConnectError,
    IntegrityError,
    LocalFileError,
    NotFoundError,
    PermissionDeniedError,
    TargetExistsError,
    UsageError,
)
from runql.media import (
    Audio,
    BoundingBox,
    Html,
    Image,
    JoinedTable,
    Media,
    Molecule,
    Object3D,
    Table,
    UnknownMedia,
    Video,
)
from tests.fix_artifacts import ArtifactServer, artifact, tree
from tests.official.artifacts import LARGE

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser
    from tests.faults import Exchange


def test_no_room_is_noticed_before_anything_is_fetched(
    artifact_server: ArtifactServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    usage = shutil.disk_usage(tmp_path)._replace(free=LARGE - 1)
    monkeypatch.setattr("runql._transfer.artifacts.download.shutil.disk_usage", lambda _: usage)
    with pytest.raises(LocalFileError, match="No space for") as caught:
        artifact(artifact_server, "large").download(tmp_path / "root", skip_cache=True)
    assert caught.value.errno == 28
    assert artifact_server.faults.counts == {"GetArtifactManifest": 1, "GET": 1}


def test_other_content_is_replaced_only_when_that_is_wanted(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    ds = artifact(artifact_server, "ds:v0")
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.txt").write_text("the same in ALL")  # as long as what belongs there
    with pytest.raises(TargetExistsError, match=r"a\.txt"):
        ds.download(root, cache=artifact_server.cache, replace=False)
    assert "ListArtifactFileUrls" not in artifact_server.faults.counts
    ds.download(root, cache=artifact_server.cache)
    assert (root / "a.txt").read_text() == "the same in all"


def test_prefix_and_glob_choose_files_before_addresses_are_asked_for(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    many = artifact(artifact_server, "many")
    root = many.download(
        tmp_path / "a", path_prefix="part-1/", pattern="**/*5.bin", skip_cache=True
    )
    assert sorted(tree(root)) == ["part-1/005.bin", "part-1/025.bin"]
    assert artifact_server.faults.counts["GET"] == 3
    with pytest.raises(UsageError, match=r"No file matches .* 40 files"):
        many.download(tmp_path / "b", pattern="*.csv")


def test_verify_tells_everything_that_differs(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    ds = artifact(artifact_server, "ds:v0")
    root = ds.download(tmp_path / "root", cache=artifact_server.cache)
    (root / "a.txt").write_text("the same in ALL")
    (root / "empty").unlink()
    (root / "sub" / "more.txt").write_text("more")
    report = ds.verify(root, check=False)
    assert (report.wrong, report.missing, report.extra) == (
        ("a.txt",),
        ("empty",),
        ("sub/more.txt",),
    )
    assert not report
    with pytest.raises(IntegrityError, match=r"1 wrong \(a\.txt\); 1 missing \(empty\); 1 extra"):
        ds.verify(root)


def test_a_checkout_makes_the_folder_the_same(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    ds = artifact(artifact_server, "ds:v0")
    root = ds.download(tmp_path / "root", cache=artifact_server.cache)
    (root / "a.txt").write_text("the same in ALL")
    (root / "more").mkdir()
    (root / "more" / "more.txt").write_text("more")
    assert ds.checkout(root, dry_run=True, cache=artifact_server.cache) == [
        root / "more" / "more.txt"
    ]
    assert (root / "more" / "more.txt").exists()
    assert ds.checkout(root, cache=artifact_server.cache) == root
    assert ds.verify(root).ok
    assert not (root / "more").exists()


def test_entries_are_downloaded_read_and_opened(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    large = artifact(artifact_server, "large")
    entry = large.get_entry("large.bin")
    artifact_server.faults.paths.clear()
    content = random.Random(2).randbytes(LARGE)
    with entry.open(block_size=2**16) as file:
        file.seek(LARGE - 100)
        assert file.read() == content[-100:]
        file.seek(1000)
        assert file.read(50) == content[1000:1050]
    assert len(artifact_server.faults.paths) <= 3
    assert large.get_entry("small.txt").read_text() == "small"
    assert entry.download(tmp_path, skip_cache=True).read_bytes() == content
    with pytest.raises(NotFoundError, match=r"small\.txt"):
        large.get_entry("smal.txt")


def test_references_are_read_from_where_they_lie(
    artifact_server: ArtifactServer, tmp_path: Path, artifact_data: Path
) -> None:
    references = artifact(artifact_server, "references")
    with pytest.raises(BatchError) as caught:
        references.download(
            tmp_path / "root", cache=artifact_server.cache, allow_local_references=True
        )
    failures = caught.value.failures
    assert sorted(failures) == ["gone.txt", "tracked.bin"]
    assert isinstance(failures["gone.txt"], NotFoundError)
    assert isinstance(failures["tracked.bin"], UsageError)
    found = {name: (tmp_path / "root" / name).read_text() for name in tree(tmp_path / "root")}
    assert found == {
        "local.txt": "on this machine",
        "other.txt": "in another artifact",
        "remote.txt": "at an address",
    }
    with pytest.warns(UserWarning, match=r"Skipped 1 unreadable reference\..*tracked\.bin"):
        root = references.download(
            tmp_path / "b",
            cache=artifact_server.cache,
            allow_missing_references=True,
            allow_local_references=True,
        )
    assert sorted(tree(root)) == ["local.txt", "other.txt", "remote.txt"]


def test_references_to_this_machine_need_the_users_word(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    references = artifact(artifact_server, "references")
    with pytest.raises(UsageError, match="allow_local_references=True"):
        references.download(tmp_path / "root", skip_cache=True, pattern="local.txt")
    assert not tree(tmp_path / "root")
    entry = references.get_entry("local.txt")
    for refused in (entry.open, lambda: entry.download(tmp_path / "root", skip_cache=True)):
        with pytest.raises(UsageError, match="a file of this machine"):
            refused()
    assert entry.read(allow_local_references=True) == b"on this machine"
    with entry.open(allow_local_references=True) as file:
        assert file.read() == b"on this machine"
    with pytest.warns(UserWarning, match=r"Skipped 3 unreadable references.*local\.txt"):
        root = references.download(tmp_path / "c", skip_cache=True, allow_missing_references=True)
    assert sorted(tree(root)) == ["other.txt", "remote.txt"]


def test_a_reference_that_has_changed_is_refused(
    artifact_server: ArtifactServer, tmp_path: Path, artifact_data: Path
) -> None:
    references = artifact(artifact_server, "references")
    for name in ("local.txt", "remote.txt"):
        before = (artifact_data / name).read_text()
        (artifact_data / name).write_text(before.upper())
        try:
            with pytest.raises(IntegrityError):
                references.download(
                    tmp_path / "root",
                    skip_cache=True,
                    pattern=name,
                    allow_local_references=True,
                )
            assert not (tmp_path / "root" / name).exists()
        finally:
            (artifact_data / name).write_text(before)


def test_a_link_in_the_folder_does_not_lead_out_of_it(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "sub").symlink_to(outside)
    with pytest.raises(UsageError, match="outside"):
        artifact(artifact_server, "ds:v0").download(root, skip_cache=True)
    assert not list(outside.iterdir())


def test_tables_and_media_are_given_as_values(artifact_server: ArtifactServer) -> None:
    values = artifact(artifact_server, "values")
    table = values.table("rows/table")
    assert table.records == [{"name": "a", "score": 1.5}, {"name": "b", "score": 2.0}]
    assert artifact_server.faults.counts == {
        "GetArtifactManifest": 1,
        "ListArtifactFileUrls": 1,
        "GET": 2,
    }
    image = values.get("picture")
    assert isinstance(image, Image)
    assert (image.width, image.height, image.caption) == (6, 4, "grey")
    assert values.get_entry(image.path or "").read().startswith(b"\x89PNG")
    with pytest.raises(UsageError, match="not a table"):
        values.table("picture")
    with pytest.raises(NotFoundError, match="picture") as caught:
        values.get("pictures")
    assert "picture" in (caught.value.hint or "")


def test_tables_of_parts_and_joined_ones_are_read(artifact_server: ArtifactServer) -> None:
    values = artifact(artifact_server, "more-values")
    whole = values.get("whole")
    assert isinstance(whole, Table)
    assert whole.records == [{"name": "r0", "n": 0}, {"name": "r1", "n": 1}]
    assert values.table("whole") == whole
    joined = values.get("joined")
    assert isinstance(joined, JoinedTable)
    assert joined.join_key == ("name", "key")
    assert joined.table1.rows == (("a", 10), ("b", 20))
    assert joined.table2.rows == (("a", 1), ("c", 3))
    frame = joined.to_pandas("inner")
    assert frame.to_dict("records") == [{"name": "a", "n": 10, "key": "a", "rank": 1}]
    assert len(joined.to_pandas()) == 3
    across = values.get("across")
    assert isinstance(across, JoinedTable)
    assert across.join_key == ("name", "name")
    assert across.table1.records == [{"name": "a", "score": 1.5}, {"name": "b", "score": 2.0}]
    assert across.to_pandas()["score"].tolist() == [1.5, 2.0]
    with pytest.raises(UsageError, match="not a table"):
        values.table("joined")


def test_every_type_that_the_official_client_gives_is_given(
    artifact_server: ArtifactServer,
) -> None:
    values = artifact(artifact_server, "more-values")
    kinds = {
        "classes": UnknownMedia,
        "sound": Audio,
        "film": Video,
        "page": Html,
        "cloud": Object3D,
        "molecule": Molecule,
        "masked": Image,
    }
    for name, kind in kinds.items():
        found = values.get(name)
        assert type(found) is kind, name
        assert isinstance(found, Media)
        for file in found.files:
            assert values.get_entry(file.path).read(), name
    classes, masked = values.get("classes"), values.get("masked")
    assert isinstance(classes, UnknownMedia)
    assert classes.raw["class_set"] == [{"id": 1, "name": "cat"}]
    assert isinstance(masked, Image)
    assert (list(masked.masks), masked.boxes) == (["seen"], {})
    assert masked.boxes_within == {"seen": (BoundingBox(0, 1, 0, 1, class_id=1),)}
    assert {type(values.get(each)).__name__ for each in ("parts/0", "whole")} == {"Table"}


PROCESS = """
import sys
from runql import Api, ArtifactCache, Settings
api = Api(settings=Settings(base_url=sys.argv[1], api_key=sys.argv[2], entity=sys.argv[3]))
many = api.artifact("artifacts/many")
many.download(sys.argv[4], cache=ArtifactCache(sys.argv[5], limit=60_000), link=sys.argv[6])
many.verify(sys.argv[4])
"""


def test_many_processes_share_one_cache_that_is_cut_down_meanwhile(
    artifact_server: ArtifactServer, sandbox: Sandbox, artifact_user: SandboxUser, tmp_path: Path
) -> None:
    server = [sandbox.base_url, artifact_user.api_key, artifact_user.entity]
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", PROCESS, *server),
                *(str(tmp_path / str(index)), str(artifact_server.cache.folder)),
                "hard" if index % 2 else "copy",
            ]
        )
        for index in range(4)
    ]
    assert [process.wait(60) for process in running] == [0] * 4
    many = artifact(artifact_server, "many")
    assert many.verify(many.download(tmp_path / "last", cache=artifact_server.cache)).ok


def test_existence_is_not_guessed_when_nobody_can_tell(artifact_server: ArtifactServer) -> None:
    def forbid(exchange: Exchange) -> None:
        exchange.status, exchange.body = 403, b'{"errors": [{"message": "permission denied"}]}'

    artifact_server.faults.tamper = forbid
    with pytest.raises(PermissionDeniedError):
        artifact_server.api.artifact_exists("artifacts/ds:v0")
    with pytest.raises(PermissionDeniedError):
        artifact_server.api.artifact_collection_exists("artifacts/ds", "dataset")
    settings = replace(artifact_server.api.settings, base_url="http://127.0.0.1:9", proxy=None)
    with Api(settings=settings) as unreachable, pytest.raises(ConnectError):
        unreachable.artifact_exists("artifacts/ds:v0")


def test_an_error_in_the_middle_of_addresses_is_tried_again(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    failed: list[str] = []

    def fail_once(exchange: Exchange) -> None:
        if exchange.operation == "ListArtifactFileUrls" and not failed:
            failed.append(exchange.operation)
            exchange.status, exchange.body = 502, b"bad gateway"

    many = artifact(artifact_server, "many")
    artifact_server.faults.tamper = fail_once
    assert many.verify(many.download(tmp_path / "root", skip_cache=True)).ok
    assert failed


def test_a_version_knows_its_collection(artifact_server: ArtifactServer) -> None:
    ds = artifact(artifact_server, "ds:v0")
    assert (ds.collection.name, ds.collection.is_sequence()) == ("ds", True)
    assert ds.source_collection.path == ds.collection_path
