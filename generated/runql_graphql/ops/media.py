# Generated from queries/media.graphql by `make generate`. Do not edit.

"""Calls of queries/media.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import Call, Operation
from ..documents import artifact_files as _artifact_files
from ..documents import artifacts as _artifacts
from ..documents import files as _files
from ..documents import media as _media
from ..documents import runs as _runs

if TYPE_CHECKING:
    from ..get_client_id_mapping import GetClientIdMapping
    from ..get_table_artifact import GetTableArtifact

__all__ = [
    "GET_CLIENT_ID_MAPPING",
    "GET_TABLE_ARTIFACT",
    "get_client_id_mapping",
    "get_table_artifact",
]

GET_CLIENT_ID_MAPPING: Final[Operation[GetClientIdMapping]] = Operation(
    name="GetClientIdMapping",
    kind="query",
    model=".get_client_id_mapping:GetClientIdMapping",
    document=Operation.join(_media.GET_CLIENT_ID_MAPPING, _media.ClientIDMappingFields),
    arguments={"client_id": "clientId"},
)


def get_client_id_mapping(*, client_id: str) -> Call[GetClientIdMapping]:
    """The server's id of a version of an artifact that a client named before it was stored.

    Args:
        client_id: `ID!`.

    Source: query GetClientIdMapping in queries/media.graphql.
    """
    return Call(GET_CLIENT_ID_MAPPING, {"clientId": client_id})


GET_TABLE_ARTIFACT: Final[Operation[GetTableArtifact]] = Operation(
    name="GetTableArtifact",
    kind="query",
    model=".get_table_artifact:GetTableArtifact",
    document=Operation.join(
        _media.GET_TABLE_ARTIFACT,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactFields,
        _artifact_files.ArtifactManifestFields,
        _artifacts.ArtifactSequencePlace,
        _media.ArtifactTable,
        _artifacts.ArtifactTypeName,
        _files.FileFields,
        _runs.RunProjectFields,
        _artifacts.TagFields,
    ),
    arguments={"id": "id"},
)


def get_table_artifact(*, id: str) -> Call[GetTableArtifact]:
    """A version by its opaque id, and where its manifest lies.

    Args:
        id: `ID!`.

    Source: query GetTableArtifact in queries/media.graphql.
    """
    return Call(GET_TABLE_ARTIFACT, {"id": id})
