"""Parts of the schema that servers may lack, the features that they belong to, and what calls do without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

__all__ = ["SCHEMA_REQUIREMENTS", "SchemaRequirement", "missing_part"]


@dataclass(frozen=True, slots=True)
class SchemaRequirement:
    """A part of the schema that not every server has.

    Attributes:
        feature: The server feature, as `serverInfo` spells it; empty where it has no name.
        what: What needs it, as the beginning of a sentence.
        optional: Whether a response is of use without it.
        only: Operations of which the response is of use; empty where all are.
        default: What it reads as then.
        through: Field next to it that leads to an object with the same field; that is asked then.
        inputs: Input fields that came with it. Servers of W&B may ignore those that they do not
            know, so that only the missing field shows it.
        hint: What to do without it.
    """

    feature: str
    what: str
    optional: bool = False
    only: tuple[str, ...] = ()
    default: JsonValue = None
    through: str = ""
    inputs: tuple[str, ...] = ()
    hint: str | None = None

    def optional_for(self, operation: str) -> bool:
        """Return whether an operation's answer is of use without it."""
        return self.optional and (not self.only or operation in self.only)


_TAGS: Final = "ARTIFACT_TAGS"
_SORTING: Final = "ARTIFACT_COLLECTIONS_FILTERING_SORTING"
_MEMBERSHIP: Final = "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP"
_SEARCH: Final = "ARTIFACT_REGISTRY_SEARCH"
_USE: Final = "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION"
_DIGEST: Final = "ARTIFACT_DIGEST_ALGORITHM"
_HERE: Final = "Leave it out, and filter or sort what is listed."
_TTL: Final = "The time to live of a version"
_TTL_INPUTS: Final = (
    "CreateArtifactInput.ttlDurationSeconds",
    "UpdateArtifactInput.ttlDurationSeconds",
)
_COLLECTION_TAGS: Final = SchemaRequirement(
    _TAGS,
    "Tags of collections",
    optional=True,
    default={"edges": [], "pageInfo": {"endCursor": None, "hasNextPage": False}},
)
_LIMIT: Final = SchemaRequirement("", "A rate limit", optional=True, default=-1)
_REGISTRY: Final = SchemaRequirement(_SEARCH, "A list of registries' contents")

