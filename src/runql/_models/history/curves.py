"""Small curves of a history, which notebooks show next to the summary of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from runql._display.sparkline import MOST_POINTS

if TYPE_CHECKING:
    import pyarrow as pa

    from runql._models.history.frame import HistoryParts
    from runql._wire.json_types import JsonValue

__all__ = ["small_curves"]

_MOST_CURVES: Final = 12
_MOST_KEYS: Final = 60


def small_curves(parts: HistoryParts) -> dict[str, tuple[float, ...]]:
    """Return at most 60 values, evenly chosen, of each of the first twelve metrics."""
    keys = parts.keys if parts.keys is not None else sorted(parts.names)
    chosen = [name for name in keys if not name.startswith("_")][:_MOST_KEYS]
    found: dict[str, tuple[float, ...]] = {}
    for name in chosen:
        if len(found) == _MOST_CURVES:
            break
        values = _values(parts, name)
        if len(values) > 1:
            found[name] = values
    return found


def _values(parts: HistoryParts, name: str) -> tuple[float, ...]:
    columns = [
        table.column(name).drop_null() for table in parts.tables if name in table.column_names
    ]
    if not all(_holds_numbers(column) for column in columns):
        return ()
    live = _numbers(parts.values(name))
    blocks = [parts.blocks.numbers(name)] if len(parts.blocks) else []
    step = max(1, (sum(map(len, columns + blocks)) + len(live)) // MOST_POINTS)
    values = [value for column in columns + blocks for value in _every(column, step)]
    return (*values, *map(float, live[::step]))


def _every(column: pa.ChunkedArray[Any], step: int) -> list[float]:
    import pyarrow as pa

    # The type is required: an empty list would become an array of nulls, which are not indices.
    picked = column.take(pa.array(range(0, len(column), step), pa.int64())).to_pylist()
    return [float(value) for value in picked if value is not None]


def _holds_numbers(column: pa.ChunkedArray[Any]) -> bool:
    import pyarrow as pa

    return pa.types.is_integer(column.type) or pa.types.is_floating(column.type)


def _numbers(values: list[JsonValue]) -> list[int | float]:
    # A check of the distinct types is many times as fast as a check of each value.
    kinds = {*map(type, values)}
    numbers = {kind for kind in kinds if issubclass(kind, int | float)} - {bool}
    found = values if kinds == numbers else [each for each in values if type(each) in numbers]
    return cast("list[int | float]", found)
