# Generated from queries/server.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.server import ServerVersionFields


class GetServerVersion(BaseModel):
    """Get the version of a self-hosted server, and the SDK versions that it supports."""

    server_info: Optional["GetServerVersionServerInfo"]


GetServerVersionServerInfo = ServerVersionFields
