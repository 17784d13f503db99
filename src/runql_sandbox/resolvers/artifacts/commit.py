"""Commit of a version after its manifest and files were verified."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import func, select

from runql_sandbox.ingest.manifests import (
    Entry,
    ManifestError,
    artifact_digest,
    read_manifest,
    write_manifest,
)
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import number
from runql_sandbox.resolvers._connections import among, pairs
from runql_sandbox.resolvers.artifacts.lookup import join, set_aliases
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.contents import ArtifactContent, ArtifactManifest
from runql_sandbox.store.artifacts.tables import Artifact, ArtifactCollection
from runql_sandbox.store.data_folder import draw
from runql_sandbox.store.projects import Project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from runql_sandbox.request.context import Context

__all__ = ["commit"]

_Row: TypeAlias = tuple[int, int | None, str, str, int, str | None]
"""Columns of a file: version, bytes, path, digest, size, reference."""

_INSERT: Final = "INSERT INTO artifact_entries (artifact_id, content_id, path, digest, size, ref) VALUES (?, ?, ?, ?, ?, ?)"


def commit(context: Context, artifact: Artifact) -> None:
    """Assign a version its number and its aliases.

    Raises:
        GraphQLError: If a manifest or a file is missing, or does not match its digest.
    """
    session, artifact_id = context.session, artifact.id
    manifests = _manifests(context, artifact_id)
    if not manifests:
        raise invalid("the artifact has no manifest")
    entity, wanted_digest = artifact.sequence.project.entity, artifact.digest
    together = any(each.type != "FULL" for each in manifests)
    # Reading and checking large manifests takes time, during which others may write.
    with context.apart():
        entries = _entries(context, manifests)
        digests = {path: each.digest for path, each in entries.items()}
        digest = artifact_digest(digests, artifact.digest_algorithm)
        if not together and digest != wanted_digest:
            raise invalid(f"the manifest's digest is {digest}, not {wanted_digest}")
        rows = _rows(context, artifact_id, entity, entries)
        text = write_manifest(entries.values()) if together else None
    state = session.scalar(select(Artifact.state).where(Artifact.id == artifact_id))
    if state == "COMMITTED":
        return
    if state != "PENDING" or _manifests(context, artifact_id) != manifests:
        raise invalid("the artifact was changed while it was committed")
    if not _are_stored(context, rows):
        rows = _rows(context, artifact_id, entity, entries)
    if text is not None:
        artifact.digest = digest
        _write(context, artifact, text)
    if rows:
        # Without SQLAlchemy's conversion of parameters, which takes several times as long.
        context.session.connection().exec_driver_sql(_INSERT, rows)
    artifact.size = sum(each.size for each in entries.values())
    artifact.file_count = len(entries)
    artifact.state, artifact.updated_at = "COMMITTED", now()
    membership = join(session, artifact.sequence, artifact)
    set_aliases(session, membership, json.loads(artifact.wanted_aliases))
    session.flush()


@dataclass(frozen=True, slots=True)
class _Manifest:
    """Attributes of a manifest, independent of the session."""

    type: str
    name: str
    key: str
    digest: str
    md5: str | None
    base_artifact_id: int | None


def _manifests(context: Context, artifact_id: int) -> list[_Manifest]:
    wanted = select(
        ArtifactManifest.type,
        ArtifactManifest.name,
        ArtifactManifest.key,
        ArtifactManifest.digest,
        ArtifactManifest.md5,
        ArtifactManifest.base_artifact_id,
    ).where(ArtifactManifest.artifact_id == artifact_id)
    return [
        _Manifest(*each) for each in context.session.execute(wanted.order_by(ArtifactManifest.id))
    ]


def _entries(context: Context, manifests: Sequence[_Manifest]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for manifest in manifests:
        if manifest.type != "FULL" and manifest.base_artifact_id is not None:
            base = _manifests(context, manifest.base_artifact_id)[-1:]
            of_base = {each.path: each for found in base for each in _read(context, found)}
            entries = {**of_base, **entries}
        entries.update({each.path: each for each in _read(context, manifest)})
    return entries


def _read(context: Context, manifest: _Manifest) -> list[Entry]:
    path = context.store.blobs.path(manifest.key)
    if not path.is_file():
        raise invalid(f"the manifest {manifest.name!r} was not uploaded")
    if manifest.digest and manifest.md5 != manifest.digest:
        raise invalid(f"the MD5 of {manifest.name!r} is {manifest.md5}, not {manifest.digest}")
    try:
        return read_manifest(path.read_bytes())
    except ManifestError as error:
        raise invalid(str(error)) from error


def _write(context: Context, artifact: Artifact, text: bytes) -> None:
    """Store the final manifest of a version that is combined from several."""
    key = f"artifacts/manifests/{draw(24)}"
    with context.store.blobs.replacing(key) as path:
        path.write_bytes(text)
    md5 = b64encode(hashlib.md5(text, usedforsecurity=False).digest()).decode()
    context.session.add(
        ArtifactManifest(
            artifact=artifact,
            name="wandb_manifest.json",
            type="FULL",
            digest=md5,
            key=key,
            size=len(text),
            md5=md5,
        )
    )


def _rows(
    context: Context, artifact_id: int, entity: str, entries: Mapping[str, Entry]
) -> list[_Row]:
    """Return the rows of files. All files must have arrived and match their digests."""
    owners = _owners(context, entity, entries)
    known = _contents(context, owners, entries)
    rows: list[_Row] = []
    for each in entries.values():
        content = None
        if each.ref is None:
            content = known.get((owners[each.birth_artifact], each.digest))
            if content is None or content.size is None:
                why = "was not uploaded"
                if content is not None and content.refused is not None:
                    why = f"has the digest {content.refused}, not {each.digest}"
                raise invalid(f"the file {each.path!r} {why}")
            if each.size != content.size:
                raise invalid(f"{each.path!r} has {content.size} bytes, not {each.size}")
        content_id = None if content is None else content.id
        rows.append((artifact_id, content_id, each.path, each.digest, each.size, each.ref))
    return rows


def _are_stored(context: Context, rows: Sequence[_Row]) -> bool:
    """Return whether no bytes were deleted since rows were created. Numbers of deleted bytes are used again."""
    wanted = {
        (content_id, digest) for _, content_id, _, digest, *_ in rows if content_id is not None
    }
    found = select(func.count()).where(
        pairs(ArtifactContent.id, ArtifactContent.digest, list(wanted))
    )
    return context.session.scalar(found) == len(wanted)


def _contents(
    context: Context, owners: Mapping[str | None, str], entries: Mapping[str, Entry]
) -> dict[tuple[str, str], Row[str, str, int, int | None, str | None]]:
    """Return ID, size and rejected digest of the bytes of files, by entity and digest."""
    wanted = {
        (owners[each.birth_artifact], each.digest) for each in entries.values() if each.ref is None
    }
    found = select(
        ArtifactContent.entity,
        ArtifactContent.digest,
        ArtifactContent.id,
        ArtifactContent.size,
        ArtifactContent.refused,
    ).where(pairs(ArtifactContent.entity, ArtifactContent.digest, sorted(wanted)))
    return {(each.entity, each.digest): each for each in context.session.execute(found)}


def _owners(context: Context, entity: str, entries: Mapping[str, Entry]) -> dict[str | None, str]:
    """Return the entities with the bytes of files: those of the versions that first stored them."""
    births = {each.birth_artifact for each in entries.values()}
    numbers = {each: number(each or "", "Artifact") for each in births}
    wanted = (
        select(Artifact.id, Project.entity)
        .join(ArtifactCollection, ArtifactCollection.id == Artifact.sequence_id)
        .join(Project, Project.id == ArtifactCollection.project_id)
        .where(among(Artifact.id, [each for each in numbers.values() if each is not None]))
    )
    found = {each[0]: each[1] for each in context.session.execute(wanted)}
    return {each: found.get(numbers[each] or 0, entity) for each in births}
