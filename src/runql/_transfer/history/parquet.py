"""Exported history files, fetched whole or by columns and row groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from runql._models.history.byte_ranges import (
    TAIL,
    Span,
    SparseFile,
    column_spans,
    footer_span,
    parts_of,
    step_span,
    wanted_columns,
)
from runql._models.history.parquet import FileRows, read_parquet, step_range
from runql._models.history.step_order import FileSteps
from runql._transfer._engine.in_memory import Fetch
from runql._transfer.history.cache import HistoryCache, Kept
from runql.errors import ProtocolError

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from runql._models.history.byte_ranges import Tail
    from runql._models.history.plan import HistoryExtent, HistoryQuery
    from runql._transfer._engine.connections import Connections

__all__ = ["Export", "open_export", "read_export", "read_part", "read_steps"]

_OPERATION: Final = "history export"
_HEAD: Final = 8 * 2**20
_WORTH_WHOLE: Final = 0.7


class Export(NamedTuple):
    """An exported file to read in parts.

    Attributes:
        fetch: Fetch of the footer.
        file: The bytes that are needed for every part.
        parts: Row groups of the parts, in order of steps.
    """

    fetch: Fetch
    file: SparseFile
    parts: Sequence[Sequence[int]]


def read_export(
    connections: Connections,
    url: str,
    query: HistoryQuery,
    extent: HistoryExtent,
    cancel: threading.Event,
    content: bytearray | None = None,
) -> FileRows:
    """Return the requested rows of an exported file.

    Without keys, the whole file is fetched, and stored in the cache if the settings enable it. With keys, the
    file is read from the cache, or the requested columns are fetched. Nothing is fetched if the content is
    passed in.

    Raises:
        ApiError: If the server or its storage refused.
        TransportError: If the connection failed more often than the settings allow.
        ProtocolError: If the file is not valid Parquet.
    """
    if query.keys is not None:
        export = open_export(connections, url, query, extent, cancel, content)
        groups = [number for part in export.parts for number in part]
        return _read(export._replace(parts=[groups]), groups, query, extent, export.fetch)
    if content is not None:
        return read_parquet(content, query, extent)
    fetch = Fetch(connections, url, _OPERATION, cancel)
    found = _cached(fetch, connections, extent)
    if found is not None:
        return read_parquet(found, query, extent)
    content = fetch.whole()
    rows = read_parquet(content, query, extent)
    cache = HistoryCache.of(connections.settings)
    if cache is not None and extent.storage_id and fetch.etag is not None:
        kept = Kept.of(connections.settings.base_url, extent.storage_id, url)
        cache.keep(kept, fetch.etag, content)
    return rows


def open_export(
    connections: Connections,
    url: str,
    query: HistoryQuery,
    extent: HistoryExtent,
    cancel: threading.Event,
    content: bytearray | None = None,
) -> Export:
    """Fetch what is needed to read an exported file in parts: the footer of a large file, or a small file.

    A file without a strong ETag is one part, because it could be rewritten between two parts.

    Raises:
        ApiError: If the server or its storage refused.
        TransportError: If the connection failed more often than the settings allow.
        ProtocolError: If the file is not valid Parquet.
    """
    fetch = Fetch(connections, url, _OPERATION, cancel)
    known = content if content is not None else _cached(fetch, connections, extent)
    if known is not None:
        file = SparseFile(known, len(known))
        return Export(fetch, file, _parts(file, query, extent))
    if query.keys is None and query.min_step is None and query.max_step is None:
        head = fetch.head(_HEAD)
        if head.is_whole:
            file = SparseFile(head.content, head.total)
        else:
            file = _with_footer(fetch.tail(TAIL), fetch)
            file.add(Span(0, len(head.content)), head.content)
    else:
        file = _with_footer(fetch.tail(TAIL), fetch)
    parts = _parts(file, query, extent)
    if fetch.etag is None:
        parts = [tuple(number for part in parts for number in part)]
    return Export(fetch, file, parts)


def read_part(
    connections: Connections,
    export: Export,
    groups: Sequence[int],
    query: HistoryQuery,
    extent: HistoryExtent,
    cancel: threading.Event,
) -> FileRows:
    """Return the requested rows of a part of an exported file.

    Raises:
        ApiError: If the server or its storage refused.
        TransportError: If the connection failed more often than the settings allow.
        ProtocolError: If the file is not valid Parquet, or was rewritten.
    """
    return _read(export, groups, query, extent, export.fetch.again(connections, cancel))


def read_steps(connections: Connections, url: str, cancel: threading.Event) -> FileSteps:
    """Return the range of steps of an exported file, from its footer.

    Raises:
        ApiError: If the server or its storage refused.
        TransportError: If the connection failed more often than the settings allow.
        ProtocolError: If the file is not valid Parquet.
    """
    fetch = Fetch(connections, url, _OPERATION, cancel)
    tail = fetch.tail(TAIL)
    file = _with_footer(tail, fetch)
    # A small file is in memory completely. It is fetched again only for the cache.
    is_whole = tail.is_whole and connections.settings.history_cache is None
    return FileSteps(url, step_span(file.metadata()), tail.content if is_whole else None)


def _cached(fetch: Fetch, connections: Connections, extent: HistoryExtent) -> memoryview | None:
    """Return the file from the cache, if it is there and unchanged in the storage."""
    cache = HistoryCache.of(connections.settings)
    if cache is None or not extent.storage_id:
        return None
    found = cache.find(Kept.of(connections.settings.base_url, extent.storage_id, fetch.url))
    if found is None or not fetch.is_still(found.etag, len(found.content)):
        return None
    return found.content


def _with_footer(tail: Tail, fetch: Fetch) -> SparseFile:
    end, size = tail.content, tail.total
    file, footer = SparseFile(end, size), footer_span(end, size)
    if not file.has(footer):
        _fill(file, fetch, [footer])
    return file


def _parts(file: SparseFile, query: HistoryQuery, extent: HistoryExtent) -> list[tuple[int, ...]]:
    metadata = file.metadata()
    return parts_of(metadata, _columns(file, query), *step_range(query, extent))


def _columns(file: SparseFile, query: HistoryQuery) -> list[str] | None:
    return wanted_columns(file.metadata().schema.to_arrow_schema().names, query)


def _read(
    export: Export,
    groups: Sequence[int],
    query: HistoryQuery,
    extent: HistoryExtent,
    fetch: Fetch,
) -> FileRows:
    file = export.file.copy()
    spans = column_spans(file.metadata(), _columns(file, query), groups)
    missing = [span for span in spans if not file.has(span)]
    size = sum(span.stop - span.start for span in missing)
    if len(export.parts) == 1 and size > _WORTH_WHOLE * file.size:
        return read_parquet(fetch.whole(), query, extent, groups)
    _fill(file, fetch, missing)
    try:
        return read_parquet(file, query, extent, groups)
    except ProtocolError:
        if not file.lacked:
            raise
    # A writer may store pages outside of the range that the footer names. Further parts need the whole file, too.
    content = fetch.whole()
    export.file.add(Span(0, len(content)), content)
    return read_parquet(content, query, extent, groups)


def _fill(file: SparseFile, fetch: Fetch, spans: list[Span]) -> None:
    for span, content in fetch.spans(spans):
        file.add(span, content)
