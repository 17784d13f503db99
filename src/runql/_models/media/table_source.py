"""Choice of a table's copy: the artifact's, or the run's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.media.values import LoggedTable

__all__ = ["TableSource", "artifact_of", "check_source"]

TableSource: TypeAlias = Literal["artifact", "file"]
"""Which copy of a table to read."""


def check_source(source: str | None) -> None:
    """Check the value of `source`.

    Raises:
        UsageError: If the source does not exist.
    """
    if source is not None:
        checked_choice("source", source, get_args(TableSource))


def artifact_of(key: str, table: LoggedTable, source: TableSource | None) -> str | None:
    """Return the URL of the artifact to read a table from; None for the run's own copy.

    Raises:
        UsageError: If the source does not exist, or no artifact has all rows of the table.
    """
    check_source(source)
    # Each part of an incremental table is a separate artifact.
    grew = table.increment is not None
    if source == "artifact" and (grew or table.artifact_path is None):
        raise UsageError(
            f"{key!r} has no artifact with all its rows.",
            hint="Omit source= to read the run's own copy.",
        )
    wanted = source == "artifact" or (source is None and not grew)
    return table.artifact_path if wanted else None
