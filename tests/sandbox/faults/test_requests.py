"""Bad days on real sockets: each ends in a typed error or the right bytes, never in something in between."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

import runql._transfer._engine.download as download_module
from runql import Api, RetryPolicy, Settings, Timeouts
from runql._transfer._engine.batch import DownloadPlan, download_all
from runql._transfer._engine.connections import Connections
from runql._transfer._engine.download import Sizes
from runql.errors import (
    BatchError,
    IntegrityError,
    LocalFileError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TransportError,
)
from tests.fix_faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql import Run
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_faults import FaultProxy

SMALL = b"0123456789" * 5_000
LARGE = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(16_384))
SIZES = Sizes(large=300_000, segment=64 * 1024)
SEGMENTS = 8
RETRY = RetryPolicy(max_attempts=4, first_wait=0.01, longest_wait=0.05)


@pytest.fixture(scope="module")
def filled(sandbox: Sandbox, user: SandboxUser) -> SandboxUser:
    """A user with a run that has a small and a large file."""
    with sandbox.api(user) as api:
        run = api.create_run("faults", run_id="run", config={"lr": 0.1})
        run.upload_file(SMALL, "small.bin")
        run.upload_file(LARGE, "large.bin")
        for number in range(6):
            run.upload_file(f"{number}".encode() * 100, f"many/{number}.txt")
    return user


def settings(proxy: FaultProxy, user: SandboxUser) -> Settings:
    return Settings(
        base_url=proxy.base_url,
        api_key=user.api_key,
        entity=user.entity,
        retry=RETRY,
        timeouts=Timeouts(read=5),
    )


@pytest.fixture
def api(proxy: FaultProxy, filled: SandboxUser) -> Iterator[Api]:
    with Api(settings=settings(proxy, filled)) as client:
        yield client


@pytest.fixture
def run(api: Api) -> Run:
    return api.run("faults/run")


def fetch(run: Run, proxy: FaultProxy, user: SandboxUser, root: Path, workers: int = 2) -> Path:
    """Fetch the large file in small segments."""
    connections = Connections(settings(proxy, user))
    try:
        plan = DownloadPlan(
            ((run.file("large.bin")._source(), root / "large.bin"),), workers, sizes=SIZES
        )
        return download_all(connections, plan, threading.Event())[0]
    finally:
        connections.close()


def left(root: Path) -> list[str]:
    return sorted(each.name for each in root.rglob("*") if each.is_file())


@pytest.mark.parametrize("cut", [0, 1, 30_000, len(SMALL) - 1])
def test_a_small_file_goes_on_where_the_connection_broke(
    run: Run, proxy: FaultProxy, tmp_path: Path, cut: int
) -> None:
    proxy.faults = [Fault("GET /storage", cut=cut)]
    assert run.file("small.bin").download(tmp_path).read_bytes() == SMALL
    assert left(tmp_path) == ["small.bin"]
    assert len(proxy.requests("GET /storage")) == 2
    # Received bytes are preserved; the kernel determines how many.
    assert cut < 30_000 or proxy.requests("GET /storage")[1] is not None


def test_a_connection_that_breaks_all_the_time_but_moves_on_is_put_up_with(
    run: Run, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=10, cut=4_000)]
    assert run.file("small.bin").download(tmp_path).read_bytes() == SMALL
    assert len(proxy.requests("GET /storage")) == 11


def test_a_connection_that_never_moves_on_ends_in_an_error(
    run: Run, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=99, cut=0)]
    with pytest.raises(TransportError, match=r"small\.bin") as raised:
        run.file("small.bin").download(tmp_path)
    assert raised.value.attempts == 4
    assert left(tmp_path) == []


def test_a_large_file_comes_in_segments_and_goes_on_where_they_broke(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=3, cut=20_000)]
    assert fetch(run, proxy, filled, tmp_path).read_bytes() == LARGE
    assert left(tmp_path) == ["large.bin"]
    assert len(proxy.requests("GET /storage")) == SEGMENTS + 3


def test_a_large_file_that_could_not_be_finished_is_gone_on_with(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=3), Fault("GET /storage", times=99, status=404)]
    with pytest.raises(NotFoundError):
        fetch(run, proxy, filled, tmp_path, workers=1)
    assert "large.bin" not in left(tmp_path)
    proxy.faults, proxy.seen = [], []
    assert fetch(run, proxy, filled, tmp_path).read_bytes() == LARGE
    assert len(proxy.requests("GET /storage")) == SEGMENTS - 3
    assert left(tmp_path) == ["large.bin"]


def test_a_part_that_was_spoilt_meanwhile_is_found_out_and_fetched_anew(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=3), Fault("GET /storage", times=99, status=404)]
    with pytest.raises(NotFoundError):
        fetch(run, proxy, filled, tmp_path, workers=1)
    (part,) = tmp_path.glob(".large*.part")
    with part.open("r+b") as file:
        file.write(b"spoilt")
    proxy.faults = []
    assert fetch(run, proxy, filled, tmp_path).read_bytes() == LARGE
    assert left(tmp_path) == ["large.bin"]


def test_a_server_without_ranges_sends_a_large_file_once(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=99, whole=True)]
    assert fetch(run, proxy, filled, tmp_path, workers=2).read_bytes() == LARGE
    assert proxy.requests("GET /storage").count(None) == 1
    assert left(tmp_path) == ["large.bin"]


def test_a_server_without_ranges_goes_on_with_a_small_file(
    run: Run, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", cut=30_000), Fault("GET /storage", whole=True)]
    assert run.file("small.bin").download(tmp_path).read_bytes() == SMALL


def test_a_rate_limit_is_waited_out_as_long_as_the_storage_says(
    run: Run, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", status=429, headers={"Retry-After": "1"})]
    began = time.monotonic()
    assert run.file("small.bin").download(tmp_path).read_bytes() == SMALL
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_storage_that_is_busy_is_asked_again(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path, status: int
) -> None:
    proxy.faults = [Fault("GET /storage", times=2, status=status)]
    assert run.file("small.bin").download(tmp_path).read_bytes() == SMALL
    proxy.faults = [Fault("GET /storage", times=2, status=status)]
    assert fetch(run, proxy, filled, tmp_path).read_bytes() == LARGE
    proxy.faults = [Fault("GET /storage", times=2, status=status)]
    assert run.file("small.bin").read() == SMALL
    assert left(tmp_path) == ["large.bin", "small.bin"]


@pytest.mark.parametrize(("status", "kind"), [(429, RateLimitError), (503, ServerError)])
def test_a_storage_that_stays_busy_ends_in_its_error(
    run: Run, proxy: FaultProxy, tmp_path: Path, status: int, kind: type[Exception]
) -> None:
    proxy.faults = [Fault("GET /storage", times=99, status=status)]
    with pytest.raises(kind):
        run.file("small.bin").download(tmp_path)
    assert left(tmp_path) == []


@pytest.mark.parametrize("status", [400, 401, 403])
def test_an_address_that_has_expired_is_renewed(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path, status: int
) -> None:
    proxy.faults = [Fault("GET /storage", times=99, status=status)]
    small = run.file("small.bin")
    assert small.download(tmp_path).read_bytes() == SMALL
    assert small.read() == SMALL
    assert b"".join(small.stream(20_000)) == SMALL
    assert fetch(run, proxy, filled, tmp_path).read_bytes() == LARGE


def test_a_file_nobody_may_read_ends_in_an_error(
    run: Run, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.faults = [Fault("small.bin", times=99, status=403)]
    with pytest.raises(PermissionDeniedError):
        run.file("small.bin").download(tmp_path)
    assert left(tmp_path) == []


def test_bytes_that_were_spoilt_once_are_fetched_again(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", flip=100)]
    assert run.file("small.bin").download(tmp_path).read_bytes() == SMALL
    proxy.faults = [Fault("GET /storage", flip=100)]
    assert fetch(run, proxy, filled, tmp_path).read_bytes() == LARGE
    assert left(tmp_path) == ["large.bin", "small.bin"]


def test_bytes_that_stay_spoilt_are_never_given(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    (tmp_path / "small.bin").write_bytes(b"what was there before")
    proxy.faults = [Fault("GET /storage", times=99, flip=100)]
    small = run.file("small.bin")
    with pytest.raises(IntegrityError, match="MD5"):
        small.download(tmp_path, replace=True)
    with pytest.raises(IntegrityError, match="MD5"):
        small.read()
    with pytest.raises(IntegrityError, match="MD5"):
        list(small.stream(20_000))
    with pytest.raises(IntegrityError, match="MD5"):
        fetch(run, proxy, filled, tmp_path)
    assert left(tmp_path) == ["small.bin"]
    assert (tmp_path / "small.bin").read_bytes() == b"what was there before"


def test_a_file_that_grew_is_found_out_without_a_digest(
    run: Run, proxy: FaultProxy, tmp_path: Path
) -> None:
    small = run.file("small.bin")
    small._snapshot = small._snapshot.model_copy(update={"md5": None})
    proxy.faults = [Fault("GET /storage", times=99, more=b"x")]
    with pytest.raises(IntegrityError, match="had 50000"):
        small.download(tmp_path)
    with pytest.raises(IntegrityError, match="bytes"):
        small.read()
    assert left(tmp_path) == []


def test_what_fails_of_many_is_named_and_the_rest_is_there(
    run: Run, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.faults = [Fault("/3.txt", times=99, flip=0), Fault("GET /storage", times=2, status=503)]
    with pytest.raises(BatchError, match=r"many/3\.txt") as raised:
        run.download_files("many/*", tmp_path)
    assert {name: type(each) for name, each in raised.value.failures.items()} == {
        "many/3.txt": IntegrityError
    }
    assert left(tmp_path) == [f"{number}.txt" for number in (0, 1, 2, 4, 5)]
    proxy.faults, proxy.seen = [], []
    assert len(run.download_files("many/*", tmp_path)) == 6
    assert len(proxy.requests("GET /storage")) == 1
    assert len(run.download_files("many/*", tmp_path)) == 6
    assert len(proxy.requests("GET /storage")) == 1
    assert len(proxy.requests("POST /graphql")) == 2


def test_a_full_disk_is_an_error_and_leaves_nothing(
    run: Run,
    proxy: FaultProxy,
    filled: SandboxUser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[int] = []
    write = download_module._write

    def fill(file: object, content: bytes) -> None:
        written.append(len(content))
        if len(written) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(file, content)  # type: ignore[arg-type]  # handed on as it is

    monkeypatch.setattr(download_module, "_CHUNK", 10_000)
    monkeypatch.setattr(download_module, "_write", fill)
    with pytest.raises(LocalFileError, match="No space") as raised:
        run.file("small.bin").download(tmp_path)
    assert raised.value.errno == errno.ENOSPC
    with pytest.raises(LocalFileError, match="No space"):
        fetch(run, proxy, filled, tmp_path)
    assert left(tmp_path) == []


def test_a_disk_of_256_kib_takes_what_fits_and_says_what_does_not(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("file systems may not be mounted here")
    try:
        fitting = run.file("small.bin").download(tmp_path / "fits")
        assert fitting.read_bytes() == SMALL
        with pytest.raises(LocalFileError, match="No space"):
            fetch(run, proxy, filled, tmp_path)
        with pytest.raises(LocalFileError, match="No space"):
            run.file("large.bin").download(tmp_path)
        assert left(tmp_path) == ["small.bin"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


KILLED = """
import sys, threading
from pathlib import Path
from runql import Api, Settings
from runql._transfer._engine.batch import DownloadPlan, download_all
from runql._transfer._engine.connections import Connections
from runql._transfer._engine.download import Sizes
base_url, key, entity, root, large, segment = sys.argv[1:]
settings = Settings(base_url=base_url, api_key=key, entity=entity)
source = Api(settings=settings).run("faults/run").file("large.bin")._source()
plan = DownloadPlan(((source, Path(root, "large.bin")),), 2, sizes=Sizes(int(large), int(segment)))
download_all(Connections(settings), plan, threading.Event())
"""


def test_what_a_killed_process_left_is_gone_on_with(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=99, rate=400_000)]
    command = [sys.executable, "-c", KILLED, proxy.base_url, filled.api_key, filled.entity]
    command += [str(tmp_path), str(SIZES.large), str(SIZES.segment)]
    with subprocess.Popen(command) as process:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            journals = list(tmp_path.glob(".large*.segments"))
            if journals and len(journals[0].read_text().split()) >= 2:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert "large.bin" not in left(tmp_path)
    (journal,) = tmp_path.glob(".large*.segments")
    done = len(journal.read_text().split())
    time.sleep(0.2)  # the proxy may still be taking in what the process asked for last
    proxy.faults, proxy.seen = [], []
    assert fetch(run, proxy, filled, tmp_path).read_bytes() == LARGE
    assert 2 <= done < SEGMENTS
    assert len(proxy.requests("GET /storage")) == SEGMENTS - done
    assert left(tmp_path) == ["large.bin"]


def test_two_downloads_of_one_file_at_once_do_not_disturb_each_other(
    run: Run, proxy: FaultProxy, filled: SandboxUser, tmp_path: Path
) -> None:
    proxy.faults = [Fault("GET /storage", times=99, rate=2_000_000)]
    threads = [
        threading.Thread(target=fetch, args=(run, proxy, filled, tmp_path)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "large.bin").read_bytes() == LARGE
    assert left(tmp_path) == ["large.bin"]
