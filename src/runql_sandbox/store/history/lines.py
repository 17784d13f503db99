"""The table of lines: history, events and console output."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from runql_sandbox.store._base import METADATA, new_registry

__all__ = ["LINES", "Line", "Writer", "WriterLine"]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class Line(Base):
    """A line of a run's stream: history, events or console."""

    __tablename__ = "lines"
    __table_args__ = (Index("lines_by_step", "run_id", "kind", "step"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int | None]
    text: Mapped[str]


LINES: Final = METADATA.tables[Line.__tablename__]
"""The table of `Line`, for inserts of many rows. They cost half of the time if they affect no object of a session."""


class Writer(Base):
    """A process that writes to a run in shared mode, with the ID that it chose."""

    __tablename__ = "writers"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    client: Mapped[str] = mapped_column(primary_key=True)


class WriterLine(Base):
    """Position of a writer's line among the lines of all writers. Each writer counts its own lines from 0."""

    __tablename__ = "writer_lines"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    client: Mapped[str] = mapped_column(primary_key=True)
    own_number: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
