"""The table of run files."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from runql_sandbox.store._base import new_registry, now

__all__ = ["File"]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class File(Base):
    """A file of a run. Its bytes are in the folder of stored files."""

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("run_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int | None]
    md5: Mapped[str | None]
    mimetype: Mapped[str | None]
    updated_at: Mapped[str] = mapped_column(default=now)
