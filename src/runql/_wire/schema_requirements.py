"""Schema parts that servers may lack, with their features and their defaults."""

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
    """A schema part that not every server has.

    Attributes:
        feature: Name of the server feature in `serverInfo`; empty if it has no name.
        what: Subject of the error message that requires the part, as the beginning of a sentence.
        optional: Whether a response is usable without the part.
        only: Operations whose response is usable without the part; empty for all operations.
        default: Value that replaces the missing part.
        through: Sibling field whose object has the same field, which is requested instead.
        inputs: Input fields that servers gained with the part. W&B servers may ignore unknown input
            fields, so only the missing part shows that the server lacks them.
        hint: Instruction for users of servers that lack the part.
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
        """Return whether an operation's response is usable without the part."""
        return self.optional and (not self.only or operation in self.only)


_TAGS: Final = "ARTIFACT_TAGS"
_SORTING: Final = "ARTIFACT_COLLECTIONS_FILTERING_SORTING"
_MEMBERSHIP: Final = "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP"
_SEARCH: Final = "ARTIFACT_REGISTRY_SEARCH"
_USE: Final = "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION"
_DIGEST: Final = "ARTIFACT_DIGEST_ALGORITHM"
_HERE: Final = "Omit this argument, and filter or sort the listed objects in Python."
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
_KEY_DATE: Final = SchemaRequirement(
    "",
    "A date of an API key",
    optional=True,
    # No key has this date, so it marks a date that the server does not report.
    default="0001-01-01T00:00:00Z",
    hint="Open the settings page of the web app, which lists the API keys of an account.",
)
_REGISTRY: Final = SchemaRequirement(_SEARCH, "A list of registry contents")

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
    "ApiKey.createdAt": _KEY_DATE,
    "ApiKey.expiresAt": _KEY_DATE,
    "ApiKey.lastUsedAt": _KEY_DATE,
    "Artifact.artifactLineageDag": SchemaRequirement(
        "", "A lineage graph in one request", hint="Use lineage(), which sends a request per step."
    ),
    "ArtifactLineageDag.clusters": SchemaRequirement(
        "", "A folded lineage graph", optional=True, default=[]
    ),
    "ArtifactCollection.aliasActionHistory": SchemaRequirement("", "The history of an alias"),
    "ArtifactPortfolio.tags": _COLLECTION_TAGS,
    "ArtifactSequence.tags": _COLLECTION_TAGS,
    "Artifact.ttlDurationSeconds": SchemaRequirement(
        "", _TTL, optional=True, default=-2, inputs=_TTL_INPUTS
    ),
    "Artifact.ttlIsInherited": SchemaRequirement(
        "", _TTL, optional=True, default=False, inputs=_TTL_INPUTS
    ),
    "CreateArtifactInput.ttlDurationSeconds": SchemaRequirement("", _TTL, hint="Omit ttl=."),
    "UpdateArtifactInput.ttlDurationSeconds": SchemaRequirement("", _TTL),
    "CreateArtifactInput.tags": SchemaRequirement(_TAGS, "A version with tags", hint="Omit tags=."),
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
        "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE", "The response to a link", optional=True
    ),
    "UseArtifactInput.artifactEntityName": SchemaRequirement(
        _USE, "The location of an input artifact", optional=True
    ),
    "UseArtifactInput.artifactProjectName": SchemaRequirement(
        _USE, "The location of an input artifact", optional=True
    ),
    "CreateArtifactInput.digestAlgorithm": SchemaRequirement(_DIGEST, "The algorithm of digests"),
    "CreateArtifactFileSpecInput.digest": SchemaRequirement(_DIGEST, "The algorithm of digests"),
    "Mutation.markRunFilesUploaded": SchemaRequirement(
        "MARK_RUN_FILES_UPLOADED", "The notification of an upload", optional=True
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
    "Project.members": SchemaRequirement(_SEARCH, "A list of registry members"),
    "Project.teamMembers": SchemaRequirement(
        "", "A list of registry teams", optional=True, default=[]
    ),
    "Mutation.createProjectMembers": SchemaRequirement(_SEARCH, "A change of registry members"),
    "Mutation.deleteProjectMembers": SchemaRequirement(_SEARCH, "A change of registry members"),
    "Mutation.updateProjectMember": SchemaRequirement(_SEARCH, "A change of registry members"),
    "Mutation.updateProjectTeamMember": SchemaRequirement("", "A team's role in a registry"),
    "CreateProjectMembersInput.teamIds": SchemaRequirement("", "A registry with teams as members"),
    "DeleteProjectMembersInput.teamIds": SchemaRequirement("", "A registry with teams as members"),
    "UpsertModelInput.artifactTypes": SchemaRequirement(
        "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION", "A registry's list of artifact types"
    ),
    "UpsertModelInput.allowAllArtifactTypesInRegistry": SchemaRequirement(_SEARCH, "A registry"),
    "Entity.storageTree": SchemaRequirement("", "A list of storage by project"),
    "Mutation.createViewDiscussionComment": SchemaRequirement("", "A comment on a report"),
    "Project.groupedRuns": SchemaRequirement(
        "",
        "The sizes of groups of runs",
        hint='Use runs.group_by("group").sizes(), which reads the runs and counts them.',
    ),
    "Project.runTags": SchemaRequirement(
        "", "A list of run tags", hint="Use project.tag_counts()."
    ),
    "ProjectStorageNode.artifactTypes": SchemaRequirement(
        "", "The storage of artifacts by type", optional=True, default=[]
    ),
    "Query.trigger": SchemaRequirement("", "A list of an automation's executions"),
    "Query.discussionThread": SchemaRequirement("", "The comments on a report"),
    "Run.files(contentType)": SchemaRequirement(
        "",
        "A list of files by media type",
        hint="Compare the mimetype of each file of run.files().",
    ),
    "Run.folders": SchemaRequirement(
        "", "A list of folders", hint="Add up the sizes of run.files() by name."
    ),
    "Trigger.lastExecutedAt": SchemaRequirement("", "The time of an automation's last execution"),
    "Trigger.triggerExecutions": SchemaRequirement("", "A list of an automation's executions"),
    "View.discussionThreads": SchemaRequirement("", "The comments on a report"),
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
        hint='Filter a project: api.runs(path, {"name": {"$in": [...]}}), or fetch each run with api.run(path).',
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
        hint="Use run.history(keys), or run.history(keys, samples=...), which may lose peaks. For curves, "
        "pass resolution='exact' or 'sampled'.",
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
    "Organization.advancedRegistryFeatures": SchemaRequirement("", "The registry search"),
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
    "Mutation.undeleteRuns": SchemaRequirement("", "Restoring deleted runs"),
    "Mutation.updateRunState": SchemaRequirement("", "A change of a run's state"),
    "Mutation.enqueueSweepRun": SchemaRequirement("", "A queued sweep run"),
    "Mutation.createRunFiles": SchemaRequirement("", "An upload of run files"),
    "Mutation.completeMultipartUploadArtifact": SchemaRequirement("", "An upload in parts"),
}
"""Requirements by `Type.field`, `Type.field(argument)` or `Input.field`.

An optional input field is removed even if the call set it.
"""


def missing_part(schema_part: str) -> UnsupportedError:
    """Return the error for a missing schema part; the message names the call and the feature."""
    name = schema_part.rpartition(".")[2]
    unknown = SchemaRequirement("", f"The value {name}" if name.isupper() else "This call")
    requirement = SCHEMA_REQUIREMENTS.get(schema_part, unknown)
    if requirement.feature:
        needs = f"the server feature {requirement.feature}, which this server lacks ({schema_part})"
    else:
        needs = f"{schema_part} in the schema, which this server lacks"
    error = UnsupportedError(
        f"{requirement.what} requires {needs}.",
        hint=requirement.hint
        or "Ask a server admin to upgrade the server. api.server_info() returns its version.",
    )
    error.feature = requirement.feature or None
    return error
