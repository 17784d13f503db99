# Generated from queries/media.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/media.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import Sender
from ..ops import media as _ops

if TYPE_CHECKING:
    from ..get_client_id_mapping import GetClientIdMapping
    from ..get_table_artifact import GetTableArtifact

__all__ = ["MediaMethods"]


class MediaMethods:
    """Operations of queries/media.graphql."""

    _sender: Sender

    def get_client_id_mapping(self, *, client_id: str) -> GetClientIdMapping:
        """Get the server's ID of an artifact version from its client ID.

        Args:
            client_id: `ID!`.

        Source: query GetClientIdMapping in queries/media.graphql.
        """
        return self._sender.send(_ops.get_client_id_mapping(client_id=client_id))

    def get_table_artifact(self, *, id: str) -> GetTableArtifact:
        """Get a version by its opaque ID, with the URL of its manifest.

        Args:
            id: `ID!`.

        Source: query GetTableArtifact in queries/media.graphql.
        """
        return self._sender.send(_ops.get_table_artifact(id=id))
