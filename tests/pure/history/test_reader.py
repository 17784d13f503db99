"""Reads that continue: following a run, expired URLs, rewritten files, corrupted files."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from runql._models.history.plan import HistoryQuery
from runql._paths.runs import RunPath
from runql._sync.history import iterators
from runql._sync.history.iterators import HistoryFollower, HistoryScan
from runql._sync.history.reader import HistoryReader
from runql._transfer.history import parquet
from runql._wire.polling import PollSchedule
from runql.errors import PermissionDeniedError, ProtocolError, WaitTimeoutError
from tests.pure.history.history_server import HistoryServer, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATH = RunPath("e", "p", "run")


def rows(start: int, stop: int) -> list[Row]:
    return [{"_step": step, "x": step} for step in range(start, stop)]


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Events while the follower waits, one after the other."""
    planned: list[Callable[[], object]] = []

    def wait(_seconds: float) -> None:
        if planned:
            planned.pop(0)()

    monkeypatch.setattr(iterators, "sleep", wait)
    return planned


def follow(server: HistoryServer, timeout: float | None = None, **requested: Any) -> Iterator[int]:
    with server.session() as session:
        follower = HistoryFollower(
            HistoryReader(session, PATH), HistoryQuery(**requested), PollSchedule(timeout, 0.01)
        )
        for row in follower:
            yield int(str(row["x"]))


def ended(server: HistoryServer) -> Callable[[], object]:
    return lambda: setattr(server, "state", "finished")


def test_following_gives_rows_as_they_arrive_each_once_until_the_run_ends(
    tmp_path: Path, events: list[Callable[[], object]]
) -> None:
    server = HistoryServer(rows(0, 3), tmp_path)
    server.state = "running"
    events += [
        lambda: server.rows.extend(rows(3, 5)),
        lambda: None,
        lambda: server.rows.extend(rows(5, 6)),
        ended(server),
    ]
    assert list(follow(server)) == list(range(6))
    # A look without news costs its plan and nothing else.
    assert server.requested == {"GetRunHistoryPlan": 5, "GetRunHistoryPage": 3}


def test_following_sees_rows_that_are_exported_meanwhile_once(
    tmp_path: Path, events: list[Callable[[], object]]
) -> None:
    server = HistoryServer(rows(0, 4), tmp_path / "a")
    server.state = "running"

    def exported() -> None:
        server.rows.extend(rows(4, 8))
        server.export(tmp_path / "b", 6, 3)

    events += [exported, ended(server)]
    assert list(follow(server)) == list(range(8))


def test_following_ends_at_the_last_step_asked_for(
    tmp_path: Path, events: list[Callable[[], object]]
) -> None:
    server = HistoryServer(rows(0, 3), tmp_path)
    server.state = "running"
    events.append(lambda: server.rows.extend(rows(3, 9)))
    assert list(follow(server, max_step=5)) == list(range(5))


def test_following_times_out_with_the_rows_given_and_goes_on_from_there(
    tmp_path: Path, events: list[Callable[[], object]]
) -> None:
    server = HistoryServer(rows(0, 3), tmp_path)
    server.state = "running"
    following = follow(server, timeout=1e-9)
    given = [next(following) for _ in range(3)]
    with pytest.raises(WaitTimeoutError, match="running"):
        next(following)
    assert given == [0, 1, 2]
    server.rows.extend(rows(3, 5))
    server.state = "finished"
    assert list(follow(server, min_step=given[-1] + 1)) == [3, 4]


def test_a_run_that_is_taken_up_again_is_followed_on(
    tmp_path: Path, events: list[Callable[[], object]]
) -> None:
    server = HistoryServer(rows(0, 4), tmp_path, 4, 10)
    assert list(follow(server)) == list(range(4))
    server.state = "running"
    server.rows.extend(rows(4, 6))
    events.append(ended(server))
    assert list(follow(server, min_step=4)) == [4, 5]


def test_an_address_that_expires_between_files_is_asked_for_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "TAIL", 100)  # files are larger than what comes at first
    server = HistoryServer(rows(0, 10), tmp_path, 10, 5)
    with server.session() as session:
        reader = HistoryReader(session, PATH, width=1)
        blocks = reader.blocks(HistoryQuery(), reader.extent())
        first, _ = next(blocks)
        _move(server, "fresh")
        rest = [row["_step"] for block, _ in blocks for row in block]
        assert [row["_step"] for row in first] + rest == list(range(10))
        assert server.requested["GetRunHistoryPlan"] == 2


def test_files_that_were_cut_anew_meanwhile_lose_and_repeat_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "TAIL", 100)  # files are larger than what comes at first
    server = HistoryServer(rows(0, 12), tmp_path / "a", 12, 4)
    with server.session() as session:
        reader = HistoryReader(session, PATH, width=1)
        blocks = reader.blocks(HistoryQuery(), reader.extent())
        first, _ = next(blocks)
        server.export(tmp_path / "b", 12, 12)
        _move(server, "merged")
        rest = [row["_step"] for block, _ in blocks for row in block]
        assert [row["_step"] for row in first] + rest == list(range(12))


def test_an_address_that_stays_refused_is_an_error(tmp_path: Path) -> None:
    server = HistoryServer(rows(0, 10), tmp_path, 10, 5)
    server.storage.refused = set(server.urls)
    with server.session() as session, pytest.raises(PermissionDeniedError):
        list(HistoryScan(HistoryReader(session, PATH), HistoryQuery()))
    assert server.requested["GetRunHistoryPlan"] == 2


@pytest.mark.parametrize("cut", [4, 100, -1])
def test_a_damaged_export_is_an_error(tmp_path: Path, cut: int) -> None:
    server = HistoryServer(rows(0, 50), tmp_path, 50, 50)
    url = server.urls[0]
    server.storage.files[url] = server.storage.files[url][:cut]
    for keys in (None, ("x",)):
        with server.session() as session, pytest.raises(ProtocolError, match="export"):
            HistoryReader(session, PATH).parts(HistoryQuery(keys))


def test_the_facts_tell_what_is_exported_and_what_is_live(tmp_path: Path) -> None:
    server = HistoryServer(rows(0, 10), tmp_path, 6, 3)
    server.state = "running"
    with server.session() as session:
        parts = HistoryReader(session, PATH).parts(HistoryQuery())
    info = parts.info
    assert (info.complete, info.exported_through_step, info.live_rows) == (False, 5, 4)
    assert info.total_rows == 10
    assert parts.to_pandas().attrs["runql"]["live_rows"] == 4
    assert not math.isnan(parts.to_polars()["x"][9])


def _move(server: HistoryServer, folder: str) -> None:
    """Change the URL of every file; the old URLs are refused."""
    moved = {
        url: f"https://store.example/{folder}/{number}" for number, url in enumerate(server.urls)
    }
    server.storage.files = {moved[url]: server.storage.files[url] for url in server.urls}
    server.urls = list(moved.values())
