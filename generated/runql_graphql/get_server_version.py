# Generated from queries/server.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.server import ServerVersionFields


class GetServerVersion(BaseModel):
    """Version of a self-hosted server, and the versions of the SDK that it takes."""

    server_info: Optional["GetServerVersionServerInfo"]


GetServerVersionServerInfo = ServerVersionFields
