"""Upload URLs that expire before the upload ends are requested again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from runql import Api, Artifact, RetryPolicy, Settings
from runql._models.artifacts import upload as artifact_upload
from runql.errors import BatchError, ConflictError, PermissionDeniedError
from tests.fix_faults import Fault, FaultProxy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql.testing import SandboxUser

PUT = "PUT /storage"


@pytest.fixture
def api(user: SandboxUser, proxy: FaultProxy) -> Iterator[Api]:
    settings = Settings(
        base_url=proxy.base_url,
        api_key=user.api_key,
        entity=user.entity,
        retry=RetryPolicy(max_attempts=3, first_wait=0.01, longest_wait=0.05),
    )
    with Api(settings=settings) as client:
        yield client


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact_upload, "LARGE", 10_000)
    monkeypatch.setattr(artifact_upload, "PART", 4_000)


@pytest.mark.parametrize("status", [400, 401, 403])
def test_files_of_versions_are_sent_to_a_new_address(
    api: Api, proxy: FaultProxy, tmp_path: Path, status: int
) -> None:
    for index in range(5):
        (tmp_path / f"{index}").write_bytes(os.urandom(100))
    draft = Artifact("expired", "dataset")
    draft.add_dir(tmp_path)
    proxy.faults.append(Fault(PUT, times=2, status=status))
    made = api.create_run("addresses").log_artifact(draft)
    assert made.verify(made.download(tmp_path / "out", skip_cache=True)).ok
    assert len(proxy.requests(PUT)) == 5 + 2 + 1  # and the manifest


@pytest.mark.usefixtures("in_parts")
def test_parts_of_a_large_file_are_sent_to_new_addresses(
    api: Api, proxy: FaultProxy, tmp_path: Path
) -> None:
    (tmp_path / "large").write_bytes(os.urandom(18_000))
    draft = Artifact("parted", "dataset")
    draft.add_file(tmp_path / "large")
    proxy.faults.append(Fault(PUT, times=1, status=403))
    made = api.create_run("addresses").log_artifact(draft, workers=1)
    assert made.get_entry("large").read() == (tmp_path / "large").read_bytes()
    # The first is refused and the others are not tried; then five parts, and the manifest.
    assert len(proxy.requests(PUT)) == 1 + 5 + 1


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("size", [100, 18_000])
def test_what_is_refused_at_a_new_address_too_is_an_error(
    api: Api, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    (tmp_path / "file").write_bytes(os.urandom(size))
    draft = Artifact(f"refused-{size}", "dataset")
    draft.add_file(tmp_path / "file")
    proxy.faults.append(Fault(PUT, times=100, status=403))
    with pytest.raises(PermissionDeniedError, match="upload"):
        api.create_run("addresses").log_artifact(draft, workers=1)
    assert len(proxy.requests(PUT)) <= 4
    proxy.faults.clear()
    made = api.create_run("addresses").log_artifact(draft, workers=1)
    assert made.version == "v0"
    assert made.get_entry("file").read() == (tmp_path / "file").read_bytes()


@pytest.mark.usefixtures("in_parts")
def test_a_large_file_that_was_cut_off_begins_anew_and_is_whole(
    api: Api, proxy: FaultProxy, tmp_path: Path
) -> None:
    (tmp_path / "large").write_bytes(os.urandom(18_000))
    draft = Artifact("cut", "dataset")
    draft.add_file(tmp_path / "large")
    proxy.faults += [Fault("PUT /storage", times=2, rate=1e9), Fault(PUT, times=100, status=409)]
    with pytest.raises(ConflictError):
        api.create_run("addresses").log_artifact(draft, workers=1)
    assert not api.artifact_exists("addresses/cut:v0")
    proxy.faults.clear()
    made = api.create_run("addresses").log_artifact(draft, workers=1)
    assert made.get_entry("large").read() == (tmp_path / "large").read_bytes()


def test_files_of_runs_are_sent_to_a_new_address(
    api: Api, proxy: FaultProxy, tmp_path: Path
) -> None:
    for index in range(4):
        (tmp_path / f"{index}.bin").write_bytes(os.urandom(100))
    run = api.create_run("addresses")
    proxy.faults.append(Fault(PUT, times=2, status=403))
    made = run.upload_files(tmp_path)
    assert [each.name for each in made] == [f"{index}.bin" for index in range(4)]
    assert run.file("0.bin").read() == (tmp_path / "0.bin").read_bytes()
    assert len(proxy.requests(PUT)) == 4 + 2
    proxy.faults.append(Fault(PUT, times=100, status=403))
    with pytest.raises(BatchError):
        run.upload_files(tmp_path)
