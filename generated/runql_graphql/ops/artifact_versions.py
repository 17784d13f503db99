# Generated from queries/artifact_versions.graphql by `make generate`. Do not edit.

"""Calls of queries/artifact_versions.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, Unset
from ..documents import _shared as _shared
from ..documents import artifact_versions as _artifact_versions
from ..documents import artifacts as _artifacts
from ..documents import runs as _runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..add_artifact_aliases import AddArtifactAliases
    from ..commit_artifact import CommitArtifact
    from ..complete_artifact_upload import CompleteArtifactUpload
    from ..create_artifact import CreateArtifact
    from ..create_artifact_files import CreateArtifactFiles
    from ..create_artifact_manifest import CreateArtifactManifest
    from ..delete_artifact import DeleteArtifact
    from ..delete_artifact_aliases import DeleteArtifactAliases
    from ..enums import ArtifactManifestType, ArtifactStorageLayout
    from ..inputs import (
        ArtifactCollectionAliasInput,
        CreateArtifactFileSpecInput,
        CreateArtifactInput,
        LinkArtifactInput,
        UpdateArtifactInput,
        UploadPartsInput,
        UseArtifactInput,
    )
    from ..link_artifact import LinkArtifact
    from ..unlink_artifact import UnlinkArtifact
    from ..update_artifact import UpdateArtifact
    from ..use_artifact import UseArtifact

__all__ = [
    "ADD_ARTIFACT_ALIASES",
    "COMMIT_ARTIFACT",
    "COMPLETE_ARTIFACT_UPLOAD",
    "CREATE_ARTIFACT",
    "CREATE_ARTIFACT_FILES",
    "CREATE_ARTIFACT_MANIFEST",
    "DELETE_ARTIFACT",
    "DELETE_ARTIFACT_ALIASES",
    "LINK_ARTIFACT",
    "UNLINK_ARTIFACT",
    "UPDATE_ARTIFACT",
    "USE_ARTIFACT",
    "add_artifact_aliases",
    "commit_artifact",
    "complete_artifact_upload",
    "create_artifact",
    "create_artifact_files",
    "create_artifact_manifest",
    "delete_artifact",
    "delete_artifact_aliases",
    "link_artifact",
    "unlink_artifact",
    "update_artifact",
    "use_artifact",
]

CREATE_ARTIFACT: Final[Operation[CreateArtifact]] = Operation(
    name="CreateArtifact",
    kind="mutation",
    model=".create_artifact:CreateArtifact",
    document=Operation.join(
        _artifact_versions.CREATE_ARTIFACT, _artifact_versions.ArtifactProgress
    ),
    arguments={"input": "input"},
)


def create_artifact(*, input: CreateArtifactInput) -> Call[CreateArtifact]:
    """Start a version; one that has the same content is given instead, and is committed already.

    Args:
        input: `CreateArtifactInput!`.

    Source: mutation CreateArtifact in queries/artifact_versions.graphql.
    """
    return Call(CREATE_ARTIFACT, {"input": input})


CREATE_ARTIFACT_MANIFEST: Final[Operation[CreateArtifactManifest]] = Operation(
    name="CreateArtifactManifest",
    kind="mutation",
    model=".create_artifact_manifest:CreateArtifactManifest",
    document=Operation.join(
        _artifact_versions.CREATE_ARTIFACT_MANIFEST,
        _artifact_versions.ArtifactManifestPlace,
        _artifact_versions.FilePlace,
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
    """Make a place for the manifest of a version; asked again with a digest, it is the same place.

    Args:
        artifact: `ID!`.
        base: `ID`.
        name: `String!`.
        digest: `String!`.
        entity: `String!`.
        project: `String!`.
        run: `String!`.
        type_: `ArtifactManifestType!`.

    Source: mutation CreateArtifactManifest in queries/artifact_versions.graphql.
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
        _artifact_versions.CREATE_ARTIFACT_FILES,
        _artifact_versions.ArtifactBirth,
        _artifact_versions.FilePartsPlace,
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
    """Make places for files of a version, in the order asked for; those whose bytes are there have no
    address.

    Args:
        files: `[CreateArtifactFileSpecInput!]!`.
        layout: `ArtifactStorageLayout!`.
        first: `Int`.
        after: `String`.

    Source: mutation CreateArtifactFiles in queries/artifact_versions.graphql.
    """
    return Call(
        CREATE_ARTIFACT_FILES, {"files": files, "layout": layout, "first": first, "after": after}
    )


