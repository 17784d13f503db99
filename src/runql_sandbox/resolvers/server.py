"""Information about the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ariadne import ObjectType, QueryType, SchemaBindable

from runql_sandbox.request.context import context_of

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.accounts.tables import Organization

FEATURES: Final = (
    "ARTIFACT_COLLECTIONS_FILTERING_SORTING",
    "ARTIFACT_COLLECTION_MEMBERSHIP_FILES",
    "ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER",
    "ARTIFACT_DIGEST_ALGORITHM",
    "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE",
    "ARTIFACT_REGISTRY_SEARCH",
    "ARTIFACT_TAGS",
    "ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID",
    "AUTOMATION_ACTION_ARIA",
    "AUTOMATION_ACTION_NO_OP",
    "AUTOMATION_EVENT_ADD_ARTIFACT_TAG",
    "AUTOMATION_EVENT_ADD_COLLECTION_TAG",
    "AUTOMATION_EVENT_REMOVE_ARTIFACT_TAG",
    "AUTOMATION_EVENT_REMOVE_COLLECTION_TAG",
    "AUTOMATION_EVENT_RUN_METRIC",
    "AUTOMATION_EVENT_RUN_METRIC_CHANGE",
    "AUTOMATION_EVENT_RUN_METRIC_ZSCORE",
    "AUTOMATION_EVENT_RUN_STATE",
    "AUTOMATION_EVENT_UNLINK_ARTIFACT",
    "AUTOMATION_SCOPE_ENTITY",
    "CLIENT_IDS",
    "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION",
    "LARGE_FILENAMES",
    "MARK_RUN_FILES_UPLOADED",
    "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP",
    "QUERY_AUTOMATIONS_ON_ENTITY",
    "STRUCTURED_CONSOLE_LOGS",
    "SWEEPS_LOCAL_SCHEDULER",
    "SWEEPS_QUERY_FILTERING",
    "TOTAL_COUNT_IN_FILE_CONNECTION",
    "UPDATE_RUN_STATE",
    "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION",
)
"""Features beyond the oldest servers. A feature that is not listed is off."""

VERSION: Final = "0.1.0"
"""Version of the server."""
OLDEST_SDK: Final = "0.20.0"
NEWEST_SDK: Final = "0.31.0"

FLAGS: Final = {"automation_entity_scope": "AUTOMATION_SCOPE_ENTITY"}
"""Organization features that are always on, with the server feature that each requires."""

query = QueryType()
organization = ObjectType("Organization")

BINDABLES: list[SchemaBindable] = [query, organization]


@query.field("serverInfo")
def server_info(_: object, info: GraphQLResolveInfo) -> dict[str, Any]:
    """Features and versions, without license information."""
    lacking = context_of(info).store.without
    return {
        "features": [{"name": name, "isEnabled": True} for name in FEATURES if name not in lacking],
        "cliVersionInfo": {"min_cli_version": OLDEST_SDK, "max_cli_version": NEWEST_SDK},
        "latestLocalVersionInfo": {
            "versionOnThisInstanceString": VERSION,
            "latestVersionString": VERSION,
            "outOfDate": False,
        },
    }


@organization.field("featureFlags")
def feature_flags(
    _: Organization, info: GraphQLResolveInfo, **_arguments: object
) -> list[dict[str, Any]]:
    """Features of an organization, in addition to those of the server."""
    lacking = context_of(info).store.without
    return [
        {"rampKey": name, "isEnabled": feature not in lacking} for name, feature in FLAGS.items()
    ]
