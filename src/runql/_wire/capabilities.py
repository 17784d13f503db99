"""Features that a server reports."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.get_server_info import GetServerInfo

__all__ = ["FeatureState", "feature_states", "refuse_without", "state_of"]


class FeatureState(Enum):
    """Whether a server has a feature; unknown if the server does not list it, as old servers do."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


def feature_states(response: GetServerInfo) -> dict[str, bool]:
    """Return the features that a server lists, and whether they are on."""
    info = response.server_info
    features = info.features if info is not None else []
    return {each.name: each.is_enabled for each in features if each is not None}


def state_of(features: Mapping[str, bool], name: str) -> FeatureState:
    """Return the state of a feature."""
    if name not in features:
        return FeatureState.UNKNOWN
    return FeatureState.ON if features[name] else FeatureState.OFF


def refuse_without(state: FeatureState, name: str, what: str) -> None:
    """Raise UnsupportedError unless a feature is on.

    Raises:
        UnsupportedError: If the feature is off or unknown; the message names it.
    """
    if state is FeatureState.ON:
        return
    why = (
        "it is off on this server" if state is FeatureState.OFF else "this server does not list it"
    )
    error = UnsupportedError(
        f"{what} requires the server feature {name}, but {why}.",
        hint="Ask a server admin to upgrade the server or to turn on the feature. api.server_info() lists its features.",
    )
    error.feature = name
    raise error
