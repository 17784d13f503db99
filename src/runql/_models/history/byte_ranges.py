"""Byte ranges of Parquet files that contain the requested columns, so that no others are fetched."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._models.history.rows import STEP
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow.parquet as pq

    from runql._models.history.plan import HistoryQuery

__all__ = [
    "TAIL",
    "Span",
    "SparseFile",
    "Tail",
    "column_spans",
    "footer_span",
    "missing_spans",
    "step_span",
    "wanted_columns",
]

TAIL: Final = 256 * 2**10
"""Number of bytes in the first request: the footer, and all of a small file."""

_MAGIC: Final = b"PAR1"
_CLOSE: Final = 64 * 2**10
_WORTH_WHOLE: Final = 0.7


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Bytes from `start` up to but not including `stop`."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a file, or another part of it.

    Attributes:
        content: The bytes.
        total: Bytes of the whole file.
    """

    content: bytearray
    total: int


class SparseFile(io.RawIOBase):
    """A file of which only some bytes are loaded; reading other bytes is an error."""

    def __init__(self, tail: Tail) -> None:
        super().__init__()
        self._tail = tail
        self._size = tail.total
        self._position = 0
        self._pieces: list[tuple[Span, memoryview]] = []
        self.add(Span(tail.total - len(tail.content), tail.total), tail.content)

    def add(self, span: Span, content: bytes | bytearray) -> None:
        """Add bytes of the file."""
        if len(content) != span.stop - span.start:
            raise ProtocolError(
                f"The storage returned {len(content)} bytes of a history export, expected "
                f"{span.stop - span.start}.",
                hint="Retry the call.",
            )
        self._pieces.append((span, memoryview(content)))

    def metadata(self) -> pq.FileMetaData:
        """Parse the footer, which must be loaded.

        Raises:
            ProtocolError: If it is corrupted.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.seek(footer_span(self._tail).start)
        try:
            return pq.read_metadata(pa.BufferReader(self.read()))
        except (pa.ArrowException, OSError) as error:
            raise ProtocolError(
                f"Cannot read the footer of a history export: {str(error).splitlines()[0]}",
                operation="history export",
            ) from error

    def has(self, span: Span) -> bool:
        """Return whether bytes are loaded."""
        return any(
            piece.start <= span.start and span.stop <= piece.stop for piece, _ in self._pieces
        )

    def read(self, size: int = -1) -> memoryview:
        """Return a view of the bytes from the current position on, which copies nothing."""
        stop = self._size if size < 0 else min(self._position + size, self._size)
        wanted = Span(self._position, stop)
        for piece, content in self._pieces:
            if piece.start <= wanted.start and wanted.stop <= piece.stop:
                self._position = stop
                return content[wanted.start - piece.start : wanted.stop - piece.start]
        raise OSError(f"The bytes {wanted.start} to {wanted.stop} were not fetched.")

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set the current position, and return it."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """Return the current position."""
        return self._position

    def size(self) -> int:
        """Return the length of the whole file."""
        return self._size

    def readable(self) -> bool:
        """Return True, because the file can be read."""
        return True

    def seekable(self) -> bool:
        """Return True, because the file can be read in any order."""
        return True


def footer_span(tail: Tail) -> Span:
    """Return the byte range of the footer, from the end of a file.

    Raises:
        ProtocolError: If it is not a Parquet file.
    """
    end = bytes(tail.content[-8:])
    if end[4:] != _MAGIC:
        raise ProtocolError(f"A history export is not a Parquet file: it ends with {end!r}.")
    length = int.from_bytes(end[:4], "little")
    return Span(max(tail.total - length - 8, 0), tail.total)


def column_spans(metadata: pq.FileMetaData, columns: Sequence[str]) -> list[Span]:
    """Return the byte ranges of columns; ranges that are close together are joined."""
    spans = []
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for index in range(group.num_columns):
            chunk = group.column(index)
            # A nested column has a path for each of its leaves.
            path = chunk.path_in_schema
            if any(path == name or path.startswith(f"{name}.") for name in columns):
                dictionary = chunk.dictionary_page_offset
                first = chunk.data_page_offset
                start = first if dictionary is None else min(first, dictionary)
                spans.append(Span(start, start + chunk.total_compressed_size))
    return _joined(spans)


def step_span(metadata: pq.FileMetaData) -> tuple[int, int] | None:
    """Return the first and last step in a file's statistics; None if it has none."""
    lows: list[float] = []
    highs: list[float] = []
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for index in range(group.num_columns):
            chunk = group.column(index)
            if chunk.path_in_schema != STEP:
                continue
            told = chunk.statistics
            if told is None or told.min is None or told.max is None:
                return None
            if not all(_is_finite(each) for each in (told.min, told.max)):
                return None
            lows.append(told.min)
            highs.append(told.max)
    if len(lows) < metadata.num_row_groups or not lows:
        return None
    return math.floor(min(lows)), math.ceil(max(highs))


def _is_finite(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def missing_spans(file: SparseFile, query: HistoryQuery) -> list[Span] | None:
    """Return the byte ranges to fetch besides the footer.

    The result is None if they are most of the file.
    """
    from runql._models.history.byte_ranges import wanted_columns

    metadata = file.metadata()
    names = metadata.schema.to_arrow_schema().names
    spans = column_spans(metadata, wanted_columns(names, query) or [])
    missing = [span for span in spans if not file.has(span)]
    wanted = sum(span.stop - span.start for span in missing)
    return None if wanted > _WORTH_WHOLE * file.size() else missing


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start - joined[-1].stop <= _CLOSE:
            joined[-1] = Span(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return joined


def wanted_columns(present: Sequence[str], query: HistoryQuery) -> list[str] | None:
    """Return the columns of a file that a query requires; None for all."""
    if query.keys is None:
        return None
    known = set(present)
    wanted: dict[str, None] = {}
    for key in (STEP, *query.keys):
        # The parts of a nested value may have separate columns.
        parts = [key] if key in known else [name for name in present if name.startswith(f"{key}.")]
        wanted.update(dict.fromkeys(parts))
    return list(wanted)
