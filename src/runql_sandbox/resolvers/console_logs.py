"""Console lines of runs, plain and structured, read from either end."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ariadne import ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.ingest.file_stream import count_lines
from runql_sandbox.request.context import context_of
from runql_sandbox.request.cursors import counting_cursor, position
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import encode
from runql_sandbox.request.limits import PAGE_ITEMS
from runql_sandbox.store.history.lines import Line

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.runs.tables import Run

__all__ = ["BINDABLES", "LogLine", "read_line"]

run = ObjectType("Run")

BINDABLES: list[SchemaBindable] = [run]

_PLAIN: Final = re.compile(r"(ERROR )?(\d{4}-\d\d-\d\dT\S+) (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A console line, with the field names of the schema."""

    id: str
    number: int
    level: str | None
    timestamp: str | None
    label: str | None
    line: str


@run.field("logLineCount")
def log_line_count(obj: Run, info: GraphQLResolveInfo) -> int:
    """Number of console lines."""
    return count_lines(context_of(info).session, obj, "output")


@run.field("logLines")
def log_lines(
    obj: Run,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """A page of console lines: the first ones after a cursor, or the last ones before a cursor."""
    if min(first or 0, last or 0) < 0 or (first is not None and last is not None):
        raise invalid("pass first or last, which must not be negative")
    size = min(PAGE_ITEMS, first if first is not None else PAGE_ITEMS if last is None else last)
    wanted = select(Line).where(Line.run_id == obj.id, Line.kind == "output")
    if after:
        wanted = wanted.where(Line.number >= position(after))
    if before:
        wanted = wanted.where(Line.number < position(before) - 1)
    order = Line.number if last is None else Line.number.desc()
    rows = list(context_of(info).session.scalars(wanted.order_by(order).limit(size + 1)))
    more, rows = len(rows) > size, rows[:size]
    rows = rows if last is None else rows[::-1]
    edges = [{"cursor": counting_cursor(row.number + 1), "node": read_line(row)} for row in rows]
    return {
        "edges": edges,
        "pageInfo": {
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
            "hasNextPage": more if last is None else bool(before),
            "hasPreviousPage": bool(after) if last is None else more,
        },
    }


def read_line(row: Line) -> LogLine:
    """Parse a line in the SDK's format: JSON, or text with a prefix of level and time."""
    opaque = encode("LogLine", row.run_id, row.number)
    # SDKs before 0.17 send a line with its line break.
    text = row.text.removesuffix("\n")
    found: object = None
    if text.startswith("{"):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
    if isinstance(found, dict) and "content" in found:
        level, time, label = found.get("level"), found.get("ts"), found.get("label")
        return LogLine(opaque, row.number, level, time, label, str(found["content"]))
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return LogLine(opaque, row.number, None, None, None, text)
    level = "error" if plain[1] else None
    return LogLine(opaque, row.number, level, plain[2], None, plain[3])
