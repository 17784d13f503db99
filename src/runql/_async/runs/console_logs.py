"""A run's console log: read, searched, followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from runql._paging.pages import LARGEST_PAGE
from runql._wire.polling import PollSchedule
from runql.errors import UsageError

if TYPE_CHECKING:
    import re

    from runql._async._client.session import AsyncSession
    from runql._async.console_logs import AsyncConsoleLogFollower, AsyncConsoleLogs
    from runql._paths.runs import RunPath

__all__ = ["AsyncRunConsoleLogs"]


class AsyncRunConsoleLogs:
    """What a run printed."""

    _session: AsyncSession
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
    ) -> AsyncConsoleLogs: ...
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
    ) -> AsyncConsoleLogFollower: ...
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
    ) -> AsyncConsoleLogs | AsyncConsoleLogFollower:
        """List the lines that the run printed, or follow them as they are written.

        Followed, the lines there are come first, then new ones until the run has ended. A last line
        that was written over, as progress bars do, comes again with the same number.

        Args:
            last: Begin with the last so many lines; None begins with the first one, and 0 follows
                new ones only.
            follow: Whether to wait for new lines.
            pattern: A regular expression; lines whose text it is not found in are left out. With
                `last`, lines are counted before they are left out.
            per_page: Lines per request.
            limit: Lines after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            poll: Seconds between looks, once the first few quick ones are over.
            timeout: Seconds to follow at most; None follows to the end.

        Returns:
            A lazy list; with `follow`, an iterable.

        Raises:
            UsageError: If the pattern is not a regular expression, or an argument is out of bounds;
                nothing was sent.
            WaitTimeoutError: If the run has not ended in time; lines given so far stay good.
            NotFoundError: If the run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page, one in all for up to 1,000 `last` lines,
            and one per look when following.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> [line.text async for line in run.console_logs(pattern="epoch [01]:")]
            ['epoch 0: loss=2.3578', 'epoch 1: loss=0.2683']
        """
        from runql._async.console_logs import (
            AsyncConsoleLogFollower,
            AsyncConsoleLogReader,
            AsyncConsoleLogs,
        )
        from runql._models.console_logs import check_last, pattern_of

        check_last(last)
        if last is not None and after is not None:
            raise UsageError("last and after exclude each other.", hint="Pass only one of them.")
        reader = AsyncConsoleLogReader(self._session, self._path, pattern_of(pattern))
        if follow:
            if limit is not None or per_page != LARGEST_PAGE:
                raise UsageError(
                    "follow=True does not support limit and per_page.",
                    hint="Leave the loop instead.",
                )
            return AsyncConsoleLogFollower(reader, last, after, PollSchedule(timeout, poll))
        if timeout is not None:
            raise UsageError("timeout requires follow=True.")
        listing = reader.listing(per_page, 0 if last == 0 else limit, after)
        return AsyncConsoleLogs(reader, listing, last)
