"""Files of versions: upload URLs, listings, download URLs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.ingest.artifact_uploads import PartedUpload, UploadError, assemble
from runql_sandbox.ingest.digests import MD5
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import encode
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import connection, whole
from runql_sandbox.resolvers.artifacts.lookup import artifact_access, artifact_by_id, check_region
from runql_sandbox.resolvers.artifacts.upload_targets import upload_files
from runql_sandbox.store.artifacts.contents import (
    ArtifactContent,
    ArtifactEntry,
    ArtifactFile,
    ArtifactManifest,
    ArtifactUpload,
)

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.artifacts.tables import Artifact, ArtifactMembership

artifact = ObjectType("Artifact")
membership = ObjectType("ArtifactCollectionMembership")
manifest = ObjectType("ArtifactManifest")
mutation = MutationType()

BINDABLES: list[SchemaBindable] = [artifact, membership, manifest, mutation]

_PAGE: Final = 5000


@artifact.field("files")
def files_of_artifact(
    obj: Artifact,
    info: GraphQLResolveInfo,
    names: list[str] | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The files of a version, including references, ordered by path."""
    _check_taking(context_of(info), obj)
    wanted = select(ArtifactEntry).where(ArtifactEntry.artifact_id == obj.id)
    if names:
        wanted = wanted.where(ArtifactEntry.path.in_(names))
    ordered = wanted.order_by(ArtifactEntry.path)
    session = context_of(info).session
    page = connection(session, ordered, first=first, after=after, most=_PAGE)
    for edge in page["edges"]:
        edge["node"] = _entry_file(obj, edge["node"])
    return {**page, "uploadHeaders": []}


@membership.field("files")
def files_of_membership(
    obj: ArtifactMembership,
    info: GraphQLResolveInfo,
    names: list[str] | None = None,
    first: int | None = None,
    after: str | None = None,
) -> dict[str, Any]:
    """The files of the version."""
    page: dict[str, Any] = files_of_artifact(obj.artifact, info, names, first, after)
    return page


@artifact.field("filesByManifestEntries")
def files_by_entries(
    obj: Artifact,
    info: GraphQLResolveInfo,
    entries: list[dict[str, Any]] | None = None,
    storageRegion: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The files of some entries of the manifest."""
    check_region(storageRegion)
    _check_taking(context_of(info), obj)
    names = [each["name"] for each in entries or []]
    wanted = select(ArtifactEntry).where(
        ArtifactEntry.artifact_id == obj.id, ArtifactEntry.path.in_(names)
    )
    found = {each.path: each for each in context_of(info).session.scalars(wanted)}
    page = whole([_entry_file(obj, found[name]) for name in names if name in found])
    return {**page, "uploadHeaders": []}


@manifest.field("file")
def manifest_file(obj: ArtifactManifest, _info: GraphQLResolveInfo) -> ArtifactFile:
    """The manifest as a file."""
    return ArtifactFile(
        id=encode("ArtifactManifestFile", obj.id),
        name=obj.name,
        key=obj.key,
        digest=obj.digest,
        size=obj.size or 0,
        updated_at=obj.created_at,
        artifact=obj.artifact,
        wanted=obj.artifact.state == "PENDING",
        md5=obj.md5,
    )


@mutation.field("createArtifactFiles")
def create_files(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create upload URLs for files. Files whose bytes exist already get no URL."""
    files = upload_files(info, input["artifactFiles"], input.get("digestAlgorithm") or MD5)
    edges = [
        {"cursor": encode("Cursor", index + 1), "node": each} for index, each in enumerate(files)
    ]
    page = {
        "edges": edges,
        "pageInfo": {
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
            "hasNextPage": False,
            "hasPreviousPage": False,
        },
        "totalCount": len(edges),
        "uploadHeaders": [],
    }
    return {"files": page, "clientMutationId": input.get("clientMutationId")}


@mutation.field("completeMultipartUploadArtifact")
def complete(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Combine the parts of a multipart upload."""
    context = context_of(info)
    artifact_by_id(context, input["artifactID"])
    wanted = select(ArtifactContent).where(ArtifactContent.key == input["storagePath"])
    content = context.session.scalars(wanted).first()
    upload = context.session.get(ArtifactUpload, input["uploadID"])
    if content is None or upload is None or upload.content_id != content.id:
        raise invalid("upload not found")
    parted = PartedUpload(
        id=upload.id,
        key=content.key,
        etags={int(each["partNumber"]): each["hexMD5"] for each in input["completedParts"]},
        parts=len(json.loads(upload.parts)),
        digest=content.digest,
        algorithm=content.algorithm,
    )
    content_id = content.id
    try:
        # Reading large files takes time, during which others may write.
        with context.apart():
            stored = assemble(context.store.blobs, parted)
    except UploadError as error:
        raise invalid(str(error)) from error
    content = context.session.get(ArtifactContent, content_id)
    upload = context.session.get(ArtifactUpload, parted.id)
    if content is None or upload is None:
        raise invalid("the upload was completed or removed by another request")
    content.size, content.md5 = stored.size, stored.md5
    context.session.delete(upload)
    context.session.flush()
    return {"digest": stored.md5, "clientMutationId": input.get("clientMutationId")}


def _check_taking(context: Context, obj: Artifact) -> None:
    context.require(artifact_access(context, obj), Access.READ)


def _entry_file(owner: Artifact, entry: ArtifactEntry) -> ArtifactFile:
    content = entry.content
    return ArtifactFile(
        id=encode("ArtifactFile", entry.id),
        name=entry.path,
        key=None if content is None else content.key,
        digest=entry.digest,
        size=entry.size,
        updated_at=owner.created_at,
        artifact=owner,
        ref=entry.ref,
        md5=None if content is None else content.md5,
    )
