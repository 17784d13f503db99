# Generated from queries/ by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import AlertSeverity, ArtifactState, EventTriggeringConditionType
from .open_union import OpenUnion, UnknownType
from .scalars import JSON, DateTime, Duration, JSONString


class ARIATriggeredActionFields(BaseModel):
    prompt: str


class EntityFields(BaseModel):
    """An account or a team: the first part of every path."""

    id: str
    name: str
    is_team: bool


class UserFields(BaseModel):
    """Who a user is, as far as other people may see it."""

    id: str
    username: Optional[str]
    name: str


class AccountFields(UserFields):
    """A user, with what administrators of the server may see."""

    email: Optional[str]
    admin: Optional[bool]
    entity: Optional[str]
    deleted_at: Optional[DateTime]
    teams: Optional["AccountFieldsTeams"]


class AccountFieldsTeams(BaseModel):
    edges: list["AccountFieldsTeamsEdges"]


class AccountFieldsTeamsEdges(BaseModel):
    node: Optional["AccountFieldsTeamsEdgesNode"]


AccountFieldsTeamsEdgesNode = EntityFields


class AdvancedRegistryFeaturesFields(BaseModel):
    advanced_search: bool


class AgentFields(BaseModel):
    """A process that works on a sweep."""

    id: str
    name: str
    host: str
    state: Optional[str]
    total_runs: int
    created_at: DateTime
    heartbeat_at: Optional[DateTime]


class ApiKeyFields(BaseModel):
    """A key, by its beginning; in the answer that makes it, `name` is the whole secret."""

    id: str
    name: str
    description: Optional[str]


class RunProjectFields(BaseModel):
    """The project a run belongs to, as far as its path needs it."""

    id: str
    name: str
    entity_name: str


class ArtifactAliasFields(BaseModel):
    """A movable name of a version, and the collection that it holds in."""

    id: str
    alias: str
    artifact_collection: Optional["ArtifactAliasFieldsArtifactCollection"]


class ArtifactAliasFieldsArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    name: str
    project: Optional["ArtifactAliasFieldsArtifactCollectionProject"]


ArtifactAliasFieldsArtifactCollectionProject = RunProjectFields


class ArtifactAliasName(BaseModel):
    id: str
    alias: str


class ArtifactBirth(BaseModel):
    id: str


class ArtifactCollectionMembershipFields(BaseModel):
    """A version as a member of a collection: of its own, or of one that it is linked to."""

    id: str
    version_index: Optional[int]
    created_at: DateTime
    aliases: list["ArtifactCollectionMembershipFieldsAliases"]
    artifact_collection: Optional["ArtifactCollectionMembershipFieldsArtifactCollection"]


ArtifactCollectionMembershipFieldsAliases = ArtifactAliasFields


class ArtifactCollectionMembershipFieldsArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    name: str
    project: Optional["ArtifactCollectionMembershipFieldsArtifactCollectionProject"]


ArtifactCollectionMembershipFieldsArtifactCollectionProject = RunProjectFields


class FileFields(BaseModel):
    """A file of a run, and where it can be fetched."""

    id: str
    name: str
    size_bytes: int
    mimetype: Optional[str]
    md5: Optional[str]
    updated_at: Optional[DateTime]
    url: Optional[str]
    direct_url: str


class PageInfoFields(BaseModel):
    """Where a connection stands: the cursor of its last edge, and whether more follows."""

    end_cursor: Optional[str]
    has_next_page: bool


class ArtifactCollectionMembershipFilesPage(BaseModel):
    id: str
    files: Optional["ArtifactCollectionMembershipFilesPageFiles"]


class ArtifactCollectionMembershipFilesPageFiles(BaseModel):
    edges: list["ArtifactCollectionMembershipFilesPageFilesEdges"]
    page_info: "ArtifactCollectionMembershipFilesPageFilesPageInfo"


class ArtifactCollectionMembershipFilesPageFilesEdges(BaseModel):
    cursor: str
    node: Optional["ArtifactCollectionMembershipFilesPageFilesEdgesNode"]


