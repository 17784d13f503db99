# Generated from queries/console_logs.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/console_logs.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import console_logs as _ops

if TYPE_CHECKING:
    from ..get_console_log_tail import GetConsoleLogTail
    from ..list_console_logs import ListConsoleLogs

__all__ = ["AsyncConsoleLogsMethods"]


class AsyncConsoleLogsMethods:
    """Operations of queries/console_logs.graphql."""

    _sender: AsyncSender

    async def list_console_logs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListConsoleLogs:
        """List console lines from the beginning.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListConsoleLogs in queries/console_logs.graphql.
        """
        return await self._sender.send(
            _ops.list_console_logs(
                entity=entity, project=project, run=run, first=first, after=after
            )
        )

    async def get_console_log_tail(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        last: int,
        before: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> GetConsoleLogTail:
        """List the last console lines, or the lines before a cursor; `first` and `after` stay null.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            last: `Int!`.
            before: `String`.
            first: `Int`.
            after: `String`.

        Source: query GetConsoleLogTail in queries/console_logs.graphql.
        """
        return await self._sender.send(
            _ops.get_console_log_tail(
                entity=entity,
                project=project,
                run=run,
                last=last,
                before=before,
                first=first,
                after=after,
            )
        )
