"""What a server is: its version, features and limits."""

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
    """Rate limits of the viewer's default entity; the server does not say for what time.

    Attributes:
        graphql: GraphQL requests.
        sdk_graphql: GraphQL requests of SDKs. None if the server does not say, as for all that follow.
        sdk_graphql_query_seconds: Seconds that the server spends on these.
        filestream_count: Reports of running runs.
        filestream_size: Bytes of these reports.
        filestream_per_run_count: Reports of one run.
        run_update_count: Changes of runs.
        create_artifacts: Artifact versions that are created.
        create_artifacts_request_count: Requests that create artifact versions.
        create_artifacts_time_window: Time for which the limit of artifact versions holds.
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
    """Versions, as far as the server tells.

    Attributes:
        server: Version of a self-hosted server; None for the public one, which has none.
        latest: Newest version that the server has heard of.
        is_outdated: Whether there is a newer one; None when the server does not say.
        oldest_sdk: Oldest version of the official SDK that the server takes.
        newest_sdk: Newest version of the official SDK that the server has heard of.
    """

    server: str | None = None
    latest: str | None = None
    is_outdated: bool | None = None
    oldest_sdk: str | None = None
    newest_sdk: str | None = None


UNTOLD: Final = ServerVersion()
"""Of a server that tells nothing."""


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """What a server says of itself.

    Attributes:
        base_url: Its address.
        version: Its version, and the versions of the SDK that it takes.
        features: The features that it names, and whether they are on; empty for old servers.
        limits: Rate limits of the viewer's default entity; None when the server does not say.
        largest_page: Items that runql requests at most in one page.
    """

    base_url: str
    version: ServerVersion
    limits: RateLimits | None
    largest_page: int
    features: Mapping[str, bool] = field(repr=False)

    def feature(self, name: str) -> FeatureState:
        """Return whether the server has a feature: on, off, or unknown when it does not name it."""
        return state_of(self.features, name)

    def require(self, name: str, what: str = "This") -> None:
        """Refuse to continue without a feature.

        Args:
            name: The feature, as `features` spells it.
            what: What needs it, for the message.

        Raises:
            UnsupportedError: If the server has it off, or does not name it.
        """
        refuse_without(self.feature(name), name, what)


def read_version(response: GetServerVersion) -> ServerVersion:
    """Take the versions out of a response."""
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
    """Take the rate limits out of a response.

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
    # The fields that a server lacks read as -1.
    return RateLimits(**{name: value for name, value in told.items() if value >= 0})


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
