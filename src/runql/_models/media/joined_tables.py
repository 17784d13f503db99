"""Two tables that are joined by a key column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._frames.formats import require_format
from runql.errors import ProtocolError

if TYPE_CHECKING:
    import pandas as pd

    from runql._models.media.table_artifacts import TableDocument
    from runql._models.media.tables import Table

__all__ = ["JoinedTable", "joined_parts"]

Join: TypeAlias = Literal["inner", "left", "right", "outer"]
"""Which rows without a partner a join includes."""


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """Two tables of an artifact version, and the columns that join them.

    Attributes:
        table1: The left table.
        table2: The right table.
        join_key: The key column of each table.
    """

    table1: Table = field(repr=False)
    table2: Table = field(repr=False)
    join_key: tuple[str, str]

    def to_pandas(self, how: Join = "outer") -> pd.DataFrame:
        """Return a data frame with one row per pair of rows with the same key.

        Columns that both tables have are named `NAME_1` and `NAME_2`. A key with one name is one column.

        Args:
            how: Which rows without a partner to include: none (`inner`), those of one table, or all.

        Raises:
            UsageError: If `how` is not one of the four joins.
            MissingDependencyError: If pandas is not installed.
        """
        checked_choice("how", how, get_args(Join))
        require_format("pandas")
        left, right = self.join_key
        return self.table1.to_pandas().merge(
            self.table2.to_pandas(), how=how, left_on=left, right_on=right, suffixes=("_1", "_2")
        )


def joined_parts(document: TableDocument) -> tuple[str, str, tuple[str, str]] | None:
    """Return the paths of the two tables that are joined, and their keys.

    None if the table is not a join.

    Raises:
        ProtocolError: If the two tables or the key are missing.
    """
    value = document.value
    if value.get("_type") != "joined-table":
        return None
    one, two, key = value.get("table1"), value.get("table2"), value.get("join_key")
    keys = [key, key] if isinstance(key, str) else key
    if isinstance(one, str) and isinstance(two, str) and isinstance(keys, list) and len(keys) == 2:
        return one, two, (str(keys[0]), str(keys[1]))
    raise ProtocolError(
        f"Invalid joined table {document.path}: it must name two tables and a key.",
        operation="read value",
    )
