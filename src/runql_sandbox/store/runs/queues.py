"""The tables of W&B Launch: queues of runs that are to be started, and the agents that start them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runql_sandbox.store._base import Base, now
from runql_sandbox.store.projects import Project

__all__ = ["LaunchAgent", "QueuedRun", "ResourceConfig", "RunQueue"]


class ResourceConfig(Base):
    """What every run of a queue is started with; JSON is kept as it came."""

    __tablename__ = "resource_configs"
    # Who holds a deleted one must not meet another under its id.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(ForeignKey("entities.name"), index=True)
    resource: Mapped[str]
    config: Mapped[str]
    variables: Mapped[str] = mapped_column(default="{}")
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)


class RunQueue(Base):
    """A queue of a project."""

    __tablename__ = "run_queues"
    __table_args__ = (UniqueConstraint("project_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    access: Mapped[str]
    prioritization: Mapped[str] = mapped_column(default="DISABLED")
    config_id: Mapped[int | None] = mapped_column(
        ForeignKey("resource_configs.id", ondelete="SET NULL")
    )
    links: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    project: Mapped[Project] = relationship()
    config: Mapped[ResourceConfig | None] = relationship()


class QueuedRun(Base):
    """A run that is to be started, or that an agent has taken."""

    __tablename__ = "run_queue_items"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    queue_id: Mapped[int] = mapped_column(
        ForeignKey("run_queues.id", ondelete="CASCADE"), index=True
    )
    spec: Mapped[str]
    state: Mapped[str] = mapped_column(default="PENDING")
    priority: Mapped[int]
    run_name: Mapped[str | None]
    agent: Mapped[str | None]
    values: Mapped[str | None]
    error: Mapped[str | None]
    warnings: Mapped[str] = mapped_column(default="[]")
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    queue: Mapped[RunQueue] = relationship()


class LaunchAgent(Base):
    """A process that takes runs from queues and starts them."""

    __tablename__ = "launch_agents"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    hostname: Mapped[str]
    status: Mapped[str] = mapped_column(default="POLLING")
    queues: Mapped[str]
    config: Mapped[str | None]
    version: Mapped[str | None]
    stop_polling: Mapped[bool] = mapped_column(default=False)
    heartbeat_at: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    project: Mapped[Project] = relationship()
