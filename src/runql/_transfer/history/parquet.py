"""Exported history files, fetched whole or by columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._models.history.byte_ranges import (
    TAIL,
    SparseFile,
    footer_span,
    missing_spans,
    step_span,
)
from runql._models.history.parquet import FileRows, read_parquet
from runql._models.history.step_order import FileSteps
from runql._transfer._engine.in_memory import Fetch
from runql._transfer.history.cache import HistoryCache, Kept

if TYPE_CHECKING:
    import threading

    from runql._models.history.byte_ranges import Span
    from runql._models.history.plan import HistoryExtent, HistoryQuery
    from runql._transfer._engine.connections import Connections

__all__ = ["read_export", "read_steps"]

_OPERATION: Final = "history export"


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
    fetch = Fetch(connections, url, _OPERATION, cancel)
    if content is not None:
        return read_parquet(content, query, extent)
    cache = HistoryCache.of(connections.settings)
    kept = Kept.of(connections.settings.base_url, extent.storage_id, url)
    if cache is not None and extent.storage_id:
        found = cache.find(kept)
        if found is not None and fetch.is_still(found.etag, len(found.content)):
            return read_parquet(found.content, query, extent)
    if query.keys is not None:
        return _columns(fetch, query, extent)
    content = fetch.whole()
    rows = read_parquet(content, query, extent)
    if cache is not None and extent.storage_id and fetch.etag is not None:
        cache.keep(kept, fetch.etag, content)
    return rows


def read_steps(connections: Connections, url: str, cancel: threading.Event) -> FileSteps:
    """Return the range of steps of an exported file, from its footer.

    Raises:
        ApiError: If the server or its storage refused.
        TransportError: If the connection failed more often than the settings allow.
        ProtocolError: If the file is not valid Parquet.
    """
    fetch = Fetch(connections, url, _OPERATION, cancel)
    tail = fetch.tail(TAIL)
    file, footer = SparseFile(tail), footer_span(tail)
    if not file.has(footer):
        _fill(file, fetch, [footer])
    # A small file is in memory completely. It is fetched again only for the cache.
    is_whole = len(tail.content) == tail.total and connections.settings.history_cache is None
    return FileSteps(url, step_span(file.metadata()), tail.content if is_whole else None)


def _columns(fetch: Fetch, query: HistoryQuery, extent: HistoryExtent) -> FileRows:
    tail = fetch.tail(TAIL)
    if len(tail.content) == tail.total:
        return read_parquet(tail.content, query, extent)
    file = SparseFile(tail)
    footer = footer_span(tail)
    if not file.has(footer):
        _fill(file, fetch, [footer])
    missing = missing_spans(file, query)
    if missing is None:
        return read_parquet(fetch.whole(), query, extent)
    _fill(file, fetch, missing)
    return read_parquet(file, query, extent)


def _fill(file: SparseFile, fetch: Fetch, spans: list[Span]) -> None:
    for span, content in fetch.spans(spans):
        file.add(span, content)
