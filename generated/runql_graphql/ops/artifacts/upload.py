# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

"""Calls of queries/artifacts/upload.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, Unset
from ...documents import _shared as _shared
from ...documents.artifacts import base as _artifacts_base
from ...documents.artifacts import upload as _artifacts_upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...commit_artifact import CommitArtifact
    from ...complete_artifact_upload import CompleteArtifactUpload
    from ...create_artifact import CreateArtifact
    from ...create_artifact_files import CreateArtifactFiles
    from ...create_artifact_manifest import CreateArtifactManifest
    from ...enums import ArtifactManifestType, ArtifactStorageLayout
    from ...inputs import CreateArtifactFileSpecInput, CreateArtifactInput, UploadPartsInput

__all__ = [
    "COMMIT_ARTIFACT",
    "COMPLETE_ARTIFACT_UPLOAD",
    "CREATE_ARTIFACT",
    "CREATE_ARTIFACT_FILES",
    "CREATE_ARTIFACT_MANIFEST",
    "commit_artifact",
    "complete_artifact_upload",
    "create_artifact",
    "create_artifact_files",
    "create_artifact_manifest",
]

CREATE_ARTIFACT: Final[Operation[CreateArtifact]] = Operation(
    name="CreateArtifact",
    kind="mutation",
    model=".create_artifact:CreateArtifact",
    document=Operation.join(
        _artifacts_upload.CREATE_ARTIFACT,
        _artifacts_upload.ArtifactStart,
        _artifacts_base.TagFields,
    ),
    arguments={"input": "input"},
)


def create_artifact(*, input: CreateArtifactInput) -> Call[CreateArtifact]:
    """Create a version; if a version with the same content exists, the server returns that committed
    version.

    Args:
        input: `CreateArtifactInput!`.

    Source: mutation CreateArtifact in queries/artifacts/upload.graphql.
    """
    return Call(CREATE_ARTIFACT, {"input": input})


CREATE_ARTIFACT_MANIFEST: Final[Operation[CreateArtifactManifest]] = Operation(
    name="CreateArtifactManifest",
    kind="mutation",
    model=".create_artifact_manifest:CreateArtifactManifest",
    document=Operation.join(
        _artifacts_upload.CREATE_ARTIFACT_MANIFEST,
        _artifacts_upload.ArtifactManifestTarget,
        _artifacts_upload.FilePlace,
    ),
    arguments={
        "artifact": "artifact",
        "base": "base",
        "name": "name",
        "digest": "digest",
        "entity": "entity",
        "project": "project",
        "run": "run",
        "type_": "type",
    },
)


def create_artifact_manifest(
    *,
    artifact: str,
    base: str | None | Unset = UNSET,
    name: str,
    digest: str,
    entity: str,
    project: str,
    run: str,
    type_: ArtifactManifestType,
) -> Call[CreateArtifactManifest]:
    """Request an upload URL for the manifest of a version; a second request with the digest returns
    the same manifest.

    Args:
        artifact: `ID!`.
        base: `ID`.
        name: `String!`.
        digest: `String!`.
        entity: `String!`.
        project: `String!`.
        run: `String!`.
        type_: `ArtifactManifestType!`.

    Source: mutation CreateArtifactManifest in queries/artifacts/upload.graphql.
    """
    return Call(
        CREATE_ARTIFACT_MANIFEST,
        {
            "artifact": artifact,
            "base": base,
            "name": name,
            "digest": digest,
            "entity": entity,
            "project": project,
            "run": run,
            "type": type_,
        },
    )


CREATE_ARTIFACT_FILES: Final[Operation[CreateArtifactFiles]] = Operation(
    name="CreateArtifactFiles",
    kind="mutation",
    model=".create_artifact_files:CreateArtifactFiles",
    document=Operation.join(
        _artifacts_upload.CREATE_ARTIFACT_FILES,
        _artifacts_upload.ArtifactBirth,
        _artifacts_upload.FilePartsTarget,
        _shared.PageInfoFields,
    ),
    arguments={"files": "files", "layout": "layout", "first": "first", "after": "after"},
)


def create_artifact_files(
    *,
    files: Sequence[CreateArtifactFileSpecInput],
    layout: ArtifactStorageLayout,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[CreateArtifactFiles]:
    """Request upload URLs for files of a version, in the order of the request; files that the server
    has get no URL.

    Args:
        files: `[CreateArtifactFileSpecInput!]!`.
        layout: `ArtifactStorageLayout!`.
        first: `Int`.
        after: `String`.

    Source: mutation CreateArtifactFiles in queries/artifacts/upload.graphql.
    """
    return Call(
        CREATE_ARTIFACT_FILES, {"files": files, "layout": layout, "first": first, "after": after}
    )


COMPLETE_ARTIFACT_UPLOAD: Final[Operation[CompleteArtifactUpload]] = Operation(
    name="CompleteArtifactUpload",
    kind="mutation",
    model=".complete_artifact_upload:CompleteArtifactUpload",
    document=Operation.join(_artifacts_upload.COMPLETE_ARTIFACT_UPLOAD),
    arguments={"artifact": "artifact", "path": "path", "upload": "upload", "parts": "parts"},
)


def complete_artifact_upload(
    *, artifact: str, path: str, upload: str, parts: Sequence[UploadPartsInput]
) -> Call[CompleteArtifactUpload]:
    """Complete a multipart upload.

    Args:
        artifact: `ID!`.
        path: `String!`.
        upload: `String!`.
        parts: `[UploadPartsInput!]!`.

    Source: mutation CompleteArtifactUpload in queries/artifacts/upload.graphql.
    """
    return Call(
        COMPLETE_ARTIFACT_UPLOAD,
        {"artifact": artifact, "path": path, "upload": upload, "parts": parts},
    )


COMMIT_ARTIFACT: Final[Operation[CommitArtifact]] = Operation(
    name="CommitArtifact",
    kind="mutation",
    model=".commit_artifact:CommitArtifact",
    document=Operation.join(_artifacts_upload.COMMIT_ARTIFACT, _artifacts_upload.ArtifactProgress),
    arguments={"artifact": "artifact"},
)


def commit_artifact(*, artifact: str) -> Call[CommitArtifact]:
    """Commit a version: the server assigns its number and its aliases.

    Args:
        artifact: `ID!`.

    Source: mutation CommitArtifact in queries/artifacts/upload.graphql.
    """
    return Call(COMMIT_ARTIFACT, {"artifact": artifact})
