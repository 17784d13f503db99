"""Downloads of artifacts over real sockets: what is spoilt on the way, on the server or in the cache is noticed."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from runql import ArtifactCache
from runql.errors import BatchError, IntegrityError
from tests.fix_artifacts import ArtifactServer, artifact, flip, tree
from tests.official.artifacts import LARGE, MANY, contents

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser
    from tests.faults import Exchange


def test_what_the_sdk_logged_arrives_byte_for_byte(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    for index in range(3):
        root = artifact(artifact_server, f"ds:v{index}").download(
            tmp_path / str(index), cache=artifact_server.cache
        )
        found = {name: (root / name).read_text() for name in tree(root)}
        assert found == contents(index)


def test_requests_of_a_download_are_the_manifest_the_addresses_and_the_files(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    many = artifact(artifact_server, "many")
    many.download(tmp_path / "a", cache=artifact_server.cache)
    assert artifact_server.faults.counts == {
        "GetArtifactManifest": 1,
        "ListArtifactFileUrls": 1,
        "GET": 1 + MANY,
    }
    artifact_server.faults.counts.clear()
    many.download(tmp_path / "a", cache=artifact_server.cache)
    many.download(tmp_path / "b", cache=artifact_server.cache)
    many.download(tmp_path / "c", cache=artifact_server.cache, link="hard")
    assert not artifact_server.faults.counts
    assert tree(tmp_path / "a") == tree(tmp_path / "b") == tree(tmp_path / "c")


def test_addresses_come_in_batches_of_what_is_lacking(
    artifact_server: ArtifactServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runql._models.artifacts.files.URL_BATCH", 16)
    many = artifact(artifact_server, "many")
    root = many.download(tmp_path / "a", skip_cache=True)
    assert artifact_server.faults.counts["ListArtifactFileUrls"] == -(-MANY // 16)
    (root / "part-0/000.bin").unlink()
    (root / "part-1/001.bin").write_bytes(b"other")
    artifact_server.faults.counts.clear()
    many.download(root, skip_cache=True)
    assert artifact_server.faults.counts == {"ListArtifactFileUrls": 1, "GET": 2}
    assert many.verify(root).ok


@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_byte_that_is_spoilt_on_the_way_is_fetched_again(
    artifact_server: ArtifactServer, tmp_path: Path, where: str
) -> None:
    corrupted: set[str] = set()

    def tamper(exchange: Exchange) -> None:
        if exchange.operation or not exchange.path.endswith(".bin") or exchange.path in corrupted:
            return
        corrupted.add(exchange.path)
        last = len(exchange.body) - 1
        exchange.body = flip(exchange.body, {"first": 0, "middle": last // 2, "last": last}[where])

    many = artifact(artifact_server, "many")
    artifact_server.faults.tamper = tamper
    root = many.download(tmp_path / "root", cache=artifact_server.cache)
    assert len(corrupted) == MANY
    assert many.verify(root).ok


def test_a_file_that_is_damaged_for_good_is_named_and_not_kept(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith("007.bin"):
            exchange.body = flip(exchange.body, 1000)

    many = artifact(artifact_server, "many")
    artifact_server.faults.tamper = tamper
    with pytest.raises(BatchError) as caught:
        many.download(tmp_path / "root", cache=artifact_server.cache)
    assert list(caught.value.failures) == ["part-3/007.bin"]
    assert isinstance(caught.value.failures["part-3/007.bin"], IntegrityError)
    report = many.verify(tmp_path / "root", check=False)
    assert (report.missing, report.wrong, report.extra) == (("part-3/007.bin",), (), ())
    assert artifact_server.cache.info().files == MANY - 1
    artifact_server.faults.tamper = None
    artifact_server.faults.counts.clear()
    assert many.verify(many.download(tmp_path / "root", cache=artifact_server.cache)).ok
    assert artifact_server.faults.counts == {"ListArtifactFileUrls": 1, "GET": 1}


@pytest.mark.parametrize("seed", range(4))
def test_any_byte_of_a_large_file_that_is_spoilt_on_the_way_is_noticed(
    artifact_server: ArtifactServer, tmp_path: Path, seed: int
) -> None:
    drawn = random.Random(seed)
    ranges: list[str] = []

    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith("large.bin"):
            ranges.append(exchange.span or "")
            if len(ranges) == 1 + seed % 3:
                exchange.body = flip(exchange.body, drawn.randrange(len(exchange.body)))

    large = artifact(artifact_server, "large")
    artifact_server.faults.tamper = tamper
    root = large.download(tmp_path / "root", skip_cache=True, multipart=True, pattern="large.bin")
    assert (root / "large.bin").read_bytes() == random.Random(2).randbytes(LARGE)
    assert len(set(ranges)) == 3
    assert [path.name for path in root.iterdir()] == ["large.bin"]


def test_a_spoilt_manifest_is_refused(artifact_server: ArtifactServer, tmp_path: Path) -> None:
    many = artifact(artifact_server, "many")

    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith("wandb_manifest.json"):
            at = exchange.body.index(b'"digest":"') + len(b'"digest":"') + 3
            exchange.body = flip(exchange.body, at)

    artifact_server.faults.tamper = tamper
    with pytest.raises(IntegrityError, match="does not match the version"):
        many.download(tmp_path / "root", cache=artifact_server.cache)
    assert not (tmp_path / "root").exists()


def test_what_is_damaged_in_the_cache_is_thrown_away_and_fetched(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    many = artifact(artifact_server, "many")
    many.download(tmp_path / "a", cache=artifact_server.cache)
    drawn = random.Random(3)
    objects = sorted(
        path for path in (artifact_server.cache.folder / "obj").rglob("*") if path.is_file()
    )
    for path in objects:
        path.write_bytes(flip(path.read_bytes(), drawn.randrange(2000)))
    artifact_server.faults.counts.clear()
    root = many.download(tmp_path / "b", cache=artifact_server.cache)
    assert many.verify(root).ok
    assert artifact_server.faults.counts["GET"] == MANY
    artifact_server.faults.counts.clear()
    assert many.verify(many.download(tmp_path / "c", cache=artifact_server.cache)).ok
    assert not artifact_server.faults.counts


def test_without_the_cache_nothing_is_read_from_it_or_written_to_it(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    many = artifact(artifact_server, "many")
    many.download(tmp_path / "a", skip_cache=True, cache=artifact_server.cache)
    assert artifact_server.cache.info().files == 0
    # The official client's first defect: a download without the cache spoilt those that came after it.
    other = artifact(artifact_server, "ds:v0")
    assert other.verify(other.download(tmp_path / "b", cache=artifact_server.cache)).ok
    assert many.verify(tmp_path / "a").ok


def test_the_cache_is_laid_out_as_the_official_clients(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    ds = artifact(artifact_server, "ds:v0")
    ds.download(tmp_path / "root", cache=artifact_server.cache)
    digest = hashlib.md5(b"the same in all").hexdigest()
    path = artifact_server.cache.folder / "obj" / "md5" / digest[:2] / digest[2:]
    assert path.read_text() == "the same in all"
    assert path == artifact_server.cache.path_of(digest)


def test_hard_links_are_read_only_and_an_edit_through_one_is_noticed(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    ds = artifact(artifact_server, "ds:v0")
    first = ds.download(tmp_path / "a", cache=artifact_server.cache, link="hard")
    second = ds.download(tmp_path / "b", cache=artifact_server.cache, link="hard")
    assert (first / "a.txt").samefile(second / "a.txt")
    assert not (first / "a.txt").stat().st_mode & 0o222
    (first / "a.txt").chmod(0o644)
    (first / "a.txt").write_text("the same in ALL")
    assert ds.verify(second, check=False).wrong == ("a.txt",)
    third = ds.download(tmp_path / "c", cache=artifact_server.cache)
    assert (third / "a.txt").read_text() == "the same in all"


def test_copies_can_be_edited_without_harm(artifact_server: ArtifactServer, tmp_path: Path) -> None:
    ds = artifact(artifact_server, "ds:v0")
    first = ds.download(tmp_path / "a", cache=artifact_server.cache)
    (first / "a.txt").write_text("the same in ALL")
    artifact_server.faults.counts.clear()
    assert ds.verify(ds.download(tmp_path / "b", cache=artifact_server.cache)).ok
    assert not artifact_server.faults.counts


def test_a_limit_cuts_the_cache_down_to_what_was_used_last(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    cache = ArtifactCache(artifact_server.cache.folder, limit=10_000)
    artifact(artifact_server, "many").download(tmp_path / "a", cache=cache)
    assert 0 < cache.info().size <= 10_000
    assert cache.clear() <= 10_000
    assert cache.info().files == 0


def test_a_broken_connection_is_taken_up_where_it_broke(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    ranges: list[str | None] = []

    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith("large.bin"):
            ranges.append(exchange.span)
            if len(ranges) == 1:
                exchange.keep = 2**20 * 5

    large = artifact(artifact_server, "large")
    artifact_server.faults.tamper = tamper
    root = large.download(tmp_path / "root", skip_cache=True, multipart=False)
    assert large.verify(root).ok
    assert ranges[0] is None
    start = int((ranges[1] or "").removeprefix("bytes=").split("-")[0])
    assert 0 < start <= 2**20 * 5


def test_an_expired_address_is_asked_for_anew(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    refused: set[str] = set()

    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith(".bin") and exchange.path not in refused:
            refused.add(exchange.path)
            exchange.status, exchange.body = 403, b"expired"

    ds = artifact(artifact_server, "large")
    artifact_server.faults.tamper = tamper
    assert ds.verify(ds.download(tmp_path / "root", skip_cache=True)).ok
    assert refused
    assert artifact_server.faults.counts["ListArtifactFileUrls"] == 2


def test_an_address_that_is_refused_for_good_ends(
    artifact_server: ArtifactServer, tmp_path: Path
) -> None:
    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith("large.bin"):
            exchange.status, exchange.body = 403, b"no"

    large = artifact(artifact_server, "large")
    artifact_server.faults.tamper = tamper
    with pytest.raises(BatchError, match=r"large\.bin"):
        large.download(tmp_path / "root", skip_cache=True)
    assert (tmp_path / "root" / "small.txt").read_text() == "small"


KILLED = """
import sys
from runql import Api, Settings
api = Api(settings=Settings(base_url=sys.argv[1], api_key=sys.argv[2], entity=sys.argv[3], proxy=sys.argv[4]))
print("ready", flush=True)
api.artifact("artifacts/" + sys.argv[5]).download(sys.argv[6], skip_cache=True, multipart=True, workers=2)
"""


@pytest.mark.parametrize("name", ["large", "many"])
def test_a_killed_download_is_gone_on_with(
    artifact_server: ArtifactServer,
    sandbox: Sandbox,
    artifact_user: SandboxUser,
    tmp_path: Path,
    name: str,
) -> None:
    passed: list[str] = []

    def tamper(exchange: Exchange) -> None:
        if exchange.path.endswith(".bin"):
            passed.append(exchange.path)
            if len(passed) > (1 if name == "large" else 10):
                time.sleep(30)

    root = tmp_path / "root"
    artifact_server.faults.tamper = tamper
    arguments = [
        sandbox.base_url,
        artifact_user.api_key,
        artifact_user.entity,
        artifact_server.faults.address,
        name,
        str(root),
    ]
    process = subprocess.Popen([sys.executable, "-c", KILLED, *arguments])
    deadline = time.monotonic() + 20
    while not _far_enough(root, name) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    artifact_server.faults.tamper = None
    large = artifact(artifact_server, name)
    report = large.verify(root, check=False)
    assert not report.wrong  # nothing stands under a final name that is not whole
    assert report.missing
    large.download(root, skip_cache=True, multipart=True)
    assert large.verify(root).ok or name == "many"
    report = large.verify(root, check=False)
    assert (report.missing, report.wrong) == ((), ())
    if name == "large":
        spans = [path for path in artifact_server.faults.paths if path.endswith("large.bin")]
        assert len(spans) < 3  # one of three parts was there already


def _far_enough(root: Path, name: str) -> bool:
    if name == "large":
        return any(f":{2**24}\n" in path.read_text() for path in root.glob(".*.segments"))
    return len(list(root.rglob("*.bin"))) >= 8
