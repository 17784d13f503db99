"""Segments that come in any order: the digest is that of the file, whatever is hashed out of memory or read again."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from typing import TYPE_CHECKING

import pytest

from runql._models.files.base import Source
from runql._transfer._engine.cancel import TransferCancelled
from runql._transfer._engine.journal import Journal
from runql._transfer._engine.multiplexed import segments as module
from runql._transfer._engine.multiplexed.segments import Segments, step_of
from runql._transfer._engine.ranges import NoRanges
from runql.errors import TransportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO
    from pathlib import Path

SEGMENT = 50_000
CONTENT = random.Random(1).randbytes(9 * SEGMENT + 123)


def filling(
    seed: int = 0, piece: int = 7_000, pause: float = 0.0
) -> Callable[[FileIO, int, int, Callable[[bytes], None], Callable[[int], None]], None]:
    """A source that returns a segment in pieces, in any order."""
    drawn = random.Random(seed)

    def fill(
        file: FileIO,
        start: int,
        length: int,
        update: Callable[[bytes], None],
        written: Callable[[int], None],
    ) -> None:
        for at in range(start, start + length, piece):
            block = CONTENT[at : min(at + piece, start + length)]
            time.sleep(pause * drawn.random())
            file.write(block)
            update(block)
            written(at + len(block) - start)

    return fill


def segments(
    folder: Path,
    workers: int = 4,
    cancel: threading.Event | None = None,
    whole: Callable[[Path], None] | None = None,
) -> Segments:
    part = folder / ".part"
    if not part.exists():
        with part.open("xb") as file:
            file.truncate(len(CONTENT))
    source = Source("a", "http://h.test/a", None, len(CONTENT), None)
    journal = Journal(part, -(-len(CONTENT) // SEGMENT), SEGMENT)
    return Segments(part, journal, source, SEGMENT, workers, cancel or threading.Event(), whole)


@pytest.mark.parametrize("held", [0, 20_000, 2**24])
@pytest.mark.parametrize("seed", range(3))
def test_the_digest_is_that_of_the_file(
    tmp_path: Path, seed: int, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_HELD", held)
    digest = segments(tmp_path).fetch(filling(seed, pause=0.002))
    assert digest == hashlib.md5(CONTENT).hexdigest()
    assert (tmp_path / ".part").read_bytes() == CONTENT


def test_what_is_there_is_hashed_and_not_fetched_again(tmp_path: Path) -> None:
    ready = threading.Event()

    def fails(*arguments: object) -> None:
        if ready.is_set():
            raise TransportError("The connection broke.")
        ready.set()
        filling()(*arguments)  # type: ignore[arg-type]

    with pytest.raises(TransportError):
        segments(tmp_path, workers=1).fetch(fails)
    fetched: list[tuple[int, int]] = []
    fill = filling()

    def noted(
        file: FileIO,
        start: int,
        length: int,
        update: Callable[[bytes], None],
        written: Callable[[int], None],
    ) -> None:
        fetched.append((start, length))
        fill(file, start, length, update, written)

    assert segments(tmp_path).fetch(noted) == hashlib.md5(CONTENT).hexdigest()
    assert min(fetched) == (SEGMENT, SEGMENT)
    assert sum(length for _, length in fetched) == len(CONTENT) - SEGMENT


def test_all_that_is_written_is_told_once(tmp_path: Path) -> None:
    told: list[bytes] = []
    digest = segments(tmp_path, whole=lambda part: told.append(part.read_bytes())).fetch(filling())
    assert told == [CONTENT]
    assert digest == hashlib.md5(CONTENT).hexdigest()


@pytest.mark.parametrize("error", [NoRanges(), TransportError("broke"), OSError(28, "full")])
def test_an_error_of_a_segment_ends_the_others(tmp_path: Path, error: Exception) -> None:
    calls: list[int] = []

    def fails(_file: FileIO, start: int, *_: object) -> None:
        calls.append(start)
        raise error

    told: list[Path] = []
    with pytest.raises(type(error)):
        segments(tmp_path, whole=told.append).fetch(fails)
    assert len(calls) <= 4
    assert not told


def test_a_call_that_is_canceled_ends(tmp_path: Path) -> None:
    cancel = threading.Event()

    def waits(*_: object) -> None:
        cancel.wait(5)

    threading.Timer(0.2, cancel.set).start()
    began = time.monotonic()
    with pytest.raises(TransferCancelled):
        segments(tmp_path, cancel=cancel).fetch(waits)
    assert time.monotonic() - began < 2


def test_a_part_that_is_cut_has_another_digest(tmp_path: Path) -> None:
    made = segments(tmp_path, workers=1)

    def cuts(file: FileIO, start: int, length: int, update: object, written: object) -> None:
        filling()(file, start, length, lambda _block: None, lambda _got: None)

    for index in range(len(made._written)):
        made._written[index] = made.length(index)
    made._todo.clear()
    (tmp_path / ".part").write_bytes(CONTENT[:1000])
    assert made.fetch(cuts) == hashlib.md5(CONTENT[:1000]).hexdigest()


@pytest.mark.parametrize("workers", [1, 2, 8, 32, 64])
def test_workers_lose_32_mib_together_at_most(workers: int) -> None:
    assert workers * 2 * step_of(workers) <= 2**25
