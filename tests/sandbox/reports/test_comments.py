"""Comments on reports: read by threads, and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser


def test_comments_are_written_and_read_by_threads(
    sandbox: Sandbox, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        api.create_run("commented", run_id="r")
        report = api.create_report("commented", "Notes")
        assert report.comments() == []
        first = report.add_comment("Looks **good**.")
        (thread,) = report.comments()
        assert [each.body for each in thread.comments] == ["Looks **good**."]
        assert (thread.author.username, first.author.username) == (user.username, user.username)
        report.add_comment("Does it?", thread)
        report.add_comment("Another matter.")
        requests()
        threads = report.comments()
        assert dict(requests()) == {"ListReportComments": 1}
        bodies = [[each.body for each in each_thread.comments] for each_thread in threads]
        assert bodies == [["Looks **good**.", "Does it?"], ["Another matter."]]
        assert threads[0].comments[0].deleted_at is None
        assert repr(threads[0]) == f"<CommentThread by {user.username}: 2 comments>"


def test_long_threads_are_read_to_their_end(
    sandbox: Sandbox, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        api.create_run("discussed", run_id="r")
        report = api.create_report("discussed", "Long")
        report.add_comment("0")
        (thread,) = report.comments()
        for index in range(1, 203):
            report.add_comment(str(index), thread.id)
        requests()
        (thread,) = report.comments()
        assert [each.body for each in thread.comments] == [str(index) for index in range(203)]
        assert dict(requests()) == {"ListReportComments": 1, "ListThreadComments": 2}


def test_comments_that_cannot_be_are_refused(
    sandbox: Sandbox, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        api.create_run("refused", run_id="r")
        report = api.create_report("refused", "Empty")
        requests()
        with pytest.raises(UsageError, match="body must not be empty"):
            report.add_comment(" ")
        assert not requests()
        with pytest.raises(NotFoundError, match="discussion thread not found"):
            report.add_comment("To nobody.", "unheard")
        report.delete()
        with pytest.raises(NotFoundError, match="Report not found"):
            report.comments()
        with pytest.raises(NotFoundError):
            report.add_comment("Too late.")


async def test_async_comments_are_the_same(sandbox: Sandbox, user: SandboxUser) -> None:
    async with sandbox.async_api(user) as api:
        await api.create_run("async-commented", run_id="r")
        report = await api.create_report("async-commented", "Notes")
        made = await report.add_comment("From a loop.")
        assert made.id in {each.id for each in (await report.comments())[-1].comments}
