"""Tables of artifacts: types, collections, versions and their relations."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.tables import Run

__all__ = [
    "Artifact",
    "ArtifactAlias",
    "ArtifactAliasAction",
    "ArtifactCollection",
    "ArtifactLog",
    "ArtifactMembership",
    "ArtifactType",
    "ArtifactUse",
]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class ArtifactType(Base):
    """An artifact type of a project."""

    __tablename__ = "artifact_types"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    name: Mapped[str]
    description: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)

    project: Mapped[Project] = relationship(lazy="joined")


class ArtifactCollection(Base):
    """Versions under a common name: a sequence, to which they are logged, or a portfolio of links."""

    __tablename__ = "artifact_collections"
    __table_args__ = (
        Index(
            "collections_by_name",
            "project_id",
            "name",
            unique=True,
            sqlite_where=text("state = 'READY'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    type_id: Mapped[int] = mapped_column(ForeignKey("artifact_types.id"))
    kind: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="READY")
    digest_algorithm: Mapped[str] = mapped_column(default="MANIFEST_MD5")
    client_id: Mapped[str | None]
    tags: Mapped[str] = mapped_column(default="[]")
    next_version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    project: Mapped[Project] = relationship(lazy="joined")
    type: Mapped[ArtifactType] = relationship(lazy="joined")


class Artifact(Base):
    """A version of a sequence.

    Before it is committed, a version has no number and cannot be found by name.
    """

    __tablename__ = "artifacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("artifact_collections.id"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id", ondelete="SET NULL"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    client_id: Mapped[str | None] = mapped_column(index=True)
    distributed_id: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="PENDING")
    digest: Mapped[str]
    digest_algorithm: Mapped[str] = mapped_column(default="MANIFEST_MD5")
    description: Mapped[str | None]
    meta: Mapped[str | None]
    meta_json: Mapped[str] = mapped_column(default="{}")
    tags: Mapped[str] = mapped_column(default="[]")
    wanted_aliases: Mapped[str] = mapped_column(default="[]")
    history_step: Mapped[int | None]
    ttl_seconds: Mapped[int] = mapped_column(default=-1)
    size: Mapped[int] = mapped_column(default=0)
    file_count: Mapped[int] = mapped_column(default=0)
    commit_hash: Mapped[str]
    created_at: Mapped[str] = mapped_column(default=now)
    updated_at: Mapped[str] = mapped_column(default=now)

    sequence: Mapped[ArtifactCollection] = relationship(lazy="joined")
    run: Mapped[Run | None] = relationship()
    user: Mapped[User] = relationship()


class ArtifactMembership(Base):
    """A version in a collection, with its number in that collection."""

    __tablename__ = "artifact_memberships"
    __table_args__ = (
        UniqueConstraint("collection_id", "artifact_id"),
        UniqueConstraint("collection_id", "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("artifact_collections.id"))
    artifact_id: Mapped[int] = mapped_column(ForeignKey("artifacts.id"), index=True)
    version: Mapped[int]
    created_at: Mapped[str] = mapped_column(default=now)

    collection: Mapped[ArtifactCollection] = relationship(lazy="joined")
    artifact: Mapped[Artifact] = relationship(lazy="joined")


class ArtifactAlias(Base):
    """An alias. At most one version of a collection has it at a time."""

    __tablename__ = "artifact_aliases"
    __table_args__ = (UniqueConstraint("collection_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("artifact_collections.id"))
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("artifact_memberships.id", ondelete="CASCADE"), index=True
    )
    alias: Mapped[str]

    membership: Mapped[ArtifactMembership] = relationship(lazy="joined")


class ArtifactAliasAction(Base):
    """A change of an alias in a collection: added to a version, removed, or moved."""

    __tablename__ = "artifact_alias_actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    collection_id: Mapped[int] = mapped_column(
        ForeignKey("artifact_collections.id", ondelete="CASCADE"), index=True
    )
    alias: Mapped[str]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("artifacts.id", ondelete="SET NULL"))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("artifacts.id", ondelete="SET NULL"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[str] = mapped_column(default=now)

    source: Mapped[Artifact | None] = relationship(foreign_keys=[source_id])
    target: Mapped[Artifact | None] = relationship(foreign_keys=[target_id])
    user: Mapped[User | None] = relationship()


class ArtifactLog(Base):
    """A run that logged a version. The first one created it."""

    __tablename__ = "artifact_logs"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    artifact_id: Mapped[int] = mapped_column(
        ForeignKey("artifacts.id", ondelete="CASCADE"), primary_key=True
    )
    created_at: Mapped[str] = mapped_column(default=now)


class ArtifactUse(Base):
    """A run that used a version as input."""

    __tablename__ = "artifact_uses"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    artifact_id: Mapped[int] = mapped_column(
        ForeignKey("artifacts.id", ondelete="CASCADE"), primary_key=True
    )
    used_as: Mapped[str] = mapped_column(default="[]")
    created_at: Mapped[str] = mapped_column(default=now)
