"""Fast readers for rows that have the same keys and only numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from runql._wire.responses.json_decoding import json_decoder, numbers_decoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    import pyarrow as pa

    from runql._wire.json_types import JsonValue

    Array = pa.Array[Any]
    Column = pa.ChunkedArray[Any]

__all__ = ["number_columns", "number_values"]

_BLOCK: Final = 2**20
"""Bytes per block: a block fits into the processor's cache."""

_WIDEST: Final = 100
"""Maximum number of keys for which a decoder is created. Wider rows seldom have the same keys."""

_START: Final = re.compile(r' ?"([^"\x00-\x1f]*)": ?')
"""Beginning of a cell; the first cell of a line has a brace before it."""

_END: Final = 2**31 - 1

_NO_NUMBER: Final = r'": ?(?:[^-0-9 ]|-[^0-9]|-?0[0-9a-zA-Z_]|-?[0-9]+\.[^0-9])'
"""A value that Arrow can read as a number, but JSON cannot: `.5`, `+5`, `07`, `0x7`, `7.`."""


def number_values(lines: Sequence[str]) -> dict[str, list[JsonValue]] | None:
    """Return the values of each key of a few rows that have equal keys and only numbers.

    The result is None for other rows, and without msgspec.

    Args:
        lines: The rows: each begins and ends like an object.
    """
    try:
        first = json_decoder()(lines[0])
    except ValueError:
        return None
    if not isinstance(first, dict) or not 0 < len(first) <= _WIDEST:
        return None
    columns = numbers_decoder(tuple(first))(f"[{','.join(lines)}]")
    if columns is None or len(columns[0]) != len(lines):
        return None
    return dict(zip(first, columns, strict=True))


def number_columns(lines: Sequence[str], content: bytes) -> dict[str, Array] | None:
    """Return the columns of many rows that have equal keys and only numbers, split at commas.

    The result is None unless each row has the keys of the first row, in its order.

    Each cell must begin with its key, so that a comma inside a key or a value is not read as the end
    of a cell.

    Args:
        lines: The rows: each begins and ends like an object, and there are no escapes.
        content: The rows, one per line.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    starts = [_START.match(cell) for cell in lines[0][1:].split(",")]
    keys = {start[1]: start[0] for start in starts if start is not None}
    if len(keys) < len(starts):
        return None
    names = [str(at) for at in range(len(keys))]
    try:
        table = csv.read_csv(
            cast("IO[Any]", pa.BufferReader(content)),
            csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names),
            csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
            ),
        )
        if table.num_rows != len(lines):
            return None
        cells = list(table.columns)
        # Remove the braces, which every line has.
        cells[0] = pc.binary_replace_slice(cells[0], 0, 1, "")
        cells[-1] = pc.binary_replace_slice(cells[-1], -1, _END, "")
        found = {
            key: _one(_numbers(_behind(start, cell)))
            for (key, start), cell in zip(keys.items(), cells, strict=True)
        }
    except (pa.ArrowException, _OtherKeyError):
        return None
    text = pa.array([content], pa.large_binary())
    return None if pc.match_substring_regex(text, _NO_NUMBER)[0].as_py() else found


class _OtherKeyError(Exception):
    """A cell does not begin with the key of its column."""


def _one(column: Column) -> Array:
    return cast("Array", column.chunk(0)) if column.num_chunks == 1 else column.combine_chunks()


def _behind(start: str, cells: Column) -> Column:
    """Return the cells without the beginning that all of them share."""
    import pyarrow.compute as pc

    if not pc.all(pc.starts_with(cells, start)).as_py():
        raise _OtherKeyError(start)
    return pc.binary_replace_slice(cells, 0, len(start.encode()), "")


def _numbers(texts: Column) -> Column:
    """Return numbers: integers if all of them are.

    Raises:
        pyarrow.ArrowInvalid: If a value is not a finite number.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    first: str = texts[0].as_py()
    if first.lstrip("-").isdecimal():
        try:
            return texts.cast(pa.int64())
        except pa.ArrowInvalid:
            pass  # integers beyond 64 bits, or a float after the first row
    found = texts.cast(pa.float64())
    if not pc.all(pc.is_finite(found)).as_py():
        raise pa.ArrowInvalid("a number is not finite")
    return found
