"""Rows of large exported files come in parts: only what is needed, when it is needed."""

from __future__ import annotations

import io
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.history import byte_ranges
from runql._models.history.byte_ranges import Span, column_spans, parts_of
from runql._models.history.plan import HistoryQuery
from runql._paths.runs import RunPath
from runql._sync.history.iterators import HistoryScan
from runql._sync.history.reader import HistoryReader
from runql._transfer._engine import in_memory
from runql._transfer.history import parquet as exports
from tests.pure.history.history_server import HistoryServer, in_groups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql._sync._client.session import Session
    from tests.pure.history.history_server import Row

PATH: Final = RunPath("e", "p", "run")
ROWS: Final = [{"_step": step, "loss": step / 7, "text": f"{step}" * 50} for step in range(100)]
GROUP: Final = 10
URL: Final = "https://store.example/large"


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "TAIL", 64)
    monkeypatch.setattr(exports, "_HEAD", 64)
    monkeypatch.setattr(byte_ranges, "_CLOSE", 0)
    monkeypatch.setattr(byte_ranges, "_PART", 1)
    # The storage responds immediately.
    monkeypatch.setattr(in_memory, "_WORTH_WORKERS", 1e9)
    monkeypatch.setattr(in_memory, "inf", 0.0)


def served(tmp_path: Path, **options: Any) -> HistoryServer:
    """A server with one exported file of ten row groups."""
    server = HistoryServer(ROWS, tmp_path / "files", len(ROWS), len(ROWS), **options)
    (content,) = server.storage.files.values()
    store(server, in_groups(content, GROUP))
    return server


def store(server: HistoryServer, content: bytes) -> None:
    server.urls = [URL]
    server.storage.files = {URL: content}


def scan(session: Session, **query: Any) -> Iterator[Row]:
    return iter(HistoryScan(HistoryReader(session, PATH), HistoryQuery(**query)))


def groups_of(server: HistoryServer) -> list[int]:
    """The row groups of which bytes were requested, in this order."""
    metadata = pq.read_metadata(io.BytesIO(server.storage.files[URL]))
    every = range(metadata.num_row_groups)
    spans = [column_spans(metadata, None, [number]) for number in every]
    found: dict[int, None] = {}
    for _, wanted in server.storage.requested:
        low, _, high = (wanted or "").removeprefix("bytes=").partition("-")
        for number in every if low and int(high) - int(low) > 64 else ():
            if any(int(low) < span.stop and span.start <= int(high) for span in spans[number]):
                found[number] = None
    return list(found)


@pytest.mark.parametrize("keys", [None, ("loss", "text")])
def test_the_first_row_requires_the_footer_and_one_part(tmp_path: Path, keys: Any) -> None:
    server = served(tmp_path)
    with server.session() as session:
        rows = scan(session, keys=keys)
        assert next(rows) == ROWS[0]
        assert groups_of(server) == [0]
        assert [next(rows) for _ in range(GROUP)] == ROWS[1 : GROUP + 1]
        assert groups_of(server) == [0, 1]
        assert list(rows) == ROWS[GROUP + 1 :]
        assert groups_of(server) == list(range(10))


@pytest.mark.parametrize("keys", [None, ("loss", "text")])
def test_row_groups_outside_of_the_requested_steps_are_not_fetched(
    tmp_path: Path, keys: Any
) -> None:
    server = served(tmp_path)
    with server.session() as session:
        assert list(scan(session, keys=keys, min_step=35, max_step=50)) == ROWS[35:50]
        assert groups_of(server) == [3, 4]


def test_a_frame_of_keys_does_not_fetch_them_either(tmp_path: Path) -> None:
    server = served(tmp_path)
    query = HistoryQuery(("loss", "text"), 35, 50)
    with server.session() as session:
        parts = HistoryReader(session, PATH).parts(query)
        assert list(parts.to_records()) == ROWS[35:50]
    assert groups_of(server) == [3, 4]


def test_parts_are_read_ahead_from_a_storage_that_responds_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_memory, "_WORTH_WORKERS", -1.0)
    server = served(tmp_path)
    with server.session() as session:
        rows = scan(session)
        assert [next(rows) for _ in range(GROUP + 1)] == ROWS[: GROUP + 1]
        assert set(groups_of(server)) <= set(range(6))
        assert list(rows) == ROWS[GROUP + 1 :]
        assert sorted(groups_of(server)) == list(range(10))


@pytest.mark.parametrize("keys", [None, ("loss", "text")])
def test_a_file_that_is_rewritten_meanwhile_loses_and_repeats_no_row(
    tmp_path: Path, keys: Any
) -> None:
    server = served(tmp_path)
    with server.session() as session:
        rows = scan(session, keys=keys)
        found = [next(rows) for _ in range(15)]
        store(server, in_groups(server.storage.files[URL], 7))
        assert [*found, *rows] == ROWS
        assert server.requested["GetRunHistoryPlan"] == 2


def test_a_file_without_a_strong_etag_is_read_in_one_part(tmp_path: Path) -> None:
    server = served(tmp_path)
    server.storage.tagged = False
    with server.session() as session:
        rows = scan(session)
        assert next(rows) == ROWS[0]
        store(server, b"another file")
        assert list(rows) == ROWS[1:]


