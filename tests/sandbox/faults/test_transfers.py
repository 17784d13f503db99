"""Bad days for what reads much at once: ranges of exported files, many histories, many files, exports."""

from __future__ import annotations

import errno
import random
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

import runql._transfer._engine.download as download_module
from runql import Api, RetryPolicy, Settings, Timeouts
from runql.errors import (
    AuthenticationError,
    BatchError,
    IntegrityError,
    LocalFileError,
    RateLimitError,
    RunQLError,
    ServerError,
    TransportError,
)
from tests.fix_faults import Fault
from tests.sandbox.exports.data import log_runs, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_faults import FaultProxy

PROJECT = "faults-in-bulk"
RUNS = 5
ROWS = 30_000
RETRY = RetryPolicy(max_attempts=4, first_wait=0.01, longest_wait=0.05)

FAULTS = [
    Fault("GET /storage", times=2, cut=700),
    Fault("GET /storage", times=2, cut=0),
    Fault("GET /storage", times=2, status=429),
    Fault("GET /storage", times=2, status=429, headers={"Retry-After": "0"}),
    Fault("GET /storage", times=2, status=500),
    Fault("GET /storage", times=2, status=502),
    Fault("GET /storage", times=2, status=503),
    Fault("GET /storage", times=1, status=403),
]
"""The last one is the response of a storage to an expired URL."""


@pytest.fixture(scope="module")
def filled(sandbox: Sandbox, user: SandboxUser) -> SandboxUser:
    """A user with small runs that have files, and one with a history that is read by ranges."""
    log_runs(sandbox, user, PROJECT, RUNS)
    drawn = random.Random(0)
    rows = [{"_step": i, **{f"m{k}": drawn.random() for k in range(4)}} for i in range(ROWS)]
    with sandbox.api(user) as api:
        api.create_run("wide", run_id="wide")
        run = api.run(f"{PROJECT}/run000")
        for number in range(6):
            run.upload_file(drawn.randbytes(20_000), f"many/{number}.bin")
    stream(sandbox, user, "wide", "wandb-history.jsonl", rows, "wide", complete=True, exitcode=0)
    return user


@pytest.fixture
def api(proxy: FaultProxy, filled: SandboxUser) -> Iterator[Api]:
    settings = Settings(
        base_url=proxy.base_url,
        api_key=filled.api_key,
        entity=filled.entity,
        retry=RETRY,
        timeouts=Timeouts(read=5),
    )
    with Api(settings=settings) as client:
        yield client


def fresh(fault: Fault) -> list[Fault]:
    return [
        Fault(fault.where, fault.times, cut=fault.cut, status=fault.status, headers=fault.headers)
    ]


def named(fault: Fault) -> str:
    return f"{fault.status}-{fault.cut}-{len(fault.headers)}"