COMPLETE_ARTIFACT_UPLOAD: Final[Operation[CompleteArtifactUpload]] = Operation(
    name="CompleteArtifactUpload",
    kind="mutation",
    model=".complete_artifact_upload:CompleteArtifactUpload",
    document=Operation.join(_artifact_versions.COMPLETE_ARTIFACT_UPLOAD),
    arguments={"artifact": "artifact", "path": "path", "upload": "upload", "parts": "parts"},
)


def complete_artifact_upload(
    *, artifact: str, path: str, upload: str, parts: Sequence[UploadPartsInput]
) -> Call[CompleteArtifactUpload]:
    """Put the parts of an upload together.

    Args:
        artifact: `ID!`.
        path: `String!`.
        upload: `String!`.
        parts: `[UploadPartsInput!]!`.

    Source: mutation CompleteArtifactUpload in queries/artifact_versions.graphql.
    """
    return Call(
        COMPLETE_ARTIFACT_UPLOAD,
        {"artifact": artifact, "path": path, "upload": upload, "parts": parts},
    )


COMMIT_ARTIFACT: Final[Operation[CommitArtifact]] = Operation(
    name="CommitArtifact",
    kind="mutation",
    model=".commit_artifact:CommitArtifact",
    document=Operation.join(
        _artifact_versions.COMMIT_ARTIFACT, _artifact_versions.ArtifactProgress
    ),
    arguments={"artifact": "artifact"},
)


def commit_artifact(*, artifact: str) -> Call[CommitArtifact]:
    """Finish a version: it gets its number and its aliases.

    Args:
        artifact: `ID!`.

    Source: mutation CommitArtifact in queries/artifact_versions.graphql.
    """
    return Call(COMMIT_ARTIFACT, {"artifact": artifact})


UPDATE_ARTIFACT: Final[Operation[UpdateArtifact]] = Operation(
    name="UpdateArtifact",
    kind="mutation",
    model=".update_artifact:UpdateArtifact",
    document=Operation.join(
        _artifact_versions.UPDATE_ARTIFACT,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactFields,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _runs.RunProjectFields,
        _artifacts.TagFields,
    ),
    arguments={"input": "input"},
)


def update_artifact(*, input: UpdateArtifactInput) -> Call[UpdateArtifact]:
    """Change description, metadata, time to live and tags of a version; null leaves a field alone.

    Args:
        input: `UpdateArtifactInput!`.

    Source: mutation UpdateArtifact in queries/artifact_versions.graphql.
    """
    return Call(UPDATE_ARTIFACT, {"input": input})


ADD_ARTIFACT_ALIASES: Final[Operation[AddArtifactAliases]] = Operation(
    name="AddArtifactAliases",
    kind="mutation",
    model=".add_artifact_aliases:AddArtifactAliases",
    document=Operation.join(_artifact_versions.ADD_ARTIFACT_ALIASES),
    arguments={"artifact": "artifact", "aliases": "aliases"},
)


def add_artifact_aliases(
    *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
) -> Call[AddArtifactAliases]:
    """Give a version aliases in collections that it is in.

    Args:
        artifact: `ID!`.
        aliases: `[ArtifactCollectionAliasInput!]!`.

    Source: mutation AddArtifactAliases in queries/artifact_versions.graphql.
    """
    return Call(ADD_ARTIFACT_ALIASES, {"artifact": artifact, "aliases": aliases})


