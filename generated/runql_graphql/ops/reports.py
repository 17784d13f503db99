# Generated from queries/reports.graphql by `make generate`. Do not edit.

"""Calls of queries/reports.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, PagedCall, Unset
from ..documents import _shared as _shared
from ..documents import reports as _reports
from ..documents.accounts import users as _accounts_users

if TYPE_CHECKING:
    from ..create_report_comment import CreateReportComment
    from ..delete_report import DeleteReport
    from ..get_report import GetReport
    from ..inputs import UpsertViewInput
    from ..list_report_comments import (
        ListReportComments,
        ListReportCommentsViewDiscussionThreadsEdgesNode,
    )
    from ..list_reports import ListReports, ListReportsProjectAllViewsEdgesNode
    from ..list_thread_comments import (
        ListThreadComments,
        ListThreadCommentsDiscussionThreadCommentsEdgesNode,
    )
    from ..upsert_report import UpsertReport

__all__ = [
    "CREATE_REPORT_COMMENT",
    "DELETE_REPORT",
    "GET_REPORT",
    "LIST_REPORTS",
    "LIST_REPORT_COMMENTS",
    "LIST_THREAD_COMMENTS",
    "UPSERT_REPORT",
    "create_report_comment",
    "delete_report",
    "get_report",
    "list_report_comments",
    "list_reports",
    "list_thread_comments",
    "upsert_report",
]

GET_REPORT: Final[Operation[GetReport]] = Operation(
    name="GetReport",
    kind="query",
    model=".get_report:GetReport",
    document=Operation.join(_reports.GET_REPORT, _reports.ReportFields, _accounts_users.UserFields),
    arguments={"id": "id"},
)


def get_report(*, id: str) -> Call[GetReport]:
    """Get a report by its opaque ID.

    Args:
        id: `ID!`.

    Source: query GetReport in queries/reports.graphql.
    """
    return Call(GET_REPORT, {"id": id})


LIST_REPORTS: Final[Operation[ListReports]] = Operation(
    name="ListReports",
    kind="query",
    model=".list_reports:ListReports",
    document=Operation.join(
        _reports.LIST_REPORTS,
        _shared.PageInfoFields,
        _reports.ReportFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "type_": "type",
        "name": "name",
        "first": "first",
        "after": "after",
    },
)


def list_reports(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    type_: str,
    name: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListReports, ListReportsProjectAllViewsEdgesNode]:
    """List the reports of a project of one type.

    Args:
        entity: `String`.
        project: `String!`.
        type_: `String!`.
        name: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListReports in queries/reports.graphql.
    """
    return PagedCall(
        LIST_REPORTS,
        {
            "entity": entity,
            "project": project,
            "type": type_,
            "name": name,
            "first": first,
            "after": after,
        },
    )


UPSERT_REPORT: Final[Operation[UpsertReport]] = Operation(
    name="UpsertReport",
    kind="mutation",
    model=".upsert_report:UpsertReport",
    document=Operation.join(
        _reports.UPSERT_REPORT, _reports.ReportFields, _accounts_users.UserFields
    ),
    arguments={"input": "input"},
)


def upsert_report(*, input: UpsertViewInput) -> Call[UpsertReport]:
    """Create a report, or change the given fields of an existing one by its ID.

    Args:
        input: `UpsertViewInput!`.

    Source: mutation UpsertReport in queries/reports.graphql.
    """
    return Call(UPSERT_REPORT, {"input": input})


DELETE_REPORT: Final[Operation[DeleteReport]] = Operation(
    name="DeleteReport",
    kind="mutation",
    model=".delete_report:DeleteReport",
    document=Operation.join(_reports.DELETE_REPORT),
    arguments={"id": "id", "delete_drafts": "deleteDrafts"},
)


def delete_report(*, id: str, delete_drafts: bool | None | Unset = UNSET) -> Call[DeleteReport]:
    """Delete a report, and optionally its drafts.

    Args:
        id: `ID!`.
        delete_drafts: `Boolean`.

    Source: mutation DeleteReport in queries/reports.graphql.
    """
    return Call(DELETE_REPORT, {"id": id, "deleteDrafts": delete_drafts})


LIST_REPORT_COMMENTS: Final[Operation[ListReportComments]] = Operation(
    name="ListReportComments",
    kind="query",
    model=".list_report_comments:ListReportComments",
    document=Operation.join(
        _reports.LIST_REPORT_COMMENTS,
        _reports.DiscussionCommentFields,
        _reports.DiscussionThreadFields,
        _shared.PageInfoFields,
        _accounts_users.UserFields,
    ),
    arguments={"id": "id", "first": "first", "after": "after"},
)


def list_report_comments(
    *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListReportComments, ListReportCommentsViewDiscussionThreadsEdgesNode]:
    """List the comment threads of a report.

    Args:
        id: `ID!`.
        first: `Int`.
        after: `String`.

    Source: query ListReportComments in queries/reports.graphql.
    """
    return PagedCall(LIST_REPORT_COMMENTS, {"id": id, "first": first, "after": after})


LIST_THREAD_COMMENTS: Final[Operation[ListThreadComments]] = Operation(
    name="ListThreadComments",
    kind="query",
    model=".list_thread_comments:ListThreadComments",
    document=Operation.join(
        _reports.LIST_THREAD_COMMENTS,
        _reports.DiscussionCommentFields,
        _shared.PageInfoFields,
        _accounts_users.UserFields,
    ),
    arguments={"id": "id", "first": "first", "after": "after"},
)


def list_thread_comments(
    *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListThreadComments, ListThreadCommentsDiscussionThreadCommentsEdgesNode]:
    """List further comments of a thread.

    Args:
        id: `ID!`.
        first: `Int`.
        after: `String`.

    Source: query ListThreadComments in queries/reports.graphql.
    """
    return PagedCall(LIST_THREAD_COMMENTS, {"id": id, "first": first, "after": after})


CREATE_REPORT_COMMENT: Final[Operation[CreateReportComment]] = Operation(
    name="CreateReportComment",
    kind="mutation",
    model=".create_report_comment:CreateReportComment",
    document=Operation.join(
        _reports.CREATE_REPORT_COMMENT,
        _reports.DiscussionCommentFields,
        _reports.DiscussionThreadFields,
        _shared.PageInfoFields,
        _accounts_users.UserFields,
    ),
    arguments={"id": "id", "body": "body", "thread": "thread"},
)


def create_report_comment(
    *, id: str, body: str, thread: str | None | Unset = UNSET
) -> Call[CreateReportComment]:
    """Comment on a report, in an existing thread or in a new one.

    Args:
        id: `ID!`.
        body: `String!`.
        thread: `ID`.

    Source: mutation CreateReportComment in queries/reports.graphql.
    """
    return Call(CREATE_REPORT_COMMENT, {"id": id, "body": body, "thread": thread})
