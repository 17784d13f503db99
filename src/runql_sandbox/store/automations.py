"""The tables of automations, the services they use, secrets, and what was fired."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runql_sandbox.store._base import Base, now
from runql_sandbox.store.accounts.tables import (
    Entity,
    User,
)

__all__ = ["Firing", "FiringDetails", "Integration", "Secret", "Trigger"]


class Integration(Base):
    """A Slack channel, or an address to post to."""

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


class Secret(Base):
    """A secret of a team, which webhooks are signed with."""

    __tablename__ = "secrets"
    __table_args__ = (UniqueConstraint("entity_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entities.id", ondelete="CASCADE"))
    name: Mapped[str]
    value: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)


class Trigger(Base):
    """An automation; its filter and its action are kept as they came."""

    __tablename__ = "triggers"
    # Who holds a deleted automation must not meet another under its id.
    __table_args__ = (UniqueConstraint("entity_id", "name"), {"sqlite_autoincrement": True})

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
    """That an automation fired: once for what a run or a version did, with what was sent."""

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
    """What set an automation off, and what came of its action; without `acted_at` it is still to be done."""

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
