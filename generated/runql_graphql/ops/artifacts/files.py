# Generated from queries/artifacts/files.graphql by `make generate`. Do not edit.

"""Calls of queries/artifacts/files.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents import files as _files
from ...documents.artifacts import files as _artifacts_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...fragments.artifacts.files import (
        ArtifactCollectionMembershipFilesPageFilesEdgesNode,
        ArtifactCollectionMembershipUrlsPageFilesEdgesNode,
    )
    from ...get_artifact_manifest import GetArtifactManifest
    from ...list_artifact_file_urls import ListArtifactFileUrls
    from ...list_artifact_files import ListArtifactFiles

__all__ = [
    "GET_ARTIFACT_MANIFEST",
    "LIST_ARTIFACT_FILES",
    "LIST_ARTIFACT_FILE_URLS",
    "get_artifact_manifest",
    "list_artifact_file_urls",
    "list_artifact_files",
]

GET_ARTIFACT_MANIFEST: Final[Operation[GetArtifactManifest]] = Operation(
    name="GetArtifactManifest",
    kind="query",
    model=".get_artifact_manifest:GetArtifactManifest",
    document=Operation.join(
        _artifacts_files.GET_ARTIFACT_MANIFEST,
        _artifacts_files.ArtifactManifestFields,
        _files.FileFields,
    ),
    arguments={"id": "id"},
)


def get_artifact_manifest(*, id: str) -> Call[GetArtifactManifest]:
    """Get the URL of a version's manifest.

    Args:
        id: `ID!`.

    Source: query GetArtifactManifest in queries/artifacts/files.graphql.
    """
    return Call(GET_ARTIFACT_MANIFEST, {"id": id})


LIST_ARTIFACT_FILES: Final[Operation[ListArtifactFiles]] = Operation(
    name="ListArtifactFiles",
    kind="query",
    model=".list_artifact_files:ListArtifactFiles",
    document=Operation.join(
        _artifacts_files.LIST_ARTIFACT_FILES,
        _artifacts_files.ArtifactCollectionMembershipFilesPage,
        _files.FileFields,
        _shared.PageInfoFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "collection": "collection",
        "alias": "alias",
        "names": "names",
        "first": "first",
        "after": "after",
    },
)


def list_artifact_files(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    collection: str,
    alias: str,
    names: Sequence[str] | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListArtifactFiles, ArtifactCollectionMembershipFilesPageFilesEdgesNode]:
    """List files of a version as a member of a collection: all, or by exact names.

    Args:
        entity: `String`.
        project: `String!`.
        collection: `String!`.
        alias: `String!`.
        names: `[String!]`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifactFiles in queries/artifacts/files.graphql.
    """
    return PagedCall(
        LIST_ARTIFACT_FILES,
        {
            "entity": entity,
            "project": project,
            "collection": collection,
            "alias": alias,
            "names": names,
            "first": first,
            "after": after,
        },
    )


LIST_ARTIFACT_FILE_URLS: Final[Operation[ListArtifactFileUrls]] = Operation(
    name="ListArtifactFileUrls",
    kind="query",
    model=".list_artifact_file_urls:ListArtifactFileUrls",
    document=Operation.join(
        _artifacts_files.LIST_ARTIFACT_FILE_URLS,
        _artifacts_files.ArtifactCollectionMembershipUrlsPage,
        _artifacts_files.FileUrl,
        _shared.PageInfoFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "collection": "collection",
        "alias": "alias",
        "names": "names",
        "first": "first",
        "after": "after",
    },
)


def list_artifact_file_urls(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    collection: str,
    alias: str,
    names: Sequence[str] | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListArtifactFileUrls, ArtifactCollectionMembershipUrlsPageFilesEdgesNode]:
    """List only the URLs of a version's files.

    Args:
        entity: `String`.
        project: `String!`.
        collection: `String!`.
        alias: `String!`.
        names: `[String!]`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifactFileUrls in queries/artifacts/files.graphql.
    """
    return PagedCall(
        LIST_ARTIFACT_FILE_URLS,
        {
            "entity": entity,
            "project": project,
            "collection": collection,
            "alias": alias,
            "names": names,
            "first": first,
            "after": after,
        },
    )
