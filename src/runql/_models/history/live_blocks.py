"""Live rows of a history as blocks of columns, without a dict per row where the result is the same."""

from __future__ import annotations

from math import copysign
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from runql._frames.blocks import Block, Chunk
from runql._frames.integers import EXACT
from runql._frames.rows import ColumnRows
from runql._models._attributes.json_text import QUOTED_NUMBERS
from runql._models.history.number_lines import number_columns, number_values
from runql._models.history.plan import longest_part, read_specs
from runql._models.history.rows import STEP, in_step_order, is_rising, read_lines
from runql._wire.responses.json_decoding import json_decoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    import pyarrow as pa

    from runql._frames.flatten import Row
    from runql._models.history.plan import HistoryQuery
    from runql._wire.json_types import JsonValue

    Array = pa.Array[Any]

__all__ = ["BlockReader", "LivePage", "block_of_lines"]

_FIRST, _LAST = itemgetter(0), itemgetter(-1)

_FEWEST: Final = 400
"""Rows from which on Arrow is faster: the time of its calls is per column."""

_MOST_WHOLE: Final = 0.1
"""Maximum fraction of the rows that are checked one by one, for floats that may be integers."""


class LivePage(NamedTuple):
    """Live rows as the server returned them.

    Attributes:
        query: The history query.
        lines: Rows as JSON strings; None if keys were requested.
        lists: If keys were requested, one list of rows per spec.
    """

    query: HistoryQuery
    lines: Sequence[str] | None
    lists: Sequence[JsonValue] = ()

    @property
    def length(self) -> int:
        """Number of returned rows; for several keys, the largest of their numbers."""
        return longest_part(self.lists) if self.lines is None else len(self.lines)

    def rows(self, what: str) -> list[Row]:
        """Return the rows in order of steps, each step once.

        Args:
            what: The run, for errors.

        Raises:
            ProtocolError: If a row is not a JSON object.
        """
        if self.lines is None:
            return read_specs(self.query, self.lists, what)[0]
        return in_step_order(read_lines(self.lines, what))

    def number_rows(self) -> ColumnRows | None:
        """Return the rows in order of steps if they have the same keys and only numbers; None for other rows."""
        lines = self.lines
        if not lines or not _are_apart(lines):
            return None
        columns = number_values(lines)
        return None if columns is None or not is_rising(columns.get(STEP)) else ColumnRows(columns)


class BlockReader:
    """Reader of the pages of one history as columns.

    Pages of a history are similar. If Arrow cannot read most pages, it is not used for the rest.
    """

    def __init__(self, fewest: int = _FEWEST) -> None:
        """Prepare the reader.

        Args:
            fewest: Rows of a page from which on it is read by Arrow.
        """
        self._fewest = fewest
        self._hits = 1
        self._misses = 0

    def block(self, page: LivePage, what: str) -> Block:
        """Return the rows of a page in order of steps, each step once.

        Args:
            page: The page.
            what: The run, for errors.

        Raises:
            ProtocolError: If a row is not a JSON object.
        """
        lines = page.lines
        if lines is not None and len(lines) >= self._fewest and self._misses <= self._hits:
            found = block_of_lines(lines)
            if found is not None:
                self._hits += 1
                return found
            self._misses += 1
        elif lines is not None and len(lines) < self._fewest:
            rows = page.number_rows()
            if rows is not None:
                return Block.of(rows)
        return Block.of(page.rows(what))


def block_of_lines(lines: Sequence[str]) -> Block | None:
    """Return rows as columns; None if Arrow would change values.

    Otherwise the result equals that of `read_lines` and `in_step_order`.

    Arrow parses strings that look like times as times, and all numbers of a column as floats if one of
    them is. It supports neither NaN nor keys with values of several types.
    """
    text = "\n".join(lines)
    if "\\" in text or not _are_apart(lines):
        return None
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return None
    arrays = number_columns(lines, content)
    if arrays is None:
        arrays = _columns(content, len(lines))
    if arrays is None or not _is_in_order(arrays.get(STEP)):
        return None
    return _typed(arrays, lines)


