# Generated from queries/ by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import AlertSeverity, EventTriggeringConditionType
from .open_union import OpenUnion, UnknownType
from .scalars import JSON, DateTime, Duration, JSONString


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


class ApiKeyFields(BaseModel):
    """A key, by its beginning; in the answer that makes it, `name` is the whole secret."""

    id: str
    name: str
    description: Optional[str]


class ArtifactPortfolioScopeFields(BaseModel):
    id: str
    name: str


class ArtifactSequenceScopeFields(BaseModel):
    id: str
    name: str


class EntityFields(BaseModel):
    """An account or a team: the first part of every path."""

    id: str
    name: str
    is_team: bool


class EntityScopeFields(BaseModel):
    id: str
    name: str


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


class InviteFields(BaseModel):
    """An invitation that waits."""

    id: str
    name: str
    email: Optional[str]
    created_at: Optional[DateTime]
    to_user: Optional["InviteFieldsToUser"]


InviteFieldsToUser = UserFields


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


class PageInfoFields(BaseModel):
    """Where a connection stands: the cursor of its last edge, and whether more follows."""

    end_cursor: Optional[str]
    has_next_page: bool


class ParquetHistoryFields(BaseModel):
    """Signed addresses of the exported files in step order, and the rows not exported yet."""

    parquet_urls: list[str]
    live_data: list[JSON]


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


class ProjectScopeFields(BaseModel):
    id: str
    name: str


class QueueJobTriggeredActionFields(BaseModel):
    template: JSONString


class RateLimitFields(BaseModel):
    graphql: int
    filestream: int


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


class RunProjectFields(BaseModel):
    """The project a run belongs to, as far as its path needs it."""

    id: str
    name: str
    entity_name: str


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


class RunSampledHistory(BaseModel):
    id: str
    sampled_history: list[JSON]


class RunStateFields(BaseModel):
    id: str
    state: Optional[str]


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


class TriggerFieldsTriggeredActionARIATriggeredAction(BaseModel):
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
