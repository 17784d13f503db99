"""Byte ranges of Parquet files that contain the requested columns, so that no others are fetched."""

from __future__ import annotations

import io
import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from runql._models.history.rows import STEP
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow.parquet as pq

    from runql._models.history.plan import HistoryQuery

__all__ = [
    "TAIL",
    "RewrittenError",
    "Span",
    "SparseFile",
    "Tail",
    "column_spans",
    "footer_span",
    "parts_of",
    "step_span",
    "wanted_columns",
]

TAIL: Final = 256 * 2**10
"""Number of bytes in the first request: the footer, and all of a small file."""

_MAGIC: Final = b"PAR1"
_CLOSE: Final = 64 * 2**10
_PART: Final = 2**20
"""Minimum number of bytes of the requested columns in the first part; later parts are larger."""

_LARGEST_PART: Final = 2**23

_INTEGERS: Final = ("INT32", "INT64")


class RewrittenError(ProtocolError):
    """A file was replaced by another one while it was read."""


class Span(NamedTuple):
    """Bytes from `start` up to but not including `stop`."""

    start: int
    stop: int


class Tail(NamedTuple):
    """The end of a file, or another part of it.

    Attributes:
        content: The bytes.
        total: Bytes of the whole file.
    """

    content: bytearray
    total: int

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole file."""
        return len(self.content) == self.total


class SparseFile(io.RawIOBase):
    """A file of which only some bytes are loaded; reading other bytes is an error.

    Attributes:
        size: Number of bytes of the whole file.
        lacked: Whether other bytes were read.
    """

    def __init__(
        self,
        end: bytes | bytearray | memoryview,
        size: int,
        metadata: pq.FileMetaData | None = None,
    ) -> None:
        """Load the end of a file.

        Args:
            end: Its last bytes.
            size: Number of bytes of the whole file.
            metadata: The footer; None to parse it when it is needed.
        """
        super().__init__()
        self.size = size
        self.lacked = False
        self._end = end
        self._position = 0
        self._pieces: list[tuple[Span, memoryview]] = []
        self._metadata = metadata
        self.add(Span(size - len(end), size), end)

    def copy(self) -> SparseFile:
        """Return a file with the same bytes; bytes that are added to it are not added to this file."""
        copy = SparseFile(self._end, self.size, self.metadata())
        for span, content in self._pieces[1:]:
            copy.add(span, content)
        return copy

    def add(self, span: Span, content: bytes | bytearray | memoryview) -> None:
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

        if self._metadata is None:
            self.seek(footer_span(self._end, self.size).start)
            try:
                self._metadata = pq.read_metadata(pa.BufferReader(self.read()))
            except (pa.ArrowException, OSError) as error:
                raise ProtocolError(
                    f"Cannot read the footer of a history export: {str(error).splitlines()[0]}",
                    operation="history export",
                ) from error
        return self._metadata

    def has(self, span: Span) -> bool:
        """Return whether bytes are loaded."""
        return any(
            piece.start <= span.start and span.stop <= piece.stop for piece, _ in self._pieces
        )

    def read(self, size: int = -1) -> memoryview:
        """Return a view of the bytes from the current position on, which copies nothing."""
        stop = self.size if size < 0 else min(self._position + size, self.size)
        wanted = Span(self._position, stop)
        for piece, content in self._pieces:
            if piece.start <= wanted.start and wanted.stop <= piece.stop:
                self._position = stop
                return content[wanted.start - piece.start : wanted.stop - piece.start]
        self.lacked = True
        raise OSError(f"The bytes {wanted.start} to {wanted.stop} were not fetched.")

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set the current position, and return it."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """Return the current position."""
        return self._position

    def readable(self) -> bool:
        """Return True, because the file can be read."""
        return True

    def seekable(self) -> bool:
        """Return True, because the file can be read in any order."""
        return True


def footer_span(end: bytes | bytearray | memoryview, size: int) -> Span:
    """Return the byte range of the footer, from the end of a file and its size.

    Raises:
        ProtocolError: If it is not a Parquet file.
    """
    last = bytes(end[-8:])
    if last[4:] != _MAGIC:
        raise ProtocolError(f"A history export is not a Parquet file: it ends with {last!r}.")
    length = int.from_bytes(last[:4], "little")
    return Span(max(size - length - 8, 0), size)


def column_spans(
    metadata: pq.FileMetaData, columns: Sequence[str] | None, groups: Iterable[int]
) -> list[Span]:
    """Return the byte ranges of columns in row groups; ranges that are close together are joined.

    Args:
        metadata: The footer.
        columns: Names of the columns; None for all.
        groups: Indexes of the row groups.
    """
    spans = []
    places = _places(metadata, columns)
    for number in groups:
        group = metadata.row_group(number)
        for place in places:
            chunk = group.column(place)
            first = chunk.data_page_offset
            # Some writers store 0 if there is no dictionary.
            start = min(first, chunk.dictionary_page_offset or first)
            spans.append(Span(start, start + chunk.total_compressed_size))
    return _joined(spans)


def parts_of(
    metadata: pq.FileMetaData, columns: Sequence[str] | None, low: int | None, high: int | None
) -> list[tuple[int, ...]]:
    """Return the row groups of a file in parts, in order of steps, without those outside of a range.

    The first part is small, so that the first row comes early; each other part is twice as large as the one
    before, up to 8 MiB. If the statistics do not show that the row groups follow each other, all are one part.

    Args:
        metadata: The footer.
        columns: Names of the columns to read; None for all.
        low: First step; None for the first existing step.
        high: End of the range, exclusive; None for no end.
    """
    known = _steps_of_groups(metadata)
    if known is None:
        return [tuple(range(metadata.num_row_groups))]
    wanted = [
        (*bounds, number)
        for number, bounds in enumerate(known)
        if (low is None or low <= bounds[1]) and (high is None or bounds[0] < high)
    ]
    ordered = sorted(wanted)
    if any(before[1] >= after[0] for before, after in pairwise(ordered)):
        return [tuple(number for _, _, number in wanted)]
    places = _places(metadata, columns)
    parts: list[list[int]] = [[]]
    size = left = _PART
    for _, _, number in ordered:
        if left <= 0:
            parts.append([])
            size = left = min(2 * size, _LARGEST_PART)
        parts[-1].append(number)
        group = metadata.row_group(number)
        left -= sum(group.column(place).total_compressed_size for place in places)
    return [tuple(part) for part in parts]


def _places(metadata: pq.FileMetaData, columns: Sequence[str] | None) -> list[int]:
    """Return the indexes of the columns of a file that contain some columns; None for all."""
    places = range(metadata.num_columns)
    if columns is None:
        return list(places)
    # A nested column has a path for each of its leaves.
    paths = [metadata.schema.column(place).path for place in places]
    names = set(columns)
    starts = tuple(f"{name}." for name in columns)
    return [place for place in places if paths[place] in names or paths[place].startswith(starts)]


def _steps_of_groups(metadata: pq.FileMetaData) -> list[tuple[int, int]] | None:
    """Return the first and last step of each row group; None if a row may have no integer step."""
    places = _places(metadata, [STEP])
    if len(places) != 1 or metadata.schema.column(places[0]).physical_type not in _INTEGERS:
        return None
    found: list[tuple[int, int]] = []
    for number in range(metadata.num_row_groups):
        told = metadata.row_group(number).column(places[0]).statistics
        if told is None or told.min is None or told.max is None or told.null_count != 0:
            return None
        found.append((told.min, told.max))
    return found


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