def _columns(content: bytes, count: int) -> dict[str, Array] | None:
    import pyarrow as pa
    from pyarrow import json as arrow_json

    # Arrow 26 aborts the process if a key has numbers in one block and objects in the next, so all
    # lines are one block.
    options = arrow_json.ReadOptions(use_threads=False, block_size=len(content) + 1)
    source = cast("IO[Any]", pa.BufferReader(content))
    try:
        table = arrow_json.read_json(source, read_options=options)
    except pa.ArrowException:
        return None
    if table.num_rows != count:
        return None
    return {
        name: _one(table.column(name))
        for name in table.column_names
        if not pa.types.is_null(table.column(name).type)  # keys for which no row has a value
    }


def _are_apart(lines: Sequence[str]) -> bool:
    """Return whether each line begins and ends like an object.

    If so, and Arrow reads as many objects as there are lines, each line is one object.
    """
    try:
        return {*map(_FIRST, lines)} == {"{"} and {*map(_LAST, lines)} == {"}"}
    except IndexError:
        return False


def _is_in_order(steps: Array | None) -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    if steps is None or not pa.types.is_int64(steps.type) or steps.null_count:
        return False
    if len(steps) < 2:
        return True
    return bool(pc.all(pc.less(steps.slice(0, len(steps) - 1), steps.slice(1))).as_py())


def _one(column: pa.ChunkedArray[Any]) -> Array:
    return cast("Array", column.chunk(0)) if column.num_chunks == 1 else column.combine_chunks()


def _typed(arrays: dict[str, Array], lines: Sequence[str]) -> Block | None:
    """Return a block with the types of JSON; None if every row needs a check."""
    import pyarrow as pa

    types, columns = pa.types, dict[str, Chunk | None]()
    for name, array in arrays.items():
        if types.is_int64(array.type):
            columns[name] = Chunk(frozenset((int,)), array)
        elif types.is_boolean(array.type):
            columns[name] = Chunk(frozenset((bool,)), array)
        elif types.is_string(array.type) and not _quotes_numbers(array):
            columns[name] = Chunk(frozenset((str,)), array)
        elif types.is_float64(array.type):
            columns[name] = None
        else:
            return None
    floats = {name: arrays[name] for name, column in columns.items() if column is None}
    numbers = _numbers(floats, lines)
    if numbers is None:
        return None
    return Block(
        len(lines), {name: numbers[name] if c is None else c for name, c in columns.items()}
    )


def _quotes_numbers(array: Array) -> bool:
    """Return whether a string is NaN or an infinity, as W&B writes them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return bool(pc.any(pc.is_in(array, pa.array(list(QUOTED_NUMBERS)))).as_py())


def _numbers(floats: dict[str, Array], lines: Sequence[str]) -> dict[str, Chunk] | None:
    """Return float columns with their integers marked.

    The result is None if too many rows need a check.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    whole: dict[str, list[int]] = {
        name: cast("list[int]", pc.indices_nonzero(pc.equal(array, pc.floor(array))).to_pylist())
        for name, array in floats.items()
    }
    places = sorted({place for found in whole.values() for place in found})
    if len(places) > _MOST_WHOLE * len(lines):
        return None
    try:
        looked_at: Any = json_decoder()(f"[{','.join(lines[at] for at in places)}]")
    except ValueError:
        return None
    rows = dict(zip(places, looked_at, strict=True))
    columns: dict[str, Chunk] = {}
    for name, array in floats.items():
        ints = {place for place in whole[name] if type(rows[place][name]) is int}
        if not ints:
            columns[name] = Chunk(frozenset((float,)), array)
            continue
        if not all(_is_exact(rows[place][name], array[place].as_py()) for place in ints):
            return None
        marks = pa.array([place in ints for place in range(len(lines))], pa.bool_())
        columns[name] = Chunk(frozenset((int, float)), array, marks)
    return columns


def _is_exact(integer: int, as_float: float) -> bool:
    """Return whether a float represents an integer exactly; -0.0 does not represent 0."""
    return -EXACT <= integer <= EXACT and (integer != 0 or copysign(1, as_float) > 0)
