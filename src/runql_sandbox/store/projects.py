"""The table of projects."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.accounts.tables import Entity

__all__ = ["Project"]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class Project(Base):
    """A project of an entity."""

    __tablename__ = "projects"
    __table_args__ = (UniqueConstraint("entity", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(ForeignKey("entities.name"), index=True)
    name: Mapped[str]
    description: Mapped[str | None]
    access: Mapped[str] = mapped_column(default="PRIVATE")
    created_at: Mapped[str] = mapped_column(default=now)

    owner: Mapped[Entity] = relationship()
