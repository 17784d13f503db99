"""Histories: rows as dicts and as frames, from pages of the live store or from parquet files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from bench.lower_bounds.decoders import by_json, by_orjson, by_pydantic, lines_of, rows_of
from bench.lower_bounds.queries import rows_request, samples_request
from bench.lower_bounds.transports import Curl, HttpClient
from bench.server.sizes import HISTORY, METRICS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

    from bench.lower_bounds.transports import Transport

__all__ = ["client"]

_METRIC: Final = METRICS[0]
_PAGE: Final = 10_000


def client() -> None:
    """Return nothing, because each program opens its own connection."""


def live_json(_: None, count: int, folder: str) -> dict[str, float]:
    return _live_rows(HttpClient(), by_json(), count)


def live_pydantic(_: None, count: int, folder: str) -> dict[str, float]:
    return _live_rows(HttpClient(), by_pydantic(), count)


def live_orjson(_: None, count: int, folder: str) -> dict[str, float]:
    return _live_rows(HttpClient(), by_orjson(), count)


def live_curl_orjson(_: None, count: int, folder: str) -> dict[str, float]:
    return _live_rows(Curl(), by_orjson(), count)


def arrow_polars(_: None, count: int, folder: str) -> dict[str, float]:
    import polars as pl

    parts = [
        pl.read_ndjson(lines_of(page), infer_schema_length=100)
        for page in _live_pages(HttpClient(), count)
    ]
    return _found(pl.concat(parts).to_arrow())


def arrow_pyarrow(_: None, count: int, folder: str) -> dict[str, float]:
    import pyarrow as pa
    import pyarrow.json as pj

    options = pj.ReadOptions(block_size=2**21)
    parts = [
        pj.read_json(io.BytesIO(lines_of(page)), options)
        for page in _live_pages(HttpClient(), count)
    ]
    return _found(pa.concat_tables(parts))


def many_polars(_: None, count: int, folder: str) -> dict[str, float]:
    import polars as pl

    parts = [
        pl.read_ndjson(lines_of(page), infer_schema_length=100).with_columns(run=pl.lit(run))
        for run, page in _many_pages(HttpClient(), count)
    ]
    frame = pl.concat(parts).to_pandas()
    return {"rows": len(frame), "sum": float(frame[_METRIC].sum())}


def many_pyarrow(_: None, count: int, folder: str) -> dict[str, float]:
    import pyarrow as pa
    import pyarrow.json as pj

    parts = []
    for run, page in _many_pages(HttpClient(), count):
        table = pj.read_json(io.BytesIO(lines_of(page)), pj.ReadOptions(block_size=2**22))
        parts.append(table.append_column("run", pa.array([run] * table.num_rows)))
    frame = pa.concat_tables(parts).to_pandas()
    return {"rows": len(frame), "sum": float(frame[_METRIC].sum())}


def samples_json(_: None, count: int, folder: str) -> dict[str, float]:
    return _samples(by_json(), count)


def samples_orjson(_: None, count: int, folder: str) -> dict[str, float]:
    return _samples(by_orjson(), count)


def _live_pages(transport: Transport, count: int) -> Iterator[bytes]:
    for first in range(0, count, _PAGE):
        after = min(count, first + _PAGE)
        yield transport.post(rows_request(HISTORY, f"live-{count}", first, after))


def _many_pages(transport: Transport, count: int) -> Iterator[tuple[str, bytes]]:
    for run in (f"many{index:05}" for index in range(count)):
        yield run, transport.post(rows_request(f"many-{count}", run, 0, 1_000_000))


def _live_rows(
    transport: Transport, loads: Callable[[bytes | str], Any], count: int
) -> dict[str, float]:
    rows, total = 0, 0.0
    for page in _live_pages(transport, count):
        for row in rows_of(page, loads):
            rows += 1
            total += row[_METRIC]
    return {"rows": rows, "sum": total}


def _samples(loads: Callable[[bytes | str], Any], count: int) -> dict[str, float]:
    import pandas as pd

    transport, request = HttpClient(), samples_request()
    frames = [
        pd.DataFrame.from_records(list(rows_of(transport.post(request), loads)))
        for _ in range(count)
    ]
    return {
        "rows": sum(map(len, frames)),
        "sum": sum(float(frame[_METRIC].sum()) for frame in frames),
    }


def _found(table: pa.Table) -> dict[str, float]:
    import pyarrow.compute as pc

    return {"rows": table.num_rows, "sum": pc.sum(table.column(_METRIC)).as_py()}
