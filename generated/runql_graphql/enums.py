# Generated from schema.graphql by `make generate`. Do not edit.

from .open_enum import OpenEnum


class AlertSeverity(OpenEnum):
    """Values of alert severity."""

    ERROR = "ERROR"
    INFO = "INFO"
    WARN = "WARN"


class ArtifactDigestAlgorithm(OpenEnum):
    """Values of artifact digest algorithm."""

    MANIFEST_MD5 = "MANIFEST_MD5"
    MANIFEST_XXH128 = "MANIFEST_XXH128"


class ArtifactManifestType(OpenEnum):
    """Values of artifact manifest type."""

    FULL = "FULL"
    INCREMENTAL = "INCREMENTAL"
    PATCH = "PATCH"


class ArtifactState(OpenEnum):
    """Values of artifact state."""

    COMMITTED = "COMMITTED"
    DELETED = "DELETED"
    PENDING = "PENDING"


class ArtifactStorageLayout(OpenEnum):
    """Values of artifact storage layout."""

    V1 = "V1"
    V2 = "V2"


class DagDirection(OpenEnum):
    """Values of dag direction."""

    AwayFromArtifact = "AwayFromArtifact"
    TowardArtifact = "TowardArtifact"


class EventTriggeringConditionType(OpenEnum):
    """Values of event triggering condition type."""

    ADD_ARTIFACT_ALIAS = "ADD_ARTIFACT_ALIAS"
    ADD_ARTIFACT_TAG = "ADD_ARTIFACT_TAG"
    ADD_COLLECTION_TAG = "ADD_COLLECTION_TAG"
    CREATE_ARTIFACT = "CREATE_ARTIFACT"
    LINK_MODEL = "LINK_MODEL"
    REMOVE_ARTIFACT_TAG = "REMOVE_ARTIFACT_TAG"
    REMOVE_COLLECTION_TAG = "REMOVE_COLLECTION_TAG"
    RUN_METRIC = "RUN_METRIC"
    RUN_METRIC_CHANGE = "RUN_METRIC_CHANGE"
    RUN_METRIC_ZSCORE = "RUN_METRIC_ZSCORE"
    RUN_STATE = "RUN_STATE"
    UNLINK_ARTIFACT = "UNLINK_ARTIFACT"
    UPDATE_ARTIFACT_ALIAS = "UPDATE_ARTIFACT_ALIAS"
    WEAVE_METRIC_THRESHOLD = "WEAVE_METRIC_THRESHOLD"


class TaskState(OpenEnum):
    """Values of task state."""

    FAILED = "FAILED"
    FINISHED = "FINISHED"
    PENDING = "PENDING"
    RUNNING = "RUNNING"


class TriggerExecutionState(OpenEnum):
    """State of one run of an automation."""

    FAILED = "FAILED"
    FINISHED = "FINISHED"
    PENDING = "PENDING"


class TriggerResultType(OpenEnum):
    """Kinds of results of actions."""

    DEFAULT = "DEFAULT"
    HTTP_RESPONSE = "HTTP_RESPONSE"
    PUSH_NOTIFICATION = "PUSH_NOTIFICATION"
    QUEUE_JOB = "QUEUE_JOB"


class TriggerScopeType(OpenEnum):
    """Values of trigger scope type."""

    ARTIFACT_COLLECTION = "ARTIFACT_COLLECTION"
    ENTITY = "ENTITY"
    PROJECT = "PROJECT"


class TriggeredActionType(OpenEnum):
    """Values of triggered action type."""

    ARIA = "ARIA"
    GENERIC_WEBHOOK = "GENERIC_WEBHOOK"
    NOTIFICATION = "NOTIFICATION"
    NO_OP = "NO_OP"
    PUSH_NOTIFICATION = "PUSH_NOTIFICATION"
    QUEUE_JOB = "QUEUE_JOB"


class ViewSource(OpenEnum):
    """Values of view source."""

    WANDB_SDK = "WANDB_SDK"
    WANDB_UI = "WANDB_UI"
    WANDB_UI_SHARE_PANEL = "WANDB_UI_SHARE_PANEL"
    WEAVE_UI = "WEAVE_UI"