def reordered(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table.slice(50), table.slice(0, 55)])


def with_float_steps(table: pa.Table) -> pa.Table:
    return table.set_column(
        table.column_names.index("_step"), "_step", table.column("_step").cast("double")
    )


@pytest.mark.parametrize(
    ("change", "options"),
    [
        (reordered, {}),
        (with_float_steps, {}),
        (lambda table: table, {"write_statistics": False}),
        (lambda table: table, {"write_statistics": ["loss"]}),
    ],
    ids=["overlapping groups", "float steps", "no statistics", "no statistics of steps"],
)
def test_a_file_whose_footer_does_not_show_the_order_is_read_in_one_part(
    tmp_path: Path, change: Any, options: dict[str, Any]
) -> None:
    server = served(tmp_path)
    written = io.BytesIO()
    pq.write_table(
        change(pq.read_table(io.BytesIO(server.storage.files[URL]))),
        written,
        row_group_size=GROUP,
        **options,
    )
    store(server, written.getvalue())
    with server.session() as session:
        rows = scan(session)
        assert next(rows) == ROWS[0]
        before = len(server.storage.requested)
        assert list(rows) == ROWS[1:]
        assert len(server.storage.requested) == before


def test_groups_in_another_order_come_in_the_order_of_steps(tmp_path: Path) -> None:
    server = served(tmp_path)
    table = pq.read_table(io.BytesIO(server.storage.files[URL]))
    written = io.BytesIO()
    turned = pa.concat_tables([table.slice(at, GROUP) for at in range(90, -1, -GROUP)])
    pq.write_table(turned.combine_chunks(), written, row_group_size=GROUP)
    store(server, written.getvalue())
    with server.session() as session:
        rows = scan(session)
        assert next(rows) == ROWS[0]
        assert groups_of(server) == [9]
        assert list(rows) == ROWS[1:]


def test_the_cache_stores_the_whole_file_and_parts_come_from_it(tmp_path: Path) -> None:
    server = served(tmp_path, history_cache=tmp_path / "cache")
    with server.session() as session:
        assert list(scan(session)) == ROWS
        fetched = len(server.storage.requested)
        assert list(scan(session, keys=("loss", "text"), min_step=20)) == ROWS[20:]
        assert server.storage.requested[fetched:] == [(URL, "bytes=0-0")]


@pytest.mark.parametrize("keys", [None, ("loss", "text")])
def test_pages_outside_of_the_ranges_in_the_footer_are_read_from_the_whole_file(
    tmp_path: Path, keys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shorter(*given: Any) -> list[Span]:
        """The ranges without their first byte."""
        return [Span(span.start + 1, span.stop) for span in column_spans(*given)]

    monkeypatch.setattr(exports, "column_spans", shorter)
    server = served(tmp_path)
    with server.session() as session:
        assert list(scan(session, keys=keys)) == ROWS
    size = len(server.storage.files[URL])
    assert [each for _, each in server.storage.requested].count(f"bytes=0-{2**25 - 1}") == 1
    assert size < 2**25


@pytest.mark.parametrize("offset", [None, 0, 4, 90])
def test_a_column_starts_with_its_dictionary_if_it_has_one(offset: int | None) -> None:
    chunk = SimpleNamespace(
        dictionary_page_offset=offset, data_page_offset=50, total_compressed_size=100
    )
    group = SimpleNamespace(column=lambda _place: chunk)
    metadata: Any = SimpleNamespace(num_columns=1, row_group=lambda _number: group)
    start = 4 if offset == 4 else 50
    assert column_spans(metadata, None, [0]) == [Span(start, start + 100)]


STEPS: Final = st.lists(st.integers(0, 200), min_size=1, max_size=40, unique=True)


@given(STEPS, st.integers(1, 7), st.none() | st.integers(0, 99), st.none() | st.integers(99, 300))
def test_parts_have_every_group_of_the_range_once(
    steps: list[int], size: int, low: int | None, high: int | None
) -> None:
    written = io.BytesIO()
    pq.write_table(pa.table({"_step": steps}), written, row_group_size=size)
    metadata = pq.read_metadata(io.BytesIO(written.getvalue()))
    groups = [steps[at : at + size] for at in range(0, len(steps), size)]
    needed = {
        at
        for at, group in enumerate(groups)
        if any((low is None or step >= low) and (high is None or step < high) for step in group)
    }
    parts = parts_of(metadata, None, low, high)
    found = [number for part in parts for number in part]
    assert len(found) == len(set(found))
    assert needed <= set(found)
    for before, after in pairwise(parts):
        assert max(max(groups[at]) for at in before) < min(min(groups[at]) for at in after)


def test_the_first_part_is_small_and_later_ones_are_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    pq.write_table(pa.table({"_step": range(160)}), written, row_group_size=10, compression="none")
    metadata = pq.read_metadata(io.BytesIO(written.getvalue()))
    least = min(metadata.row_group(number).column(0).total_compressed_size for number in range(16))
    monkeypatch.setattr(byte_ranges, "_PART", least)
    monkeypatch.setattr(byte_ranges, "_LARGEST_PART", 4 * least)
    assert [len(part) for part in parts_of(metadata, None, None, None)] == [1, 2, 4, 4, 4, 1]
