# Generated from schema.graphql by `make generate`. Do not edit.

from collections.abc import Sequence
from typing import Optional

from pydantic import Field

from .base_model import InputModel
from .enums import (
    AlertSeverity,
    ArtifactDigestAlgorithm,
    EventTriggeringConditionType,
    TriggeredActionType,
    TriggerScopeType,
    ViewSource,
)
from .scalars import DateTime


class ARIAActionInput(InputModel):
    """Input for aria action."""

    prompt: str


class ArtifactAliasInput(InputModel):
    """Input for artifact alias."""

    alias: str
    "Alias."
    artifact_collection_name: str


class ArtifactCollectionAliasInput(InputModel):
    """Input for artifact collection alias."""

    alias: str
    "Alias."
    artifact_collection_name: str
    entity_name: str
    "Name of the entity."
    project_name: str
    "Name of the project."


class ArtifactTypeInput(InputModel):
    """Input for artifact type."""

    description: Optional[str] = None
    "Description."
    name: str
    "Name."


class CreateArtifactCollectionTagAssignmentsInput(InputModel):
    """Input of `createArtifactCollectionTagAssignments`."""

    artifact_collection_name: str
    client_mutation_id: Optional[str] = Field(
        validation_alias="clientMutationID",
        serialization_alias="clientMutationID",
        default=None,
    )
    "A string of the client's, given back unchanged."
    entity_name: str
    "Name of the entity."
    project_name: str
    "Name of the project."
    tags: Sequence["TagInput"]
    "Tags."


class CreateArtifactFileSpecInput(InputModel):
    """One file of an artifact that is to be uploaded."""

    artifact_id: str = Field(validation_alias="artifactID", serialization_alias="artifactID")
    "Opaque id of the artifact version."
    artifact_manifest_id: Optional[str] = Field(
        validation_alias="artifactManifestID",
        serialization_alias="artifactManifestID",
        default=None,
    )
    digest: Optional[str] = None
    "Digest of the content."
    md5: str
    "Base64 of the content's MD5."
    mimetype: Optional[str] = None
    name: str
    "Name."
    upload_parts_input: Optional[Sequence["UploadPartsInput"]] = None


class CreateArtifactInput(InputModel):
    """An artifact version to start; it is finished by `commitArtifact`."""

    aliases: Optional[Sequence["ArtifactAliasInput"]] = None
    "Aliases."
    artifact_collection_name: Optional[str] = None
    artifact_collection_names: Optional[Sequence[str]] = None
    artifact_type_name: str
    "Name of the type."
    client_id: Optional[str] = Field(
        validation_alias="clientID", serialization_alias="clientID", default=None
    )
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    digest: str
    "Hex digest over paths and digests of all files."
    digest_algorithm: ArtifactDigestAlgorithm
    distributed_id: Optional[str] = Field(
        validation_alias="distributedID",
        serialization_alias="distributedID",
        default=None,
    )
    enable_digest_deduplication: Optional[bool] = False
    entity_name: str
    "Name of the entity."
    history_step: Optional[int] = None
    labels: Optional[str] = None
    metadata: Optional[str] = None
    "Metadata."
    project_name: str
    "Name of the project."
    run_name: Optional[str] = None
    "Id of the run."
    sequence_client_id: Optional[str] = Field(
        validation_alias="sequenceClientID",
        serialization_alias="sequenceClientID",
        default=None,
    )
    storage_region: Optional[str] = None
    tags: Optional[Sequence["TagInput"]] = None
    "Tags."
    ttl_duration_seconds: Optional[int] = None


class CreateFilterTriggerInput(InputModel):
    """Input of `createFilterTrigger`."""

    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    enabled: bool
    "Whether it is on."
    event_filter: str
    name: str
    "Name."
    scope_id: str = Field(validation_alias="scopeID", serialization_alias="scopeID")
    scope_type: TriggerScopeType
    triggered_action_config: "TriggeredActionConfig"
    triggered_action_type: TriggeredActionType
    triggering_event_type: EventTriggeringConditionType


class CreateGenericWebhookIntegrationInput(InputModel):
    """Input of `createGenericWebhookIntegration`."""

    access_token_ref: Optional[str] = None
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    entity_name: str
    "Name of the entity."
    name: str
    "Name."
    secret_ref: Optional[str] = None
    url_endpoint: str


class CreateProjectMembersInput(InputModel):
    """Input of `createProjectMembers`."""

    project_id: str
    team_ids: Optional[Sequence[str]] = None
    user_ids: Optional[Sequence[str]] = None


class CreateSlackIntegrationInput(InputModel):
    """Input of `createSlackIntegration`."""

    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    code: str
    entity_name: str
    "Name of the entity."
    redirect_uri: str = Field(validation_alias="redirectURI", serialization_alias="redirectURI")


