"""Histories and system metrics of runs."""

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from ariadne import ObjectType, SchemaBindable

from runql_sandbox.ingest.file_stream import count_each, count_lines, read_rows
from runql_sandbox.inputs import parse_object
from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import unserved
from runql_sandbox.store.history.buckets import bucketed_history
from runql_sandbox.store.history.rows import (
    HistoryKeys,
    flatten,
    json_safe,
    parse_line,
    sample,
    sample_spec,
    sampled_history,
)

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.runs.tables import Run

run = ObjectType("Run")

BINDABLES: list[SchemaBindable] = [run]

_TAIL = 1
_COUNTS = {kind: partial(count_each, kind=kind) for kind in ("history", "events")}


@run.field("history")
def history(
    obj: Run,
    info: GraphQLResolveInfo,
    minStep: int | None = None,
    maxStep: int | None = None,
    samples: int | None = None,
    maxKeyLimit: int | None = None,
) -> list[str]:
    """Rows as JSON lines: steps from `minStep` to before `maxStep`, with limits on rows and keys."""
    lines = list(read_rows(context_of(info).session, obj, low=minStep, high=maxStep))
    if samples is not None:
        lines = sample(lines, samples)
    return lines if maxKeyLimit is None else [_narrowed(each, maxKeyLimit) for each in lines]


def _narrowed(line: str, keys: int) -> str:
    row = parse_line(line)
    return line if len(row) <= keys else json.dumps(dict(islice(row.items(), max(0, keys))))


@run.field("sampledHistory")
def sampled(obj: Run, info: GraphQLResolveInfo, specs: list[str]) -> list[list[dict[str, Any]]]:
    """Sampled rows of selected keys, one list per spec."""
    session = context_of(info).session
    found_rows = []
    for spec in [sample_spec(text) for text in specs]:
        low, high = spec.get("minStep"), spec.get("maxStep")
        lines = read_rows(session, obj, low=low, high=None if high is None else high + 1)
        found_rows.append(sampled_history(map(parse_line, lines), spec))
    return found_rows


@run.field("bucketedHistory")
def bucketed(obj: Run, info: GraphQLResolveInfo, specs: list[str]) -> list[list[dict[str, Any]]]:
    """Buckets of rows, one list per spec."""
    session = context_of(info).session
    given = [parse_object(text, "a spec") for text in specs]
    return [bucketed_history(map(parse_line, read_rows(session, obj)), each) for each in given]


@run.field("historyKeys")
def history_keys(
    obj: Run, _info: GraphQLResolveInfo, format: str | None = None, **_arguments: object
) -> dict[str, Any]:
    """Keys with their types and counts, and the last step."""
    if format not in (None, "PLAINTEXT"):
        raise unserved(f"Run.historyKeys(format: {format})")
    return HistoryKeys(obj.history_keys).document()


@run.field("parquetHistory")
def parquet_history(
    obj: Run,
    info: GraphQLResolveInfo,
    liveKeys: list[str],
) -> dict[str, Any]:
    """URLs of the exported files, and the requested keys of rows that are not exported."""
    context = context_of(info)
    live = []
    for text in read_rows(context.session, obj, first_line=obj.exported_lines):
        row = parse_line(text)
        flat = {**flatten(row), **row}
        live.append({key: json_safe(flat[key]) for key in liveKeys if key in flat})
    keys = json.loads(obj.exports)
    return {
        "parquetUrls": [context.signer.url("GET", key, key) for key in keys],
        "liveData": live,
    }


@run.field("events")
def events(obj: Run, info: GraphQLResolveInfo, samples: int | None = None) -> list[str]:
    """System metrics as JSON lines, up to a limit."""
    lines = list(read_rows(context_of(info).session, obj, "events"))
    return lines if samples is None else sample(lines, samples)


@run.field("systemMetrics")
def system_metrics(obj: Run, info: GraphQLResolveInfo) -> str:
    """The last value of each system metric."""
    latest: dict[str, Any] = {}
    for text in read_rows(context_of(info).session, obj, "events"):
        row = parse_line(text)
        latest.update({key: value for key, value in row.items() if not key.startswith("_")})
    return json.dumps(latest)


@run.field("historyLineCount")
def history_line_count(obj: Run, info: GraphQLResolveInfo) -> int:
    """Number of history lines."""
    return _line_count(obj, info, "history")


@run.field("eventsLineCount")
def events_line_count(obj: Run, info: GraphQLResolveInfo) -> int:
    """Number of system metric lines."""
    return _line_count(obj, info, "events")


@run.field("historyTail")
def history_tail(obj: Run, info: GraphQLResolveInfo) -> str:
    """The last history line, for a run that is resumed."""
    return _tail(obj, info, "history")


@run.field("eventsTail")
def events_tail(obj: Run, info: GraphQLResolveInfo) -> str:
    """The last system metric line, for a run that is resumed."""
    return _tail(obj, info, "events")


def _line_count(obj: Run, info: GraphQLResolveInfo, kind: str) -> int:
    """Count the lines of all runs in the response with one query."""
    return context_of(info).of_all(obj, _COUNTS[kind])


def _tail(obj: Run, info: GraphQLResolveInfo, kind: str) -> str:
    session = context_of(info).session
    count = count_lines(session, obj, kind)
    lines = read_rows(session, obj, kind, first_line=max(0, count - _TAIL))
    return json.dumps(list(islice(lines, _TAIL)))
