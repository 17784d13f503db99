"""Upload URLs for the files of versions that are being logged."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import encode
from runql_sandbox.resolvers._connections import among, pairs
from runql_sandbox.resolvers.artifacts.lookup import artifact_by_id
from runql_sandbox.store.artifacts.contents import (
    ArtifactContent,
    ArtifactFile,
    ArtifactUpload,
    hex_digest,
)
from runql_sandbox.store.artifacts.tables import Artifact
from runql_sandbox.store.data_folder import draw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphql import GraphQLResolveInfo
    from sqlalchemy.orm import Session

    from runql_sandbox.request.context import Context

__all__ = ["upload_files"]

_TOGETHER: Final = 500
"""Maximum files per transaction, so that other requests do not wait long."""


def upload_files(
    info: GraphQLResolveInfo, given_files: Sequence[Mapping[str, Any]], algorithm: str
) -> list[ArtifactFile]:
    """Record files of pending versions, and return them with the locations of their bytes.

    Other requests may write in the meantime. The rows of bytes that have not arrived are in no response.

    Args:
        info: The mutation.
        given_files: The files of the request, with `artifactID`, `name`, `md5`, and `digest` or `uploadPartsInput`.
        algorithm: Algorithm of the digests.

    Raises:
        GraphQLError: If a version is not pending, or a digest is invalid.
    """
    context = context_of(info)
    # All files are checked first, so that an invalid file records none.
    owners = _owners(context, given_files)
    digests = [_digest(each) for each in given_files]
    targets: list[_Target] = []
    for start in range(0, len(given_files), _TOGETHER):
        if start:
            context.give_way(info)
            owners = _owners(context, given_files)
        part = slice(start, start + _TOGETHER)
        contents = _contents(context.session, owners, given_files[part], digests[part], algorithm)
        targets += _with_uploads(context.session, given_files[part], contents)
    # Load all versions into the session first, so that it does not look them up one by one.
    births = select(Artifact).where(among(Artifact.id, list({each.birth for each in targets})))
    known = {each.id: each for each in context.session.scalars(births)}
    context.wrote(info)
    files: list[ArtifactFile] = []
    for given, digest, target in zip(given_files, digests, targets, strict=True):
        owner = owners[given["artifactID"]]
        files.append(
            ArtifactFile(
                id=encode("ArtifactContent", target.id),
                name=given["name"],
                key=target.key,
                digest=digest,
                size=target.size or 0,
                updated_at=owner.created_at,
                artifact=known.get(target.birth, owner),
                wanted=target.size is None,
                upload=target.upload,
                md5=given["md5"],
            )
        )
    return files


@dataclass(frozen=True, slots=True)
class _Target:
    """The location of a file's bytes, independent of the session.

    Attributes:
        id: Number of the bytes.
        key: Key of the bytes.
        size: Size in bytes; None if they have not arrived.
        birth: Number of the version that first stored them.
        upload: A multipart upload that was started for them.
    """

    id: int
    key: str
    size: int | None
    birth: int
    upload: ArtifactUpload | None = None


def _owners(context: Context, given_files: Sequence[Mapping[str, Any]]) -> dict[str, Artifact]:
    """Return the versions of files, by opaque ID."""
    found: dict[str, Artifact] = {}
    for opaque in dict.fromkeys(each["artifactID"] for each in given_files):
        owner = artifact_by_id(context, opaque)
        if owner.state != "PENDING":
            raise invalid(f"the artifact is {owner.state}, and no more can be added")
        found[opaque] = owner
    return found


def _digest(given: Mapping[str, Any]) -> str:
    digest: str = given.get("digest") or given["md5"]
    if len(hex_digest(digest) or "") != 32:
        raise invalid(f"{digest!r} is not the base64 form of a 128-bit digest")
    return digest


def _contents(
    session: Session,
    owners: Mapping[str, Artifact],
    given_files: Sequence[Mapping[str, Any]],
    digests: Sequence[str],
    algorithm: str,
) -> list[_Target]:
    """Return the locations of files' bytes. Missing rows are created in one statement."""
    entities = {opaque: each.sequence.project.entity for opaque, each in owners.items()}
    opaque_ids = [each["artifactID"] for each in given_files]
    keys = [(entities[opaque], digest) for opaque, digest in zip(opaque_ids, digests, strict=True)]
    wanted = dict(zip(keys, opaque_ids, strict=True))
    found = _known(session, wanted)
    fresh = [
        {
            "entity": entity,
            "digest": digest,
            "key": f"wandb_artifacts/contents/{draw(24)}",
            "algorithm": algorithm,
            "birth_artifact_id": owners[opaque].id,
        }
        for (entity, digest), opaque in wanted.items()
        if (entity, digest) not in found
    ]
    if fresh:
        # The session would send a statement per row, to get its number.
        session.connection().execute(insert(ArtifactContent), fresh)
        found = _known(session, wanted)
    return [found[key] for key in keys]


def _known(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], _Target]:
    wanted = select(
        ArtifactContent.entity,
        ArtifactContent.digest,
        ArtifactContent.id,
        ArtifactContent.key,
        ArtifactContent.size,
        ArtifactContent.birth_artifact_id,
    ).where(pairs(ArtifactContent.entity, ArtifactContent.digest, sorted(keys)))
    return {
        (each.entity, each.digest): _Target(each.id, each.key, each.size, each.birth_artifact_id)
        for each in session.execute(wanted)
    }


def _with_uploads(
    session: Session, given_files: Sequence[Mapping[str, Any]], contents: Sequence[_Target]
) -> list[_Target]:
    """Start the multipart uploads that a request wants, in one statement."""
    found: list[_Target] = []
    rows: list[dict[str, Any]] = []
    for given, content in zip(given_files, contents, strict=True):
        if content.size is not None or not given.get("uploadPartsInput"):
            found.append(content)
            continue
        row = {
            "id": draw(24),
            "content_id": content.id,
            "parts": json.dumps(given["uploadPartsInput"]),
        }
        rows.append(row)
        found.append(replace(content, upload=ArtifactUpload(**row)))
    if rows:
        session.connection().execute(insert(ArtifactUpload), rows)
    return found
