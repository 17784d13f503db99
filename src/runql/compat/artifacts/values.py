"""Tables in artifact versions with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._display.counts import counted
from runql.media import Table as OurTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

__all__ = ["Table", "shown_value"]


class Table:
    """A logged table: `columns`, `data`, and conversions to frames.

    Attributes:
        columns: Names of the columns.
        data: Rows, each a list of values.
    """

    def __init__(self, inner: OurTable) -> None:
        self._inner = inner
        self.columns: list[str] = list(inner.columns)
        self.data: list[list[Any]] = [list(row) for row in inner.rows]

    def get_dataframe(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame.from_records(self.data, columns=self.columns)

    def get_column(self, name: str, convert_to: str | None = None) -> Any:  # noqa: ANN401 - a list or an array
        """Return the values of a column as a list, or as an array with `convert_to="numpy"`."""
        values = list(self._inner.column(name))
        if convert_to is None:
            return values
        if convert_to != "numpy":
            raise ValueError(f"convert_to must be 'numpy' or None, got {convert_to!r}.")
        import numpy as np

        return np.array(values)

    def iterrows(self) -> Iterator[tuple[int, list[Any]]]:
        """Iterate over positions and rows."""
        yield from enumerate(self.data)

    def get_index(self) -> list[int]:
        """Return the positions of the rows."""
        return list(range(len(self.data)))

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"<Table {', '.join(self.columns)}, {counted(len(self.data), 'row')}>"


def shown_value(value: object) -> Any:  # noqa: ANN401 - a table, or a value of `runql.media`
    """Return a value of a version, with tables wrapped for the official client's interface."""
    return Table(value) if isinstance(value, OurTable) else value