ArtifactCollectionMembershipFilesPageFilesEdgesNode = FileFields
ArtifactCollectionMembershipFilesPageFilesPageInfo = PageInfoFields


class ArtifactSequencePlace(BaseModel):
    """Where a version was logged to."""

    id: str
    name: str
    project: Optional["ArtifactSequencePlaceProject"]


ArtifactSequencePlaceProject = RunProjectFields


class ArtifactTypeName(BaseModel):
    id: str
    name: str


class TagFields(BaseModel):
    """A label of artifacts and collections."""

    id: str
    name: str


class ArtifactFields(BaseModel):
    """A version of an artifact, with everything that its attributes need."""

    id: str
    state: ArtifactState
    digest: str
    size: int
    file_count: int
    commit_hash: Optional[str]
    version_index: Optional[int]
    description: Optional[str]
    metadata: Optional[JSONString]
    history_step: Optional[int]
    created_at: DateTime
    updated_at: Optional[DateTime]
    ttl_duration_seconds: int
    ttl_is_inherited: bool
    artifact_type: "ArtifactFieldsArtifactType"
    artifact_sequence: "ArtifactFieldsArtifactSequence"
    tags: list["ArtifactFieldsTags"]
    aliases: list["ArtifactFieldsAliases"]


ArtifactFieldsArtifactType = ArtifactTypeName
ArtifactFieldsArtifactSequence = ArtifactSequencePlace
ArtifactFieldsTags = TagFields
ArtifactFieldsAliases = ArtifactAliasFields


class ArtifactCollectionMembershipFull(ArtifactCollectionMembershipFields):
    """The same, with the version."""

    artifact: Optional["ArtifactCollectionMembershipFullArtifact"]


ArtifactCollectionMembershipFullArtifact = ArtifactFields


class ArtifactCollectionMembershipPlace(BaseModel):
    """Which collection a membership is of."""

    id: str
    artifact_collection: Optional["ArtifactCollectionMembershipPlaceArtifactCollection"]


class ArtifactCollectionMembershipPlaceArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str


class ArtifactStateFields(BaseModel):
    id: str
    state: ArtifactState
    artifact_type: "ArtifactStateFieldsArtifactType"


ArtifactStateFieldsArtifactType = ArtifactTypeName


class ArtifactCollectionMembershipState(BaseModel):
    id: str
    artifact: Optional["ArtifactCollectionMembershipStateArtifact"]


ArtifactCollectionMembershipStateArtifact = ArtifactStateFields


class FileUrl(BaseModel):
    name: str
    direct_url: str


class ArtifactCollectionMembershipUrlsPage(BaseModel):
    id: str
    files: Optional["ArtifactCollectionMembershipUrlsPageFiles"]


class ArtifactCollectionMembershipUrlsPageFiles(BaseModel):
    edges: list["ArtifactCollectionMembershipUrlsPageFilesEdges"]
    page_info: "ArtifactCollectionMembershipUrlsPageFilesPageInfo"


class ArtifactCollectionMembershipUrlsPageFilesEdges(BaseModel):
    cursor: str
    node: Optional["ArtifactCollectionMembershipUrlsPageFilesEdgesNode"]


ArtifactCollectionMembershipUrlsPageFilesEdgesNode = FileUrl
ArtifactCollectionMembershipUrlsPageFilesPageInfo = PageInfoFields


class ArtifactLinks(BaseModel):
    """A version with nothing but where it is linked to."""

    id: str
    artifact_memberships: "ArtifactLinksArtifactMemberships"


class ArtifactLinksArtifactMemberships(BaseModel):
    edges: list["ArtifactLinksArtifactMembershipsEdges"]
    page_info: "ArtifactLinksArtifactMembershipsPageInfo"


class ArtifactLinksArtifactMembershipsEdges(BaseModel):
    node: Optional["ArtifactLinksArtifactMembershipsEdgesNode"]


ArtifactLinksArtifactMembershipsEdgesNode = ArtifactCollectionMembershipPlace
ArtifactLinksArtifactMembershipsPageInfo = PageInfoFields


class ArtifactManifestFields(BaseModel):
    id: str
    file: "ArtifactManifestFieldsFile"


