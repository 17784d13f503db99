"""Finishing a version: everything it says of itself is checked first."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, tuple_

from runql_sandbox.ingest.manifests import (
    Entry,
    ManifestError,
    artifact_digest,
    read_manifest,
    write_manifest,
)
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import number
from runql_sandbox.resolvers.artifacts.lookup import join, set_aliases
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.contents import ArtifactContent, ArtifactEntry, ArtifactManifest
from runql_sandbox.store.artifacts.tables import Artifact
from runql_sandbox.store.data_folder import draw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_sandbox.request.context import Context

__all__ = ["commit"]


def commit(context: Context, artifact: Artifact) -> None:
    """Assign a version its number and its aliases.

    Raises:
        GraphQLError: If a manifest or a file is missing, or is not what its digest says.
    """
    session = context.session
    wanted = select(ArtifactManifest).where(ArtifactManifest.artifact_id == artifact.id)
    manifests = list(session.scalars(wanted.order_by(ArtifactManifest.id)))
    if not manifests:
        raise invalid("the artifact has no manifest")
    entries: dict[str, Entry] = {}
    for manifest in manifests:
        if manifest.type != "FULL" and manifest.base_artifact_id is not None:
            entries = {**_entries_of(context, manifest.base_artifact_id), **entries}
        entries.update({each.path: each for each in _read(context, manifest)})
    digests = {path: each.digest for path, each in entries.items()}
    digest = artifact_digest(digests, artifact.digest_algorithm)
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


def _read(context: Context, manifest: ArtifactManifest) -> list[Entry]:
    path = context.store.blobs.path(manifest.key)
    if not path.is_file():
        raise invalid(f"the manifest {manifest.name!r} was not uploaded")
    if manifest.digest and manifest.md5 != manifest.digest:
        raise invalid(f"the MD5 of {manifest.name!r} is {manifest.md5}, not {manifest.digest}")
    try:
        return read_manifest(path.read_bytes())
    except ManifestError as error:
        raise invalid(str(error)) from error


def _entries_of(context: Context, artifact_id: int) -> dict[str, Entry]:
    wanted = select(ArtifactManifest).where(ArtifactManifest.artifact_id == artifact_id)
    latest = context.session.scalars(wanted.order_by(ArtifactManifest.id.desc())).first()
    return {each.path: each for each in _read(context, latest)} if latest is not None else {}


def _write(context: Context, artifact: Artifact, entries: Mapping[str, Entry]) -> None:
    """Write the one manifest that readers find, of a version that was put together of several."""
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
    """Write the entries down; each that is not a reference must have arrived, and be what it says."""
    entity = artifact.sequence.project.entity
    known = _contents(context, entity, entries)
    rows = []
    for each in entries.values():
        content = None
        if each.ref is None:
            content = known.get((_owner(context, each, entity), each.digest))
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
        context.session.execute(insert(ArtifactEntry), rows)


def _contents(
    context: Context, entity: str, entries: Mapping[str, Entry]
) -> dict[tuple[str, str], ArtifactContent]:
    wanted = {
        (_owner(context, each, entity), each.digest)
        for each in entries.values()
        if each.ref is None
    }
    found: dict[tuple[str, str], ArtifactContent] = {}
    ordered = sorted(wanted)
    for start in range(0, len(ordered), 500):
        some = select(ArtifactContent).where(
            tuple_(ArtifactContent.entity, ArtifactContent.digest).in_(ordered[start : start + 500])
        )
        found.update({(each.entity, each.digest): each for each in context.session.scalars(some)})
    return found


def _owner(context: Context, entry: Entry, entity: str) -> str:
    """Return the entity that has a file's bytes: that of the version which stored them first."""
    birth_id = number(entry.birth_artifact or "", "Artifact")
    birth = context.session.get(Artifact, birth_id) if birth_id is not None else None
    return entity if birth is None else birth.sequence.project.entity
