"""Files of runs: upload URLs, listings, deletion."""

from __future__ import annotations

import json
import re
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import delete, func, insert, select

from runql_sandbox.ingest.artifact_uploads import part_key
from runql_sandbox.mongo import is_like
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import among, connection, one_of
from runql_sandbox.store.artifacts.contents import ArtifactFile, hex_digest
from runql_sandbox.store.data_folder import draw
from runql_sandbox.store.files import File
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import GraphQLResolveInfo
    from sqlalchemy.orm import Session

run = ObjectType("Run")
file = ObjectType("File")
mutation = MutationType()

BINDABLES: list[SchemaBindable] = [run, file, mutation]

file.set_alias("updatedAt", "updated_at")
file.set_alias("displayName", "name")

_UNSAFE = re.compile(r"(^/)|(^|/)\.\.(/|$)|\\|\0")


@run.field("files")
def files(
    obj: Run,
    info: GraphQLResolveInfo,
    names: list[str] | None = None,
    pattern: str | None = None,
    contentType: list[str] | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """Uploaded files; for requested names that were not uploaded, files with upload URLs."""
    context = context_of(info)
    wanted = select(File).where(File.run_id == obj.id, File.size.is_not(None)).order_by(File.id)
    if names:
        wanted = wanted.where(File.name.in_(names))
    if pattern:
        wanted = wanted.where(is_like(File.name, pattern, escape="\\"))
    if contentType:
        wanted = wanted.where(File.mimetype.in_(contentType))
    page = connection(context.session, wanted, first=first, after=after)
    return {**page, "uploadHeaders": []}


@run.field("folders")
def folders(obj: Run, info: GraphQLResolveInfo) -> dict[str, Any]:
    """The folders of a run's files, with all files below them. Files without a folder are omitted."""
    uploaded = (File.run_id == obj.id, File.size.is_not(None), File.name.contains("/"))
    found: dict[str, dict[str, Any]] = {}
    for name, size in context_of(info).session.execute(
        select(File.name, File.size).where(*uploaded).order_by(File.name)
    ):
        top = name.partition("/")[0]
        folder = found.setdefault(top, {"name": top, "numberOfFiles": 0, "size": 0})
        folder["numberOfFiles"] += 1
        folder["size"] += size
    return {"folderList": list(found.values())}


@run.field("fileCount")
def file_count(obj: Run, info: GraphQLResolveInfo) -> int:
    """Number of uploaded files."""
    return context_of(info).of_all(obj, _file_counts)


@file.field("sizeBytes")
def size_bytes(obj: File | ArtifactFile, _info: GraphQLResolveInfo) -> int:
    """Size in bytes; 0 before the upload."""
    return obj.size or 0


@file.field("id")
def file_id(obj: File | ArtifactFile, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    if isinstance(obj, ArtifactFile):
        return obj.id
    return encode("File", obj.id)


@file.field("url")
def url(obj: File | ArtifactFile, info: GraphQLResolveInfo, upload: bool = False) -> str | None:
    """A permanent URL to read from with a key, or an upload URL."""
    context = context_of(info)
    if upload:
        address: str | None = upload_url(obj, info)
        return address
    if isinstance(obj, ArtifactFile):
        return artifact_address(context, obj)
    owner = context.run_by_id(obj.run_id)
    path_parts = (owner.project.entity, owner.project.name, owner.name, obj.name)
    return f"{context.signer.base_url}/files/{'/'.join(quote(part) for part in path_parts)}"


@file.field("directUrl")
def direct_url(obj: File | ArtifactFile, info: GraphQLResolveInfo) -> str:
    """A URL to read from; for a reference, the URL of the reference."""
    if isinstance(obj, ArtifactFile) and (obj.ref is not None or obj.key is None):
        return obj.ref or ""
    assert obj.key is not None
    return context_of(info).signer.url("GET", obj.key, obj.name)


@file.field("uploadUrl")
def upload_url(obj: File | ArtifactFile, info: GraphQLResolveInfo) -> str | None:
    """An upload URL; null if the file is complete, its parts have URLs, or the viewer has read-only access."""
    if isinstance(obj, ArtifactFile) and (not obj.wanted or obj.upload is not None):
        return None
    if not _may_write(context_of(info), obj):
        return None
    assert obj.key is not None
    return context_of(info).signer.url("PUT", obj.key, obj.name)


@file.field("uploadHeaders")
def upload_headers(_obj: File | ArtifactFile, _info: GraphQLResolveInfo) -> list[str]:
    """Required headers of an upload: none."""
    return []


@file.field("uploadMultipartUrls")
def upload_multipart_urls(
    obj: File | ArtifactFile, info: GraphQLResolveInfo
) -> dict[str, Any] | None:
    """A URL for each part of a multipart upload."""
    if not isinstance(obj, ArtifactFile) or obj.upload is None:
        return None
    if not _may_write(context_of(info), obj):
        return None
    signer, upload = context_of(info).signer, obj.upload
    numbers = [int(each["partNumber"]) for each in json.loads(upload.parts)]
    return {
        "uploadID": upload.id,
        "uploadUrlParts": [
            {
                "partNumber": number,
                "uploadUrl": signer.url("PUT", part_key(upload.id, number), obj.name),
            }
            for number in numbers
        ],
    }


@file.field("isReference")
def is_reference(obj: File | ArtifactFile, _info: GraphQLResolveInfo) -> bool:
    """Whether the bytes are in another storage."""
    return isinstance(obj, ArtifactFile) and obj.ref is not None


@file.field("storagePath")
def storage_path(obj: File | ArtifactFile, _info: GraphQLResolveInfo) -> str | None:
    """Location of the bytes in the storage."""
    return obj.key


@file.field("exists")
def exists(obj: File | ArtifactFile, _info: GraphQLResolveInfo) -> bool:
    """Whether the bytes have arrived."""
    return not obj.wanted if isinstance(obj, ArtifactFile) else obj.size is not None


@file.field("mimetype")
def mimetype(obj: File | ArtifactFile, _info: GraphQLResolveInfo) -> str | None:
    """MIME type, derived from the name."""
    return guess_type(obj.name)[0] if isinstance(obj, ArtifactFile) else obj.mimetype


@mutation.field("createRunFiles")
def create_run_files(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create upload URLs for files. Existing files will be overwritten."""
    context = context_of(info)
    project = context.project(input.get("projectName"), input.get("entityName"))
    wanted = select(Run).where(
        Run.project_id == (project.id if project is not None else None),
        Run.name == input["runName"],
    )
    found = context.session.scalars(wanted).first()
    if found is None:
        raise not_found("run")
    files = _files(context, found, input["files"])
    context.sent_to.add(found.id)
    context.wrote(info)
    run_id = encode("Run", "v1", found.name, found.project.name, found.project.entity)
    payload = {"runID": run_id, "uploadHeaders": [], "files": files}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


@mutation.field("markRunFilesUploaded")
def mark_uploaded(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Confirm uploads, which the server has already recorded."""
    if context_of(info).project(input["projectName"], input["entityName"]) is None:
        raise not_found("run")
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteFiles")
def delete_files(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete files by ID."""
    context = context_of(info)
    numbers = [number(opaque, "File") for opaque in input["files"]]
    wanted = select(File).where(among(File.id, [each for each in numbers if each is not None]))
    known = {each.id: each for each in context.session.scalars(wanted)}
    if any(each not in known for each in numbers):
        raise not_found("file")
    for run_id in {each.run_id for each in known.values()}:
        context.run_by_id(run_id)
    # All IDs are checked first, so that an invalid ID deletes no file.
    context.session.execute(delete(File).where(among(File.id, list(known))))
    context.unneeded.extend(found.key for found in known.values())
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


def artifact_address(context: Context, obj: ArtifactFile) -> str | None:
    """Return a permanent URL that reads a file of a version with a key."""
    digest = hex_digest(obj.digest)
    if obj.ref is not None or obj.artifact is None or digest is None:
        return obj.ref
    project = obj.artifact.sequence.project
    owner = encode("Artifact", obj.artifact.id)
    path_parts = (project.entity, project.name, obj.artifact.sequence.name, owner, owner, digest)
    last = obj.name.rsplit("/", 1)[-1]
    parts = "/".join(quote(part, safe="") for part in (*path_parts, last))
    return f"{context.signer.base_url}/artifactsV2/default/{parts}"


def _file_counts(session: Session, runs: Sequence[int]) -> dict[int, int]:
    counted = select(File.run_id, func.count()).where(
        among(File.run_id, runs), File.size.is_not(None)
    )
    found = {each[0]: each[1] for each in session.execute(counted.group_by(File.run_id))}
    return {each: found.get(each, 0) for each in runs}


def _may_write(context: Context, obj: File | ArtifactFile) -> bool:
    """Return whether the viewer may upload a file. Mutations that created upload URLs have checked that already."""
    if context.writing and isinstance(obj, ArtifactFile):
        return True
    if isinstance(obj, File) and obj.run_id in context.sent_to:
        return True
    if isinstance(obj, ArtifactFile):
        project = obj.artifact.sequence.project if obj.artifact is not None else None
    else:
        found = context.session.get(Run, obj.run_id)
        project = found.project if found is not None else None
    return project is not None and context.project_access(project) >= Access.WRITE


def _files(context: Context, owner: Run, names: list[str]) -> list[File]:
    """Return the files with some names. Missing rows are created in one statement."""
    for name in names:
        if not name or _UNSAFE.search(name):
            raise invalid(f"invalid file name {name!r}")
    wanted = select(File).where(File.run_id == owner.id, one_of(File.name, names))
    known = {each.name: each for each in context.session.scalars(wanted)}
    fresh = [
        {"run_id": owner.id, "name": name, "key": f"files/{draw(24)}"}
        for name in dict.fromkeys(names)
        if name not in known
    ]
    if fresh:
        # The session would send a statement per row, to get its number.
        context.session.connection().execute(insert(File), fresh)
        known.update({each.name: each for each in context.session.scalars(wanted)})
    return [known[name] for name in names]