ArtifactManifestFieldsFile = FileFields


class FilePlace(BaseModel):
    """Where to send a file to."""

    id: str
    upload_url: Optional[str]
    upload_headers: list[str]


class ArtifactManifestPlace(BaseModel):
    id: str
    file: "ArtifactManifestPlaceFile"


ArtifactManifestPlaceFile = FilePlace


class RunNode(BaseModel):
    """A run in a graph of lineage."""

    id: str
    name: str
    display_name: Optional[str]
    job_type: Optional[str]
    state: Optional[str]
    project: Optional["RunNodeProject"]


RunNodeProject = RunProjectFields


class ArtifactNode(BaseModel):
    """A version in a graph of lineage, and the runs beside it."""

    id: str
    version_index: Optional[int]
    artifact_type: "ArtifactNodeArtifactType"
    artifact_sequence: "ArtifactNodeArtifactSequence"
    created_by: Optional[
        Annotated[
            Union["ArtifactNodeCreatedByRun", "ArtifactNodeCreatedByUser", "UnknownType"],
            OpenUnion(),
        ]
    ]
    used_by: "ArtifactNodeUsedBy"


ArtifactNodeArtifactType = ArtifactTypeName
ArtifactNodeArtifactSequence = ArtifactSequencePlace


class ArtifactNodeCreatedByRun(RunNode):
    typename__: Literal["Run"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ArtifactNodeCreatedByUser(UserFields):
    typename__: Literal["User"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ArtifactNodeUsedBy(BaseModel):
    edges: list["ArtifactNodeUsedByEdges"]
    page_info: "ArtifactNodeUsedByPageInfo"


class ArtifactNodeUsedByEdges(BaseModel):
    node: "ArtifactNodeUsedByEdgesNode"


ArtifactNodeUsedByEdgesNode = RunNode
ArtifactNodeUsedByPageInfo = PageInfoFields


class ProjectPlace(BaseModel):
    """The project that a collection belongs to."""

    id: str
    internal_id: str
    name: str
    entity_name: str


class ArtifactPortfolioFields(BaseModel):
    """A collection that versions are linked to."""

    id: str
    name: str
    description: Optional[str]
    created_at: DateTime
    updated_at: Optional[DateTime]
    project: Optional["ArtifactPortfolioFieldsProject"]
    default_artifact_type: "ArtifactPortfolioFieldsDefaultArtifactType"
    tags: "ArtifactPortfolioFieldsTags"


ArtifactPortfolioFieldsProject = ProjectPlace
ArtifactPortfolioFieldsDefaultArtifactType = ArtifactTypeName


class ArtifactPortfolioFieldsTags(BaseModel):
    edges: list["ArtifactPortfolioFieldsTagsEdges"]
    page_info: "ArtifactPortfolioFieldsTagsPageInfo"


class ArtifactPortfolioFieldsTagsEdges(BaseModel):
    node: "ArtifactPortfolioFieldsTagsEdgesNode"


ArtifactPortfolioFieldsTagsEdgesNode = TagFields
ArtifactPortfolioFieldsTagsPageInfo = PageInfoFields


class ArtifactPortfolioScopeFields(BaseModel):
    id: str
    name: str


class ArtifactProgress(BaseModel):
    """How far a version has come."""

    id: str
    state: ArtifactState
    digest: str


class ArtifactSequenceFields(BaseModel):
    """A collection that versions are logged to."""

    id: str
    name: str
    description: Optional[str]
    created_at: DateTime
    updated_at: Optional[DateTime]
    project: Optional["ArtifactSequenceFieldsProject"]
    default_artifact_type: "ArtifactSequenceFieldsDefaultArtifactType"
    tags: "ArtifactSequenceFieldsTags"


ArtifactSequenceFieldsProject = ProjectPlace
ArtifactSequenceFieldsDefaultArtifactType = ArtifactTypeName


class ArtifactSequenceFieldsTags(BaseModel):
    edges: list["ArtifactSequenceFieldsTagsEdges"]
    page_info: "ArtifactSequenceFieldsTagsPageInfo"


class ArtifactSequenceFieldsTagsEdges(BaseModel):
    node: "ArtifactSequenceFieldsTagsEdgesNode"


ArtifactSequenceFieldsTagsEdgesNode = TagFields
ArtifactSequenceFieldsTagsPageInfo = PageInfoFields


class ArtifactSequenceScopeFields(BaseModel):
    id: str
    name: str


class ArtifactTable(ArtifactFields):
    """A version that holds a table."""

    current_manifest: Optional["ArtifactTableCurrentManifest"]


ArtifactTableCurrentManifest = ArtifactManifestFields


class ArtifactTypeFields(BaseModel):
    """A type of artifacts, such as `dataset`."""

    id: str
    name: str
    description: Optional[str]
    created_at: DateTime


class ClientIDMappingFields(BaseModel):
    server_id: str = Field(validation_alias="serverID", serialization_alias="serverID")


class OrganizationName(BaseModel):
    id: str
    name: str


class EntityOrganization(BaseModel):
    id: str
    name: str
    organization: Optional["EntityOrganizationOrganization"]


EntityOrganizationOrganization = OrganizationName


class EntityScopeFields(BaseModel):
    id: str
    name: str


class FilePartsPlace(BaseModel):
    """Where to send a file of a version to, whole or in parts, and which version will be named as its first."""

    id: str
    storage_path: Optional[str]
    upload_url: Optional[str]
    upload_headers: list[str]
    upload_multipart_urls: Optional["FilePartsPlaceUploadMultipartUrls"]
    artifact: Optional["FilePartsPlaceArtifact"]


class FilePartsPlaceUploadMultipartUrls(BaseModel):
    upload_id: str = Field(validation_alias="uploadID", serialization_alias="uploadID")
    upload_url_parts: list["FilePartsPlaceUploadMultipartUrlsUploadUrlParts"]


class FilePartsPlaceUploadMultipartUrlsUploadUrlParts(BaseModel):
    part_number: int
    upload_url: str


FilePartsPlaceArtifact = ArtifactBirth


class FilterEventTriggeringConditionFields(BaseModel):
    event_type: EventTriggeringConditionType
    filter_: str = Field(validation_alias="filter", serialization_alias="filter")


class GenericWebhookIntegrationFields(BaseModel):
    """An address that automations can post to."""

    id: str
    name: str
    url_endpoint: str


class SlackIntegrationFields(BaseModel):
    """A Slack channel that automations can write to."""

    id: str
    team_name: str
    channel_name: str


class GenericWebhookTriggeredActionFields(BaseModel):
    integration: Annotated[
        Union[
            "GenericWebhookTriggeredActionFieldsIntegrationIntegration",
            "GenericWebhookTriggeredActionFieldsIntegrationGenericWebhookIntegration",
            "GenericWebhookTriggeredActionFieldsIntegrationSlackIntegration",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    request_payload: Optional[JSONString]


class GenericWebhookTriggeredActionFieldsIntegrationIntegration(BaseModel):
    typename__: Literal["GitHubOAuthIntegration", "Integration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GenericWebhookTriggeredActionFieldsIntegrationGenericWebhookIntegration(
    GenericWebhookIntegrationFields
):
    typename__: Literal["GenericWebhookIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GenericWebhookTriggeredActionFieldsIntegrationSlackIntegration(SlackIntegrationFields):
    typename__: Literal["SlackIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GitHubOAuthIntegrationFields(BaseModel):
    """An account of GitHub, which automations do not use."""

    id: str


class InviteFields(BaseModel):
    """An invitation that waits."""

    id: str
    name: str
    email: Optional[str]
    created_at: Optional[DateTime]
    to_user: Optional["InviteFieldsToUser"]


InviteFieldsToUser = UserFields


class KeySuggestionFields(BaseModel):
    value: Optional[JSONString]
    count: int


class LocalVersionFields(BaseModel):
    version_on_this_instance_string: str
    latest_version_string: str
    out_of_date: bool


class LogLineFields(BaseModel):
    """A line of a run's console."""

    number: Optional[int]
    level: Optional[str]
    label: Optional[str]
    timestamp: Optional[str]
    line: Optional[str]


class MemberFields(BaseModel):
    """A member; the key is shown for accounts of machines, to administrators of the team."""

    id: Optional[str]
    username: Optional[str]
    name: str
    email: Optional[str]
    admin: Optional[bool]
    role: Optional[str]
    pending: Optional[bool]
    account_type: Optional[str]
    photo_url: Optional[str]
    api_key: Optional[str]


class NoOpTriggeredActionFields(BaseModel):
    no_op: Optional[bool]


class NotificationTriggeredActionFields(BaseModel):
    integration: Annotated[
        Union[
            "NotificationTriggeredActionFieldsIntegrationIntegration",
            "NotificationTriggeredActionFieldsIntegrationGenericWebhookIntegration",
            "NotificationTriggeredActionFieldsIntegrationSlackIntegration",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    title: Optional[str]
    message: Optional[str]
    severity: Optional[AlertSeverity]


class NotificationTriggeredActionFieldsIntegrationIntegration(BaseModel):
    typename__: Literal["GitHubOAuthIntegration", "Integration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class NotificationTriggeredActionFieldsIntegrationGenericWebhookIntegration(
    GenericWebhookIntegrationFields
):
    typename__: Literal["GenericWebhookIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class NotificationTriggeredActionFieldsIntegrationSlackIntegration(SlackIntegrationFields):
    typename__: Literal["SlackIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class OrganizationFields(BaseModel):
    """An organization, without what it contains."""

    id: str
    name: str
    org_entity: Optional["OrganizationFieldsOrgEntity"]


OrganizationFieldsOrgEntity = EntityFields


class OrganizationMemberFields(BaseModel):
    id: str
    username: str
    name: str
    admin: bool
    role: str


class ParquetHistoryFields(BaseModel):
    """Signed addresses of the exported files in step order, and the rows not exported yet."""

    parquet_urls: list[str]
    live_data: list[JSON]


class ProjectFieldFields(BaseModel):
    path: str
    type_: str = Field(validation_alias="type", serialization_alias="type")


class RunTagFields(BaseModel):
    """A tag that runs of the project carry."""

    name: str
    color_index: int


class ProjectFields(BaseModel):
    """A project, without anything that it contains."""

    id: str
    internal_id: str
    name: str
    entity_name: str
    description: Optional[str]
    access: Optional[str]
    created_at: DateTime
    last_active: Optional[DateTime]
    read_only: Optional[bool]
    tags: list["ProjectFieldsTags"]


ProjectFieldsTags = RunTagFields


class RoleName(BaseModel):
    name: str


class ProjectMemberFields(BaseModel):
    id: str
    username: Optional[str]
    name: Optional[str]
    email: Optional[str]
    role: "ProjectMemberFieldsRole"


ProjectMemberFieldsRole = RoleName


class ProjectRegistry(BaseModel):
    """A registry: a project of an organization's entity, which holds links."""

    id: str
    internal_id: str
    name: str
    description: Optional[str]
    access: Optional[str]
    created_at: DateTime
    updated_at: Optional[DateTime]
    allow_all_artifact_types_in_registry: bool
    entity: "ProjectRegistryEntity"
    artifact_types: "ProjectRegistryArtifactTypes"


ProjectRegistryEntity = EntityOrganization


class ProjectRegistryArtifactTypes(BaseModel):
    edges: list["ProjectRegistryArtifactTypesEdges"]
    page_info: "ProjectRegistryArtifactTypesPageInfo"


class ProjectRegistryArtifactTypesEdges(BaseModel):
    node: Optional["ProjectRegistryArtifactTypesEdgesNode"]


ProjectRegistryArtifactTypesEdgesNode = ArtifactTypeName
ProjectRegistryArtifactTypesPageInfo = PageInfoFields


class ProjectScopeFields(BaseModel):
    id: str
    name: str


class ProjectTeamMemberFields(BaseModel):
    team: "ProjectTeamMemberFieldsTeam"
    role: "ProjectTeamMemberFieldsRole"


ProjectTeamMemberFieldsTeam = EntityFields
ProjectTeamMemberFieldsRole = RoleName


class RunQueueFields(BaseModel):
    id: str
    name: str


class QueueJobTriggeredActionFields(BaseModel):
    queue: Optional["QueueJobTriggeredActionFieldsQueue"]
    template: JSONString


QueueJobTriggeredActionFieldsQueue = RunQueueFields


class TriggerFields(BaseModel):
    """An automation with where it looks, what starts it, and what it does."""

    id: str
    name: str
    description: Optional[str]
    enabled: bool
    created_at: DateTime
    updated_at: Optional[DateTime]
    scope: Annotated[
        Union[
            "TriggerFieldsScopeArtifactPortfolio",
            "TriggerFieldsScopeArtifactSequence",
            "TriggerFieldsScopeEntity",
            "TriggerFieldsScopeProject",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    triggering_condition: Annotated[
        Union[
            "TriggerFieldsTriggeringConditionFilterEventTriggeringCondition",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    triggered_action: Annotated[
        Union[
            "TriggerFieldsTriggeredActionARIATriggeredAction",
            "TriggerFieldsTriggeredActionGenericWebhookTriggeredAction",
            "TriggerFieldsTriggeredActionNoOpTriggeredAction",
            "TriggerFieldsTriggeredActionNotificationTriggeredAction",
            "TriggerFieldsTriggeredActionPushNotificationTriggeredAction",
            "TriggerFieldsTriggeredActionQueueJobTriggeredAction",
            "UnknownType",
        ],
        OpenUnion(),
    ]


class TriggerFieldsScopeArtifactPortfolio(ArtifactPortfolioScopeFields):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsScopeArtifactSequence(ArtifactSequenceScopeFields):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsScopeEntity(EntityScopeFields):
    typename__: Literal["Entity"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsScopeProject(ProjectScopeFields):
    typename__: Literal["Project"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeringConditionFilterEventTriggeringCondition(
    FilterEventTriggeringConditionFields
):
    typename__: Literal["FilterEventTriggeringCondition"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionARIATriggeredAction(ARIATriggeredActionFields):
    typename__: Literal["ARIATriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionGenericWebhookTriggeredAction(
    GenericWebhookTriggeredActionFields
):
    typename__: Literal["GenericWebhookTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionNoOpTriggeredAction(NoOpTriggeredActionFields):
    typename__: Literal["NoOpTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionNotificationTriggeredAction(NotificationTriggeredActionFields):
    typename__: Literal["NotificationTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionPushNotificationTriggeredAction(BaseModel):
    typename__: Literal["PushNotificationTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionQueueJobTriggeredAction(QueueJobTriggeredActionFields):
    typename__: Literal["QueueJobTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ProjectTriggers(BaseModel):
    id: str
    triggers: list["ProjectTriggersTriggers"]


ProjectTriggersTriggers = TriggerFields


class RateLimitFields(BaseModel):
    graphql: int
    filestream: int


class ReportFields(BaseModel):
    """A report with its content. Reports are views of type `runs`, and `runs/draft` while they are drafts."""

    id: str
    name: Optional[str]
    display_name: Optional[str]
    description: Optional[str]
    type_: Optional[str] = Field(validation_alias="type", serialization_alias="type")
    spec: Optional[JSONString]
    created_at: DateTime
    updated_at: Optional[DateTime]
    locked: bool
    view_count: int
    entity_name: str
    project_name: str
    user: Optional["ReportFieldsUser"]


ReportFieldsUser = UserFields


class RunConsoleLogPage(BaseModel):
    id: str
    state: Optional[str]
    log_line_count: Optional[int]
    log_lines: Optional["RunConsoleLogPageLogLines"]


class RunConsoleLogPageLogLines(BaseModel):
    edges: list["RunConsoleLogPageLogLinesEdges"]
    page_info: "RunConsoleLogPageLogLinesPageInfo"


class RunConsoleLogPageLogLinesEdges(BaseModel):
    cursor: str
    node: "RunConsoleLogPageLogLinesEdgesNode"


RunConsoleLogPageLogLinesEdgesNode = LogLineFields
RunConsoleLogPageLogLinesPageInfo = PageInfoFields


class RunConsoleLogTail(BaseModel):
    id: str
    state: Optional[str]
    log_line_count: Optional[int]
    log_lines: Optional["RunConsoleLogTailLogLines"]


class RunConsoleLogTailLogLines(BaseModel):
    edges: list["RunConsoleLogTailLogLinesEdges"]
    page_info: "RunConsoleLogTailLogLinesPageInfo"


class RunConsoleLogTailLogLinesEdges(BaseModel):
    cursor: str
    node: "RunConsoleLogTailLogLinesEdgesNode"


RunConsoleLogTailLogLinesEdgesNode = LogLineFields
RunConsoleLogTailLogLinesPageInfo = PageInfoFields


class RunEvents(BaseModel):
    id: str
    events_line_count: Optional[int]
    events: list[str]


class RunFilesPage(BaseModel):
    id: str
    file_count: Optional[int]
    files: Optional["RunFilesPageFiles"]


class RunFilesPageFiles(BaseModel):
    edges: list["RunFilesPageFilesEdges"]
    page_info: "RunFilesPageFilesPageInfo"


class RunFilesPageFilesEdges(BaseModel):
    cursor: str
    node: Optional["RunFilesPageFilesEdgesNode"]


RunFilesPageFilesEdgesNode = FileFields
RunFilesPageFilesPageInfo = PageInfoFields


class RunLight(BaseModel):
    """What a list shows of a run: everything that costs the server little."""

    id: str
    name: str
    display_name: Optional[str]
    state: Optional[str]
    tags: Optional[list[str]]
    group: Optional[str]
    job_type: Optional[str]
    commit: Optional[str]
    host: Optional[str]
    notes: Optional[str]
    description: Optional[str]
    read_only: Optional[bool]
    created_at: DateTime
    heartbeat_at: Optional[DateTime]
    updated_at: Optional[DateTime]
    compute_seconds: Duration
    history_line_count: Optional[int]
    sweep_name: Optional[str]
    project_id: str
    user: Optional["RunLightUser"]
    project: Optional["RunLightProject"]


RunLightUser = UserFields
RunLightProject = RunProjectFields


class RunFull(RunLight):
    """A run with its documents. Each document can be left out, and config and summary can be cut down to
    single keys (null means all), so that one operation serves every choice of fields."""

    config: Optional[JSONString] = None
    summary_metrics: Optional[JSONString] = None
    system_metrics: Optional[JSONString] = None
    history_keys: Optional[JSON] = None


class RunHistoryPage(BaseModel):
    id: str
    history: list[str]


class RunHistoryPlan(BaseModel):
    """How far a run's history reaches, and where its exported part lies."""

    id: str
    name: str
    display_name: Optional[str]
    state: Optional[str]
    history_line_count: Optional[int]
    history_keys: Optional[JSON]
    parquet_history: "RunHistoryPlanParquetHistory"


RunHistoryPlanParquetHistory = ParquetHistoryFields


class RunHistoryReach(BaseModel):
    """How far a run's history reaches, from a server that exports no parquet files."""

    id: str
    name: str
    display_name: Optional[str]
    state: Optional[str]
    history_line_count: Optional[int]
    history_keys: Optional[JSON]


class RunInputArtifactsPage(BaseModel):
    id: str
    input_artifacts: Optional["RunInputArtifactsPageInputArtifacts"]


class RunInputArtifactsPageInputArtifacts(BaseModel):
    total_count: int
    edges: list["RunInputArtifactsPageInputArtifactsEdges"]
    page_info: "RunInputArtifactsPageInputArtifactsPageInfo"


class RunInputArtifactsPageInputArtifactsEdges(BaseModel):
    cursor: str
    node: Optional["RunInputArtifactsPageInputArtifactsEdgesNode"]


RunInputArtifactsPageInputArtifactsEdgesNode = ArtifactFields
RunInputArtifactsPageInputArtifactsPageInfo = PageInfoFields


class RunNodeFull(RunNode):
    """A run, and the versions beside it."""

    input_artifacts: Optional["RunNodeFullInputArtifacts"]
    output_artifacts: Optional["RunNodeFullOutputArtifacts"]


class RunNodeFullInputArtifacts(BaseModel):
    edges: list["RunNodeFullInputArtifactsEdges"]
    page_info: "RunNodeFullInputArtifactsPageInfo"


class RunNodeFullInputArtifactsEdges(BaseModel):
    node: Optional["RunNodeFullInputArtifactsEdgesNode"]


RunNodeFullInputArtifactsEdgesNode = ArtifactNode
RunNodeFullInputArtifactsPageInfo = PageInfoFields


class RunNodeFullOutputArtifacts(BaseModel):
    edges: list["RunNodeFullOutputArtifactsEdges"]
    page_info: "RunNodeFullOutputArtifactsPageInfo"


class RunNodeFullOutputArtifactsEdges(BaseModel):
    node: Optional["RunNodeFullOutputArtifactsEdgesNode"]


RunNodeFullOutputArtifactsEdgesNode = ArtifactNode
RunNodeFullOutputArtifactsPageInfo = PageInfoFields


class RunOutputArtifactsPage(BaseModel):
    id: str
    output_artifacts: Optional["RunOutputArtifactsPageOutputArtifacts"]


class RunOutputArtifactsPageOutputArtifacts(BaseModel):
    total_count: int
    edges: list["RunOutputArtifactsPageOutputArtifactsEdges"]
    page_info: "RunOutputArtifactsPageOutputArtifactsPageInfo"


class RunOutputArtifactsPageOutputArtifactsEdges(BaseModel):
    cursor: str
    node: Optional["RunOutputArtifactsPageOutputArtifactsEdgesNode"]


RunOutputArtifactsPageOutputArtifactsEdgesNode = ArtifactFields
RunOutputArtifactsPageOutputArtifactsPageInfo = PageInfoFields


class RunSampledHistory(BaseModel):
    id: str
    sampled_history: list[JSON]


class RunStateFields(BaseModel):
    id: str
    state: Optional[str]


class RunTags(BaseModel):
    """A run's tags, and nothing else."""

    id: str
    tags: Optional[list[str]]


class SeatFields(BaseModel):
    seats: int
    view_only_seats: int


class ServerFeatureFields(BaseModel):
    name: str
    is_enabled: bool


class ServerInfoFields(BaseModel):
    features: list[Optional["ServerInfoFieldsFeatures"]]


ServerInfoFieldsFeatures = ServerFeatureFields


class ServerVersionFields(BaseModel):
    cli_version_info: JSON
    latest_local_version_info: Optional["ServerVersionFieldsLatestLocalVersionInfo"]


ServerVersionFieldsLatestLocalVersionInfo = LocalVersionFields


class SweepFields(BaseModel):
    """A sweep with everything that a list shows, so that no sweep is asked for again."""

    id: str
    name: str
    display_name: Optional[str]
    description: Optional[str]
    method: str
    state: str
    config: str
    best_loss: Optional[float]
    run_count: int
    run_count_expected: Optional[int]
    created_at: DateTime
    heartbeat_at: DateTime
    updated_at: Optional[DateTime]
    user: Optional["SweepFieldsUser"]
    project: Optional["SweepFieldsProject"]


SweepFieldsUser = UserFields
SweepFieldsProject = RunProjectFields


class TagCountFields(BaseModel):
    name: str
    count: int


class TeamFields(EntityFields):
    """A team with its members and those that are invited, who are pending members."""

    available: Optional[bool]
    photo_url: Optional[str]
    read_only: Optional[bool]
    private_only: bool
    storage_bytes: int
    code_saving_enabled: bool
    default_access: str
    is_paid: Optional[bool]
    members: list["TeamFieldsMembers"]


TeamFieldsMembers = MemberFields


class ViewerFields(UserFields):
    """The signed-in user, with what only they may see."""

    email: Optional[str]
    entity: Optional[str]
    admin: Optional[bool]
    teams: Optional["ViewerFieldsTeams"]


class ViewerFieldsTeams(BaseModel):
    edges: list["ViewerFieldsTeamsEdges"]


class ViewerFieldsTeamsEdges(BaseModel):
    node: Optional["ViewerFieldsTeamsEdgesNode"]


ViewerFieldsTeamsEdgesNode = EntityFields
