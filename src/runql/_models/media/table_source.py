"""Which copy of a table to read: the artifact's, or the run's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.media.values import LoggedTable

__all__ = ["TableSource", "artifact_of"]

TableSource: TypeAlias = Literal["artifact", "file"]
"""A copy of a table."""


def artifact_of(key: str, table: LoggedTable, source: TableSource | None) -> str | None:
    """Return the address of the artifact to read a table from; None for the run's own copy.

    Raises:
        UsageError: There is no such source, or the table has no artifact to read it from.
    """
    if source not in (None, "artifact", "file"):
        raise UsageError(f'source is {source!r}, but must be "artifact" or "file".')
    # Every part of a table that grew is an artifact of its own.
    grew = table.increment is not None
    if source == "artifact" and (grew or table.artifact_path is None):
        raise UsageError(f"{key!r} has no artifact with all its rows.", hint="Leave source= out.")
    wanted = source == "artifact" or (source is None and not grew)
    return table.artifact_path if wanted else None
