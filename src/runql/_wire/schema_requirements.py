"""Parts of the schema that servers may lack, the features that they belong to, and what calls do without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

__all__ = ["GATES", "Gate"]


@dataclass(frozen=True, slots=True)
class Gate:
    """A part of the schema that not every server has.

    Attributes:
        feature: The server feature, as `serverInfo` spells it; empty where it has no name.
        what: What needs it, as the beginning of a sentence.
        optional: Whether an answer is of use without it.
        default: What it reads as then.
        through: Field beside it that leads to an object with the same field; that is asked then.
        remedy: What to do without it.
    """

    feature: str
    what: str
    optional: bool = False
    default: JsonValue = None
    through: str = ""
    remedy: str | None = None


_TAGS: Final = "ARTIFACT_TAGS"
_SORTING: Final = "ARTIFACT_COLLECTIONS_FILTERING_SORTING"
_MEMBERSHIP: Final = "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP"
_SEARCH: Final = "ARTIFACT_REGISTRY_SEARCH"
_USE: Final = "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION"
_DIGEST: Final = "ARTIFACT_DIGEST_ALGORITHM"
_HERE: Final = "Leave it out, and filter or sort what is listed."
_REGISTRY: Final = Gate(_SEARCH, "A list of registries' contents")

GATES: Final[Mapping[str, Gate]] = {
    "Artifact.tags": Gate(_TAGS, "Tags of artifacts", optional=True, default=[]),
    "CreateArtifactInput.tags": Gate(_TAGS, "A version with tags", remedy="Leave tags= out."),
    "UpdateArtifactInput.tagsToAdd": Gate(_TAGS, "A change of tags"),
    "UpdateArtifactInput.tagsToDelete": Gate(_TAGS, "A change of tags"),
    "ArtifactCollectionConnection.totalCount": Gate(
        _SORTING, "The number of collections", optional=True, default=-1
    ),
    "ArtifactType.artifactCollections(filters)": Gate(
        _SORTING, "A filter of collections", remedy=_HERE
    ),
    "ArtifactType.artifactCollections(order)": Gate(
        _SORTING, "An order of collections", remedy=_HERE
    ),
    "Project.artifactCollections(filters)": Gate(_SORTING, "A filter of collections", remedy=_HERE),
    "Project.artifactCollections(order)": Gate(_SORTING, "An order of collections", remedy=_HERE),
    "Project.artifactCollectionMembership": Gate(_MEMBERSHIP, "A version by its path"),
    "ArtifactCollectionMembership.files": Gate(
        "ARTIFACT_COLLECTION_MEMBERSHIP_FILES",
        "A list of a version's files",
        optional=True,
        through="artifact",
    ),
    "LinkArtifactPayload.artifactMembership": Gate(
        "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE", "What a link answers", optional=True
    ),
    "UseArtifactInput.artifactEntityName": Gate(_USE, "The place of an input", optional=True),
    "UseArtifactInput.artifactProjectName": Gate(_USE, "The place of an input", optional=True),
    "CreateArtifactInput.digestAlgorithm": Gate(_DIGEST, "The algorithm of digests"),
    "CreateArtifactFileSpecInput.digest": Gate(_DIGEST, "The algorithm of digests"),
    "Mutation.markRunFilesUploaded": Gate(
        "MARK_RUN_FILES_UPLOADED", "A note of uploads", optional=True
    ),
    "Mutation.createArtifactCollectionTagAssignments": Gate(_TAGS, "A change of tags"),
    "Mutation.deleteArtifactCollectionTagAssignments": Gate(_TAGS, "A change of tags"),
    "Entity.artifactCollections": _REGISTRY,
    "Entity.artifactMemberships": _REGISTRY,
    "Entity.projects(filters)": _REGISTRY,
    "Organization.orgEntity": Gate(_SEARCH, "A registry"),
    "Mutation.createProjectMembers": Gate(_SEARCH, "A registry's members"),
    "UpsertModelInput.artifactTypes": Gate(
        "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION", "A registry's list of artifact types"
    ),
    "UpsertModelInput.allowAllArtifactTypesInRegistry": Gate(_SEARCH, "A registry"),
    "LogLine.label": Gate("", "The label of a console line", optional=True),
    "Project.sweeps(filters)": Gate("SWEEPS_QUERY_FILTERING", "A filter of sweeps", remedy=_HERE),
    "Project.sweeps(order)": Gate("SWEEPS_QUERY_FILTERING", "An order of sweeps", remedy=_HERE),
    "Run.parquetHistory": Gate("", "Exported histories"),
}
"""What the official client asks for by features, by `Type.field`, `Type.field(argument)` or `Input.field`.

An optional input field is left out even where the call gave it a value.
"""
