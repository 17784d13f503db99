"""Conversion of an export to formats other than Parquet."""

from __future__ import annotations

import errno
import json
import os
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from runql._models.exports.columns import json_text
from runql._transfer._engine.atomic_files import local_errors
from runql._transfer.exports.folder import part_of
from runql._transfer.exports.parts import columns_in, read_part, sync
from runql._transfer.exports.tables import part_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from runql._models.exports.parts import Part
    from runql._transfer.exports.folder import ExportFolder

__all__ = ["build_tables"]

_TABLES: Final = ("runs", "history", "system_metrics", "console_logs")


def build_tables(folder: ExportFolder, target: Path) -> None:
    """Build the other formats of an export from its Parquet parts.

    Args:
        folder: Folder with the parts.
        target: The DuckDB file, or the folder of an export.
    """
    kind = folder.manifest.settings.format
    if kind == "duckdb":
        written = folder.scratch("duckdb")
        with local_errors(target):
            for left in (written, written.with_name(f"{written.name}.wal")):
                left.unlink(
                    missing_ok=True
                )  # DuckDB would apply an old write-ahead log to the new file
            _write_duckdb(written, folder)
            path = os.path.relpath(target, folder.root).replace(os.sep, "/")
            rows = sum(record.history.rows for record in folder.manifest.runs.values())
            folder.replace("duckdb", written, part_of(written, path, rows))
        return
    escape = folder.manifest.settings.csv_formulas == "escape"
    write = partial(_write_csv, escape=escape) if kind == "csv" else _write_jsonl
    for table in _TABLES:
        sources = _sources(folder, table)
        if sources:
            written = folder.scratch(f"{table}.{kind}")
            with local_errors(folder.root / f"{table}.{kind}"):
                rows = write(written, sources)
                sync(written)
                part = part_of(written, f"{table}.{kind}", rows)
                folder.replace(f"{table}.{kind}", written, part)


def _sources(folder: ExportFolder, table: str) -> list[Path]:
    if table == "runs":
        return [folder.root / part_path(folder, "runs")]
    records = [record for _, record in sorted(folder.manifest.runs.items())]
    parts: list[Part | None] = [getattr(each, table) for each in records]
    return [folder.root / part.path for part in parts if part is not None]


def _tables(sources: list[Path]) -> Iterator[pa.Table]:
    for source in sources:
        yield from read_part(source)


def _write_csv(target: Path, sources: list[Path], *, escape: bool) -> int:
    import pyarrow as pa
    import pyarrow.compute

    pc: Any = pyarrow.compute  # the stubs do not declare all arguments
    rows = 0
    with target.open("wb") as file:
        names = pa.chunked_array([pa.array(list(columns_in(sources[0])), pa.string())])
        file.write(_joined(_csv_texts(names, escape=escape), ",").encode())
        for table in _tables(sources):
            texts = [_csv_texts(column, escape=escape) for column in table.columns]
            lines = pc.binary_join_element_wise(*texts, ",")
            file.write(_joined(lines, "\n").encode())
            rows += table.num_rows
    return rows


def _joined(texts: pa.ChunkedArray[Any], separator: str) -> str:
    values: list[Any] = texts.to_pylist()
    return separator.join(values) + "\n"


def _csv_texts(column: pa.ChunkedArray[Any], *, escape: bool) -> pa.ChunkedArray[Any]:
    """Convert values for CSV, so that readers parse numbers as numbers.

    Floats have a decimal point. NaN is written in a form that polars, DuckDB and pandas parse. Null is
    empty, and an empty string is quoted. With `escape`, a string that a spreadsheet would execute gets
    a leading apostrophe.
    """
    import pyarrow as pa
    import pyarrow.compute

    pc: Any = pyarrow.compute  # the stubs do not declare all arguments
    texts: Any = column.cast(pa.string())
    if pa.types.is_floating(column.type):
        texts = pc.replace_substring_regex(texts, r"^(-?\d+)$", r"\1.0")
        texts = pc.replace_substring(texts, "nan", "NaN")
    elif pa.types.is_string(column.type):
        if escape:
            texts = pc.replace_substring_regex(texts, r"^([=+\-@\t\r])", r"'\1")
        doubled = pc.replace_substring(texts, '"', '""')
        quoted = pc.binary_join_element_wise('"', doubled, '"', "")
        texts = pc.if_else(pc.match_substring_regex(texts, '[",\n\r]|^$'), quoted, texts)
    filled: pa.ChunkedArray[Any] = pc.fill_null(texts, "")
    return filled


def _write_jsonl(target: Path, sources: list[Path]) -> int:
    rows = 0
    nested = {name for name, kind in columns_in(sources[0]).items() if kind == "json"}
    with target.open("w", encoding="utf-8") as file:
        for table in _tables(sources):
            for row in table.to_pylist():
                file.write(_line(row, nested))
                rows += 1
    return rows


def _line(row: dict[str, Any], nested: set[str]) -> str:
    values: dict[str, Any] = {}
    for name, value in row.items():
        if value is not None:
            if name in nested:
                values[name] = json.loads(value)
            else:
                values[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return json_text(values) + "\n"


def _write_duckdb(target: Path, folder: ExportFolder) -> None:
    import duckdb

    try:
        with duckdb.connect(str(target)) as connection:
            _fill_duckdb(connection, folder)
    except duckdb.Error as error:  # any class of DuckDB error means a write error: the statements are fixed, and the parts are verified
        raise OSError(*_system_error(error)) from error
    sync(target)


def _fill_duckdb(connection: duckdb.DuckDBPyConnection, folder: ExportFolder) -> None:
    for table in _TABLES:
        if sources := _sources(folder, table):
            connection.execute(
                f"CREATE TABLE {table} AS SELECT * FROM read_parquet(?)",  # noqa: S608 - our own names
                [list(map(str, sources))],
            )
    connection.execute("CHECKPOINT")


def _system_error(error: Exception) -> tuple[int, str]:
    """Return the errno of a DuckDB error, which contains only the message."""
    text = str(error)
    full = {"No space left": errno.ENOSPC, "File too large": errno.EFBIG}
    number = next((each for words, each in full.items() if words in text), errno.EIO)
    return number, " ".join(text.split())
