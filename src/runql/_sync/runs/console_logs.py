# Generated from src/runql/_async/runs/console_logs.py by `make generate`. Do not edit.

"""Console log of a run: read, search and follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from runql._paging.pages import LARGEST_PAGE
from runql._wire.polling import PollSchedule
from runql.errors import UsageError

if TYPE_CHECKING:
    import re

    from runql._paths.runs import RunPath
    from runql._sync._client.session import Session
    from runql._sync.console_logs import ConsoleLogFollower, ConsoleLogs

__all__ = ["RunConsoleLogs"]


class RunConsoleLogs:
    """Method of a run that reads its console log."""

    _session: Session
    _path: RunPath

    @overload
    def console_logs(
        self,
        *,
        last: int | None = None,
        follow: Literal[False] = False,
        pattern: str | re.Pattern[str] | None = None,
        per_page: int = LARGEST_PAGE,
        limit: int | None = None,
        after: str | None = None,
    ) -> ConsoleLogs: ...
    @overload
    def console_logs(
        self,
        *,
        last: int | None = None,
        follow: Literal[True],
        pattern: str | re.Pattern[str] | None = None,
        after: str | None = None,
        poll: float = 5.0,
        timeout: float | None = None,
    ) -> ConsoleLogFollower: ...
    def console_logs(
        self,
        *,
        last: int | None = None,
        follow: bool = False,
        pattern: str | re.Pattern[str] | None = None,
        per_page: int = LARGEST_PAGE,
        limit: int | None = None,
        after: str | None = None,
        poll: float = 5.0,
        timeout: float | None = None,
    ) -> ConsoleLogs | ConsoleLogFollower:
        """List the run's console lines, or follow them as they arrive.

        With `follow`, the existing lines come first, then new lines until the run ends. If the last
        line is overwritten, as by a progress bar, it is returned again with the same number.

        Args:
            last: Number of last lines to start with; None starts with the first line, and 0 follows
                new lines only.
            follow: Whether to wait for new lines.
            pattern: Regular expression that returned lines must contain. With `last`, lines are
                counted before they are filtered.
            per_page: Lines per request.
            limit: Maximum number of lines; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            poll: Seconds between state checks, after a few faster initial checks.
            timeout: Maximum seconds to follow; None follows until the run ends.

        Returns:
            A lazy list; with `follow`, an iterable.

        Raises:
            UsageError: If the pattern is not a valid regular expression, or an argument is out of
                bounds; nothing was sent.
            WaitTimeoutError: If the run has not ended in time; lines returned so far remain valid.
            NotFoundError: If the run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page, or one per 1,000 `last` lines, and one per
        check with `follow`.

        Examples:
            >>> run = api.run("sandbox/mnist/demo0021")
            >>> [line.text for line in run.console_logs(pattern="epoch [01]:")]
            ['epoch 0: loss=2.3578', 'epoch 1: loss=0.2683']
        """
        from runql._models.console_logs import check_last, pattern_of
        from runql._sync.console_logs import (
            ConsoleLogFollower,
            ConsoleLogReader,
            ConsoleLogs,
        )

        check_last(last)
        if last is not None and after is not None:
            raise UsageError(
                f"last and after exclude each other, got last={last} and after={after!r}.",
                hint="Pass only one of them.",
            )
        reader = ConsoleLogReader(self._session, self._path, pattern_of(pattern))
        if follow:
            if limit is not None or per_page != LARGEST_PAGE:
                raise UsageError(
                    "follow=True does not support limit and per_page.",
                    hint="Omit limit= and per_page=, and break out of the loop instead.",
                )
            return ConsoleLogFollower(reader, last, after, PollSchedule(timeout, poll))
        if timeout is not None:
            raise UsageError(
                f"timeout requires follow=True, got timeout={timeout}.",
                hint="Pass follow=True too.",
            )
        listing = reader.listing(per_page, 0 if last == 0 else limit, after)
        return ConsoleLogs(reader, listing, last)
