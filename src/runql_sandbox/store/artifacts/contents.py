"""What versions consist of: manifests, their entries, and the bytes, each kept once an entity."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runql_sandbox.store._base import Base, now
from runql_sandbox.store.artifacts.tables import Artifact

__all__ = [
    "ArtifactContent",
    "ArtifactEntry",
    "ArtifactFile",
    "ArtifactManifest",
    "ArtifactUpload",
    "hex_digest",
]


class ArtifactManifest(Base):
    """A list of files, itself a file; an artifact may be put together of several."""

    __tablename__ = "artifact_manifests"

    id: Mapped[int] = mapped_column(primary_key=True)
    artifact_id: Mapped[int] = mapped_column(
        ForeignKey("artifacts.id", ondelete="CASCADE"), index=True
    )
    base_artifact_id: Mapped[int | None] = mapped_column(ForeignKey("artifacts.id"))
    name: Mapped[str]
    type: Mapped[str]
    digest: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int | None]
    md5: Mapped[str | None]
    created_at: Mapped[str] = mapped_column(default=now)

    artifact: Mapped[Artifact] = relationship(foreign_keys=[artifact_id])


class ArtifactContent(Base):
    """Bytes of an entity by their digest; without a size they have not arrived."""

    __tablename__ = "artifact_contents"
    __table_args__ = (UniqueConstraint("entity", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str]
    digest: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    birth_artifact_id: Mapped[int]
    size: Mapped[int | None]
    algorithm: Mapped[str] = mapped_column(default="MANIFEST_MD5")
    md5: Mapped[str | None]
    refused: Mapped[str | None]
    """The digest of bytes that arrived and were not those."""


class ArtifactEntry(Base):
    """A file of a committed version, or a reference to one elsewhere."""

    __tablename__ = "artifact_entries"
    __table_args__ = (Index("entries_by_path", "artifact_id", "path", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    artifact_id: Mapped[int] = mapped_column(ForeignKey("artifacts.id", ondelete="CASCADE"))
    content_id: Mapped[int | None] = mapped_column(ForeignKey("artifact_contents.id"), index=True)
    path: Mapped[str]
    digest: Mapped[str]
    size: Mapped[int] = mapped_column(default=0)
    ref: Mapped[str | None]

    content: Mapped[ArtifactContent | None] = relationship(lazy="joined")
    artifact: Mapped[Artifact] = relationship()


class ArtifactUpload(Base):
    """An upload in parts that is under way."""

    __tablename__ = "artifact_uploads"

    id: Mapped[str] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("artifact_contents.id", ondelete="CASCADE"))
    parts: Mapped[str]


@dataclass(frozen=True, slots=True)
class ArtifactFile:
    """A file of a version as answers have it.

    Attributes:
        id: Opaque id.
        name: Path within the version.
        key: Where the bytes are; None for a reference.
        digest: Base64, or whatever a reference has.
        size: Bytes.
        updated_at: When the version was made.
        artifact: The version that first stored the bytes, or holds the reference.
        ref: Address of a reference.
        wanted: Whether the bytes have still to be sent.
        upload: An upload in parts that was started for it.
        md5: Base64 of the content's MD5, where that is known.
    """

    id: str
    name: str
    key: str | None
    digest: str
    size: int
    updated_at: str
    artifact: Artifact | None
    ref: str | None = None
    wanted: bool = False
    upload: ArtifactUpload | None = None
    md5: str | None = None


def hex_digest(digest: str) -> str | None:
    """Return a digest as addresses have it; None if it is not a base64."""
    try:
        return base64.b64decode(digest, validate=True).hex()
    except (binascii.Error, ValueError):
        return None
