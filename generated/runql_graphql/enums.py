# Generated from schema.graphql by `make generate`. Do not edit.

from .open_enum import OpenEnum


class AccessTokenType(OpenEnum):
    """Values of access token type."""

    INDIVIDUAL_SHARING = "INDIVIDUAL_SHARING"
    PUBLIC = "PUBLIC"
    RESTRICTED = "RESTRICTED"


class Aggregation(OpenEnum):
    """Values of aggregation."""

    AVERAGE = "AVERAGE"
    MAX = "MAX"
    MIN = "MIN"
    SUM = "SUM"


class AlertSeverity(OpenEnum):
    """Values of alert severity."""

    ERROR = "ERROR"
    INFO = "INFO"
    WARN = "WARN"


class ArtifactCollectionState(OpenEnum):
    """Values of artifact collection state."""

    DELETED = "DELETED"
    READY = "READY"


class ArtifactCollectionType(OpenEnum):
    """Values of artifact collection type."""

    PORTFOLIO = "PORTFOLIO"
    SEQUENCE = "SEQUENCE"


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


class ArtifactUsedByApproxOrderingKey(OpenEnum):
    """Values of artifact used by approx ordering key."""

    CREATED_AT = "CREATED_AT"


class CloudProvider(OpenEnum):
    """Values of cloud provider."""

    AWS = "AWS"
    AZURE = "AZURE"
    GCP = "GCP"
    MINIO = "MINIO"


class CompleteMultipartAction(OpenEnum):
    """Values of complete multipart action."""

    Complete = "Complete"


class DagDirection(OpenEnum):
    """Values of dag direction."""

    AwayFromArtifact = "AwayFromArtifact"
    TowardArtifact = "TowardArtifact"


class DefaultResourceConfigScopeType(OpenEnum):
    """Values of default resource config scope type."""

    ENTITY = "ENTITY"
    PROJECT = "PROJECT"


class DiffOperation(OpenEnum):
    """Values of diff operation."""

    DELETE = "DELETE"
    INSERT = "INSERT"
    UPDATE = "UPDATE"


class DotBehavior(OpenEnum):
    """Values of dot behavior."""

    KEEP_ALL_DOT_VALUES = "KEEP_ALL_DOT_VALUES"
    SKIP_FIRST_DOT_VALUE = "SKIP_FIRST_DOT_VALUE"


class EmailType(OpenEnum):
    """Values of email type."""

    ACADEMIC = "ACADEMIC"
    CORPORATE = "CORPORATE"
    PERSONAL = "PERSONAL"


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


class HistoryKeysFormat(OpenEnum):
    """Values of history keys format."""

    BITMAP = "BITMAP"
    PLAINTEXT = "PLAINTEXT"


class OrderDir(OpenEnum):
    """Values of order dir."""

    ASC = "ASC"
    DESC = "DESC"


class OrgType(OpenEnum):
    """Values of org type."""

    ORGANIZATION = "ORGANIZATION"
    PERSONAL = "PERSONAL"


class RampIDType(OpenEnum):
    """Values of ramp id type. The type is inferred."""

    OrgName = "OrgName"


class RunQueueAccessType(OpenEnum):
    """Values of run queue access type."""

    PROJECT = "PROJECT"
    USER = "USER"


class RunQueueItemState(OpenEnum):
    """Values of run queue item state."""

    CLAIMED = "CLAIMED"
    FAILED = "FAILED"
    LEASED = "LEASED"
    PENDING = "PENDING"


class RunQueuePrioritizationMode(OpenEnum):
    """Values of run queue prioritization mode."""

    DISABLED = "DISABLED"
    V0 = "V0"


class TaggedObjectType(OpenEnum):
    """Values of tagged object type."""

    ARTIFACT_COLLECTION = "ARTIFACT_COLLECTION"


class TaskState(OpenEnum):
    """Values of task state."""

    FAILED = "FAILED"
    FINISHED = "FINISHED"
    PENDING = "PENDING"
    RUNNING = "RUNNING"


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


class UserAccountType(OpenEnum):
    """Values of user account type."""

    ANONYMOUS = "ANONYMOUS"
    SERVICE = "SERVICE"
    USER = "USER"
    VIEWER = "VIEWER"


class UserProjectRestriction(OpenEnum):
    """Values of user project restriction."""

    CONTRIBUTED = "CONTRIBUTED"
    OWNED = "OWNED"


class ViewSource(OpenEnum):
    """Values of view source."""

    WANDB_SDK = "WANDB_SDK"
    WANDB_UI = "WANDB_UI"
    WANDB_UI_SHARE_PANEL = "WANDB_UI_SHARE_PANEL"
    WEAVE_UI = "WEAVE_UI"


class WorkflowsAdminType(OpenEnum):
    """Values of workflows admin type."""

    MODEL = "MODEL"
