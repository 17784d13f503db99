"""The schema fields that are served. All others are errors that name the field.

A field is served if a resolver is bound to it or if it is declared here. The schema has many more fields than the
sandbox serves, and a null would look like a missing value.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from graphql import GraphQLObjectType, GraphQLSchema, default_field_resolver, get_named_type

from runql_sandbox.request.errors import unserved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphql import GraphQLField, GraphQLResolveInfo

__all__ = ["DECLARED", "WITHOUT_EFFECT", "is_served", "limit_to_served", "served_fields"]

DECLARED: Final[Mapping[str, str]] = {
    "ARIATriggeredAction": "prompt",
    "AdvancedRegistryFeatures": "advancedSearch",
    "ApiKey": "description rateLimit user",
    "Artifact": "description digest size state",
    "ArtifactAlias": "alias",
    "ArtifactAliasAction": "alias user",
    "ArtifactAliasEventDetails": "alias artifactCollectionName artifactVersionIndex entityName projectName",
    "ArtifactCollectionAlias": "alias artifactCollectionName entityName projectName",
    "ArtifactCollectionMembership": "artifact",
    "ArtifactEventDetails": "artifactCollectionName artifactVersionIndex entityName projectName",
    "ArtifactLineageDag": "artifacts clusters edges hitLimit runs",
    "ArtifactLineageDagArtifact": "artifactCommitHash artifactNodeID artifactSequenceName artifactTypeName "
    "entityName id projectName versionIndex",
    "ArtifactLineageDagEdge": "artifactNodeID clusterNodeID direction edgeID runNodeID",
    "ArtifactLineageDagRun": "displayName entityName jobType projectName runName runNodeID",
    "ArtifactManifest": "artifact digest type",
    "ArtifactPortfolio": "description name state",
    "ArtifactSequence": "description name state",
    "ArtifactTagEventDetails": "artifactCollectionName artifactVersionIndex entityName projectName tag",
    "ArtifactType": "description name project",
    "ArtifactTypeStorageNode": "name size",
    "BucketDiff": "op run",
    "BucketDiffs": "delta incomplete order",
    "ClientIDMapping": "clientID serverID",
    "CollectionTagEventDetails": "artifactCollectionName entityName projectName tag",
    "DefaultResourceConfig": "resource",
    "DefaultTriggerResultDetails": "error",
    "DiscussionComment": "body",
    "DiscussionThread": "body",
    "Entity": "name organization",
    "EntitySettings": "entityProfileEnabled membersCanInvite openToMatchingOrgEmailDomainUsers",
    "File": "artifact createdAt digest md5 name",
    "FilterEventTriggeringCondition": "eventType filter",
    "FolderMetadata": "name numberOfFiles size",
    "Folders": "folderList",
    "GenericWebhookIntegration": "name",
    "GenericWebhookTriggeredAction": "integration requestPayload",
    "GroupedRun": "group id name totalRuns",
    "HttpTriggerResultDetails": "body error status statusCode",
    "Invite": "email",
    "LaunchAgent": "hostname name version",
    "LocalVersionInfo": "latestVersionString outOfDate versionOnThisInstanceString",
    "LogLine": "id label level line number timestamp",
    "Member": "accountType admin apiKey email id memberRole name pending photoUrl role username",
    "NoOpTriggeredAction": "noOp",
    "NotificationTriggeredAction": "integration message severity title",
    "Organization": "name",
    "OrganizationMember": "role user",
    "OrganizationSeatAvailability": "seats viewOnlySeats",
    "ParquetHistory": "liveData parquetUrls",
    "Project": "access description name",
    "ProjectField": "path type",
    "ProjectStorageNode": "name",
    "ProjectTeamMember": "role team",
    "QueueJobTriggeredAction": "queue template",
    "QueuedJobTriggerResultDetails": "error runQueueItemID",
    "RateLimits": "createArtifacts createArtifactsRequestCount createArtifactsTimeWindow filestream "
    "filestreamCount filestreamPerRunCount filestreamSize graphql runUpdateCount sdkGraphql "
    "sdkGraphqlQuerySeconds",
    "Role": "name",
    "RunBranchPoint": "run step",
    "RunKeySuggestion": "count displayValue value",
    "RunMetricEventDetails": "entityName metricName metricValues projectName runName",
    "RunQueue": "access name",
    "RunQueueItem": "priority state",
    "RunQueueItemInfoDetails": "filePaths message stage",
    "RunStateEventDetails": "entityName newRunState projectName runName",
    "RunTag": "colorIndex name",
    "RunTagCount": "count name",
    "RunsResult": "runs",
    "ServerFeature": "isEnabled name",
    "ServerInfo": "cliVersionInfo features latestLocalVersionInfo",
    "ServerSettings": "serverMessages",
    "Tag": "id name",
    "Task": "state",
    "Trigger": "description enabled name",
    "TriggerExecutionAction": "actionType",
    "TriggerExecutionError": "message",
    "TriggerExecutionEvent": "data eventType",
    "TriggerExecutionResult": "data resultType",
    "UploadMultipartUrls": "uploadID uploadUrlParts",
    "UploadUrlPart": "partNumber uploadUrl",
    "User": "admin name username",
    "View": "description locked name project spec type user",
}
"""Fields without a resolver, by type. The parent field returns their values."""

WITHOUT_EFFECT: Final[Mapping[str, str]] = {
    "Artifact.artifactLineageDag": "filterGeneratedArtifacts",
    "Artifact.filesByManifestEntries": "manifestVersion storageLayout",
    "Entity.referenceBytes": "cached",
    "Entity.storageBytes": "cached",
    "Organization.featureFlags": "featureKey rampIDType",
    "Project.artifact": "enableTracking",
    "Project.artifactTypes": "includeAll",
    "Project.bucket": "desc missingOk",
    "Project.run": "desc",
    "Run.bucketedHistory": "packVersion",
    "Run.logLines": "useImprovedPagination",
    "Run.sampledHistory": "packVersion",
    "Run.summaryMetrics": "packVersion",
}
"""Accepted arguments without effect, because the sandbox has only one of their alternatives."""

_PASSED_ON: Final = ("Connection", "Edge", "Payload")
"""Suffixes of type names whose values are dicts that contain all of their fields."""

_REPEATED: Final = frozenset({"clientMutationId", "clientMutationID"})
"""Fields that repeat a value from the client, which may be missing."""

_REFUSING: Final = "refusing"


def limit_to_served(schema: GraphQLSchema) -> None:
    """Set resolvers that raise errors on all fields that are not served, and reject arguments without
    effect.
    """
    roots = (schema.query_type, schema.mutation_type)
    for each in schema.type_map.values():
        if not isinstance(each, GraphQLObjectType) or each.name.startswith("__"):
            continue
        declared = DECLARED.get(each.name, "").split()
        passed_on = (
            each not in roots and each.name.endswith(_PASSED_ON)
        ) or each.name == "PageInfo"
        for name, field in each.fields.items():
            full = f"{each.name}.{name}"
            if field.resolve is not None:
                _refuse_idle_arguments(full, field)
            elif name in declared:
                field.resolve = default_field_resolver
            else:
                field.resolve = _held(full, name, expected=passed_on)


def served_fields(schema: GraphQLSchema) -> dict[str, list[str]]:
    """Return the served fields by type, for types that are reachable through served fields."""
    found: dict[str, list[str]] = {}
    waiting = [each for each in (schema.query_type, schema.mutation_type) if each is not None]
    while waiting:
        each = waiting.pop()
        if each.name in found:
            continue
        found[each.name] = sorted(name for name, field in each.fields.items() if is_served(field))
        for name in found[each.name]:
            inner = get_named_type(each.fields[name].type)
            if isinstance(inner, GraphQLObjectType):
                waiting.append(inner)
            elif hasattr(inner, "types") or hasattr(inner, "interfaces"):
                waiting += schema.get_possible_types(inner)
    return {name: fields for name, fields in sorted(found.items()) if fields}


def is_served(field: GraphQLField) -> bool:
    """Return whether a field of the executable schema has a value."""
    return not getattr(field.resolve, _REFUSING, False)


def _held(full: str, name: str, *, expected: bool) -> Callable[..., Any]:
    """Return a resolver that reads a dict, and raises an error for missing keys and for other objects."""

    def resolve(obj: object, info: GraphQLResolveInfo, **arguments: object) -> object:
        if not isinstance(obj, dict) or (name not in obj and name not in _REPEATED):
            raise unserved(full)
        return default_field_resolver(obj, info, **arguments)

    setattr(resolve, _REFUSING, not expected)
    return resolve


def _parameters(resolver: Callable[..., Any]) -> frozenset[str]:
    """Return the names of the parameters. `inspect.signature` takes ten times as long, for hundreds of resolvers."""
    code = inspect.unwrap(resolver).__code__
    return frozenset(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def _refuse_idle_arguments(full: str, field: GraphQLField) -> None:
    """Reject values of arguments that a resolver does not accept, because it would ignore them silently."""
    resolver = field.resolve
    assert resolver is not None
    named = _parameters(resolver)
    idle = [name for name in field.args if name not in named]
    harmless = WITHOUT_EFFECT.get(full, "").split()
    assert named.isdisjoint(harmless), f"{full} reads what WITHOUT_EFFECT has"
    if not idle:
        return

    def resolve(obj: object, info: GraphQLResolveInfo, **arguments: object) -> object:
        for name in idle:
            # Null, an empty list and similar values select the same as no argument.
            given = arguments.pop(name, None)
            if given and given != field.args[name].default_value and name not in harmless:
                raise unserved(f"{full}({name})")
        return resolver(obj, info, **arguments)

    field.resolve = resolve
