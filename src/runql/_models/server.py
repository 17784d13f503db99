"""Information about a server: version, features and limits."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Final

from runql._models._attributes.mutation_results import unknown_key
from runql._wire.capabilities import FeatureState, refuse_without, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.get_rate_limits import GetRateLimits
    from runql_graphql.get_server_version import GetServerVersion

__all__ = ["RateLimits", "ServerInfo", "ServerVersion", "read_limits", "read_version"]


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Rate limits of the viewer's default entity.

    The server does not report the time unit of these limits.

    Every limit but `graphql` is None if the server does not report it.

    Attributes:
        graphql: GraphQL requests.
        sdk_graphql: GraphQL requests of SDKs.
        sdk_graphql_query_seconds: Seconds that the server spends on GraphQL requests of SDKs.
        filestream_count: Filestream requests of running runs.
        filestream_size: Bytes of these filestream requests.
        filestream_per_run_count: Filestream requests of one run.
        run_update_count: Changes of runs.
        create_artifacts: Artifact versions created.
        create_artifacts_request_count: Requests that create artifact versions.
        create_artifacts_time_window: Time window of the limit for artifact versions.
    """

    graphql: int
    sdk_graphql: int | None = None
    sdk_graphql_query_seconds: float | None = None
    filestream_count: float | None = None
    filestream_size: int | None = None
    filestream_per_run_count: float | None = None
    run_update_count: float | None = None
    create_artifacts: int | None = None
    create_artifacts_request_count: int | None = None
    create_artifacts_time_window: int | None = None


@dataclass(frozen=True, slots=True)
class ServerVersion:
    """Versions that the server reports.

    Attributes:
        server: Version of a self-hosted server; None for the public server, which has no version.
        latest: Newest server version that the server knows.
        is_outdated: Whether a newer server version exists; None when the server does not report it.
        oldest_sdk: Oldest version of the official SDK that the server accepts.
        newest_sdk: Newest version of the official SDK that the server knows.
    """

    server: str | None = None
    latest: str | None = None
    is_outdated: bool | None = None
    oldest_sdk: str | None = None
    newest_sdk: str | None = None


UNTOLD: Final = ServerVersion()
"""Versions of a server that reports none."""


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """Information that a server reports about itself.

    Attributes:
        base_url: URL of the server.
        version: Version of the server, and versions of the SDK that it accepts.
        features: Whether each reported feature is on; empty for old servers.
        limits: Rate limits of the viewer's default entity; None when the server reports none.
        largest_page: Maximum number of items that runql requests per page.
    """

    base_url: str
    version: ServerVersion
    limits: RateLimits | None
    largest_page: int
    features: Mapping[str, bool] = field(repr=False)

    def feature(self, name: str) -> FeatureState:
        """Return the state of a feature: on, off, or unknown if it is not reported.

        Args:
            name: The feature, as `features` spells it.

        Returns:
            The state.
        """
        return state_of(self.features, name)

    def require(self, name: str, what: str = "This") -> None:
        """Raise an error unless the server has a feature.

        Args:
            name: The feature, as `features` spells it.
            what: The subject of the error message: the call that requires the feature.

        Raises:
            UnsupportedError: If the feature is off, or the server does not report it.
        """
        refuse_without(self.feature(name), name, what)


def read_version(response: GetServerVersion) -> ServerVersion:
    """Return the versions in a response."""
    info = response.server_info
    if info is None:
        return UNTOLD
    local, sdk = info.latest_local_version_info, info.cli_version_info
    spoken = sdk if isinstance(sdk, dict) else {}
    return ServerVersion(
        server=local.version_on_this_instance_string if local is not None else None,
        latest=local.latest_version_string if local is not None else None,
        is_outdated=local.out_of_date if local is not None else None,
        oldest_sdk=_text(spoken.get("min_cli_version")),
        newest_sdk=_text(spoken.get("max_cli_version")),
    )


def read_limits(response: GetRateLimits) -> RateLimits | None:
    """Return the rate limits in a response.

    Raises:
        AuthenticationError: If the server does not know the API key.
    """
    if response.viewer is None:
        raise unknown_key("GetRateLimits")
    entity = response.viewer.default_entity
    limits = entity.rate_limits if entity is not None else None
    if limits is None:
        return None
    told = {each.name: getattr(limits, each.name) for each in fields(RateLimits)}
    # A server reports -1 for fields that it does not have.
    return RateLimits(**{name: value for name, value in told.items() if value >= 0})


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
