"""Contents of versions: manifests, their entries, and the bytes, which are stored once per entity."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from runql_sandbox.store._base import new_registry, now
from runql_sandbox.store.artifacts.tables import Artifact

__all__ = [
    "ArtifactContent",
    "ArtifactEntry",
    "ArtifactFile",
    "ArtifactManifest",
    "ArtifactUpload",
    "hex_digest",
]


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class ArtifactManifest(Base):
    """A list of files, which is itself a file. An artifact can be combined from several."""

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
    """Bytes of an entity by digest. Without a size, they have not arrived."""

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
    """The digest of arrived bytes that did not match."""


class ArtifactEntry(Base):
    """A file of a committed version, or a reference to a file elsewhere."""

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
    """A multipart upload in progress."""

    __tablename__ = "artifact_uploads"

    id: Mapped[str] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("artifact_contents.id", ondelete="CASCADE"))
    parts: Mapped[str]


@dataclass(frozen=True, slots=True)
class ArtifactFile:
    """A file of a version, for responses.

    Attributes:
        id: Opaque ID.
        name: Path within the version.
        key: Key of the bytes; None for a reference.
        digest: Digest in base64, or the digest of a reference.
        size: Size in bytes.
        updated_at: When the version was created.
        artifact: The version that first stored the bytes, or that has the reference.
        ref: URL of a reference.
        wanted: Whether the bytes still have to be uploaded.
        upload: A multipart upload that was started for the file.
        md5: MD5 of the content in base64, if it is known.
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
    """Return a digest in the notation of URLs; None if it is not valid base64."""
    try:
        return base64.b64decode(digest, validate=True).hex()
    except (binascii.Error, ValueError):
        return None
