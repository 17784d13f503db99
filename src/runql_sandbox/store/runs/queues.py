"""Tables of W&B Launch: queues of runs to start, and the agents that start them."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.projects import Project

__all__ = ["DEFAULT_PRIORITY", "LaunchAgent", "QueuedRun", "ResourceConfig", "RunQueue"]

DEFAULT_PRIORITY: Final = 2
"""Default priority of a queued run. Lower numbers start first."""

_VARIABLE: Final = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class ResourceConfig(Base):
    """Configuration for all runs of a queue, with JSON stored unchanged."""

    __tablename__ = "resource_configs"

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
    __table_args__ = (UniqueConstraint("project_id", "name"),)

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

    def completed(self, spec: dict[str, Any], values: dict[str, Any]) -> str:
        """Return the run spec with the defaults of the queue. Values from the user take precedence.

        Args:
            spec: The user's run spec.
            values: Values for the queue's template variables.
        """
        if self.config is None:
            return json.dumps(spec)
        filled = _filled(json.loads(self.config.config), values)
        own = spec.get("resource_args") or {}
        ready = filled.get("resource_args") or {}
        merged = {
            name: {**(ready.get(name) or {}), **(own.get(name) or {})} for name in {**ready, **own}
        }
        return json.dumps({"resource": self.config.resource, **spec, "resource_args": merged})


class QueuedRun(Base):
    """A run that waits in a queue or that an agent has received."""

    __tablename__ = "run_queue_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    queue_id: Mapped[int] = mapped_column(
        ForeignKey("run_queues.id", ondelete="CASCADE"), index=True
    )
    spec: Mapped[str]
    state: Mapped[str] = mapped_column(default="PENDING")
    priority: Mapped[int] = mapped_column(default=DEFAULT_PRIORITY)
    run_name: Mapped[str | None]
    agent: Mapped[str | None]
    values: Mapped[str | None]
    error: Mapped[str | None]
    warnings: Mapped[str] = mapped_column(default="[]")
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    queue: Mapped[RunQueue] = relationship()


class LaunchAgent(Base):
    """A process that receives runs from queues and starts them."""

    __tablename__ = "launch_agents"

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


def _filled(value: Any, values: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {name: _filled(each, values) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, values) for each in value]
    if not isinstance(value, str):
        return value
    alone = _VARIABLE.fullmatch(value)
    if alone is not None:
        # A variable that is the whole string keeps its type.
        return values.get(alone[1], value)
    return _VARIABLE.sub(lambda found: str(values.get(found[1], found[0])), value)
