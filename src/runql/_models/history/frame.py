"""A history in the requested format, with information about its completeness."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from runql._frames.arrow import arrow_union, pandas_of_arrow, polars_of_arrow, rounds_nested
from runql._frames.blocks import Blocks
from runql._frames.convert import column_of, frame_of_columns, full_columns, to_frame
from runql._frames.integers import EXACT
from runql._frames.rows import ColumnRows
from runql._models.history.rows import (
    STEP,
    HistoryInfo,
    HistoryRecords,
    column_order,
    renamed,
    shown_keys,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._frames.convert import FrameFormat
    from runql._frames.flatten import Row
    from runql._models.history.exported import ExactColumns
    from runql._wire.json_types import JsonValue

    Arrays: TypeAlias = dict[str, np.ndarray[tuple[int], np.dtype[np.generic[object]]]]
    Built: TypeAlias = HistoryRecords | pd.DataFrame | pl.DataFrame | pa.Table | Arrays

__all__ = ["HistoryParts"]


SAMPLED = "_sampled"
"""The column that marks a sample in frames without metadata."""


@dataclass(slots=True)
class HistoryParts:
    """The parts of a history that were read, in order of steps.

    Exported tables come first, live rows follow.

    Attributes:
        keys: Requested keys; None for all.
        tables: Exported parts.
        rows: Live rows; empty if `blocks` is used.
        sampled: Whether rows are missing because a sample was requested, or the server returns no
            more.
        total_rows: Number of rows on the server; None if unknown.
        ended: Whether the run has ended, so that no rows will follow.
        exported_through: Last step that was read from exported files; None if there is none.
        first: Key of the first column: the step, or the time of rows without steps.
        blocks: Live rows as columns; empty if `rows` is used.
    """

    keys: tuple[str, ...] | None
    tables: list[pa.Table] = field(default_factory=list)
    rows: Sequence[Row] = ()
    sampled: bool = False
    total_rows: int | None = None
    ended: bool = False
    exported_through: int | None = None
    first: str = STEP
    blocks: Blocks = field(default_factory=Blocks)
    _values: dict[str, list[JsonValue]] = field(
        default_factory=dict[str, "list[JsonValue]"], init=False, repr=False, compare=False
    )
    _names: frozenset[str] = field(default=frozenset(), init=False, repr=False, compare=False)

    @property
    def names(self) -> frozenset[str]:
        """Column names of all parts."""
        return self._live_names().union(*(table.column_names for table in self.tables))

    def values(self, name: str) -> list[JsonValue]:
        """Return the values of a key in the live rows; None for rows without a value."""
        if not self._values:
            self._values = full_columns(self.rows, self._live_names()) or {}
        found = self._values.get(name)
        if found is None:
            found = self._values[name] = column_of(self.rows, name)
        return found

    @property
    def info(self) -> HistoryInfo:
        """Information about the parts."""
        return HistoryInfo(
            complete=self.ended and not self.sampled,
            sampled=self.sampled,
            total_rows=self.total_rows,
            exported_through_step=self.exported_through,
            live_rows=len(self.rows) + len(self.blocks),
        )

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self.rows) + len(self.blocks) + sum(table.num_rows for table in self.tables)

    def build(self, wanted: str) -> Built:
        """Return the parts in a format, with information about their completeness."""
        makers: dict[str, Callable[[], Built]] = {
            "records": self.to_records,
            "pandas": self.to_pandas,
            "polars": self.to_polars,
            "arrow": self.to_arrow,
            "numpy": self.to_numpy,
        }
        return makers[wanted]()

    def to_records(self) -> HistoryRecords:
        """Return the rows as dicts."""
        rows = [*self._exported_rows(), *self.rows, *self._rows_of_blocks()]
        return HistoryRecords(rows, self.info)

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame, whose `attrs` contain the information."""
        import pandas as pd

        if not self.tables:
            frame = self._live(self._columns(), "pandas")
        else:
            exact = self._exact()
            frame = pandas_of_arrow(self._joined(exact))
            if exact.names:
                values = to_frame(exact.rows, exact.names, "pandas")
                frame = pd.concat([frame, values], axis=1)[self._columns(exact)]
        frame.attrs["runql"] = asdict(self.info)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame; a column marks a sample."""
        import polars as pl

        if not self.tables:
            frame = self._live(self._columns(), "polars")
        else:
            exact = self._exact()
            frame = polars_of_arrow(self._joined(exact))
            if exact.names:
                values = to_frame(exact.rows, exact.names, "polars")
                frame = pl.concat([frame, values], how="horizontal").select(self._columns(exact))
        if not self.sampled:
            return frame
        frame.columns = renamed(frame.columns, SAMPLED)
        return frame.with_columns(pl.lit(value=True).alias(SAMPLED))

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table, whose metadata contains the information."""
        if not self.tables:
            table = self._live(self._columns(), "arrow")
        else:
            exact = self._exact()
            table = self._joined(exact)
            values = to_frame(exact.rows, exact.names, "arrow")
            for name in exact.names:
                table = table.append_column(name, values.column(name))
            table = table.select(self._columns(exact))
        return table.replace_schema_metadata({"runql": json.dumps(asdict(self.info))})

    def to_numpy(self) -> Arrays:
        """Return one array per column, without information about completeness."""
        table = self.to_arrow()
        return {name: _array(table.column(name)) for name in table.column_names}

    def _exported_rows(self) -> Iterator[Row]:
        # Samples have no exports, and need no import of their readers.
        if self.tables:
            from runql._models.history.parquet import table_rows

            for table in self.tables:
                yield from table_rows(table, self.keys)

    def _exact(self) -> ExactColumns:
        from runql._models.history.exported import exact_columns

        return exact_columns(self.tables, self.keys, self._live_names(), self._live_rows)

    @overload
    def _live(self, columns: list[str], wanted: Literal["pandas"]) -> pd.DataFrame: ...
    @overload
    def _live(self, columns: list[str], wanted: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def _live(self, columns: list[str], wanted: Literal["arrow"]) -> pa.Table: ...
    def _live(
        self, columns: list[str], wanted: FrameFormat
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """Return the live rows."""
        if len(self.blocks):
            return self.blocks.frame(columns, wanted)
        return frame_of_columns({name: self.values(name) for name in columns}, wanted)

    def _live_names(self) -> frozenset[str]:
        if len(self.blocks):
            return frozenset(self.blocks.names)
        if isinstance(self.rows, ColumnRows):
            return frozenset(self.rows.columns)
        if self.rows and not self._names:
            self._names = frozenset().union(*self.rows)
        return self._names

    def _live_rows(self, names: Sequence[str]) -> Sequence[Row]:
        return self.blocks.rows(names) if len(self.blocks) else self.rows

    def _rows_of_blocks(self) -> list[Row]:
        rows = self.blocks.rows(self.blocks.names)
        if self.keys is None:
            return rows
        shown = shown_keys(self.keys, self.first)
        return [{key: row.get(key) for key in shown} for row in rows]

    def _columns(self, exact: ExactColumns | None = None) -> list[str]:
        names = self.names
        if exact is not None:
            names = (names - exact.sources) | set(exact.names)
        return column_order(names, self.keys, self.first)

    def _joined(self, exact: ExactColumns) -> pa.Table:
        """Return exports and live rows as one table of the plain columns."""
        columns = [name for name in self._columns(exact) if name not in exact.names]
        tables = list(self.tables)
        if self.rows or len(self.blocks):
            tables.append(self._live(columns, "arrow"))
        return arrow_union(tables, columns)


def _array(column: pa.ChunkedArray[Any]) -> np.ndarray[tuple[int], np.dtype[np.generic[object]]]:
    """Return a column as an array without rounding.

    Integers that floats cannot represent stay Python integers if values are missing, and so do integers in lists and
    dicts.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.null_count and pa.types.is_integer(column.type):
        least, most = pc.min(column).as_py() or 0, pc.max(column).as_py() or 0
        if max(-least, most) > EXACT:
            return np.array(column.to_pylist(), dtype=object)
    if rounds_nested(column):
        # A list of lists of the same length would become a matrix.
        cells = np.empty(len(column), dtype=object)
        for index, cell in enumerate(column.to_pylist()):
            cells[index] = cell
        return cells
    found: np.ndarray[tuple[int], np.dtype[np.generic[object]]] = column.to_numpy()
    return found
