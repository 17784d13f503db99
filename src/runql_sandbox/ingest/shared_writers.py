"""Shared mode: several processes write to one run, and the server assigns the steps."""

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
    """Return the ID of a process that writes to a run in shared mode; None outside of shared mode."""
    if headers.get("x-wandb-use-async-filestream") != "true":
        return None
    return headers.get("x-wandb-async-client-id") or headers.get("x-wandb-client-id") or ""


def claim(session: Session, run: Run) -> None:
    """Block the other writers of a run until the transaction ends, and read the lines that they have written."""
    session.execute(update(Run).where(Run.id == run.id).values(heartbeat_at=now()))
    session.refresh(run)


def note_writer(session: Session, run: Run, client: str) -> bool:
    """Store the ID of a writer, and return whether it is new to the run."""
    if session.get(Writer, (run.id, client)) is not None:
        return False
    session.add(Writer(run_id=run.id, client=client))
    session.flush()
    return True


def own_lines(
    session: Session, run: Run, kind: str, client: str, offset: int, count: int
) -> dict[int, int]:
    """Return the positions of lines that a writer has already sent, by the writer's line numbers."""
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
    """Record the position of a writer's line."""
    session.add(
        WriterLine(run_id=run.id, kind=kind, client=client, own_number=own_number, number=number)
    )


def last_step(session: Session, run: Run) -> int:
    """Return the last step of a history; -1 before the first row."""
    wanted = select(func.max(Line.step)).where(Line.run_id == run.id, Line.kind == "history")
    found = session.scalar(wanted)
    return -1 if found is None else found


def with_step(text: str, step: int) -> str:
    """Assign a row its step among the rows of all writers. Each writer counts its own steps from 0."""
    try:
        row = parse_line(text)
    except ValueError:
        return text
    return json.dumps({**row, "_step": step})


def merged_summary(session: Session, run: Run, given: dict[str, Any]) -> str:
    """Merge a writer's summary into the run's summary."""
    merged = {**parse_line(run.summary), **given}
    step = last_step(session, run)
    return json.dumps({**merged, "_step": step} if step >= 0 else merged)


def merged_config(known: str, given: str) -> str:
    """Merge a writer's config into the run's config. The SDK's own section is merged one level deeper."""
    before, new = parse_line(known), parse_line(given)
    old_internals, internals = _internals(before), _internals(new)
    # A writer without metric definitions sends an empty list; `e` has an entry per writer.
    kept = {key: value for key, value in internals.items() if value not in ([], {})}
    environments = {**_object(old_internals.get("e")), **_object(internals.get("e"))}
    merged = {**before, **new}
    if old_internals or internals:
        merged["_wandb"] = {"value": {**old_internals, **kept, "e": environments}}
    return json.dumps(merged)


def _internals(config: dict[str, Any]) -> dict[str, Any]:
    return _object(_object(config.get("_wandb")).get("value"))


def _object(value: object) -> dict[str, Any]:
    """Return a JSON object; an empty one for any other value, because users can write to the SDK's section."""
    return value if isinstance(value, dict) else {}
