"""Exported files of a history: fetched whole, or the columns asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._models.history_parquet import read_parquet
from runql._models.parquet_ranges import TAIL, SparseFile, footer_span, missing_spans
from runql._transfer.fetch import Fetch

if TYPE_CHECKING:
    import threading

    import pyarrow as pa

    from runql._models.history_plan import HistoryQuestion, HistoryReach
    from runql._models.parquet_ranges import Span
    from runql._transfer.connections import Connections

__all__ = ["read_export"]

_OPERATION: Final = "history export"


def read_export(
    connections: Connections,
    url: str,
    question: HistoryQuestion,
    reach: HistoryReach,
    stop: threading.Event,
) -> pa.Table:
    """Return the rows of an exported file that are asked for.

    Raises:
        ApiError: The server or its storage refused.
        TransportError: The connection broke more often than the settings put up with.
        ProtocolError: The file is no parquet.
    """
    fetch = Fetch(connections, url, _OPERATION, stop)
    if question.keys is None:
        return read_parquet(fetch.whole(), question, reach)
    tail = fetch.tail(TAIL)
    if len(tail.content) == tail.total:
        return read_parquet(tail.content, question, reach)
    file = SparseFile(tail)
    footer = footer_span(tail)
    if not file.has(footer):
        _fill(file, fetch, [footer])
    missing = missing_spans(file, question)
    if missing is None:
        return read_parquet(fetch.whole(), question, reach)
    _fill(file, fetch, missing)
    return read_parquet(file, question, reach)


def _fill(file: SparseFile, fetch: Fetch, spans: list[Span]) -> None:
    for span, content in fetch.spans(spans):
        file.add(span, content)
