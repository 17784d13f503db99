"""Rows of exported files in order of steps, each step once, for files and rows in any order."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from runql._frames.arrow import arrow_union
from runql._models.history.exported import is_json, json_bytes, without_nulls
from runql._models.history.rows import STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    Column = pa.ChunkedArray[Any]

__all__ = ["FileSteps", "in_order", "overlapping"]


class FileSteps(NamedTuple):
    """The range of steps in an exported file.

    Attributes:
        url: URL of the file.
        span: Its first and last step; None if unknown.
        content: Content of the file; None if it is not downloaded yet.
    """

    url: str
    span: tuple[int, int] | None = None
    content: bytearray | None = None


def in_order(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """Return normalized tables with their rows in order of steps, each step once.

    Rows of the same step are merged; values of later files replace those of earlier files. Tables
    without overlap are not joined, so that nothing is copied.
    """
    filled = [(_bounds(table), table) for table in tables if table.num_rows]
    filled.sort(key=lambda item: item[0])
    if not filled:
        return list(tables[:1])
    groups: list[list[pa.Table]] = []
    highest = None
    for (low, high), table in filled:
        if highest is not None and low <= highest:
            groups[-1].append(table)
        else:
            groups.append([table])
        highest = high if highest is None else max(highest, high)
    # Within a group, the order of the files is kept, because values of later files take precedence.
    places = {id(table): place for place, table in enumerate(tables)}
    ordered: list[pa.Table] = []
    for group in groups:
        group.sort(key=lambda table: places[id(table)])
        joined = group[0] if len(group) == 1 else _joined(group)
        ordered.append(joined if _is_ascending(joined) else _merged(joined))
    return ordered


def overlapping(files: Sequence[FileSteps]) -> list[list[FileSteps]]:
    """Return files in order of steps, grouped by overlapping steps."""
    known = [(file.span, place) for place, file in enumerate(files) if file.span is not None]
    if len(known) < len(files):
        return [list(files)]
    groups: list[list[int]] = []
    highest = None
    for (low, high), place in sorted(known):
        if highest is not None and low <= highest:
            groups[-1].append(place)
        else:
            groups.append([place])
        highest = high if highest is None else max(highest, high)
    return [[files[place] for place in sorted(group)] for group in groups]


def _bounds(table: pa.Table) -> tuple[int, int]:
    import pyarrow.compute as pc

    steps = table.column(STEP)
    low, high = pc.min(steps).as_py(), pc.max(steps).as_py()
    assert low is not None
    assert high is not None
    return low, high


def _is_ascending(table: pa.Table) -> bool:
    import pyarrow.compute as pc

    steps = table.column(STEP)
    if len(steps) < 2:
        return True
    return bool(pc.all(pc.less(steps.slice(0, len(steps) - 1), steps.slice(1))).as_py())


def _joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Concatenate tables; a column whose types differ becomes JSON."""
    names = list(dict.fromkeys(name for table in tables for name in table.column_names))
    mixed = [
        name
        for name in names
        if len({table.column(name).type for table in tables if _has(table, name)}) > 1
    ]
    alike = [reduce(_as_json, [name for name in mixed if _has(t, name)], t) for t in tables]
    return arrow_union(alike, names)


def _has(table: pa.Table, name: str) -> bool:
    """Return whether a table has values of a key."""
    import pyarrow as pa

    return name in table.column_names and not pa.types.is_null(table.column(name).type)


def _as_json(table: pa.Table, name: str) -> pa.Table:
    import pyarrow as pa

    column = table.column(name)
    if is_json(column):
        return table
    texts = [
        None if value is None else json_bytes(without_nulls(value)) for value in column.to_pylist()
    ]
    index = table.column_names.index(name)
    return table.set_column(index, name, pa.chunked_array([pa.array(texts, pa.binary())]))


def _merged(table: pa.Table) -> pa.Table:
    """Return a table with one row per step: the last value of each key."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places = pa.array(range(table.num_rows), pa.int64())
    keys = pa.Table.from_arrays([table.column(STEP), places], names=[STEP, "place"])
    order = pc.sort_indices(keys, sort_keys=[(STEP, "ascending"), ("place", "ascending")])
    sorted_table = table.take(order)
    if _is_ascending(sorted_table):
        return sorted_table
    steps = sorted_table.column(STEP)
    columns = [_last_of_each(steps, sorted_table.column(name)) for name in table.column_names]
    return pa.Table.from_arrays(columns, names=table.column_names)


def _last_of_each(steps: Column, column: Column) -> Column:
    """Return the last value of each step that is not null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places = pa.chunked_array([pa.array(range(len(column)), pa.int64())])
    known = pc.if_else(pc.is_valid(column), places, pa.scalar(None, pa.int64()))
    grouped = pa.Table.from_arrays([steps, known], names=["step", "place"]).group_by(
        "step", use_threads=False
    )
    found = grouped.aggregate([("place", "max")]).sort_by("step").column("place_max")
    return column.take(found)
