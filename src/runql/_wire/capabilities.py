"""What a server says that it can do."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.get_server_info import GetServerInfo

__all__ = ["FeatureState", "feature_states", "refuse_without", "state_of"]


class FeatureState(Enum):
    """Whether a server has a feature. Servers name only what they know of, and old ones name nothing."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


def feature_states(response: GetServerInfo) -> dict[str, bool]:
    """Return the features that a server names, and whether they are on."""
    info = response.server_info
    features = info.features if info is not None else []
    return {each.name: each.is_enabled for each in features if each is not None}


def state_of(features: Mapping[str, bool], name: str) -> FeatureState:
    """Return what a server says of a feature."""
    if name not in features:
        return FeatureState.UNKNOWN
    return FeatureState.ON if features[name] else FeatureState.OFF


def refuse_without(state: FeatureState, name: str, what: str) -> None:
    """Refuse a call that needs a feature, unless the server says that it is on.

    Raises:
        UnsupportedError: If the server has it off, or does not name it; names the feature.
    """
    if state is FeatureState.ON:
        return
    why = "has it off" if state is FeatureState.OFF else "does not name it"
    error = UnsupportedError(
        f"{what} needs the server feature {name}, and this server {why}.",
        hint="Ask for a newer server, or for the feature to be turned on; see api.server_info().",
    )
    error.feature = name
    raise error
