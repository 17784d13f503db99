"""Shared mode: several processes write to one run, and the server gives the rows their steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from runql_sandbox.store._base import now
from runql_sandbox.store.history.lines import Line, Writer, WriterLine
from runql_sandbox.store.history.rows import parse_line
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

__all__ = [
    "claim",
    "last_step",
    "merged_config",
    "merged_summary",
    "note_writer",
    "own_lines",
    "place_line",
    "with_step",
    "writer_of",
]


def writer_of(headers: Mapping[str, str]) -> str | None:
    """Return the id of a process that writes to a run in shared mode; None for the only one of a run."""
    if headers.get("x-wandb-use-async-filestream") != "true":
        return None
    return headers.get("x-wandb-async-client-id") or headers.get("x-wandb-client-id") or ""


def claim(session: Session, run: Run) -> None:
    """Hold the other writers of a run back until the transaction ends, and read what they have written."""
    session.execute(update(Run).where(Run.id == run.id).values(heartbeat_at=now()))
    session.refresh(run)


def note_writer(session: Session, run: Run, client: str) -> bool:
    """Keep the id of a writer; returns whether it is new to the run."""
    if session.get(Writer, (run.id, client)) is not None:
        return False
    session.add(Writer(run_id=run.id, client=client))
    session.flush()
    return True


def own_lines(
    session: Session, run: Run, kind: str, client: str, offset: int, count: int
) -> dict[int, int]:
    """Return where lines that a writer has sent before are, by the writer's own numbers."""
    wanted = select(WriterLine.own_number, WriterLine.number).where(
        WriterLine.run_id == run.id,
        WriterLine.kind == kind,
        WriterLine.client == client,
        WriterLine.own_number.between(offset, offset + count - 1),
    )
    return dict(session.execute(wanted).tuples().all())


def place_line(
    session: Session, run: Run, kind: str, client: str, own_number: int, number: int
) -> None:
    """Note where a writer's line is."""
    session.add(
        WriterLine(run_id=run.id, kind=kind, client=client, own_number=own_number, number=number)
    )


def last_step(session: Session, run: Run) -> int:
    """Return the last step of a history; -1 before the first row."""
    wanted = select(func.max(Line.step)).where(Line.run_id == run.id, Line.kind == "history")
    found = session.scalar(wanted)
    return -1 if found is None else found


def with_step(text: str, step: int) -> str:
    """Assign a row its step among the rows of all writers, each of which counts its own from 0."""
    try:
        row = parse_line(text)
    except ValueError:
        return text
    return json.dumps({**row, "_step": step})


def merged_summary(session: Session, run: Run, given: dict[str, Any]) -> str:
    """Merge what one writer knows of the summary into that of all."""
    merged = {**parse_line(run.summary), **given}
    step = last_step(session, run)
    return json.dumps({**merged, "_step": step} if step >= 0 else merged)


def merged_config(known: str, given: str) -> str:
    """Merge the config of one writer into that of all; what SDKs keep for themselves is merged one level deeper."""
    before, new = parse_line(known), parse_line(given)
    old_internals, internals = _internals(before), _internals(new)
    # A list of metrics is empty for a writer that defines none; `e` has an entry for each writer.
    kept = {key: value for key, value in internals.items() if value not in ([], {})}
    environments = {**(old_internals.get("e") or {}), **(internals.get("e") or {})}
    merged = {**before, **new}
    if old_internals or internals:
        merged["_wandb"] = {"value": {**old_internals, **kept, "e": environments}}
    return json.dumps(merged)


def _internals(config: dict[str, Any]) -> dict[str, Any]:
    own = config.get("_wandb")
    value = own.get("value") if isinstance(own, dict) else None
    return value if isinstance(value, dict) else {}
