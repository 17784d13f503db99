"""Many small files over connections of one thread: whatever a storage does, each is there whole, or has its error."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from runql import RequestLimit
from runql._transfer._engine.batch import DownloadPlan, download_all
from runql._transfer._engine.cancel import CancelToken, TransferCancelled
from runql._transfer._engine.multiplexed import loop
from runql._transfer._engine.multiplexed.connection import Connection
from runql._transfer.exports.local_files import LocalConnections
from runql.errors import (
    BatchError,
    ConnectError,
    IntegrityError,
    NotFoundError,
    RequestLimitError,
    RequestTimeoutError,
    RunQLError,
    ServerError,
    TransportError,
)
from tests.transfer.small_storage import (
    BAD,
    CERTIFICATE,
    FILES,
    ODD,
    Storage,
    all_but,
    connections,
    content,
    drips,
    fetch,
    plan_of,
    says,
    serving,
    there,
    waits,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from runql._transfer._engine.multiplexed.origins import Origin


@pytest.fixture
def storage() -> Storage:
    return Storage()


@pytest.mark.parametrize("workers", [None, 1, 3])
def test_files_come_over_few_connections(
    storage: Storage, tmp_path: Path, workers: int | None
) -> None:
    with serving(storage) as address:
        fetch(address, tmp_path, workers=workers)
    assert there(tmp_path) == all_but()
    assert len(storage.seen) == FILES
    assert storage.connections <= (workers or 16)
    assert all(b"Accept-Encoding: identity" in head for head in storage.seen)
    assert all(b"User-Agent: runql" in head for head in storage.seen)
    assert not any(b"secret" in head or b"Authorization" in head for head in storage.seen)


def test_files_come_over_tls(storage: Storage, tmp_path: Path) -> None:
    with serving(storage, tls=True) as address:
        fetch(address, tmp_path, connections(verify=str(CERTIFICATE)))
        assert storage.connections <= 16
        fetch(
            address.replace("127.0.0.1", "localhost"),
            tmp_path / "b",
            connections(verify=str(CERTIFICATE)),
        )
    assert there(tmp_path / "b") == all_but()


def test_a_certificate_that_is_not_trusted_ends_every_file(
    storage: Storage, tmp_path: Path
) -> None:
    with serving(storage, tls=True) as address, pytest.raises(BatchError) as caught:
        fetch(address, tmp_path, connections(attempts=1))
    assert len(caught.value.failures) == FILES
    assert all("certificate is not trusted" in str(each) for each in caught.value.failures.values())
    assert not storage.seen


def test_the_key_goes_to_the_server_alone(storage: Storage, tmp_path: Path) -> None:
    with serving(storage) as address:
        fetch(address, tmp_path, connections(base=address))
    assert len(storage.seen) == FILES
    assert all(
        b"X-Gate: secret" in head and b"Authorization: Basic" in head for head in storage.seen
    )


@pytest.mark.parametrize("name", BAD)
def test_what_fails_once_is_fetched_again(storage: Storage, tmp_path: Path, name: str) -> None:
    storage.answers = {number: [BAD[name]] for number in (0, 7, 39)}
    with serving(storage) as address:
        if name == "a flipped byte":
            storage.answers.pop(0), storage.answers.pop(39)
        fetch(address, tmp_path)
    assert there(tmp_path) == all_but()


@pytest.mark.parametrize("name", BAD)
def test_what_fails_for_good_is_named_and_the_others_are_there(
    storage: Storage, tmp_path: Path, name: str
) -> None:
    storage.answers = {7: [BAD[name]] * 99}
    with serving(storage) as address, pytest.raises(BatchError) as caught:
        fetch(address, tmp_path)
    assert list(caught.value.failures) == ["7.bin"]
    assert there(tmp_path) == all_but(7)


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_the_first_request_counts_as_a_try(storage: Storage, tmp_path: Path, attempts: int) -> None:
    storage.answers = {7: [BAD["500"]] * 99}
    with serving(storage) as address, pytest.raises(BatchError) as caught:
        fetch(address, tmp_path, connections(attempts=attempts))
    error = caught.value.failures["7.bin"]
    assert isinstance(error, ServerError)
    assert (error.attempts, storage.count(7)) == (attempts, attempts)


def test_a_file_that_is_gone_is_requested_once(storage: Storage, tmp_path: Path) -> None:
    storage.answers = {7: [says(whole(b"", status="404 Gone"), ends=False)] * 99}
    with serving(storage) as address, pytest.raises(BatchError) as caught:
        fetch(address, tmp_path)
    assert isinstance(caught.value.failures["7.bin"], NotFoundError)
    assert storage.count(7) == 1


def test_a_file_that_has_another_size_is_not_read(storage: Storage, tmp_path: Path) -> None:
    storage.answers = {7: [says(whole(bytes(2**20)))] * 99}
    with serving(storage) as address, pytest.raises(BatchError) as caught:
        fetch(address, tmp_path)
    error = caught.value.failures["7.bin"]
    assert isinstance(error, IntegrityError)
    assert "has 1048576 bytes now" in str(error)
    assert there(tmp_path) == all_but(7)


def test_a_rate_limit_stops_the_requests(storage: Storage, tmp_path: Path) -> None:
    refusal = says(whole(b"slow", "Retry-After: 1", status="429 Slow"), ends=False)
    storage.answers = {3: [refusal]}
    with serving(storage) as address:
        began = time.monotonic()
        fetch(address, tmp_path, workers=2)
        assert time.monotonic() - began > 0.9
    assert there(tmp_path) == all_but()
    assert storage.count(3) == 2


@pytest.mark.parametrize(
    "script",
    [
        drips(b"HTTP/1.1 200 OK\r\nContent-Length: 8320\r\n\r\n", b"x"),
        drips(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
        drips(b"", b"HTTP"),
        waits,
    ],
    ids=["body", "headers", "status", "silence"],
)
def test_drips_end_and_hold_no_other_file_up(
    storage: Storage, tmp_path: Path, script: Callable[[socket.socket], bool]
) -> None:
    storage.answers = {7: [script] * 99}
    with serving(storage) as address:
        began = time.monotonic()
        with pytest.raises(BatchError) as caught:
            fetch(address, tmp_path, connections(total=0.7))
        assert time.monotonic() - began < 4
    assert isinstance(caught.value.failures["7.bin"], RequestTimeoutError)
    assert there(tmp_path) == all_but(7)


def test_connections_that_end_after_each_file_are_made_again(
    storage: Storage, tmp_path: Path
) -> None:
    storage.answers = {
        number: [says(whole(content(number), "Connection: close"))] for number in range(FILES)
    }
    with serving(storage) as address:
        fetch(address, tmp_path)
    assert there(tmp_path) == all_but()
    assert (len(storage.seen), storage.connections) == (FILES, FILES)


def test_connections_that_end_without_a_word_cost_no_try(storage: Storage, tmp_path: Path) -> None:
    storage.answers = {number: [says(whole(content(number)))] for number in range(FILES)}
    with serving(storage) as address:
        fetch(address, tmp_path, connections(attempts=1))
    assert there(tmp_path) == all_but()


@pytest.mark.parametrize("name", ODD)
def test_responses_that_only_urllib3_reads_are_requested_again(
    storage: Storage, tmp_path: Path, name: str
) -> None:
    storage.answers = {number: [ODD[name](number)] * 2 for number in range(FILES)}
    if name == "a redirect":
        storage.answers = {number: [ODD[name](number)] for number in range(FILES)}
        storage.answers |= {number: [ODD[name](number)] * 2 for number in range(4)}
    with serving(storage) as address:
        fetch(address, tmp_path)
    assert there(tmp_path) == all_but()
    assert len(storage.seen) <= (1 + (name == "a redirect")) * FILES + 4


def test_hints_before_a_response_are_passed_over(storage: Storage, tmp_path: Path) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    storage.answers = {
        number: [says(early + whole(content(number)), ends=False)] for number in range(FILES)
    }
    with serving(storage) as address:
        fetch(address, tmp_path)
    assert there(tmp_path) == all_but()
    assert len(storage.seen) == FILES


def test_addresses_that_need_encoding_are_requested_as_before(
    storage: Storage, tmp_path: Path
) -> None:
    with serving(storage) as address:
        plan = plan_of(address, tmp_path, path='ä "x"/{}')
        download_all(connections(), plan, CancelToken())
    assert there(tmp_path) == all_but()
    assert all(b"GET /%C3%A4%20%22x%22/" in head for head in storage.seen)


def test_a_limit_of_requests_holds(storage: Storage, tmp_path: Path) -> None:
    with (
        serving(storage) as address,
        RequestLimit(30) as limit,
        pytest.raises(BatchError) as caught,
    ):
        fetch(address, tmp_path)
    assert (limit.used, len(storage.seen), len(there(tmp_path))) == (30, 30, 30)
    assert all(isinstance(each, RequestLimitError) for each in caught.value.failures.values())


def test_a_call_that_is_canceled_ends_at_once_and_leaves_whole_files(
    storage: Storage, tmp_path: Path
) -> None:
    storage.answers = {number: [waits] for number in range(9, 40)}
    cancel = CancelToken()
    threading.Timer(0.4, cancel.set).start()
    with serving(storage) as address:
        began = time.monotonic()
        with pytest.raises(TransferCancelled):
            download_all(connections(), plan_of(address, tmp_path), cancel)
        assert time.monotonic() - began < 1.5
    found = there(tmp_path)
    assert found.items() <= all_but().items()


def test_connections_grow_where_the_answers_are_late(storage: Storage, tmp_path: Path) -> None:
    storage.hold = 0.05
    with serving(storage) as address:
        download_all(connections(), plan_of(address, tmp_path, files=120), CancelToken())
    assert storage.most_under_way >= 16


def test_workers_bound_the_connections(storage: Storage, tmp_path: Path) -> None:
    storage.hold = 0.01
    with serving(storage) as address:
        download_all(connections(), plan_of(address, tmp_path, 5, files=120), CancelToken())
    assert (storage.most_under_way, storage.connections) == (5, 5)


def test_files_under_way_are_bounded_in_bytes(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "_MOST_HELD", 1)
    storage.hold = 0.005
    with serving(storage) as address:
        fetch(address, tmp_path)
    assert storage.most_under_way == 1


def test_the_next_address_of_a_host_is_tried(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = socket.create_server(("127.0.0.1", 0))
    gone = dead.getsockname()
    dead.close()
    with serving(storage) as address:
        port = int(address.rsplit(":", 1)[1])
        asked: list[object] = []

        def both(*arguments: object, **_: object) -> list[object]:
            asked.append(arguments)
            kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*kind, gone), (*kind, ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", both)
        fetch(f"http://two.test:{port}", tmp_path)
    assert there(tmp_path) == all_but()
    assert (len(storage.seen), len(asked)) == (FILES, 1)


def test_a_host_that_takes_two_connections_is_asked_on_two(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Connection
    count = 0

    def limited(origin: Origin, now: float) -> object:
        nonlocal count
        count += 1
        if count > 2:
            raise ConnectionRefusedError(111, "Connection refused")
        return made(origin, now)

    monkeypatch.setattr(loop, "Connection", limited)
    with serving(storage) as address:
        fetch(address, tmp_path)
    assert there(tmp_path) == all_but()
    assert (len(storage.seen), storage.connections) == (FILES, 2)


def test_a_host_that_is_not_there_is_named(tmp_path: Path) -> None:
    dead = socket.create_server(("127.0.0.1", 0))
    port = dead.getsockname()[1]
    dead.close()
    with pytest.raises(BatchError) as caught:
        fetch(f"http://127.0.0.1:{port}", tmp_path, connections(attempts=1))
    assert len(caught.value.failures) == FILES
    assert all(isinstance(each, ConnectError) for each in caught.value.failures.values())


def test_failures_in_a_row_leave_the_rest_to_patient_connections(
    storage: Storage, tmp_path: Path
) -> None:
    storage.answers = {number: [BAD["503"]] for number in range(FILES)}
    with serving(storage) as address:
        fetch(address, tmp_path, workers=2)
    assert there(tmp_path) == all_but()
    assert len(storage.seen) == 2 * FILES


def test_proxies_recorders_and_exports_take_the_requests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from urllib3 import connectionpool

    url = "http://h.test/a"
    assert connections().is_direct(url)
    assert not connections(proxy="http://p.test").is_direct(url)
    monkeypatch.setenv("http_proxy", "http://p.test")
    assert not connections().is_direct(url)
    monkeypatch.setenv("no_proxy", "h.test")
    assert connections().is_direct(url)
    settings = connections().settings
    assert not LocalConnections(settings, lambda _call: b"", lambda _path: None).is_direct(url)
    with monkeypatch.context() as patched:
        recorder = type("Recorder", (), {})
        patched.setattr(connectionpool.HTTPConnectionPool, "ConnectionCls", recorder)
        assert not connections().is_direct(url)
    with monkeypatch.context() as patched:
        patched.setattr(connectionpool.HTTPConnectionPool, "urlopen", lambda *_: None)
        assert not connections().is_direct(url)
    assert connections().is_direct(url)


def test_errors_are_the_same_as_of_one_file(storage: Storage, tmp_path: Path) -> None:
    """The types of errors do not depend on how many files are fetched."""
    for name in ("a part", "nothing", "500", "a flipped byte", "no HTTP"):
        storage.answers = {7: [BAD[name]] * 99}
        with serving(storage) as address:
            plan = plan_of(address, tmp_path / name)
            with pytest.raises(BatchError) as many:
                download_all(connections(), plan, CancelToken())
            alone = DownloadPlan(plan.sources[7:8], progress=False)
            with pytest.raises(RunQLError) as one:
                download_all(connections(), alone, CancelToken())
        assert type(many.value.failures["7.bin"]) is type(one.value)
        assert isinstance(one.value, TransportError | ServerError | IntegrityError)
