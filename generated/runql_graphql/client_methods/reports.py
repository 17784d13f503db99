# Generated from queries/reports.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/reports.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, Sender, Unset
from ..ops import reports as _ops

if TYPE_CHECKING:
    from ..create_report_comment import CreateReportComment
    from ..delete_report import DeleteReport
    from ..get_report import GetReport
    from ..inputs import UpsertViewInput
    from ..list_report_comments import ListReportComments
    from ..list_reports import ListReports
    from ..list_thread_comments import ListThreadComments
    from ..upsert_report import UpsertReport

__all__ = ["ReportsMethods"]


class ReportsMethods:
    """Operations of queries/reports.graphql."""

    _sender: Sender

    def get_report(self, *, id: str) -> GetReport:
        """Get a report by its opaque ID.

        Args:
            id: `ID!`.

        Source: query GetReport in queries/reports.graphql.
        """
        return self._sender.send(_ops.get_report(id=id))

    def list_reports(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        type_: str,
        name: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListReports:
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
        return self._sender.send(
            _ops.list_reports(
                entity=entity, project=project, type_=type_, name=name, first=first, after=after
            )
        )

    def upsert_report(self, *, input: UpsertViewInput) -> UpsertReport:
        """Create a report, or change the given fields of an existing one by its ID.

        Args:
            input: `UpsertViewInput!`.

        Source: mutation UpsertReport in queries/reports.graphql.
        """
        return self._sender.send(_ops.upsert_report(input=input))

    def delete_report(self, *, id: str, delete_drafts: bool | None | Unset = UNSET) -> DeleteReport:
        """Delete a report, and optionally its drafts.

        Args:
            id: `ID!`.
            delete_drafts: `Boolean`.

        Source: mutation DeleteReport in queries/reports.graphql.
        """
        return self._sender.send(_ops.delete_report(id=id, delete_drafts=delete_drafts))

    def list_report_comments(
        self, *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListReportComments:
        """List the comment threads of a report.

        Args:
            id: `ID!`.
            first: `Int`.
            after: `String`.

        Source: query ListReportComments in queries/reports.graphql.
        """
        return self._sender.send(_ops.list_report_comments(id=id, first=first, after=after))

    def list_thread_comments(
        self, *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListThreadComments:
        """List further comments of a thread.

        Args:
            id: `ID!`.
            first: `Int`.
            after: `String`.

        Source: query ListThreadComments in queries/reports.graphql.
        """
        return self._sender.send(_ops.list_thread_comments(id=id, first=first, after=after))

    def create_report_comment(
        self, *, id: str, body: str, thread: str | None | Unset = UNSET
    ) -> CreateReportComment:
        """Comment on a report, in an existing thread or in a new one.

        Args:
            id: `ID!`.
            body: `String!`.
            thread: `ID`.

        Source: mutation CreateReportComment in queries/reports.graphql.
        """
        return self._sender.send(_ops.create_report_comment(id=id, body=body, thread=thread))
