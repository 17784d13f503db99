"""Exported histories as dicts: all columns, or the pieces of the file that hold the steps and one key."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from bench.lower_bounds.queries import exported_urls
from bench.lower_bounds.transports import HttpClient
from bench.server.sizes import METRICS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    import pyarrow.parquet as pq

__all__ = ["client"]

_METRIC: Final = METRICS[0]
_KEY: Final = ["_step", _METRIC]
"""The columns of one key: both clients return the step in every row."""

_FOOTER: Final = 2**16
_ROWS: Final = 500


def client() -> None:
    """Return nothing, because each program opens its own connection."""


def rows_pyarrow(_: None, count: int, folder: str) -> dict[str, float]:
    """Read the file's row groups, and zip their columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    transport = HttpClient()
    (url,) = exported_urls(transport, f"exported-{count}")
    file = pq.ParquetFile(pa.BufferReader(transport.get(url)))
    return _sum(_dicts(file, None))


def rows_display(_: None, count: int, folder: str) -> dict[str, float]:
    """Read the file's row groups, and fill a dict display with the values of 500 rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    transport = HttpClient()
    (url,) = exported_urls(transport, f"exported-{count}")
    file = pq.ParquetFile(pa.BufferReader(transport.get(url)))
    return _sum(_displays(file, file.schema_arrow.names, _ROWS))


def rows_polars(_: None, count: int, folder: str) -> dict[str, float]:
    """Create the dicts with polars."""
    import polars as pl

    transport = HttpClient()
    (url,) = exported_urls(transport, f"exported-{count}")
    frame = pl.read_parquet(io.BytesIO(transport.get(url)))
    return _sum(frame.iter_rows(named=True, buffer_size=2**14))


def key_whole(_: None, count: int, folder: str) -> dict[str, float]:
    """Fetch the whole file for two columns of it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    transport = HttpClient()
    (url,) = exported_urls(transport, f"exported-{count}")
    return _sum(_dicts(pq.ParquetFile(pa.BufferReader(transport.get(url))), _KEY))


def key_ranges(_: None, count: int, folder: str) -> dict[str, float]:
    """Fetch the footer, and of each row group the chunks of the columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    transport = HttpClient()
    (url,) = exported_urls(transport, f"exported-{count}")
    file = pq.ParquetFile(pa.PythonFile(_Remote(transport, url), "r"))
    return _sum(_dicts(file, _KEY))


def key_display(_: None, count: int, folder: str) -> dict[str, float]:
    """Fetch the same, and fill a dict display with the values of 5,000 rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    transport = HttpClient()
    (url,) = exported_urls(transport, f"exported-{count}")
    file = pq.ParquetFile(pa.PythonFile(_Remote(transport, url), "r"))
    return _sum(_displays(file, _KEY, 10 * _ROWS))


def _dicts(file: pq.ParquetFile, columns: list[str] | None) -> Iterator[dict[str, Any]]:
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, columns=columns, use_threads=False)
        keys = table.column_names
        values = [table.column(key).to_numpy().tolist() for key in keys]
        for row in zip(*values, strict=True):
            yield dict(zip(keys, row, strict=True))


def _displays(file: pq.ParquetFile, names: list[str], count: int) -> Iterator[dict[str, Any]]:
    cells = [f"cell{at}" for at in range(len(names))]
    entries = ", ".join(f"{name!r}: {cell}" for name, cell in zip(names, cells, strict=True))
    rows_of = eval(f"lambda rows: ({{{entries}}} for {', '.join(cells)} in rows)")
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, columns=names, use_threads=False)
        for batch in table.to_batches(max_chunksize=count):
            yield from rows_of(
                zip(*(each.to_numpy().tolist() for each in batch.columns), strict=True)
            )


def _sum(rows: Iterator[dict[str, Any]]) -> dict[str, float]:
    count, total = 0, 0.0
    for row in rows:
        count += 1
        total += row[_METRIC]
    return {"rows": count, "sum": total}


class _Remote(io.RawIOBase):
    """A file at a URL: every read requests its range, except reads of the footer."""

    def __init__(self, transport: HttpClient, url: str) -> None:
        self._transport, self._url = transport, url
        transport.connection.request("HEAD", url[len(transport.url) :])
        response = transport.connection.getresponse()
        response.read()
        self._size = int(response.headers["Content-Length"])
        self._footer = self._get(f"-{_FOOTER}")
        self._position = 0

    def _get(self, bounds: str) -> bytes:
        return self._transport.get(self._url, {"Range": f"bytes={bounds}"})

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        self._position = offset + (0, self._position, self._size)[whence]
        return self._position

    def read(self, size: int = -1) -> bytes:
        first = self._position
        after = self._size if size < 0 else min(self._size, first + size)
        self._position = after
        start = self._size - len(self._footer)
        if first >= start:
            return self._footer[first - start : after - start]
        return self._get(f"{first}-{after - 1}")
