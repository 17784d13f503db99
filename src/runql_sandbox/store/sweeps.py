"""Tables of sweeps."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.projects import Project

__all__ = ["Agent", "Sweep", "Trial"]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class Sweep(Base):
    """A sweep. Its configuration is stored unchanged, and again as JSON for filters."""

    __tablename__ = "sweeps"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    display_name: Mapped[str | None]
    description: Mapped[str | None]
    config: Mapped[str]
    config_json: Mapped[str]
    method: Mapped[str]
    state: Mapped[str] = mapped_column(default="PENDING")
    controller: Mapped[str | None]
    scheduler: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)
    heartbeat_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    project: Mapped[Project] = relationship(lazy="joined")
    user: Mapped[User] = relationship(lazy="joined")


class Agent(Base):
    """A process that executes runs of a sweep."""

    __tablename__ = "sweep_agents"

    id: Mapped[int] = mapped_column(primary_key=True)
    sweep_id: Mapped[int] = mapped_column(ForeignKey("sweeps.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str | None]
    host: Mapped[str]
    metrics: Mapped[str] = mapped_column(default="{}")
    state: Mapped[str] = mapped_column(default="RUNNING")
    created_at: Mapped[str] = mapped_column(default=now)
    heartbeat_at: Mapped[str] = mapped_column(default=now)

    sweep: Mapped[Sweep] = relationship(lazy="joined")
    user: Mapped[User] = relationship(lazy="joined")


class Trial(Base):
    """A planned run: its values, and the agent that received it."""

    __tablename__ = "sweep_trials"
    __table_args__ = (UniqueConstraint("sweep_id", "run_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sweep_id: Mapped[int] = mapped_column(ForeignKey("sweeps.id", ondelete="CASCADE"), index=True)
    agent_id: Mapped[int | None] = mapped_column(
        ForeignKey("sweep_agents.id", ondelete="SET NULL"), index=True
    )
    run_name: Mapped[str]
    values: Mapped[str]
    units: Mapped[str] = mapped_column(default="[]")
    planned: Mapped[bool] = mapped_column(default=True)
    """Whether the search chose the values, as opposed to runs that a user queued."""
