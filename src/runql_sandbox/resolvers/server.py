"""What the server says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ariadne import QueryType, SchemaBindable

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

FEATURES: Final = (
    "LARGE_FILENAMES",
    "MARK_RUN_FILES_UPLOADED",
    "SWEEPS_LOCAL_SCHEDULER",
    "SWEEPS_QUERY_FILTERING",
    "TOTAL_COUNT_IN_FILE_CONNECTION",
)
"""What is served beyond the oldest servers; a name that is absent counts as off."""

query = QueryType()

BINDABLES: list[SchemaBindable] = [query]


@query.field("serverInfo")
def server_info(_: object, _info: GraphQLResolveInfo) -> dict[str, Any]:
    """Features, and nothing of licences and versions."""
    return {"features": [{"name": name, "isEnabled": True} for name in FEATURES]}
