# Generated from queries/files.graphql by `make generate`. Do not edit.

"""Calls of queries/files.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, Unset
from ..documents import _shared as _shared
from ..documents import files as _files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..list_run_files import ListRunFiles

__all__ = [
    "LIST_RUN_FILES",
    "list_run_files",
]

LIST_RUN_FILES: Final[Operation[ListRunFiles]] = Operation(
    name="ListRunFiles",
    kind="query",
    model=".list_run_files:ListRunFiles",
    document=Operation.join(
        _files.LIST_RUN_FILES, _files.FileFields, _shared.PageInfoFields, _files.RunFilesPage
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "names": "names",
        "first": "first",
        "after": "after",
    },
)


def list_run_files(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    names: Sequence[str | None] | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListRunFiles]:
    """Files of a run by exact names; no names means all.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        names: `[String]`.
        first: `Int`.
        after: `String`.

    Source: query ListRunFiles in queries/files.graphql.
    """
    return Call(
        LIST_RUN_FILES,
        {
            "entity": entity,
            "project": project,
            "run": run,
            "names": names,
            "first": first,
            "after": after,
        },
    )
