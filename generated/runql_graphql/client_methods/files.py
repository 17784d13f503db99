# Generated from queries/files.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/files.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, Sender, Unset
from ..ops import files as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..list_run_files import ListRunFiles

__all__ = ["FilesMethods"]


class FilesMethods:
    """Operations of queries/files.graphql."""

    _sender: Sender

    def list_run_files(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        names: Sequence[str | None] | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunFiles:
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
        return self._sender.send(
            _ops.list_run_files(
                entity=entity, project=project, run=run, names=names, first=first, after=after
            )
        )
