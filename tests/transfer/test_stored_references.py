"""References to cloud storages, on local servers of the same protocols, compared with the official client."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar

import boto3
import pytest
import wandb
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import _registry
from moto.server import ThreadedMotoServer

from runql import Api, Artifact
from runql.errors import (
    BatchError,
    IntegrityError,
    MissingDependencyError,
    NotFoundError,
    TransportError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql import LoggedArtifact
    from runql.testing import Sandbox, SandboxUser


NAMES = ("a.txt", "deep/b c.txt", "deep/%20.txt")


@pytest.fixture(scope="module")
def variables() -> Iterator[pytest.MonkeyPatch]:
    patch = pytest.MonkeyPatch()
    yield patch
    patch.undo()


@pytest.fixture(scope="module")
def s3(variables: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of a server with a bucket that keeps versions, and one that does not."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_S3_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    }.items():
        variables.setenv(name, value)
    client = boto3.client("s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1")
    client.create_bucket(Bucket="plain")
    client.create_bucket(Bucket="kept")
    client.put_bucket_versioning(Bucket="kept", VersioningConfiguration={"Status": "Enabled"})
    for bucket in ("plain", "kept"):
        for key in (
            "data/a.txt",
            "data/deep/b c.txt",
            "data/deep/%20.txt",
            "near.txt",
            "nearby.txt",
        ):
            client.put_object(Bucket=bucket, Key=key, Body=f"{bucket} {key}".encode())
        client.put_object(Bucket=bucket, Key="marked/", Body=b"")
        client.put_object(Bucket=bucket, Key="marked/x.txt", Body=b"x")
        client.put_object(Bucket=bucket, Key="marked/empty", Body=b"")
    yield client
    server.stop()


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


def logged(api: Api, *added: tuple[str, dict[str, Any]], name: str = "refs") -> LoggedArtifact:
    draft = Artifact(name, "dataset")
    for uri, given in added:
        draft.add_reference(uri, **given)
    return api.create_run("stored").log_artifact(draft)


def both(api: Api, uri: str, **given: Any) -> tuple[dict[str, Any], dict[str, Any], bool]:
    """References as we and the official client record them, and whether the digests are the same."""
    theirs = wandb.Artifact("refs", "dataset")
    theirs.add_reference(uri, **given)
    ours = logged(api, (uri, given))
    their_attributes = {
        path: (entry.digest, entry.size, entry.ref, entry.extra)
        for path, entry in theirs.manifest.entries.items()
    }
    our_attributes = {
        path: (entry.digest, entry.size, entry.ref, dict(entry.extra))
        for path, entry in ours.manifest.entries.items()
    }
    return our_attributes, their_attributes, ours.digest == theirs.digest


@pytest.mark.parametrize("bucket", ["plain", "kept"])
@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("data/a.txt", {}),
        ("data/a.txt", {"name": "at/x.txt"}),
        ("data/a.txt", {"checksum": False}),
        ("data/", {}),
        ("data", {"name": "at"}),
        ("", {"checksum": False}),
    ],
)
def test_s3_is_noted_as_the_official_client_notes_it(
    s3: Any, api: Api, bucket: str, key: str, given: dict[str, Any]
) -> None:
    ours, theirs, same = both(api, f"s3://{bucket}/{key}", **given)
    assert ours == theirs
    assert same


def test_what_the_official_client_loses_is_kept(s3: Any, api: Api) -> None:
    # An object that marks a folder hides what lies in it, and empty objects are left out.
    ours, theirs, _ = both(api, "s3://plain/marked/")
    assert (list(ours), list(theirs)) == (["empty", "x.txt"], [])
    # A folder beside an object whose name begins likewise, and nothing at all.
    draft = wandb.Artifact("refs", "dataset")
    with pytest.raises(ValueError, match="not in the subpath"):
        draft.add_reference("s3://plain/nea")
    for uri in ("s3://plain/nea", "s3://plain/none.txt", "s3://nowhere/x"):
        with pytest.raises(NotFoundError, match="does not exist"):
            logged(api, (uri, {}))
    with pytest.raises(UsageError, match=r"both be stored under 'a\.txt'"):
        logged(api, ("s3://kept/data/a.txt", {}), ("s3://plain/data", {}))


def test_objects_are_fetched_verified_and_opened(s3: Any, api: Api, tmp_path: Path) -> None:
    from moto.s3.models import s3_backends

    s3.put_object(Bucket="plain", Key="sealed", Body=b"sealed", ServerSideEncryption="aws:kms")
    # S3 returns another value than the hash in this case, unlike the test's server.
    s3_backends["123456789012"]["aws"].buckets["plain"].keys["sealed"]._etag = "0" * 32
    s3.put_object(Bucket="plain", Key="a#b?c.txt", Body=b"odd")
    parts = s3.create_multipart_upload(Bucket="plain", Key="parts")["UploadId"]
    etags = [
        s3.upload_part(Bucket="plain", Key="parts", UploadId=parts, PartNumber=number, Body=body)[
            "ETag"
        ]
        for number, body in ((1, b"p" * 5 * 2**20), (2, b"q"))
    ]
    done = [{"PartNumber": number, "ETag": etag} for number, etag in enumerate(etags, 1)]
    s3.complete_multipart_upload(
        Bucket="plain", Key="parts", UploadId=parts, MultipartUpload={"Parts": done}
    )
    ours = logged(
        api,
        ("s3://plain/data", {"name": "data"}),
        ("s3://plain/sealed", {}),
        ("s3://plain/parts", {}),
        ("s3://plain/a#b?c.txt", {"name": "odd"}),
    )
    root = ours.download(tmp_path / "root", skip_cache=True)
    assert (root / "data/deep/b c.txt").read_text() == "plain data/deep/b c.txt"
    assert (root / "parts").read_bytes() == b"p" * 5 * 2**20 + b"q"
    assert ((root / "sealed").read_bytes(), (root / "odd").read_bytes()) == (b"sealed", b"odd")
    report = ours.verify(root)
    # In parts or with a key of its own, an object's ETag is no hash of its content.
    assert set(report.unverifiable) == {"parts", "sealed"}
    assert set(report.correct) == {"odd", *(f"data/{each}" for each in NAMES)}
    before = {path: path.stat().st_ino for path in root.rglob("*.txt")}
    ours.download(root, skip_cache=True)
    assert before == {path: path.stat().st_ino for path in root.rglob("*.txt")}
    with ours.get_entry("parts").open(block_size=1000) as file:
        file.seek(5 * 2**20 - 1)
        assert file.read() == b"pq"


def test_what_has_changed_is_refused_unless_its_version_is_kept(
    s3: Any, api: Api, tmp_path: Path
) -> None:
    for bucket in ("plain", "kept"):
        s3.put_object(Bucket=bucket, Key="turn.txt", Body=b"before")
    pinned = logged(api, ("s3://kept/turn.txt", {}), name="pinned")
    loose = logged(api, ("s3://plain/turn.txt", {}), name="loose")
    unseen = logged(api, ("s3://plain/turn.txt", {"checksum": False}), name="unseen")
    for bucket in ("plain", "kept"):
        s3.put_object(Bucket=bucket, Key="turn.txt", Body=b"behind")
    named = f"s3://kept/turn.txt?versionId={pinned.manifest['turn.txt'].extra['versionID']}"
    chosen = logged(api, (named, {}), name="chosen")
    assert chosen.digest == pinned.digest
    for each, content in ((pinned, "before"), (chosen, "before"), (unseen, "behind")):
        root = each.download(tmp_path / each.name, skip_cache=True)
        assert (root / "turn.txt").read_text() == content
    with pytest.raises(IntegrityError, match="has changed: its ETag is"):
        loose.download(tmp_path / "loose", skip_cache=True)
    with pytest.raises(IntegrityError, match="has changed"):
        loose.get_entry("turn.txt").open()
    assert not list((tmp_path / "loose").iterdir())
    s3.delete_object(Bucket="plain", Key="turn.txt")
    with pytest.raises(NotFoundError, match=r"s3://plain/turn\.txt, which does not exist"):
        loose.download(tmp_path / "loose", skip_cache=True)
    assert not list(
        loose.download(tmp_path / "less", skip_cache=True, allow_missing_references=True).iterdir()
    )


def test_an_older_version_is_found_where_none_was_noted(s3: Any, api: Api, tmp_path: Path) -> None:
    s3.create_bucket(Bucket="later")
    s3.put_object(Bucket="later", Key="x", Body=b"before")
    ours = logged(api, ("s3://later/x", {}))
    s3.put_bucket_versioning(Bucket="later", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="later", Key="x", Body=b"behind")
    assert (ours.download(tmp_path / "root", skip_cache=True) / "x").read_text() == "before"


@pytest.mark.parametrize("checksums", ["when_supported", "when_required"])
def test_damage_is_noticed(s3: Any, api: Api, tmp_path: Path, checksums: str) -> None:
    from botocore.config import Config
    from moto.s3.models import s3_backends

    # S3 has a checksum of its own where the writer sent one; else the ETag is the hash.
    client = boto3.client(
        "s3",
        endpoint_url=s3.meta.endpoint_url,
        config=Config(request_checksum_calculation=checksums),
    )
    client.put_object(Bucket="plain", Key="hurt", Body=b"content")
    ours = logged(api, ("s3://plain/hurt", {}))
    held = s3_backends["123456789012"]["aws"].buckets["plain"].keys["hurt"]
    etag = held.etag
    held.value, held._etag = b"c0ntent", etag.strip('"')
    with pytest.raises(IntegrityError, match="hurt"):
        ours.download(tmp_path / "root", skip_cache=True)
    assert not list((tmp_path / "root").iterdir())


def test_a_storage_that_is_not_reached_is_an_error_of_its_own(
    s3: Any, api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = logged(api, ("s3://plain/data/a.txt", {}))
    monkeypatch.setenv("AWS_S3_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(TransportError, match="the storage returned no usable response"):
        ours.download(tmp_path / "root", skip_cache=True)


@pytest.fixture(scope="module")
def bucket(variables: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of a server that speaks as Google's does."""
    from gcp_storage_emulator.server import create_server
    from google.cloud import storage

    server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="lake")
    server.start()
    port = server._api._httpd.server_address[1]
    variables.setenv("STORAGE_EMULATOR_HOST", f"http://127.0.0.1:{port}")
    made = storage.Client(project="test").bucket("lake")
    for key in ("data/a.txt", "data/deep/b c.txt"):
        made.blob(key).upload_from_string(f"gs {key}")
    yield made
    server.stop()


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("data/a.txt", {}),
        ("data/a.txt", {"name": "at/x.txt"}),
        ("data/a.txt", {"checksum": False}),
        ("data", {}),
        ("data", {"name": "at"}),
    ],
)
def test_google_is_noted_as_the_official_client_notes_it(
    bucket: Any, api: Api, key: str, given: dict[str, Any]
) -> None:
    ours, theirs, same = both(api, f"gs://lake/{key}", **given)
    assert ours == theirs
    assert same


