"""The table of lines: history, events and console output."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from runql_sandbox.store._base import Base

__all__ = ["Line"]


class Line(Base):
    """A line of a run's stream: of its history, its events, or its console."""

    __tablename__ = "lines"
    __table_args__ = (Index("lines_by_step", "run_id", "kind", "step"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int | None]
    text: Mapped[str]