def left(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_ranges_of_an_exported_file_are_fetched_again(
    api: Api, proxy: FaultProxy, fault: Fault
) -> None:
    run = api.run("wide/wide")
    whole = run.history(format="arrow").column("m2")
    proxy.seen, proxy.faults = [], fresh(fault)
    found = run.history(keys=["m2"], format="arrow")
    assert found.column("m2").equals(whole)
    spans = [span for span in proxy.requests("GET /storage") if span is not None]
    assert len(spans) >= 2 + fault.times, "the end of the file, the column, and what failed"


def test_ranges_that_never_come_are_an_error(api: Api, proxy: FaultProxy) -> None:
    run = api.run("wide/wide")
    for fault, error in (
        (Fault("GET /storage", times=99, cut=0), TransportError),
        (Fault("GET /storage", times=99, status=503), ServerError),
        (Fault("GET /storage", times=99, status=429), RateLimitError),
    ):
        proxy.faults = [fault]
        with pytest.raises(error):
            run.history(keys=["m2"], format="arrow")


def test_a_storage_without_ranges_gives_the_same_column(api: Api, proxy: FaultProxy) -> None:
    run = api.run("wide/wide")
    column = run.history(keys=["m2"], format="arrow").column("m2")
    proxy.faults = [Fault("GET /storage", times=99, whole=True)]
    assert run.history(keys=["m2"], format="arrow").column("m2").equals(column)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_histories_of_many_are_fetched_again(api: Api, proxy: FaultProxy, fault: Fault) -> None:
    whole = api.runs(PROJECT).histories().to_arrow()
    proxy.faults = fresh(fault)
    assert api.runs(PROJECT).histories(window=3).to_arrow().equals(whole)


def test_a_history_that_never_comes_is_named_and_the_others_are_given(
    api: Api, proxy: FaultProxy
) -> None:
    plans = len(api.runs(PROJECT).histories().to_arrow())
    address = next(what for what, _ in proxy.seen if "GET /storage" in what)
    lost = address.partition("?")[0]
    for fault in (Fault(lost, times=99, cut=100), Fault(lost, times=99, status=503)):
        proxy.faults = [fault]
        histories = api.runs(PROJECT).histories(window=2)
        given: list[str] = []
        with pytest.raises(BatchError) as raised:
            given.extend(history.run_id for history in histories)
        assert len(raised.value.failures) == 1
        assert {*given, *raised.value.failures} == {f"run{index:03}" for index in range(RUNS)}
        proxy.faults = []
    assert plans == RUNS * 20


def test_a_list_that_fails_ahead_of_its_histories_names_the_history_to_go_on_after(
    api: Api, proxy: FaultProxy
) -> None:
    histories = api.runs(PROJECT, per_page=2).histories(window=1)
    loop = iter(histories)
    given = [next(loop).run_id]
    proxy.faults = [Fault("ListRunHistoryPlans", times=99, status=401)]
    with pytest.raises(AuthenticationError) as raised:
        given.extend(history.run_id for history in loop)
    (note,) = raised.value.__notes__
    assert note == f"To continue from here, pass after={histories.cursor!r}."
    proxy.faults = []
    given.extend(history.run_id for history in api.runs(PROJECT).histories(after=histories.cursor))
    assert sorted(given) == [f"run{index:03}" for index in range(RUNS)]


def test_an_export_says_how_to_continue_if_it_has_begun(
    api: Api, proxy: FaultProxy, tmp_path: Path
) -> None:
    for fault, hints in (
        (Fault("ListRuns", times=99, status=401), []),
        (Fault("GET /storage", times=99, status=429), ["Run the export again to continue from here."]),
    ):  # fmt: skip
        proxy.faults = [fault]
        with pytest.raises((AuthenticationError, RateLimitError)) as raised:
            api.export(PROJECT, tmp_path / "to")
        assert getattr(raised.value, "__notes__", []) == hints
    proxy.faults = []
    assert len(api.export(PROJECT, tmp_path / "to", verify=True).exported) == RUNS


def test_a_rate_limit_that_does_not_end_ends_the_loop_where_it_can_go_on(
    api: Api, proxy: FaultProxy
) -> None:
    histories = api.runs(PROJECT).histories(window=1)
    loop = iter(histories)
    given = [next(loop).run_id]
    proxy.faults = [Fault("GET /storage", times=99, status=429)]
    with pytest.raises(RateLimitError) as raised:
        given.extend(history.run_id for history in loop)
    assert "To continue from here, pass after=" in str(raised.value.__notes__)
    proxy.faults = []
    rest = api.runs(PROJECT).histories(after=histories.cursor)
    given.extend(history.run_id for history in rest)
    assert sorted(given) == [f"run{index:03}" for index in range(RUNS)]


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_many_files_are_fetched_again(
    api: Api, proxy: FaultProxy, tmp_path: Path, fault: Fault
) -> None:
    run = api.run(f"{PROJECT}/run000")
    run.download_files("many/*", tmp_path / "whole")
    proxy.faults = fresh(fault)
    run.download_files("many/*", tmp_path / "to", workers=3)
    assert left(tmp_path / "to") == left(tmp_path / "whole")


def test_a_file_that_stays_spoilt_is_named_and_the_others_are_there(
    api: Api, proxy: FaultProxy, tmp_path: Path
) -> None:
    run = api.run(f"{PROJECT}/run000")
    run.download_files("many/*", tmp_path / "whole")
    corrupted = next(what for what, _ in proxy.seen if "GET /storage" in what).partition("?")[0]
    proxy.faults = [Fault(corrupted, times=99, flip=100)]
    with pytest.raises(BatchError) as raised:
        run.download_files("many/*", tmp_path / "to", workers=3)
    ((name, error),) = raised.value.failures.items()
    assert isinstance(error, IntegrityError)
    there = left(tmp_path / "whole")
    assert left(tmp_path / "to") == {key: there[key] for key in there if key != name}


def test_a_full_disk_among_many_files_is_named_and_leaves_nothing_half(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = api.run(f"{PROJECT}/run000")
    written, room = download_module._write, 3 * 20_000 + 5_000

    def full(file: object, content: bytes) -> None:
        nonlocal room
        room -= len(content)
        if room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written(file, content)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(download_module, "_write", full)
        with pytest.raises(BatchError) as raised:
            run.download_files("many/*", tmp_path, workers=1)
    assert all(isinstance(error, LocalFileError) for error in raised.value.failures.values())
    assert [len(content) for content in left(tmp_path).values()] == [20_000] * 3
    run.download_files("many/*", tmp_path)
    assert [len(content) for content in left(tmp_path).values()] == [20_000] * 6


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_an_export_fetches_again(api: Api, proxy: FaultProxy, tmp_path: Path, fault: Fault) -> None:
    proxy.faults = fresh(fault)
    report = api.export(PROJECT, tmp_path, files="many/*", workers=3, verify=True)
    assert report.ok
    assert (report.rows, len(report.exported)) == (RUNS * 20, RUNS)
    assert pq.read_table(tmp_path / "history").num_rows == RUNS * 20


@pytest.mark.parametrize(
    "fault",
    [
        Fault("GET /storage", times=99, status=429),
        Fault("GET /storage", times=99, status=503),
        Fault("GET /storage", times=99, cut=50),
        Fault("GET /storage", times=99, flip=20),
    ],
    ids=lambda fault: f"{fault.status}-{fault.cut}-{fault.flip}",
)
def test_an_export_that_cannot_fetch_says_so_and_goes_on_later(
    api: Api, proxy: FaultProxy, tmp_path: Path, fault: Fault
) -> None:
    proxy.faults = [fault]
    failures: dict[str, RunQLError] = {}
    try:
        failures = dict(api.export(PROJECT, tmp_path, files="many/*", workers=3).failures)
    except RateLimitError:
        assert fault.status == 429
    else:
        assert failures, "every run lacks its history, or its files"
    for path in tmp_path.glob("history/*.parquet"):
        assert pq.read_table(path).num_rows == 20
    proxy.faults = []
    report = api.export(PROJECT, tmp_path, files="many/*", verify=True)
    assert (report.ok, report.rows) == (True, RUNS * 20)
