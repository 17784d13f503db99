"""Ctrl-C and cancelled tasks in the middle of things: threads end, connections go, and the next call is whole."""

from __future__ import annotations

import asyncio
import hashlib
import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pyarrow.parquet as pq
import pytest

from runql import Api, AsyncApi, Settings
from tests.fix_faults import Fault
from tests.sandbox.exports.data import log_runs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_faults import FaultProxy

PROJECT = "interrupts"
LIVE = "interrupts-live"
RUNS = 12
SMALL = b"0123456789" * 20_000
LARGE = 70_000_000
"""More than the size from which on files come in segments."""


@pytest.fixture(scope="module")
def filled(sandbox: Sandbox, user: SandboxUser) -> SandboxUser:
    """A user with runs that have histories, one of which has files."""
    log_runs(sandbox, user, PROJECT, RUNS)
    log_runs(sandbox, user, LIVE, 3, ended=False)
    with sandbox.api(user) as api:
        run = api.run(f"{PROJECT}/run000")
        run.upload_file(SMALL, "small.bin")
        run.upload_file(b"".join([SMALL] * (LARGE // len(SMALL))), "large.bin")
        for number in range(12):
            run.upload_file(SMALL, f"many/{number}.bin")
    return user


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Ctrl-C interrupts; a shell that starts the tests in the background had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def settings(proxy: FaultProxy, filled: SandboxUser) -> Settings:
    return Settings(base_url=proxy.base_url, api_key=filled.api_key, entity=filled.entity)


def digests(root: Path) -> dict[str, str]:
    """The files below a folder, without those that programs leave to resume from."""
    paths = [path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


def rows_of(table: Any) -> list[Any]:
    return [table.num_rows, table.column("run_id").to_pylist(), table.column("loss").to_pylist()]


def run_query(api: Api, root: Path) -> object:
    return dict(api.run(f"{PROJECT}/run001").config)


def small_file(api: Api, root: Path) -> object:
    api.run(f"{PROJECT}/run000").file("small.bin").download(root)
    return digests(root)


def large_file(api: Api, root: Path) -> object:
    api.run(f"{PROJECT}/run000").file("large.bin").download(root)
    return digests(root)


def many_files(api: Api, root: Path) -> object:
    api.run(f"{PROJECT}/run000").download_files("many/*", root, workers=4)
    return digests(root)


def content(api: Api, root: Path) -> object:
    return hashlib.sha256(api.run(f"{PROJECT}/run000").file("small.bin").read()).hexdigest()


def history(api: Api, root: Path) -> object:
    return list(api.run(f"{PROJECT}/run001").history(format="records"))


def histories(api: Api, root: Path) -> object:
    return rows_of(api.runs(PROJECT).histories(window=4).to_arrow())


def live_history(api: Api, root: Path) -> object:
    return list(api.run(f"{LIVE}/run001").history(format="records"))


def live_histories(api: Api, root: Path) -> object:
    return rows_of(api.runs(LIVE).histories(window=2).to_arrow())


def exported(api: Api, root: Path) -> object:
    report = api.export(PROJECT, root, files="many/*", verify=True, workers=3)
    assert report.ok
    return rows_of(pq.read_table(root / "history"))


async def async_run_query(api: AsyncApi, root: Path) -> object:
    return dict((await api.run(f"{PROJECT}/run001")).config)


async def async_small_file(api: AsyncApi, root: Path) -> object:
    await (await (await api.run(f"{PROJECT}/run000")).file("small.bin")).download(root)
    return digests(root)


async def async_large_file(api: AsyncApi, root: Path) -> object:
    await (await (await api.run(f"{PROJECT}/run000")).file("large.bin")).download(root)
    return digests(root)


async def async_many_files(api: AsyncApi, root: Path) -> object:
    await (await api.run(f"{PROJECT}/run000")).download_files("many/*", root, workers=4)
    return digests(root)


async def async_content(api: AsyncApi, root: Path) -> object:
    file = await (await api.run(f"{PROJECT}/run000")).file("small.bin")
    return hashlib.sha256(await file.read()).hexdigest()


async def async_history(api: AsyncApi, root: Path) -> object:
    return list(await (await api.run(f"{PROJECT}/run001")).history(format="records"))


async def async_histories(api: AsyncApi, root: Path) -> object:
    return rows_of(await api.runs(PROJECT).histories(window=4).to_arrow())


async def async_live_history(api: AsyncApi, root: Path) -> object:
    return list(await (await api.run(f"{LIVE}/run001")).history(format="records"))


async def async_live_histories(api: AsyncApi, root: Path) -> object:
    return rows_of(await api.runs(LIVE).histories(window=2).to_arrow())


async def async_exported(api: AsyncApi, root: Path) -> object:
    report = await api.export(PROJECT, root, files="many/*", verify=True, workers=3)
    assert report.ok
    return rows_of(pq.read_table(root / "history"))


SLOW = Fault("GET /storage", times=999, rate=60_000)
LATE = Fault("GET /storage", times=999, hold=8)
LATE_PAGE = Fault("GetRunHistoryPage", times=999, hold=8)
CASES = {
    "question": (run_query, async_run_query, Fault("POST /graphql", times=999, hold=8)),
    "small file": (small_file, async_small_file, SLOW),
    "small file, late": (small_file, async_small_file, LATE),
    "large file": (large_file, async_large_file, Fault("GET /storage", times=999, rate=10**6)),
    "many files": (many_files, async_many_files, SLOW),
    "content": (content, async_content, SLOW),
    "history": (history, async_history, LATE),
    "histories": (histories, async_histories, LATE),
    "live history": (live_history, async_live_history, LATE_PAGE),
    "live histories": (live_histories, async_live_histories, LATE_PAGE),
    "export": (exported, async_exported, LATE),
}


@contextmanager
def at_request(proxy: FaultProxy, where: str, act: Callable[[], object]) -> Iterator[None]:
    """Do something a little after a request has come whose method and path hold a text."""
    done = threading.Event()

    def watch() -> None:
        while not proxy.requests(where):
            if done.wait(0.01):
                return
        if not done.wait(0.15):
            act()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def connections_to(proxy: FaultProxy) -> int:
    """How many connections this process, as a client, has to the proxy."""
    port = int(proxy.base_url.rpartition(":")[2])
    found = psutil.Process().net_connections("tcp")
    return sum(each.raddr[1:] == (port,) for each in found)


def ours() -> list[str]:
    """Threads of transfers that are still there."""
    return [each.name for each in threading.enumerate() if each.name.startswith("runql-")]


@contextmanager
def prompt() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 4, "answers are held back for 8 seconds"


def undisturbed(work: Callable[[Api, Path], object], settings: Settings, root: Path) -> object:
    with Api(settings=settings) as api:
        return work(api, root)


@pytest.mark.parametrize("name", CASES)
def test_an_interrupt_ends_what_is_under_way_and_the_next_call_is_whole(
    name: str, settings: Settings, proxy: FaultProxy, tmp_path: Path
) -> None:
    work, _, fault = CASES[name]
    whole = undisturbed(work, settings, tmp_path / "whole")
    main = threading.main_thread().ident
    assert main == threading.get_ident(), "signals arrive on the main thread"

    with Api(settings=settings) as api:
        proxy.seen, proxy.faults = [], [Fault(fault.where, 999, rate=fault.rate, hold=fault.hold)]
        interrupt = at_request(proxy, fault.where, lambda: signal.pthread_kill(main, signal.SIGINT))
        with interrupt, prompt(), pytest.raises(KeyboardInterrupt):
            work(api, tmp_path / "to")
        assert ours() == []
        if name != "export":
            assert digests(tmp_path / "to") == {}, "nothing half under a final name"
        assert not (tmp_path / "to" / "manifest.json").exists()
        proxy.faults = []
        assert work(api, tmp_path / "to") == whole
    assert connections_to(proxy) == 0


@pytest.mark.parametrize(
    ("name", "how"),
    [
        *((name, "cancel") for name in CASES),
        ("question", "timeout"),
        ("many files", "timeout"),
        ("histories", "timeout"),
    ],
)
async def test_a_cancelled_task_ends_what_is_under_way_and_the_next_call_is_whole(
    name: str, how: str, settings: Settings, proxy: FaultProxy, tmp_path: Path
) -> None:
    work, async_work, fault = CASES[name]
    whole = await asyncio.to_thread(undisturbed, work, settings, tmp_path / "whole")

    async with AsyncApi(settings=settings) as api:
        proxy.seen, proxy.faults = [], [Fault(fault.where, 999, rate=fault.rate, hold=fault.hold)]
        with prompt():
            await ended(how, async_work(api, tmp_path / "to"), proxy, fault.where)
        assert ours() == []
        if name != "export":
            assert digests(tmp_path / "to") == {}, "nothing half under a final name"
        assert not (tmp_path / "to" / "manifest.json").exists()
        assert len(asyncio.all_tasks()) == 1, "no task goes on by itself"
        proxy.faults = []
        assert await async_work(api, tmp_path / "to") == whole
    await asyncio.sleep(0)
    assert connections_to(proxy) == 0


@pytest.mark.parametrize(("room", "at_once"), [(2**30, 4), (4_500, 2), (1, 1)])
def test_histories_at_once_fit_the_room(
    room: int, at_once: int, settings: Settings, proxy: FaultProxy
) -> None:
    whole = undisturbed(histories, settings, Path())
    proxy.faults = [Fault("GET /storage", times=999, hold=0.2)]
    with Api(settings=replace(settings, history_window_bytes=room)) as api:
        assert histories(api, Path()) == whole
    assert proxy.most_held == at_once, "20 rows of two keys and a step take 2,000 bytes or so"


async def ended(how: str, work: Awaitable[object], proxy: FaultProxy, where: str) -> None:
    """Start something, and end it a little after a request has come."""
    if how == "timeout":
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1.0):
                await work
        assert proxy.requests(where)
        return
    task = asyncio.ensure_future(work)
    while not proxy.requests(where):  # noqa: ASYNC110 - a request is what is waited for
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.15)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
