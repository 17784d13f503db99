"""Comments on reports, in threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._display.counts import counted
from runql._models._attributes.mutation_results import empty_response
from runql._models._attributes.text_lists import required_text
from runql._models.accounts.users import User
from runql._paging.connections import page_of
from runql._wandb_names.attributes import WandbNames
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from runql_graphql.create_report_comment import CreateReportComment
    from runql_graphql.fragments.reports import DiscussionCommentFields, DiscussionThreadFields
    from runql_graphql.list_report_comments import ListReportComments
    from runql_graphql.list_thread_comments import ListThreadComments

    from runql._paging.pages import Page

__all__ = ["Comment", "CommentThread"]

WITH_A_THREAD: Final = 100
"""Number of comments that the server returns with a thread."""


class Comment(WandbNames):
    """A comment on a report.

    Attributes:
        id: Opaque ID.
        body: Text, as Markdown.
        author: Author of the comment.
        created_at: Creation time, timezone-aware, in UTC.
        updated_at: Time of the last change, timezone-aware, in UTC; None if never changed.
        deleted_at: Time of deletion, timezone-aware, in UTC; None if not deleted.
    """

    def __init__(self, snapshot: DiscussionCommentFields) -> None:
        self.id: str = snapshot.id
        self.body: str = snapshot.body
        self.author: User = User(snapshot.poster)
        self.created_at: datetime = snapshot.created_at
        self.updated_at: datetime | None = snapshot.updated_at
        self.deleted_at: datetime | None = snapshot.deleted_at

    def __repr__(self) -> str:
        return f"<{type(self).__name__} by {self.author.username}: {self.body[:40]!r}>"


class CommentThread(WandbNames):
    """A thread of comments on a report.

    Attributes:
        id: Opaque ID.
        title: Title; empty if not set.
        body: Text of the first post, as Markdown.
        author: Author of the thread.
        created_at: Creation time, timezone-aware, in UTC.
        updated_at: Time of the last change, timezone-aware, in UTC; None if never changed.
        deleted_at: Time of deletion, timezone-aware, in UTC; None if not deleted.
        comments: The comments, in the server's order.
    """

    def __init__(self, snapshot: DiscussionThreadFields, rest: Iterable[Comment] = ()) -> None:
        self.id: str = snapshot.id
        self.title: str = snapshot.title
        self.body: str = snapshot.body
        self.author: User = User(snapshot.poster)
        self.created_at: datetime = snapshot.created_at
        self.updated_at: datetime | None = snapshot.updated_at
        self.deleted_at: datetime | None = snapshot.deleted_at
        first = [Comment(edge.node) for edge in snapshot.comments.edges]
        self.comments: tuple[Comment, ...] = (*first, *rest)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} by {self.author.username}: {counted(len(self.comments), 'comment')}>"


def threads_page(response: ListReportComments, report: str) -> Page[DiscussionThreadFields]:
    """Return the page of threads of a response.

    Raises:
        NotFoundError: If the report does not exist.
    """
    if response.view is None:
        raise NotFoundError(
            f"Report not found: {report}.",
            hint="api.reports(path) lists the reports of a project.",
            operation="ListReportComments",
        )
    threads = response.view.discussion_threads
    return page_of(threads, lambda each: each, threads.total_count)


def rest_page(response: ListThreadComments, thread: str) -> Page[Comment]:
    """Return the page of further comments of a response.

    Raises:
        NotFoundError: If the thread was deleted while its comments were read.
    """
    if response.discussion_thread is None:
        raise NotFoundError(
            f"Comment thread not found: {thread}. It was deleted while its comments were read.",
            hint="Call report.comments() again.",
            operation="ListThreadComments",
        )
    return page_of(response.discussion_thread.comments, Comment)


def checked_body(body: str) -> str:
    """Return the text of a comment.

    Raises:
        UsageError: If the text is empty.
    """
    if not required_text(body, "body").strip():
        raise UsageError(
            "body must not be empty.", hint='Pass a text, as in add_comment("Looks good.").'
        )
    return body


def thread_id(thread: CommentThread | str | None) -> str | None:
    """Return the ID of a thread; None for a new one."""
    if thread is None or isinstance(thread, CommentThread):
        return None if thread is None else thread.id
    return required_text(thread, "thread")


def created_comment(response: CreateReportComment) -> Comment:
    """Return the comment that was created.

    Raises:
        ProtocolError: If the response has no comment.
    """
    if response.create_view_discussion_comment is None:
        raise empty_response("CreateReportComment", "comment")
    return Comment(response.create_view_discussion_comment.discussion_comment)
