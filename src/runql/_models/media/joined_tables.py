"""Two tables that are shown side by side, row by row of the same key."""

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
"""Which rows without a partner a join keeps."""


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """Two tables of a version, and the columns that they are joined by.

    Attributes:
        table1: The table on the left.
        table2: The table on the right.
        join_key: The column of each that holds the key.
    """

    table1: Table = field(repr=False)
    table2: Table = field(repr=False)
    join_key: tuple[str, str]

    def to_pandas(self, how: Join = "outer") -> pd.DataFrame:
        """Return a frame with a row per pair of rows of the same key.

        Columns that both tables have are named `NAME_1` and `NAME_2`, but for a key that both name alike.

        Args:
            how: Which rows without a partner stay: none, those of one table, or all.

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
    """Return the paths of the two tables that a document joins, and their keys; None for another document.

    Raises:
        ProtocolError: If it names no two tables, or no key.
    """
    value = document.value
    if value.get("_type") != "joined-table":
        return None
    one, two, key = value.get("table1"), value.get("table2"), value.get("join_key")
    keys = [key, key] if isinstance(key, str) else key
    if isinstance(one, str) and isinstance(two, str) and isinstance(keys, list) and len(keys) == 2:
        return one, two, (str(keys[0]), str(keys[1]))
    raise ProtocolError(f"{document.path} names no two tables and a key.", operation="read value")
