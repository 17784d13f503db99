# Generated from schema.graphql by `make generate`. Do not edit.

from .open_enum import OpenEnum


class UserAccountType(OpenEnum):
    ANONYMOUS = "ANONYMOUS"
    SERVICE = "SERVICE"
    USER = "USER"
    VIEWER = "VIEWER"


class UserProjectRestriction(OpenEnum):
    CONTRIBUTED = "CONTRIBUTED"
    OWNED = "OWNED"


class EmailType(OpenEnum):
    ACADEMIC = "ACADEMIC"
    CORPORATE = "CORPORATE"
    PERSONAL = "PERSONAL"


class WorkflowsAdminType(OpenEnum):
    MODEL = "MODEL"


class CloudProvider(OpenEnum):
    AWS = "AWS"
    AZURE = "AZURE"
    GCP = "GCP"
    MINIO = "MINIO"


class OrgType(OpenEnum):
    ORGANIZATION = "ORGANIZATION"
    PERSONAL = "PERSONAL"


class RampIDType(OpenEnum):
    OrgName = "OrgName"


class TaskState(OpenEnum):
    FAILED = "FAILED"
    FINISHED = "FINISHED"
    PENDING = "PENDING"
    RUNNING = "RUNNING"


class AccessTokenType(OpenEnum):
    INDIVIDUAL_SHARING = "INDIVIDUAL_SHARING"
    PUBLIC = "PUBLIC"
    RESTRICTED = "RESTRICTED"


class Aggregation(OpenEnum):
    AVERAGE = "AVERAGE"
    MAX = "MAX"
    MIN = "MIN"
    SUM = "SUM"


class DotBehavior(OpenEnum):
    KEEP_ALL_DOT_VALUES = "KEEP_ALL_DOT_VALUES"
    SKIP_FIRST_DOT_VALUE = "SKIP_FIRST_DOT_VALUE"


class HistoryKeysFormat(OpenEnum):
    BITMAP = "BITMAP"
    PLAINTEXT = "PLAINTEXT"


class DiffOperation(OpenEnum):
    DELETE = "DELETE"
    INSERT = "INSERT"
    UPDATE = "UPDATE"


class ArtifactState(OpenEnum):
    COMMITTED = "COMMITTED"
    DELETED = "DELETED"
    PENDING = "PENDING"


class ArtifactDigestAlgorithm(OpenEnum):
    MANIFEST_MD5 = "MANIFEST_MD5"
    MANIFEST_XXH128 = "MANIFEST_XXH128"


class ArtifactStorageLayout(OpenEnum):
    V1 = "V1"
    V2 = "V2"


class ArtifactManifestType(OpenEnum):
    FULL = "FULL"
    INCREMENTAL = "INCREMENTAL"
    PATCH = "PATCH"


class ArtifactCollectionType(OpenEnum):
    PORTFOLIO = "PORTFOLIO"
    SEQUENCE = "SEQUENCE"


class ArtifactCollectionState(OpenEnum):
    DELETED = "DELETED"
    READY = "READY"


class OrderDir(OpenEnum):
    ASC = "ASC"
    DESC = "DESC"


class ArtifactUsedByApproxOrderingKey(OpenEnum):
    CREATED_AT = "CREATED_AT"


class DagDirection(OpenEnum):
    AwayFromArtifact = "AwayFromArtifact"
    TowardArtifact = "TowardArtifact"


class TaggedObjectType(OpenEnum):
    ARTIFACT_COLLECTION = "ARTIFACT_COLLECTION"


class TriggerScopeType(OpenEnum):
    ARTIFACT_COLLECTION = "ARTIFACT_COLLECTION"
    ENTITY = "ENTITY"
    PROJECT = "PROJECT"


class EventTriggeringConditionType(OpenEnum):
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


class TriggeredActionType(OpenEnum):
    ARIA = "ARIA"
    GENERIC_WEBHOOK = "GENERIC_WEBHOOK"
    NOTIFICATION = "NOTIFICATION"
    NO_OP = "NO_OP"
    PUSH_NOTIFICATION = "PUSH_NOTIFICATION"
    QUEUE_JOB = "QUEUE_JOB"


class AlertSeverity(OpenEnum):
    ERROR = "ERROR"
    INFO = "INFO"
    WARN = "WARN"


class ViewSource(OpenEnum):
    WANDB_SDK = "WANDB_SDK"
    WANDB_UI = "WANDB_UI"
    WANDB_UI_SHARE_PANEL = "WANDB_UI_SHARE_PANEL"
    WEAVE_UI = "WEAVE_UI"


class RunQueueAccessType(OpenEnum):
    PROJECT = "PROJECT"
    USER = "USER"


class RunQueuePrioritizationMode(OpenEnum):
    DISABLED = "DISABLED"
    V0 = "V0"


class RunQueueItemState(OpenEnum):
    CLAIMED = "CLAIMED"
    FAILED = "FAILED"
    LEASED = "LEASED"
    PENDING = "PENDING"


class DefaultResourceConfigScopeType(OpenEnum):
    ENTITY = "ENTITY"
    PROJECT = "PROJECT"


class CompleteMultipartAction(OpenEnum):
    Complete = "Complete"
