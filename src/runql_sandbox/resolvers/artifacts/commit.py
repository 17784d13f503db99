"""Commit of a version after its manifest and files were verified."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

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
from runql_sandbox.store.artifacts.contents import ArtifactContent, ArtifactEntry, ArtifactManifest
from runql_sandbox.store.artifacts.tables import Artifact, ArtifactCollection
from runql_sandbox.store.data_folder import draw
from runql_sandbox.store.projects import Project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from runql_sandbox.request.context import Context

__all__ = ["commit"]


def commit(context: Context, artifact: Artifact) -> None:
    """Assign a version its number and its aliases.

    Raises:
        GraphQLError: If a manifest or a file is missing, or does not match its digest.
    """
    session, artifact_id = context.session, artifact.id
    manifests = _manifests(context, artifact_id)
    if not manifests:
        raise invalid("the artifact has no manifest")
    # Reading large manifests takes time, during which others may write.
    with context.apart():
        entries = _entries(context, manifests)
        digests = {path: each.digest for path, each in entries.items()}
        digest = artifact_digest(digests, artifact.digest_algorithm)
    state = session.scalar(select(Artifact.state).where(Artifact.id == artifact_id))
    if state == "COMMITTED":
        return
    if state != "PENDING" or _manifests(context, artifact_id) != manifests:
        raise invalid("the artifact was changed while it was committed")
    together = any(each.type != "FULL" for each in manifests)
    if together:
        artifact.digest = digest
    elif digest != artifact.digest:
        raise invalid(f"the manifest's digest is {digest}, not {artifact.digest}")
    _keep(context, artifact, entries)
    if together:
        _write(context, artifact, entries)
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


def _write(context: Context, artifact: Artifact, entries: Mapping[str, Entry]) -> None:
    """Write the final manifest of a version that is combined from several."""
    text, key = write_manifest(entries.values()), f"artifacts/manifests/{draw(24)}"
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


def _keep(context: Context, artifact: Artifact, entries: Mapping[str, Entry]) -> None:
    """Store the entries. All files must have arrived and match their digests."""
    owners = _owners(context, artifact.sequence.project.entity, entries)
    known = _contents(context, owners, entries)
    rows = []
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
        rows.append(
            {
                "artifact_id": artifact.id,
                "content_id": None if content is None else content.id,
                "path": each.path,
                "digest": each.digest,
                "size": each.size,
                "ref": each.ref,
            }
        )
    if rows:
        # Without the session, which takes several times as long.
        context.session.connection().execute(insert(ArtifactEntry), rows)


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
