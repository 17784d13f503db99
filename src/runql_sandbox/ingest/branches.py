"""Runs that start within a history: rewound to a step, or forked from another run at a step."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from runql_sandbox.ingest.file_stream import queryable, read_rows, replace_lines
from runql_sandbox.store.accounts.management import draw
from runql_sandbox.store.files import File
from runql_sandbox.store.history.lines import Line
from runql_sandbox.store.history.rows import flatten, parse_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from runql_sandbox.store._blobs import Blobs
    from runql_sandbox.store.runs.tables import Run

__all__ = ["fork", "rewind"]


def rewind(session: Session, unneeded: list[str], run: Run, step: float) -> None:
    """Delete the history rows after a step, and rebuild the summary from the remaining rows.

    Keys of outdated exports are added to `unneeded`.
    """
    first = session.scalar(_first_behind(run, step))
    if first is None:
        return
    replace_lines(session, unneeded, run, "history", first, [])
    run.summary = json.dumps(_folded(read_rows(session, run)))
    run.summary_json = queryable(run.summary)


def fork(session: Session, blobs: Blobs, parent: Run, run: Run, step: float) -> None:
    """Copy the rows of another run up to a step to a new run, with their summary and the media
    files that they name.
    """
    rows = list(_rows_until(session, parent, step))
    replace_lines(session, [], run, "history", 0, rows)
    whole = session.scalar(_first_behind(parent, step)) is None
    run.summary = parent.summary if whole else json.dumps(_folded(rows))
    run.summary_json = queryable(run.summary)
    named = {path for text in rows for path in _paths(parse_line(text))}
    for file in session.scalars(select(File).where(File.run_id == parent.id)):
        if file.name in named:
            _copy(session, blobs, file, run)


def _first_behind(run: Run, step: float) -> Select[int]:
    return select(func.min(Line.number)).where(
        Line.run_id == run.id, Line.kind == "history", Line.step > step
    )


def _rows_until(session: Session, run: Run, step: float) -> Iterator[str]:
    last = session.scalar(_first_behind(run, step))
    for number, text in enumerate(read_rows(session, run)):
        if last is not None and number >= last:
            return
        yield text


def _folded(rows: Iterable[str]) -> dict[str, Any]:
    summary: dict[str, Any] = {}
    for text in rows:
        summary.update(parse_line(text))
    return summary


def _paths(row: dict[str, Any]) -> Iterator[str]:
    """Return the files that the values of a row name, including lists of images."""
    for value in flatten(row).values():
        if isinstance(value, dict):
            listed = value.get("filenames")
            paths = [value.get("path"), *(listed if isinstance(listed, list) else [])]
            yield from (path for path in paths if isinstance(path, str))


def _copy(session: Session, blobs: Blobs, file: File, run: Run) -> None:
    key = f"files/{draw(24)}"
    session.add(
        File(
            run_id=run.id,
            name=file.name,
            key=key,
            size=file.size,
            md5=file.md5,
            mimetype=file.mimetype,
        )
    )
    if file.size is not None:
        with blobs.replacing(key) as target:
            shutil.copyfile(blobs.path(file.key), target)
