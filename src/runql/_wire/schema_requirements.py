"""Parts of the schema that servers may lack, the features that they belong to, and what calls do without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

__all__ = ["SCHEMA_REQUIREMENTS", "SchemaRequirement"]


@dataclass(frozen=True, slots=True)
class SchemaRequirement:
    """A part of the schema that not every server has.

    Attributes:
        feature: The server feature, as `serverInfo` spells it; empty where it has no name.
        what: What needs it, as the beginning of a sentence.
        optional: Whether an answer is of use without it.
        default: What it reads as then.
        through: Field beside it that leads to an object with the same field; that is asked then.
        hint: What to do without it.
    """

    feature: str
    what: str
    optional: bool = False
    default: JsonValue = None
    through: str = ""
    hint: str | None = None


_TAGS: Final = "ARTIFACT_TAGS"
_SORTING: Final = "ARTIFACT_COLLECTIONS_FILTERING_SORTING"
_MEMBERSHIP: Final = "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP"
_SEARCH: Final = "ARTIFACT_REGISTRY_SEARCH"
_USE: Final = "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION"
_DIGEST: Final = "ARTIFACT_DIGEST_ALGORITHM"
_HERE: Final = "Leave it out, and filter or sort what is listed."
_REGISTRY: Final = SchemaRequirement(_SEARCH, "A list of registries' contents")

SCHEMA_REQUIREMENTS: Final[Mapping[str, SchemaRequirement]] = {
    "Artifact.tags": SchemaRequirement(_TAGS, "Tags of artifacts", optional=True, default=[]),
    "CreateArtifactInput.tags": SchemaRequirement(
        _TAGS, "A version with tags", hint="Leave tags= out."
    ),
    "UpdateArtifactInput.tagsToAdd": SchemaRequirement(_TAGS, "A change of tags"),
    "UpdateArtifactInput.tagsToDelete": SchemaRequirement(_TAGS, "A change of tags"),
    "ArtifactCollectionConnection.totalCount": SchemaRequirement(
        _SORTING, "The number of collections", optional=True, default=-1
    ),
    "ArtifactType.artifactCollections(filters)": SchemaRequirement(
        _SORTING, "A filter of collections", hint=_HERE
    ),
    "ArtifactType.artifactCollections(order)": SchemaRequirement(
        _SORTING, "An order of collections", hint=_HERE
    ),
    "Project.artifactCollections(filters)": SchemaRequirement(
        _SORTING, "A filter of collections", hint=_HERE
    ),
    "Project.artifactCollections(order)": SchemaRequirement(
        _SORTING, "An order of collections", hint=_HERE
    ),
    "Project.artifactCollectionMembership": SchemaRequirement(_MEMBERSHIP, "A version by its path"),
    "ArtifactCollectionMembership.files": SchemaRequirement(
        "ARTIFACT_COLLECTION_MEMBERSHIP_FILES",
        "A list of a version's files",
        optional=True,
        through="artifact",
    ),
    "LinkArtifactPayload.artifactMembership": SchemaRequirement(
        "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE", "What a link answers", optional=True
    ),
    "UseArtifactInput.artifactEntityName": SchemaRequirement(
        _USE, "The place of an input", optional=True
    ),
    "UseArtifactInput.artifactProjectName": SchemaRequirement(
        _USE, "The place of an input", optional=True
    ),
    "CreateArtifactInput.digestAlgorithm": SchemaRequirement(_DIGEST, "The algorithm of digests"),
    "CreateArtifactFileSpecInput.digest": SchemaRequirement(_DIGEST, "The algorithm of digests"),
    "Mutation.markRunFilesUploaded": SchemaRequirement(
        "MARK_RUN_FILES_UPLOADED", "A note of uploads", optional=True
    ),
    "Mutation.createArtifactCollectionTagAssignments": SchemaRequirement(_TAGS, "A change of tags"),
    "Mutation.deleteArtifactCollectionTagAssignments": SchemaRequirement(_TAGS, "A change of tags"),
    "Entity.artifactCollections": _REGISTRY,
    "Entity.artifactMemberships": _REGISTRY,
    "Entity.projects(filters)": _REGISTRY,
    "Organization.orgEntity": SchemaRequirement(_SEARCH, "A registry"),
    "Mutation.createProjectMembers": SchemaRequirement(_SEARCH, "A registry's members"),
    "UpsertModelInput.artifactTypes": SchemaRequirement(
        "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION", "A registry's list of artifact types"
    ),
    "UpsertModelInput.allowAllArtifactTypesInRegistry": SchemaRequirement(_SEARCH, "A registry"),
    "LogLine.label": SchemaRequirement("", "The label of a console line", optional=True),
    "Project.sweeps(filters)": SchemaRequirement(
        "SWEEPS_QUERY_FILTERING", "A filter of sweeps", hint=_HERE
    ),
    "Project.sweeps(order)": SchemaRequirement(
        "SWEEPS_QUERY_FILTERING", "An order of sweeps", hint=_HERE
    ),
    "Run.parquetHistory": SchemaRequirement("", "Exported histories"),
}
"""What the official client asks for by features, by `Type.field`, `Type.field(argument)` or `Input.field`.

An optional input field is left out even where the call gave it a value.
"""
