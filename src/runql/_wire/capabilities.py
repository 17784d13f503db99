"""What a server says that it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runql_graphql.get_server_info import GetServerInfo

__all__ = ["enabled_features"]


def enabled_features(answer: GetServerInfo) -> frozenset[str]:
    """Return the names of the features that are on."""
    info = answer.server_info
    features = info.features if info is not None else []
    return frozenset(each.name for each in features if each is not None and each.is_enabled)
