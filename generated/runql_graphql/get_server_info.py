# Generated from queries/server.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.server import ServerInfoFields


class GetServerInfo(BaseModel):
    """List the feature flags of the server."""

    server_info: Optional["GetServerInfoServerInfo"]


GetServerInfoServerInfo = ServerInfoFields