SCHEMA_REQUIREMENTS: Final[Mapping[str, SchemaRequirement]] = {
    "Artifact.tags": SchemaRequirement(
        _TAGS,
        "Tags of artifacts",
        optional=True,
        default=[],
        inputs=(
            "CreateArtifactInput.tags",
            "UpdateArtifactInput.tagsToAdd",
            "UpdateArtifactInput.tagsToDelete",
        ),
    ),
    "ArtifactPortfolio.tags": _COLLECTION_TAGS,
    "ArtifactSequence.tags": _COLLECTION_TAGS,
    "Artifact.ttlDurationSeconds": SchemaRequirement(
        "", _TTL, optional=True, default=-2, inputs=_TTL_INPUTS
    ),
    "Artifact.ttlIsInherited": SchemaRequirement(
        "", _TTL, optional=True, default=False, inputs=_TTL_INPUTS
    ),
    "CreateArtifactInput.ttlDurationSeconds": SchemaRequirement("", _TTL, hint="Leave ttl= out."),
    "UpdateArtifactInput.ttlDurationSeconds": SchemaRequirement("", _TTL),
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
    "Entity.artifactCollections(projectFilters)": _REGISTRY,
    "Organization.orgEntity": SchemaRequirement(
        _SEARCH, "A registry", optional=True, only=("GetOrganization", "ListViewerOrganizations")
    ),
    "Project.artifactTypes(includeAll)": SchemaRequirement(_SEARCH, "A registry"),
    "Project.members": SchemaRequirement(_SEARCH, "A list of a registry's members"),
    "Project.teamMembers": SchemaRequirement(
        "", "A list of teams in a registry", optional=True, default=[]
    ),
    "Mutation.createProjectMembers": SchemaRequirement(_SEARCH, "A registry's members"),
    "Mutation.deleteProjectMembers": SchemaRequirement(_SEARCH, "A registry's members"),
    "Mutation.updateProjectMember": SchemaRequirement(_SEARCH, "A registry's members"),
    "Mutation.updateProjectTeamMember": SchemaRequirement("", "A team's role in a registry"),
    "CreateProjectMembersInput.teamIds": SchemaRequirement("", "A registry that teams belong to"),
    "DeleteProjectMembersInput.teamIds": SchemaRequirement("", "A registry that teams belong to"),
    "UpsertModelInput.artifactTypes": SchemaRequirement(
        "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION", "A registry's list of artifact types"
    ),
    "UpsertModelInput.allowAllArtifactTypesInRegistry": SchemaRequirement(_SEARCH, "A registry"),
    "Project.internalId": SchemaRequirement(
        "", "The number of a project", optional=True, default=""
    ),
    "Tag.id": SchemaRequirement("", "The ID of a tag", optional=True, default=""),
    "File.uploadMultipartUrls": SchemaRequirement(
        "", "An upload in parts", optional=True, default=None
    ),
    "Query.runs": SchemaRequirement(
        "",
        "A list of runs by their IDs",
        hint='Filter a project, as in api.runs(path, {"name": {"$in": [...]}}), or fetch each with api.run(path).',
    ),
    "Query.projects(pattern)": SchemaRequirement("", "A pattern of project names", hint=_HERE),
    "Run.logLines(useImprovedPagination)": SchemaRequirement(
        "", "Console lines by cursor", optional=True
    ),
    "LogLine.label": SchemaRequirement("", "The label of a console line", optional=True),
    "Project.sweeps(filters)": SchemaRequirement(
        "SWEEPS_QUERY_FILTERING", "A filter of sweeps", hint=_HERE
    ),
    "Project.sweeps(order)": SchemaRequirement(
        "SWEEPS_QUERY_FILTERING", "An order of sweeps", hint=_HERE
    ),
    "Run.bucketedHistory": SchemaRequirement(
        "",
        "A history in buckets",
        hint="Use run.history(keys, samples=...), which may lose peaks, or run.history(keys).",
    ),
    "Run.parquetHistory": SchemaRequirement("", "Exported histories"),
    **{
        f"RateLimits.{name}": _LIMIT
        for name in (
            "createArtifacts",
            "createArtifactsRequestCount",
            "createArtifactsTimeWindow",
            "filestreamCount",
            "filestreamPerRunCount",
            "filestreamSize",
            "runUpdateCount",
            "sdkGraphql",
            "sdkGraphqlQuerySeconds",
        )
    },
    "Run.history(maxKeyLimit)": SchemaRequirement(
        "", "A history row of any number of keys", optional=True
    ),
    "ServerInfo.features": SchemaRequirement("", "The list of features"),
    "Organization.advancedRegistryFeatures": SchemaRequirement("", "The search of registries"),
    "Organization.seatAvailability": SchemaRequirement("", "The number of seats"),
    "Organization.usedSeats": SchemaRequirement("", "The number of seats"),
    "Organization.usedViewOnlySeats": SchemaRequirement("", "The number of seats"),
    "Entity.triggers": SchemaRequirement(
        "QUERY_AUTOMATIONS_ON_ENTITY", "A list of an entity's automations"
    ),
    "Mutation.updateFilterTrigger": SchemaRequirement(
        "", "A change of an automation", hint="Delete the automation and create it again."
    ),
    "Mutation.createGenericWebhookIntegration": SchemaRequirement("", "A webhook"),
    "Mutation.moveRuns": SchemaRequirement("", "A move of runs to another project"),
    "Mutation.undeleteRuns": SchemaRequirement("", "Bringing back deleted runs"),
    "Mutation.updateRunState": SchemaRequirement("", "A change of a run's state"),
    "Mutation.enqueueSweepRun": SchemaRequirement("", "A run that is added to a sweep"),
    "Mutation.createRunFiles": SchemaRequirement("", "An upload of run files"),
    "Mutation.completeMultipartUploadArtifact": SchemaRequirement("", "An upload in parts"),
}
"""What the official client requests by features, by `Type.field`, `Type.field(argument)` or
`Input.field`.

An optional input field is left out even where the call gave it a value.
"""


def missing_part(schema_part: str) -> UnsupportedError:
    """Return the error for a part of the schema that the server lacks; names what needs it and the feature."""
    name = schema_part.rpartition(".")[2]
    unknown = SchemaRequirement("", f"The value {name}" if name.isupper() else "This call")
    requirement = SCHEMA_REQUIREMENTS.get(schema_part, unknown)
    if requirement.feature:
        needs = f"the server feature {requirement.feature}, which this server lacks ({schema_part})"
    else:
        needs = f"{schema_part} in the schema, which this server lacks"
    error = UnsupportedError(
        f"{requirement.what} needs {needs}.",
        hint=requirement.hint or "Ask for a newer server; see api.server_info().",
    )
    error.feature = requirement.feature or None
    return error
