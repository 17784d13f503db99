# Generated from queries/media.graphql by `make generate`. Do not edit.

"""Calls of queries/media.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import Call, Operation
from ..documents import files as _files
from ..documents import media as _media
from ..documents.artifacts import base as _artifacts_base
from ..documents.artifacts import files as _artifacts_files
from ..documents.runs import base as _runs_base

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
    """Get the server's ID of an artifact version from its client ID.

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
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactFields,
        _artifacts_files.ArtifactManifestFields,
        _artifacts_base.ArtifactSequencePlace,
        _media.ArtifactTable,
        _artifacts_base.ArtifactTypeName,
        _files.FileFields,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={"id": "id"},
)


def get_table_artifact(*, id: str) -> Call[GetTableArtifact]:
    """Get a version by its opaque ID, with the URL of its manifest.

    Args:
        id: `ID!`.

    Source: query GetTableArtifact in queries/media.graphql.
    """
    return Call(GET_TABLE_ARTIFACT, {"id": id})