class DeleteArtifactCollectionTagAssignmentsInput(InputModel):
    """Input of `deleteArtifactCollectionTagAssignments`."""

    artifact_collection_name: str
    client_mutation_id: Optional[str] = Field(
        validation_alias="clientMutationID",
        serialization_alias="clientMutationID",
        default=None,
    )
    "A string of the client's, given back unchanged."
    entity_name: str
    "Name of the entity."
    project_name: str
    "Name of the project."
    tags: Sequence["TagInput"]
    "Tags."


class DeleteProjectMembersInput(InputModel):
    """Input of `deleteProjectMembers`."""

    project_id: str
    team_ids: Optional[Sequence[str]] = None
    user_ids: Optional[Sequence[str]] = None


class GenericWebhookActionInput(InputModel):
    """Input for generic webhook action."""

    integration_id: str = Field(
        validation_alias="integrationID", serialization_alias="integrationID"
    )
    request_payload: Optional[str] = None


class LinkArtifactInput(InputModel):
    """A version to link into a portfolio."""

    aliases: Optional[Sequence["ArtifactAliasInput"]] = None
    "Aliases."
    artifact_id: Optional[str] = Field(
        validation_alias="artifactID", serialization_alias="artifactID", default=None
    )
    "Opaque id of the artifact version."
    artifact_portfolio_id: Optional[str] = Field(
        validation_alias="artifactPortfolioID",
        serialization_alias="artifactPortfolioID",
        default=None,
    )
    artifact_portfolio_name: Optional[str] = None
    client_id: Optional[str] = Field(
        validation_alias="clientID", serialization_alias="clientID", default=None
    )
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    entity_name: Optional[str] = None
    "Name of the entity."
    project_name: Optional[str] = None
    "Name of the project."


class NoOpTriggeredActionInput(InputModel):
    """Input for no op triggered action."""

    no_op: Optional[bool] = None


class NotificationActionInput(InputModel):
    """Input for notification action."""

    integration_id: str = Field(
        validation_alias="integrationID", serialization_alias="integrationID"
    )
    message: Optional[str] = None
    "What happened."
    severity: Optional[AlertSeverity] = None
    title: Optional[str] = None


class ProjectIconInput(InputModel):
    """Input for project icon."""

    color: str
    "Colour."
    name: str
    "Name."


class PushNotificationActionInput(InputModel):
    """Input for push notification action."""

    body: Optional[str] = None
    title: Optional[str] = None
    user_id: str = Field(validation_alias="userID", serialization_alias="userID")


class QueueJobActionInput(InputModel):
    """Input for queue job action."""

    queue_id: str = Field(validation_alias="queueID", serialization_alias="queueID")
    template: str


class RateLimitsInput(InputModel):
    """Input for rate limits."""

    create_artifacts: Optional[int] = None
    create_artifacts_request_count: Optional[int] = None
    create_artifacts_time_window: Optional[int] = None
    filestream_count: Optional[float] = None
    filestream_per_run_count: Optional[float] = None
    filestream_size: Optional[int] = None
    graphql: Optional[int] = None
    run_update_count: Optional[float] = None
    sdk_graphql: Optional[int] = None
    sdk_graphql_query_seconds: Optional[float] = None


class TagInput(InputModel):
    """Input for tag."""

    attributes: Optional[str] = None
    tag_category_name: Optional[str] = None
    tag_name: str


class TriggeredActionConfig(InputModel):
    """Triggered action config."""

    aria_action_input: Optional["ARIAActionInput"] = None
    generic_webhook_action_input: Optional["GenericWebhookActionInput"] = None
    no_op_action_input: Optional["NoOpTriggeredActionInput"] = None
    notification_action_input: Optional["NotificationActionInput"] = None
    push_notification_action_input: Optional["PushNotificationActionInput"] = None
    queue_job_action_input: Optional["QueueJobActionInput"] = None


class UpdateArtifactInput(InputModel):
    """Input of `updateArtifact`."""

    aliases: Optional[Sequence["ArtifactAliasInput"]] = None
    "Aliases."
    artifact_id: str = Field(validation_alias="artifactID", serialization_alias="artifactID")
    "Opaque id of the artifact version."
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    labels: Optional[str] = None
    metadata: Optional[str] = None
    "Metadata."
    tags_to_add: Optional[Sequence["TagInput"]] = None
    tags_to_delete: Optional[Sequence["TagInput"]] = None
    ttl_duration_seconds: Optional[int] = None


class UpdateArtifactPortfolioInput(InputModel):
    """Input of `updateArtifactPortfolio`."""

    artifact_portfolio_id: str = Field(
        validation_alias="artifactPortfolioID",
        serialization_alias="artifactPortfolioID",
    )
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    name: Optional[str] = None
    "Name."


class UpdateArtifactSequenceInput(InputModel):
    """Input of `updateArtifactSequence`."""

    artifact_sequence_id: str = Field(
        validation_alias="artifactSequenceID", serialization_alias="artifactSequenceID"
    )
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    name: Optional[str] = None
    "Name."