DELETE_ARTIFACT_ALIASES: Final[Operation[DeleteArtifactAliases]] = Operation(
    name="DeleteArtifactAliases",
    kind="mutation",
    model=".delete_artifact_aliases:DeleteArtifactAliases",
    document=Operation.join(_artifact_versions.DELETE_ARTIFACT_ALIASES),
    arguments={"artifact": "artifact", "aliases": "aliases"},
)


def delete_artifact_aliases(
    *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
) -> Call[DeleteArtifactAliases]:
    """Take aliases off a version.

    Args:
        artifact: `ID!`.
        aliases: `[ArtifactCollectionAliasInput!]!`.

    Source: mutation DeleteArtifactAliases in queries/artifact_versions.graphql.
    """
    return Call(DELETE_ARTIFACT_ALIASES, {"artifact": artifact, "aliases": aliases})


LINK_ARTIFACT: Final[Operation[LinkArtifact]] = Operation(
    name="LinkArtifact",
    kind="mutation",
    model=".link_artifact:LinkArtifact",
    document=Operation.join(
        _artifact_versions.LINK_ARTIFACT,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactCollectionMembershipFields,
        _artifacts.ArtifactCollectionMembershipFull,
        _artifacts.ArtifactFields,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _runs.RunProjectFields,
        _artifacts.TagFields,
    ),
    arguments={"input": "input"},
)


def link_artifact(*, input: LinkArtifactInput) -> Call[LinkArtifact]:
    """Put a version into a portfolio, which is made if need be.

    Args:
        input: `LinkArtifactInput!`.

    Source: mutation LinkArtifact in queries/artifact_versions.graphql.
    """
    return Call(LINK_ARTIFACT, {"input": input})


UNLINK_ARTIFACT: Final[Operation[UnlinkArtifact]] = Operation(
    name="UnlinkArtifact",
    kind="mutation",
    model=".unlink_artifact:UnlinkArtifact",
    document=Operation.join(_artifact_versions.UNLINK_ARTIFACT),
    arguments={"artifact": "artifact", "portfolio": "portfolio"},
)


def unlink_artifact(*, artifact: str, portfolio: str) -> Call[UnlinkArtifact]:
    """Take a version out of a portfolio.

    Args:
        artifact: `ID!`.
        portfolio: `ID!`.

    Source: mutation UnlinkArtifact in queries/artifact_versions.graphql.
    """
    return Call(UNLINK_ARTIFACT, {"artifact": artifact, "portfolio": portfolio})


DELETE_ARTIFACT: Final[Operation[DeleteArtifact]] = Operation(
    name="DeleteArtifact",
    kind="mutation",
    model=".delete_artifact:DeleteArtifact",
    document=Operation.join(
        _artifact_versions.DELETE_ARTIFACT, _artifact_versions.ArtifactProgress
    ),
    arguments={"artifact": "artifact", "with_aliases": "withAliases"},
)


def delete_artifact(*, artifact: str, with_aliases: bool) -> Call[DeleteArtifact]:
    """Delete a version; one with aliases only together with them.

    Args:
        artifact: `ID!`.
        with_aliases: `Boolean!`.

    Source: mutation DeleteArtifact in queries/artifact_versions.graphql.
    """
    return Call(DELETE_ARTIFACT, {"artifact": artifact, "withAliases": with_aliases})


USE_ARTIFACT: Final[Operation[UseArtifact]] = Operation(
    name="UseArtifact",
    kind="mutation",
    model=".use_artifact:UseArtifact",
    document=Operation.join(_artifact_versions.USE_ARTIFACT, _artifact_versions.ArtifactBirth),
    arguments={"input": "input"},
)


def use_artifact(*, input: UseArtifactInput) -> Call[UseArtifact]:
    """Take a version as a run's input.

    Args:
        input: `UseArtifactInput!`.

    Source: mutation UseArtifact in queries/artifact_versions.graphql.
    """
    return Call(USE_ARTIFACT, {"input": input})
