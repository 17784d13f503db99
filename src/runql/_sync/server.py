# Generated from src/runql/_async/server.py by `make generate`. Do not edit.

"""Information about the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import server as ops

from runql._paging.pages import LARGEST_PAGE
from runql._sync._client.api_base import ApiBase
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from runql._models.server import RateLimits, ServerInfo, ServerVersion

__all__ = ["ServerApi"]


class ServerApi(ApiBase):
    """`Api` methods for the server."""

    def server_info(self) -> ServerInfo:
        """Return the version, features and limits that the server reports.

        Older servers report less. Values that the server does not support are None, and features that it does not
        list are unknown.

        Raises:
            AuthenticationError: If the server rejects the API key.

        Requests: Three; two if the features are known already.
        """
        from runql._models.server import ServerInfo

        return ServerInfo(
            base_url=self._session.settings.base_url,
            version=self._server_version(),
            features=self._session.features(),
            limits=self._rate_limits(),
            largest_page=LARGEST_PAGE,
        )

    def _server_version(self) -> ServerVersion:
        from runql._models.server import UNTOLD, read_version

        try:
            return read_version(self._session.send(ops.get_server_version()))
        except UnsupportedError:
            return UNTOLD

    def _rate_limits(self) -> RateLimits | None:
        from runql._models.server import read_limits

        try:
            return read_limits(self._session.send(ops.get_rate_limits()))
        except UnsupportedError:
            return None
