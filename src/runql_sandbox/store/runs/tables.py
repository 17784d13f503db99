"""The tables of projects, runs and what runs log; accounts are in a module of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runql_sandbox.store._base import Base, now

if TYPE_CHECKING:
    from runql_sandbox.store.accounts.tables import Entity, User

__all__ = ["File", "Line", "Project", "Run"]


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


class Run(Base):
    """A run. Documents are kept as they came, and once more as SQLite's JSON can read them."""

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        # The usual order; without, every page of a list would sort all runs before it.
        Index("runs_by_creation", "project_id", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    display_name: Mapped[str]
    state: Mapped[str] = mapped_column(default="running")
    config: Mapped[str] = mapped_column(default="{}")
    config_json: Mapped[str] = mapped_column(default="{}")
    summary: Mapped[str] = mapped_column(default="{}")
    summary_json: Mapped[str] = mapped_column(default="{}")
    tags: Mapped[str] = mapped_column(default="[]")
    notes: Mapped[str | None]
    description: Mapped[str | None]
    group: Mapped[str | None]
    job_type: Mapped[str | None]
    host: Mapped[str | None]
    program: Mapped[str | None]
    commit: Mapped[str | None]
    repo: Mapped[str | None]
    sweep: Mapped[str | None]
    exitcode: Mapped[int | None]
    stop_requested: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[str] = mapped_column(default=now)
    heartbeat_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)
    duration: Mapped[float] = mapped_column(default=0.0)
    history_keys: Mapped[str] = mapped_column(default="")
    exported_lines: Mapped[int] = mapped_column(default=0)
    exports: Mapped[str] = mapped_column(default="[]")

    project: Mapped[Project] = relationship(lazy="joined")
    user: Mapped[User] = relationship(lazy="joined")


class Line(Base):
    """A line of a run's stream: of its history, its events, or its console."""

    __tablename__ = "lines"
    __table_args__ = (Index("lines_by_step", "run_id", "kind", "step"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int | None]
    text: Mapped[str]


class File(Base):
    """A file of a run; its bytes lie in the blob folder."""

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
