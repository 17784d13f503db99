"""What the server says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ariadne import QueryType, SchemaBindable

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

FEATURES: Final = (
    "ARTIFACT_COLLECTIONS_FILTERING_SORTING",
    "ARTIFACT_COLLECTION_MEMBERSHIP_FILES",
    "ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER",
    "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE",
    "ARTIFACT_TAGS",
    "ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID",
    "CLIENT_IDS",
    "LARGE_FILENAMES",
    "MARK_RUN_FILES_UPLOADED",
    "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP",
    "TOTAL_COUNT_IN_FILE_CONNECTION",
    "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION",
)
"""What is served beyond the oldest servers; a name that is absent counts as off."""

query = QueryType()

BINDABLES: list[SchemaBindable] = [query]


@query.field("serverInfo")
def server_info(_: object, _info: GraphQLResolveInfo) -> dict[str, Any]:
    """Features, and nothing of licences and versions."""
    return {"features": [{"name": name, "isEnabled": True} for name in FEATURES]}