def test_objects_of_google_are_fetched_and_verified(bucket: Any, api: Api, tmp_path: Path) -> None:
    bucket.blob("turn").upload_from_string("before")
    ours = logged(api, ("gs://lake/turn", {}), ("gs://lake/data", {"name": "data"}))
    root = ours.download(tmp_path / "root", skip_cache=True)
    assert (root / "turn").read_text() == "before"
    assert (root / "data/deep/b c.txt").read_text() == "gs data/deep/b c.txt"
    with ours.get_entry("turn").open() as file:
        assert file.read() == b"before"
    bucket.blob("turn").delete()
    with pytest.raises(NotFoundError, match="gs://lake/turn, which does not exist"):
        ours.download(tmp_path / "again", skip_cache=True, pattern="turn")
    with pytest.raises(NotFoundError, match="does not exist"):
        logged(api, ("gs://lake/none", {}))


class _Azure(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """Stands in for adlfs: blobs with ETags and versions of them."""

    protocol = "abfs"
    cachable = False
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    requested: ClassVar[list[dict[str, Any]]] = []
    tag = "first"

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.requested.append(options)

    def info(self, path: str, version_id: str | None = None, **more: Any) -> dict[str, Any]:
        found = super().info(path, **more)
        if found["type"] == "file":
            found |= {"etag": f"{self.tag}-{found['size']}", "version_id": "2026"}
        return {**found, "name": found["name"].lstrip("/")}

    def open(self, path: str, mode: str = "rb", version_id: str | None = None, **more: Any) -> Any:
        return super().open(path, mode, **more)

    def find(self, path: str, detail: bool = False, **more: Any) -> Any:
        names = super().find(path, **more)
        return {each: self.info(each) for each in names} if detail else names


def test_azure_is_read_through_its_file_system(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(_registry, "abfs", _Azure)
    held = _Azure()
    held.pipe({"/box/data/a.txt": b"a", "/box/data/deep/b c.txt": b"bb"})
    endpoint = "https://account.blob.core.windows.net/box"
    ours = logged(api, (f"{endpoint}/data", {}), (f"{endpoint}/data/a.txt", {"name": "one"}))
    assert {path: (each.ref, each.digest, each.size) for path, each in ours.manifest.items()} == {
        "a.txt": (f"{endpoint}/data/a.txt", "first-1", 1),
        "deep/b c.txt": (f"{endpoint}/data/deep/b c.txt", "first-2", 2),
        "one": (f"{endpoint}/data/a.txt", "first-1", 1),
    }
    assert ours.manifest["one"].extra == {"etag": "first-1", "versionID": "2026"}
    root = ours.download(tmp_path / "root", skip_cache=True)
    assert (root / "deep/b c.txt").read_bytes() == b"bb"
    with ours.get_entry("one").open() as file:
        assert file.read() == b"a"
    assert _Azure.requested[-1]["account_name"] == "account"
    monkeypatch.setattr(_Azure, "tag", "second")
    with pytest.raises(BatchError, match="has changed: its ETag is second"):
        ours.download(tmp_path / "again", skip_cache=True)


@pytest.mark.parametrize(
    ("uri", "library", "protocol", "extra"),
    [
        ("s3://plain/data/a.txt", "s3fs", "s3", "s3"),
        ("gs://lake/data/a.txt", "gcsfs", "gs", "gs"),
        ("https://account.blob.core.windows.net/box/a.txt", "adlfs", "abfs", "azure"),
    ],
)
def test_without_its_library_the_extra_is_named(
    api: Api,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    uri: str,
    library: str,
    protocol: str,
    extra: str,
) -> None:
    ours = logged(api, (uri, {"digest": f"etag-{extra}", "name": "x"}))
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(_registry, protocol, raising=False)
    for attempt in (
        lambda: logged(api, (uri, {})),
        lambda: ours.download(tmp_path, skip_cache=True),
        lambda: ours.get_entry("x").open(),
    ):
        with pytest.raises(
            MissingDependencyError, match=rf"requires the {library} package"
        ) as caught:
            attempt()
        assert f"runql[{extra}]" in str(caught.value)