class UpdateFilterTriggerInput(InputModel):
    """Input of `updateFilterTrigger`."""

    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    enabled: Optional[bool] = None
    "Whether it is on."
    event_filter: Optional[str] = None
    id: str
    "Opaque id."
    name: Optional[str] = None
    "Name."
    scope_id: Optional[str] = Field(
        validation_alias="scopeID", serialization_alias="scopeID", default=None
    )
    scope_type: Optional[TriggerScopeType] = None
    triggered_action_config: Optional["TriggeredActionConfig"] = None
    triggered_action_type: Optional[TriggeredActionType] = None
    triggering_event_type: Optional[EventTriggeringConditionType] = None


class UploadPartsInput(InputModel):
    """Input for upload parts."""

    hex_md5: str = Field(validation_alias="hexMD5", serialization_alias="hexMD5")
    part_number: int


class UpsertBucketInput(InputModel):
    """A run to make or to change. Null and absent fields are left alone."""

    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    commit: Optional[str] = None
    "Git commit."
    config: Optional[str] = None
    "The whole configuration, replacing the one before."
    debug: Optional[bool] = None
    description: Optional[str] = None
    "Description."
    display_name: Optional[str] = None
    "Label."
    entity_name: Optional[str] = None
    "Name of the entity."
    framework: Optional[str] = None
    group_name: Optional[str] = None
    "Name of the group."
    host: Optional[str] = None
    "Name of the machine."
    id: Optional[str] = None
    "Opaque id of a run to change."
    job_program: Optional[str] = None
    job_repo: Optional[str] = None
    job_type: Optional[str] = None
    model_name: Optional[str] = None
    "Name of the project."
    name: Optional[str] = None
    "The run's id."
    notes: Optional[str] = None
    "Notes in Markdown."
    run_queue_item_id: Optional[str] = None
    state: Optional[str] = None
    "State."
    summary_metrics: Optional[str] = None
    "The whole summary, replacing the one before."
    sweep: Optional[str] = None
    "The sweep."
    tags: Optional[Sequence[Optional[str]]] = None
    "All tags, replacing those before."


class UpsertModelInput(InputModel):
    """A project to make or to change."""

    access: Optional[str] = None
    allow_all_artifact_types_in_registry: Optional[bool] = None
    artifact_types: Optional[Sequence["ArtifactTypeInput"]] = None
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    docker_image: Optional[str] = None
    entity_name: Optional[str] = None
    "Name of the entity."
    framework: Optional[str] = None
    icon: Optional["ProjectIconInput"] = None
    id: Optional[str] = None
    "Opaque id."
    is_benchmark: Optional[bool] = None
    is_published: Optional[bool] = None
    linked_benchmark: Optional[str] = None
    name: Optional[str] = None
    "Name."
    owner: Optional[str] = None
    rate_limits: Optional["RateLimitsInput"] = None
    repo: Optional[str] = None
    views: Optional[str] = None


class UpsertSweepInput(InputModel):
    """A sweep to make or to change."""

    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    config: Optional[str] = None
    "Configuration."
    controller: Optional[str] = None
    description: Optional[str] = None
    "Description."
    display_name: Optional[str] = None
    "Label."
    entity_name: Optional[str] = None
    "Name of the entity."
    id: Optional[str] = None
    "Opaque id."
    launch_scheduler: Optional[str] = None
    prior_runs_filters: Optional[str] = None
    project_name: Optional[str] = None
    "Name of the project."
    scheduler: Optional[str] = None
    state: Optional[str] = None
    "State."
    template_variable_values: Optional[str] = None


class UpsertViewInput(InputModel):
    """Input of `upsertView`."""

    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    cover_url: Optional[str] = None
    created_using: Optional[ViewSource] = None
    description: Optional[str] = None
    "Description."
    display_name: Optional[str] = None
    "Label."
    entity_name: Optional[str] = None
    "Name of the entity."
    id: Optional[str] = None
    "Opaque id."
    locked: Optional[bool] = None
    name: Optional[str] = None
    "Name."
    override_published: Optional[bool] = None
    "Meaning unknown; seen in the schema."
    parent_id: Optional[str] = None
    preview_url: Optional[str] = None
    project_name: Optional[str] = None
    "Name of the project."
    showcased_at: Optional[DateTime] = None
    spec: Optional[str] = None
    spec_is_gzipped: Optional[bool] = None
    "Whether `spec` is compressed."
    type_: Optional[str] = Field(validation_alias="type", serialization_alias="type", default=None)
    "Kind."


class UseArtifactInput(InputModel):
    """A version that a run takes as input."""

    artifact_entity_name: Optional[str] = None
    artifact_id: str = Field(validation_alias="artifactID", serialization_alias="artifactID")
    "Opaque id of the artifact version."
    artifact_project_name: Optional[str] = None
    client_mutation_id: Optional[str] = None
    "A string of the client's, given back unchanged."
    entity_name: str
    "Name of the entity."
    project_name: str
    "Name of the project."
    run_name: str
    "Id of the run."
    used_as: Optional[str] = None
