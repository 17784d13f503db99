"""The tables. Times are ISO 8601 texts in UTC with microseconds, so that texts order as times do."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

__all__ = ["Base", "File", "Line", "Project", "Run", "User", "now"]


def now() -> str:
    """Return this moment as the tables have it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


class Base(DeclarativeBase):
    """What the tables have in common."""


class User(Base):
    """An account; its entity has the same name."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    api_key: Mapped[str] = mapped_column(unique=True)
    admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[str] = mapped_column(default=now)


class Project(Base):
    """A project of an entity; nobody else sees it."""

    __tablename__ = "projects"
    __table_args__ = (UniqueConstraint("entity", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(ForeignKey("users.username"), index=True)
    name: Mapped[str]
    description: Mapped[str | None]
    access: Mapped[str] = mapped_column(default="PRIVATE")
    created_at: Mapped[str] = mapped_column(default=now)

    owner: Mapped[User] = relationship()


class Run(Base):
    """A run. Documents are kept as they came, and once more as SQLite's JSON can read them."""

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
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
