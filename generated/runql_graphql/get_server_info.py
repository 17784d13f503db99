# Generated from queries/server.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.server import ServerInfoFields


class GetServerInfo(BaseModel):
    """Feature switches of the server; a name that is absent counts as off."""

    server_info: Optional["GetServerInfoServerInfo"]


GetServerInfoServerInfo = ServerInfoFields
