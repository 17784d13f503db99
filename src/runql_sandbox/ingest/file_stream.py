"""File streams: the periodic reports of a running SDK."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from sqlalchemy import delete, func, insert, select

from runql_sandbox.ingest.shared_writers import (
    claim,
    last_step,
    merged_summary,
    note_writer,
    own_lines,
    place_line,
    with_step,
)
from runql_sandbox.inputs import valid_text
from runql_sandbox.request.limits import LINE_BYTES
from runql_sandbox.store._base import now
from runql_sandbox.store.data_folder import REWRITTEN
from runql_sandbox.store.history.lines import LINES, Line
from runql_sandbox.store.history.rows import HistoryKeys, parse_line, step_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from runql_sandbox.store.runs.tables import Run

__all__ = ["StreamError", "queryable", "read_rows", "replace_lines", "take_in"]

KINDS: Final = {
    "wandb-history.jsonl": "history",
    "wandb-events.jsonl": "events",
    "output.log": "output",
}
SUMMARY: Final = "wandb-summary.json"
_LARGEST: Final = 2**31
"""Upper bound of the number of lines in a stream."""


class StreamError(ValueError):
    """A chunk that cannot be stored."""


def take_in(
    session: Session,
    unneeded: list[str],
    run: Run,
    body: object,
    writer: str | None = None,
) -> dict[str, Any]:
    """Store the content of a file stream request, and return the response.

    A `writer` is one of several processes that share the run. Its lines follow those of the others, and its part of the
    summary is merged into the run's summary.

    The keys of files that no row needs after the commit are added to `unneeded`.

    Raises:
        StreamError: If a chunk has an invalid structure, or a line is too long.
    """
    if not isinstance(body, Mapping):
        raise StreamError("The request must be a JSON object.")
    files, exitcode = body.get("files") or {}, body.get("exitcode") or 0
    if not isinstance(files, Mapping) or not _is_number(exitcode):
        raise StreamError("The request must have an object `files` and a numeric exit code.")
    if writer is not None:
        claim(session, run)
    # The summary of a shared run contains the last step, so store the history first.
    for name, chunk in sorted(files.items(), key=lambda each: each[0] == SUMMARY):
        offset, content = _checked(name, chunk)
        if name == SUMMARY:
            if content:
                _take_summary(session, run, content[-1], shared=writer is not None)
        elif name in KINDS and writer is not None:
            _take_shared_lines(session, unneeded, run, KINDS[name], writer, offset, content)
        elif name in KINDS:
            replace_lines(session, unneeded, run, KINDS[name], offset, content)
    # Requests that other writers send after the primary writer ended the run do not restart it.
    goes_on = writer is None or note_writer(session, run, writer)
    run.heartbeat_at = run.updated_at = now()
    started = dt.datetime.fromisoformat(run.created_at)
    run.duration = (dt.datetime.fromisoformat(run.heartbeat_at) - started).total_seconds()
    if body.get("preempting"):
        run.state = "preempting"
    if body.get("complete"):
        run.exitcode = exitcode
        run.state = "finished" if run.exitcode == 0 else "failed"
    elif run.state in ("pending", "finished", "failed", "crashed") and goes_on:
        run.state = "running"
    return {"exitcode": None, "limits": {}, "stopped": run.stop_requested}


def read_rows(
    session: Session,
    run: Run,
    kind: str = "history",
    *,
    low: int | None = None,
    high: int | None = None,
    first_line: int = 0,
) -> Iterator[str]:
    """Return the lines of a stream in order; for a history, those with `low <= _step < high`."""
    wanted = select(Line.text).where(
        Line.run_id == run.id, Line.kind == kind, Line.number >= first_line
    )
    if low is not None:
        wanted = wanted.where(Line.step >= low)
    if high is not None:
        wanted = wanted.where(Line.step < high)
    yield from session.scalars(wanted.order_by(Line.number)).yield_per(5000)


def count_lines(session: Session, run: Run, kind: str) -> int:
    """Return the number of lines in a stream."""
    last = select(func.max(Line.number)).where(Line.run_id == run.id, Line.kind == kind)
    found = session.scalar(last)
    return 0 if found is None else found + 1


def count_each(session: Session, run_ids: Sequence[int], kind: str) -> dict[int, int]:
    """Return the number of lines in the streams of runs, by run number."""
    last = (
        select(Line.run_id, func.max(Line.number))
        .where(Line.run_id.in_(run_ids), Line.kind == kind)
        .group_by(Line.run_id)
    )
    found = {run_id: number + 1 for run_id, number in session.execute(last)}
    return {run_id: found.get(run_id, 0) for run_id in run_ids}


def queryable(text: str) -> str:
    """Return JSON that SQLite can read. Non-finite numbers become null or very large."""
    if "NaN" not in text and "Infinity" not in text:
        return text
    words = {"NaN": "null", "Infinity": "1e999", "-Infinity": "-1e999"}
    holder = json.loads(text, parse_constant=lambda word: f"\0{word}")
    quoted = json.dumps(holder)
    for word, stand_in in words.items():
        quoted = quoted.replace(f'"\\u0000{word}"', stand_in)
    return quoted


def _checked(name: str, chunk: object) -> tuple[int, list[str]]:
    if not isinstance(chunk, Mapping):
        raise StreamError(f"The chunk of {name} must be a JSON object.")
    offset, content = chunk.get("offset", 0), chunk.get("content", [])
    if not _is_number(offset) or offset < 0 or not isinstance(content, list):
        raise StreamError(f"The chunk of {name} must have an offset and a list of lines.")
    for line in content:
        if not isinstance(line, str):
            raise StreamError(f"A line of {name} must be a string.")
        if len(line) > LINE_BYTES:
            raise StreamError(f"A line of {name} is longer than {LINE_BYTES} bytes.")
    return offset, content


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and abs(value) <= _LARGEST


def _take_summary(session: Session, run: Run, text: str, *, shared: bool) -> None:
    try:
        given = parse_line(text)
    except ValueError as error:
        raise StreamError(f"The summary cannot be read: {error}") from error
    kept = merged_summary(session, run, given) if shared else valid_text(text, given)
    run.summary, run.summary_json = kept, queryable(kept)


def replace_lines(
    session: Session, unneeded: list[str], run: Run, kind: str, offset: int, content: list[str]
) -> None:
    """Replace the lines of a stream from the offset on. Keys of outdated exports are added to `unneeded`."""
    count = count_lines(session, run, kind)
    # A console rewrites single lines, for progress bars. Other streams are truncated and continued.
    last = offset + len(content) - 1 if kind == "output" else max(count, offset)
    later = Line.number.between(offset, last)
    session.execute(delete(Line).where(Line.run_id == run.id, Line.kind == kind, later))
    rows = [_line(run, kind, offset + index, text) for index, text in enumerate(content)]
    if rows:
        session.execute(insert(LINES), [row for row, _ in rows])
    if kind == "history":
        _count_keys(session, run, [parsed for _, parsed in rows], rewritten=offset < count)
        if offset < count:
            rewritten: dict[int, int] = session.info[REWRITTEN]
            rewritten[run.id] = rewritten.get(run.id, 0) + 1
        if offset < run.exported_lines:
            unneeded.extend(json.loads(run.exports))
            run.exports, run.exported_lines = "[]", 0


def _take_shared_lines(
    session: Session,
    unneeded: list[str],
    run: Run,
    kind: str,
    writer: str,
    offset: int,
    content: list[str],
) -> None:
    """Append a writer's lines to those of all writers. Lines that the writer sends again replace its earlier ones."""
    known = own_lines(session, run, kind, writer, offset, len(content))
    behind = count_lines(session, run, kind)
    step = last_step(session, run) + 1 if kind == "history" else 0
    fresh: list[str] = []
    for index, text in enumerate(content):
        number = known.get(offset + index)
        if number is not None:
            _rewrite_line(session, run, kind, number, text)
            continue
        place_line(session, run, kind, writer, offset + index, behind + len(fresh))
        fresh.append(with_step(text, step + len(fresh)) if kind == "history" else text)
    replace_lines(session, unneeded, run, kind, behind, fresh)


def _rewrite_line(session: Session, run: Run, kind: str, number: int, text: str) -> None:
    # A repeated history row is the same row; a repeated console line may have another text.
    if kind != "history":
        row, _ = _line(run, kind, number, text)
        line = session.get_one(Line, (run.id, kind, number))
        line.text = row["text"]


def _line(run: Run, kind: str, number: int, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    parsed: dict[str, Any] = {}
    if kind != "output":
        try:
            parsed = parse_line(text)
            text = valid_text(text, parsed)
        except ValueError as error:
            raise StreamError(f"Line {number} of {kind} cannot be read: {error}") from error
    step = step_of(parsed) if kind == "history" else None
    row = {"run_id": run.id, "kind": kind, "number": number, "step": step, "text": text}
    return row, parsed


def _count_keys(session: Session, run: Run, rows: list[dict[str, Any]], *, rewritten: bool) -> None:
    if rewritten:
        session.flush()
        keys = HistoryKeys()
        for text in read_rows(session, run):
            keys.add(parse_line(text))
    else:
        keys = HistoryKeys(run.history_keys)
        for row in rows:
            keys.add(row)
    run.history_keys = keys.to_json()
