"""Console logs and reports."""

from __future__ import annotations

import re
from collections import deque
from typing import Annotated, Final

from pydantic import Field

from runql import LogLine
from runql._mcp.results.texts import ConsoleLog, ReportText
from runql._mcp.text import plain, shortened
from runql._mcp.tools._base import RunParameter, Tools
from runql.errors import UsageError

__all__ = ["TextTools"]

_LONGEST_LINE: Final = 2000


class TextTools(Tools):
    """Console logs and reports."""

    async def get_logs(
        self,
        run: RunParameter,
        tail: Annotated[
            int, Field(ge=1, le=1000, description="Number of last lines to return, without grep.")
        ] = 100,
        # Not `str | None`: the SDK parses other strings than plain `str` as JSON, such as "[135]" and "null".
        grep: Annotated[
            str,
            Field(
                description="Regular expression: return only lines that match, from the first line on."
            ),
        ] = "",
        limit: Annotated[
            int, Field(ge=1, le=500, description="Maximum number of lines, with grep.")
        ] = 50,
        cursor: Annotated[
            str | None, Field(description="next_cursor of the previous response, with grep.")
        ] = None,
    ) -> ConsoleLog:
        """Return console lines of a run: the last lines, or the lines that match a regular expression. Read the last
        lines to find the error of a failed run.
        """
        found = await self._api.run(run, fields=["id"])
        path = "/".join(found.path)
        if not grep:
            if cursor is not None:
                raise UsageError(
                    "cursor requires grep.", hint="Without grep, pass a larger `tail`."
                )
            last = deque([line async for line in found.console_logs(last=tail)], tail)
            answer = ConsoleLog(run=path, total_lines=last[-1].number + 1 if last else 0)
            answer.fill([_line(each) for each in last], keeps_tail=True)
            if not last:
                answer.notes.append("The run has no console log.")
            return answer
        try:
            pattern = re.compile(grep)
        except re.error as error:
            raise UsageError(
                f"Invalid regular expression: {grep!r}: {error}.",
                hint="Escape ( [ . * + ? with a backslash.",
            ) from error
        logs = found.console_logs(pattern=pattern, after=cursor, limit=limit)
        pages = [page async for page in logs.pages()]
        lines = [line for page in pages for line in page.items]
        answer = ConsoleLog(run=path)
        answer.fill([_line(each) for each in lines], keeps_tail=False)
        if pages and pages[-1].cursor is not None:
            answer.next_cursor = logs.cursor
            answer.notes.append("More lines may match: raise `limit`, or continue with `cursor`.")
        elif not lines:
            answer.notes.append(
                "No line matches. Call get_logs without grep for the last lines."
                if cursor is None
                else "No more lines match."
            )
        return answer

    async def read_report(
        self,
        report: Annotated[
            str,
            Field(
                description="Id of the report from describe_project, its URL, or entity/project/reports/Title--ID."
            ),
        ],
        offset: Annotated[int, Field(ge=0, description="Character to start at.")] = 0,
    ) -> ReportText:
        """Return a report as Markdown. describe_project lists the reports of a project."""
        found = await self._api.report(report)
        body = found.to_markdown()
        if offset > len(body):
            raise UsageError(
                f"offset must be at most {len(body)}, the length of the report, got {offset}.",
                hint="Call read_report without offset.",
            )
        answer = ReportText(
            report=found.id,
            title=found.display_name,
            author=found.author.username if found.author is not None else None,
            updated_at=str(plain(found.updated_at)) if found.updated_at else None,
            url=found.url,
            total_characters=len(body),
            offset=offset,
        )
        answer.fill(body[offset:])
        return answer


def _line(line: LogLine) -> tuple[int, str]:
    mark = "E " if line.is_error else ""
    return line.number, f"{line.number} {mark}{shortened(line.text, _LONGEST_LINE)}"
