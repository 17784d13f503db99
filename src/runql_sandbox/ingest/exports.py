"""Exports of histories to Parquet files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.ingest.file_stream import count_lines, read_rows
from runql_sandbox.store.data_folder import REWRITTEN, draw
from runql_sandbox.store.history.parquet import ROWS_PER_FILE, write_parquet
from runql_sandbox.store.history.rows import parse_line
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from runql_sandbox.store.data_folder import Store

__all__ = ["export"]

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class _Written:
    """Files that were written and are not published yet.

    Attributes:
        first: First history line in the files.
        count: Number of history lines up to the end of the files.
        known: Keys of the earlier files.
        keys: Keys of these files.
        rewritten: Number of rewrites of the run's history before the files were written.
    """

    first: int
    count: int
    known: str
    keys: list[str]
    rewritten: int


def export(store: Store, run_id: int, *, whole_files: bool = False) -> None:
    """Write the rows of a run that are not exported yet to Parquet. Rows that Parquet cannot represent stay live.

    Other requests may write at the same time. A history that was rewritten before the files were done is exported again.

    Args:
        store: Store of the rows and the files.
        run_id: ID of the run.
        whole_files: Whether to skip rows that do not fill a file.
    """
    for _ in range(_TRIES):
        written = _write(store, run_id, whole_files=whole_files)
        if written is None or _note(store, run_id, written):
            return
        for key in written.keys:
            store.blobs.delete(key)


def _write(store: Store, run_id: int, *, whole_files: bool) -> _Written | None:
    size = store.export_every or ROWS_PER_FILE
    with store.session() as session:
        rewritten = _rewritten(session, run_id)
        # The rows are read twice, in one transaction, so that both reads return the same rows.
        session.connection().exec_driver_sql("BEGIN")
        run = session.get(Run, run_id)
        if run is None:
            return None
        first, known = run.exported_lines, run.exports
        count = count_lines(session, run, "history")
        if whole_files:
            count = first + (count - first) // size * size
        if count <= first:
            return None

        def read() -> Iterator[dict[str, Any]]:
            return islice(map(parse_line, read_rows(session, run, first_line=first)), count - first)

        # The rows of one file are in memory in any case, and reading them takes time.
        known_rows = list(read()) if count - first <= size else None

        def rows() -> Iterator[dict[str, Any]]:
            return read() if known_rows is None else iter(known_rows)

        number, mark = len(json.loads(known)), draw(6)
        keys = write_parquet(
            rows,
            store.blobs,
            lambda index: f"history/{run_id}/{number + index}-{count}-{mark}.parquet",
            size,
        )
    return _Written(first, count, known, keys, rewritten) if keys else None


def _note(store: Store, run_id: int, written: _Written) -> bool:
    """Publish the files, and return whether the history of the run still begins with them."""
    with store.writing(), store.session() as session:
        run = session.get(Run, run_id)
        if (
            run is None
            or (run.exported_lines, run.exports) != (written.first, written.known)
            or _rewritten(session, run_id) != written.rewritten
        ):
            return False
        run.exports = json.dumps([*json.loads(written.known), *written.keys])
        run.exported_lines = written.count
        session.commit()
    return True


def _rewritten(session: Session, run_id: int) -> int:
    found: dict[int, int] = session.info[REWRITTEN]
    return found.get(run_id, 0)
