"""The cache of exported files returns the right file, complete, or none: each defect of a cache by file name is a case here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from runql import Settings
from runql._models.history.plan import HistoryQuery
from runql._paths.runs import RunPath
from runql._sync.history.reader import HistoryReader
from runql._transfer.history.cache import HistoryCache, Kept
from runql.errors import PermissionDeniedError, ProtocolError, UsageError
from tests.pure.history.history_server import HistoryServer

if TYPE_CHECKING:
    from pathlib import Path

PATH = RunPath("e", "p", "run")


def served(tmp_path: Path, name: str = "a", first: int = 0, **settings: object) -> HistoryServer:
    rows = [{"_step": step, "x": first + step, "y": step / 2} for step in range(10)]
    more = {"history_cache": tmp_path / "cache", **settings}
    return HistoryServer(rows, tmp_path / name, 10, 100, **more)


def read(server: HistoryServer, keys: tuple[str, ...] | None = None) -> list[object]:
    with server.session() as session:
        records = HistoryReader(session, PATH).parts(HistoryQuery(keys)).to_records()
    return [row["x"] for row in records]


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("*"))


def test_nothing_is_kept_unless_asked_for(tmp_path: Path) -> None:
    server = served(tmp_path, history_cache=None)
    assert read(server) == list(range(10))
    assert not (tmp_path / "cache").exists()


def test_a_second_reading_asks_only_whether_the_file_is_the_same(tmp_path: Path) -> None:
    server = served(tmp_path)
    assert read(server) == read(server) == list(range(10))
    assert [span for _, span in server.storage.requested][1:] == ["bytes=0-0"]
    assert len(kept(tmp_path)) == 1


def test_a_kept_file_serves_chosen_keys_too(tmp_path: Path) -> None:
    server = served(tmp_path)
    read(server)
    assert read(server, ("x",)) == list(range(10))
    assert [span for _, span in server.storage.requested][1:] == ["bytes=0-0"]


def test_a_storage_without_conditions_is_asked_for_one_byte(tmp_path: Path) -> None:
    server = served(tmp_path)
    server.storage.conditional = False
    assert read(server) == read(server)
    assert [span for _, span in server.storage.requested][1:] == ["bytes=0-0"]


def test_a_file_that_was_written_anew_is_never_stale(tmp_path: Path) -> None:
    server = served(tmp_path)
    assert read(server)[:2] == [0, 1]
    newer = served(tmp_path, "b", first=500)
    assert newer.urls == server.urls
    assert read(newer)[:2] == [500, 501]
    assert read(newer)[:2] == [500, 501]


def test_runs_of_other_ids_and_servers_have_files_of_their_own(tmp_path: Path) -> None:
    first = served(tmp_path)
    read(first)
    other_run = served(tmp_path, "b", first=100)
    other_run.id = "Another"
    assert read(other_run)[0] == 100
    other_server = served(tmp_path, "c", first=200, base_url="https://v.example")
    assert read(other_server)[0] == 200
    assert len(kept(tmp_path)) == 3
    assert read(first)[0] == 0


def test_a_refusal_is_an_error_and_never_kept(tmp_path: Path) -> None:
    server = served(tmp_path)
    server.storage.refused = set(server.urls)
    with pytest.raises(PermissionDeniedError):
        read(server)
    assert kept(tmp_path) == []
    server.storage.refused = set()
    assert read(server) == list(range(10))


def test_what_is_no_parquet_is_an_error_and_never_kept(tmp_path: Path) -> None:
    server = served(tmp_path)
    good = dict(server.storage.files)
    server.storage.files = dict.fromkeys(good, b"<html>sign in</html>")
    with pytest.raises(ProtocolError, match="parquet"):
        read(server)
    assert kept(tmp_path) == []
    server.storage.files = good
    assert read(server) == list(range(10))


@pytest.mark.parametrize("offset", [0, 20, -1, None])
def test_a_damaged_file_is_deleted_and_fetched_again(tmp_path: Path, offset: int | None) -> None:
    server = served(tmp_path)
    read(server)
    (path,) = kept(tmp_path)
    data = bytearray(path.read_bytes())
    if offset is None:
        del data[len(data) // 2 :]
    else:
        data[offset] ^= 0xFF
    path.write_bytes(data)
    assert read(server) == list(range(10))
    assert server.storage.requested[-1][1] != "bytes=0-0"
    assert read(server) == list(range(10))


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = HistoryCache(tmp_path, 2500)
    files = [Kept("https://w.example", "run", f"file{number}") for number in range(3)]
    for number, file in enumerate(files[:2]):
        cache.keep(file, '"e"', bytes(800))
        os.utime(tmp_path / file.name, (number, number))
    assert cache.find(files[0]) is not None
    cache.keep(files[2], '"e"', bytes(800))
    assert [cache.find(file) is not None for file in files] == [True, False, True]
    cache.keep(files[1], '"e"', bytes(5000))
    assert cache.find(files[1]) is None


def test_leftovers_of_killed_processes_go(tmp_path: Path) -> None:
    left = tmp_path / ".x.part"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    HistoryCache(tmp_path, 10_000).keep(Kept("s", "r", "p"), '"e"', b"content")
    assert not left.exists()


def test_a_folder_that_cannot_be_written_to_costs_the_cache_and_not_the_data(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    assert read(served(tmp_path)) == list(range(10))
    assert "Cannot store a history export" in caplog.text


def test_a_size_below_zero_is_refused() -> None:
    with pytest.raises(UsageError, match="history_cache_bytes"):
        Settings(history_cache_bytes=-1)
