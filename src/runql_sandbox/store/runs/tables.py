"""The table of runs."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.projects import Project

__all__ = ["Branch", "DeletedRun", "Run", "Task", "TrashedRun"]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class Run(Base):
    """A run. Config and summary are stored unchanged, and again as JSON that SQLite can read."""

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        # Index for the default order. Without it, each page of a list would sort all runs first.
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


class DeletedRun(Base):
    """The name of a deleted run, which no other run of the project can have."""

    __tablename__ = "deleted_runs"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    name: Mapped[str]
    deleted_at: Mapped[str] = mapped_column(default=now)


class TrashedRun(Base):
    """A deleted run whose data is kept, so that it can be restored. Queries include it only with `with_deleted`."""

    __tablename__ = "trashed_runs"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)


class Branch(Base):
    """Origin of a forked run."""

    __tablename__ = "branches"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), index=True)
    step: Mapped[int]

    parent: Mapped[Run] = relationship(foreign_keys=parent_id)


class Task(Base):
    """Background work of a mutation on runs, which clients poll until it is done."""

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    state: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)
