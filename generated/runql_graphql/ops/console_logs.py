# Generated from queries/console_logs.graphql by `make generate`. Do not edit.

"""Calls of queries/console_logs.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Operation, PagedCall, Unset
from ..documents import _shared as _shared
from ..documents import console_logs as _console_logs

if TYPE_CHECKING:
    from ..fragments.console_logs import (
        RunConsoleLogPageLogLinesEdgesNode,
        RunConsoleLogTailLogLinesEdgesNode,
    )
    from ..get_console_log_tail import GetConsoleLogTail
    from ..list_console_logs import ListConsoleLogs

__all__ = [
    "GET_CONSOLE_LOG_TAIL",
    "LIST_CONSOLE_LOGS",
    "get_console_log_tail",
    "list_console_logs",
]

LIST_CONSOLE_LOGS: Final[Operation[ListConsoleLogs]] = Operation(
    name="ListConsoleLogs",
    kind="query",
    model=".list_console_logs:ListConsoleLogs",
    document=Operation.join(
        _console_logs.LIST_CONSOLE_LOGS,
        _console_logs.LogLineFields,
        _shared.PageInfoFields,
        _console_logs.RunConsoleLogPage,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "first": "first",
        "after": "after",
    },
)


def list_console_logs(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListConsoleLogs, RunConsoleLogPageLogLinesEdgesNode]:
    """List console lines from the beginning.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListConsoleLogs in queries/console_logs.graphql.
    """
    return PagedCall(
        LIST_CONSOLE_LOGS,
        {"entity": entity, "project": project, "run": run, "first": first, "after": after},
    )


GET_CONSOLE_LOG_TAIL: Final[Operation[GetConsoleLogTail]] = Operation(
    name="GetConsoleLogTail",
    kind="query",
    model=".get_console_log_tail:GetConsoleLogTail",
    document=Operation.join(
        _console_logs.GET_CONSOLE_LOG_TAIL,
        _console_logs.LogLineFields,
        _shared.PageInfoFields,
        _console_logs.RunConsoleLogTail,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "last": "last",
        "before": "before",
        "first": "first",
        "after": "after",
    },
)


def get_console_log_tail(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    last: int,
    before: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[GetConsoleLogTail, RunConsoleLogTailLogLinesEdgesNode]:
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
    return PagedCall(
        GET_CONSOLE_LOG_TAIL,
        {
            "entity": entity,
            "project": project,
            "run": run,
            "last": last,
            "before": before,
            "first": first,
            "after": after,
        },
    )
