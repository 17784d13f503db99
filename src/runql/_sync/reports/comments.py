# Generated from src/runql/_async/reports/comments.py by `make generate`. Do not edit.

"""Comments on a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops import reports as ops

from runql._models.reports.comments import (
    WITH_A_THREAD,
    Comment,
    CommentThread,
    checked_body,
    created_comment,
    rest_page,
    thread_id,
    threads_page,
)
from runql._paging.pages import Listing, PageWindow
from runql._sync._client.lister import Lister

if TYPE_CHECKING:
    from runql_graphql.fragments.reports import DiscussionThreadFields as Thread
    from runql_graphql.list_report_comments import ListReportComments
    from runql_graphql.list_thread_comments import ListThreadComments

    from runql._paging.pages import Page
    from runql._sync._client.session import Session

__all__ = ["ReportComments"]


class ReportComments:
    """Comments on a report."""

    _session: Session

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque ID."""
            ...

    def comments(self) -> list[CommentThread]:
        """Return the threads of comments on the report.

        Servers have comments since December 2022 or before.

        Returns:
            The threads in the server's order, each with all of its comments.

        Raises:
            NotFoundError: If the report has been deleted.
            UnsupportedError: If the server has no `View.discussionThreads`.

        Requests: One per 50 threads, and one per further 100 comments of a thread.
        """

        def read(response: ListReportComments) -> Page[Thread]:
            """Return a page of threads from a response."""
            return threads_page(response, self.id)

        call = ops.list_report_comments(id=self.id)
        listing = Listing(call, read, lambda thread: thread.id, PageWindow(per_page=50))
        found: list[Thread] = Lister[Any](self._session, listing).all()
        return [CommentThread(each, self._rest(each)) for each in found]

    def add_comment(self, body: str, thread: CommentThread | str | None = None) -> Comment:
        """Add a comment to the report, and request that the server does not notify subscribers.

        Args:
            body: Text of the comment, in Markdown.
            thread: A thread from `comments()`, or its ID; None starts a new thread.

        Returns:
            The comment.

        Raises:
            UsageError: If the text is empty; nothing was sent.
            NotFoundError: If the report or the thread has been deleted.
            PermissionDeniedError: If the viewer has no permission to comment.
            UnsupportedError: If the server has no `Mutation.createViewDiscussionComment`.

        Requests: One, which is not retried if no response arrives.
        """
        call = ops.create_report_comment(
            id=self.id, body=checked_body(body), thread=thread_id(thread)
        )
        return created_comment(self._session.send(call))

    def _rest(self, thread: Thread) -> list[Comment]:
        info = thread.comments.page_info
        if not info.has_next_page:
            return []

        def read(response: ListThreadComments) -> Page[Comment]:
            """Return a page of comments from a response."""
            return rest_page(response, thread.id)

        window = PageWindow(per_page=WITH_A_THREAD, after=info.end_cursor)
        call = ops.list_thread_comments(id=thread.id)
        listing = Listing(call, read, lambda comment: comment.id, window)
        return Lister[Comment](self._session, listing).all()
