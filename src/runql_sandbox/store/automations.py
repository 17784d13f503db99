"""Tables of automations, their integrations, secrets, and executions."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.accounts.tables import (
    Entity,
    User,
)

__all__ = ["DeletedIntegration", "Firing", "FiringDetails", "Integration", "Secret", "Trigger"]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class Integration(Base):
    """A Slack channel, or the URL of a webhook."""

    __tablename__ = "integrations"

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(
        ForeignKey("entities.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    name: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    secret_name: Mapped[str | None]
    token_name: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)

    entity: Mapped[Entity] = relationship()


class DeletedIntegration(Base):
    """A deleted integration. Its row remains, because the schema has no action without its integration."""

    __tablename__ = "deleted_integrations"

    integration_id: Mapped[int] = mapped_column(
        ForeignKey("integrations.id", ondelete="CASCADE"), primary_key=True
    )


class Secret(Base):
    """A secret of a team, which signs webhook requests."""

    __tablename__ = "secrets"
    __table_args__ = (UniqueConstraint("entity_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entities.id", ondelete="CASCADE"))
    name: Mapped[str]
    value: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)


class Trigger(Base):
    """An automation. Its filter and its action are stored unchanged."""

    __tablename__ = "triggers"
    __table_args__ = (UniqueConstraint("entity_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(
        ForeignKey("entities.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    description: Mapped[str | None]
    enabled: Mapped[bool]
    scope_type: Mapped[str]
    scope_id: Mapped[int] = mapped_column(index=True)
    event_type: Mapped[str]
    event_filter: Mapped[str]
    action_type: Mapped[str]
    action: Mapped[str]
    integration_id: Mapped[int | None] = mapped_column(
        ForeignKey("integrations.id", ondelete="SET NULL")
    )
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    entity: Mapped[Entity] = relationship()
    user: Mapped[User] = relationship()
    integration: Mapped[Integration | None] = relationship()


class Firing(Base):
    """An execution of an automation: once per event of a run or a version, with the payload."""

    __tablename__ = "firings"
    __table_args__ = (UniqueConstraint("trigger_id", "cause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trigger_id: Mapped[int] = mapped_column(
        ForeignKey("triggers.id", ondelete="CASCADE"), index=True
    )
    cause: Mapped[str]
    payload: Mapped[str]
    outcome: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)


class FiringDetails(Base):
    """The cause of an execution, and the result of its action. Without `acted_at`, the action is pending."""

    __tablename__ = "firing_details"

    firing_id: Mapped[int] = mapped_column(
        ForeignKey("firings.id", ondelete="CASCADE"), primary_key=True
    )
    event: Mapped[str]
    acted_at: Mapped[str | None]
    error: Mapped[str | None]
    status_code: Mapped[int | None]
    status: Mapped[str | None]
    body: Mapped[str | None]
