"""Emulation of older servers: a schema without certain features or parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from runql_sandbox.resolvers.server import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import GraphQLSchema

__all__ = ["LACKING", "UnknownPartError", "take_away"]

LACKING: Final[Mapping[str, tuple[str, ...]]] = {
    "ARTIFACT_TAGS": (
        "Artifact.tags",
        "CreateArtifactInput.tags",
        "UpdateArtifactInput.tagsToAdd",
        "UpdateArtifactInput.tagsToDelete",
        "Mutation.createArtifactCollectionTagAssignments",
        "Mutation.deleteArtifactCollectionTagAssignments",
    ),
    "ARTIFACT_COLLECTIONS_FILTERING_SORTING": (
        "ArtifactCollectionConnection.totalCount",
        "ArtifactType.artifactCollections(filters)",
        "ArtifactType.artifactCollections(order)",
        "Project.artifactCollections(filters)",
        "Project.artifactCollections(order)",
    ),
    "ARTIFACT_COLLECTION_MEMBERSHIP_FILES": ("ArtifactCollectionMembership.files",),
    "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE": ("LinkArtifactPayload.artifactMembership",),
    "ARTIFACT_REGISTRY_SEARCH": (
        "Entity.artifactCollections",
        "Entity.artifactMemberships",
        "Mutation.createProjectMembers",
        "Organization.orgEntity",
    ),
    "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION": ("UpsertModelInput.artifactTypes",),
    "MARK_RUN_FILES_UPLOADED": ("Mutation.markRunFilesUploaded",),
    "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP": ("Project.artifactCollectionMembership",),
    "QUERY_AUTOMATIONS_ON_ENTITY": ("Entity.triggers",),
    "SWEEPS_QUERY_FILTERING": ("Project.sweeps(filters)", "Project.sweeps(order)"),
    "TOTAL_COUNT_IN_FILE_CONNECTION": ("FileConnection.totalCount",),
    "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION": (
        "UseArtifactInput.artifactEntityName",
        "UseArtifactInput.artifactProjectName",
    ),
}
"""Parts of the schema that belong to each feature. Other features do not affect the schema."""

_PART: Final = re.compile(r"(\w+)\.(\w+)(?:\((\w+)\))?")


class UnknownPartError(ValueError):
    """An unknown feature or part of the schema."""


def take_away(schema: GraphQLSchema, names: Iterable[str]) -> None:
    """Remove features, or parts such as `Run.parquetHistory`, from a schema.

    Raises:
        UnknownPartError: If the feature or part does not exist.
    """
    for name in names:
        if "." not in name and name not in LACKING and name not in FEATURES:
            raise UnknownPartError(f"unknown feature {name!r}")
        parts = LACKING.get(name, ()) if "." not in name else (name,)
        for part in parts:
            _take_away(schema, part)


def _take_away(schema: GraphQLSchema, part: str) -> None:
    found = _PART.fullmatch(part)
    owner = schema.type_map.get(found[1]) if found is not None else None
    kinds = (GraphQLObjectType, GraphQLInterfaceType, GraphQLInputObjectType)
    if found is None or not isinstance(owner, kinds) or found[2] not in owner.fields:
        raise UnknownPartError(f"the schema has no {part!r}")
    name, argument = found[2], found[3]
    if isinstance(owner, GraphQLInputObjectType):
        if argument is not None:
            raise UnknownPartError(f"the schema has no {part!r}")
        del owner.fields[name]
        return
    if argument is not None and argument not in owner.fields[name].args:
        raise UnknownPartError(f"the schema has no {part!r}")
    # A type has all fields and arguments of its interfaces.
    for each in (owner, *owner.interfaces):
        if argument is None:
            each.fields.pop(name, None)
        elif name in each.fields:
            each.fields[name].args.pop(argument, None)
