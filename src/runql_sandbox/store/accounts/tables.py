"""Tables of accounts: users and their keys, entities, teams with members, organizations, invitations."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now

__all__ = [
    "ApiKey",
    "Entity",
    "Invite",
    "Membership",
    "OrgMembership",
    "Organization",
    "ProjectMember",
    "User",
]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class Organization(Base):
    """An organization. It pays for seats, and has its own entity, which contains its registries."""

    __tablename__ = "organizations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="ORGANIZATION")
    seats: Mapped[int] = mapped_column(default=100)
    view_only_seats: Mapped[int] = mapped_column(default=100)
    created_at: Mapped[str] = mapped_column(default=now)


class Entity(Base):
    """The first part of all paths: a user, a team or an organization."""

    __tablename__ = "entities"
    __table_args__ = (CheckConstraint("kind IN ('user', 'team', 'organization')"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    default_access: Mapped[str] = mapped_column(default="PRIVATE")
    private_only: Mapped[bool] = mapped_column(default=False)
    code_saving: Mapped[bool] = mapped_column(default=True)
    members_can_invite: Mapped[bool] = mapped_column(default=False)
    photo_url: Mapped[str | None]
    graphql_limit: Mapped[int] = mapped_column(default=6000)
    filestream_limit: Mapped[int] = mapped_column(default=12000)
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    organization: Mapped[Organization | None] = relationship()


class User(Base):
    """The account of a person, or a service account of a team."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    account_type: Mapped[str] = mapped_column(default="USER")
    admin: Mapped[bool] = mapped_column(default=False)
    entity_name: Mapped[str] = mapped_column(ForeignKey("entities.name"))
    photo_url: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)
    deleted_at: Mapped[str | None]

    default: Mapped[Entity] = relationship()


class ApiKey(Base):
    """A key of a user. Secrets are stored only for service accounts, whose team administrators can read them."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    masked: Mapped[str]
    secret: Mapped[str | None]
    description: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)

    user: Mapped[User] = relationship()


class Membership(Base):
    """Membership of a user in a team, with the role `admin`, `member` or `viewer` (read-only)."""

    __tablename__ = "memberships"

    team_id: Mapped[int] = mapped_column(
        ForeignKey("entities.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)

    team: Mapped[Entity] = relationship()
    user: Mapped[User] = relationship()


class OrgMembership(Base):
    """Membership of a user in an organization, with the role `admin`, `member` or `viewer`."""

    __tablename__ = "organization_memberships"

    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str]

    organization: Mapped[Organization] = relationship()
    user: Mapped[User] = relationship()


class ProjectMember(Base):
    """Role of a user or a team in one project, for restricted projects and registries."""

    __tablename__ = "project_members"
    __table_args__ = (
        UniqueConstraint("project_id", "user_id"),
        UniqueConstraint("project_id", "team_id"),
        CheckConstraint("(user_id IS NULL) <> (team_id IS NULL)"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("entities.id", ondelete="CASCADE"))
    role: Mapped[str]

    user: Mapped[User | None] = relationship()
    team: Mapped[Entity | None] = relationship()


class Invite(Base):
    """A pending invitation to a team."""

    __tablename__ = "invites"
    __table_args__ = (UniqueConstraint("team_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("entities.id", ondelete="CASCADE"), index=True)
    email: Mapped[str]
    role: Mapped[str]
    from_user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    to_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[str] = mapped_column(default=now)

    team: Mapped[Entity] = relationship()
    from_user: Mapped[User] = relationship(foreign_keys=from_user_id)
    to_user: Mapped[User | None] = relationship(foreign_keys=to_user_id)
