"""References from one artifact to a file of another: `wandb-artifact://<ID in hex>/<path>`."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Final

from runql_graphql.ops.artifacts import base as artifacts
from runql_graphql.ops.artifacts import files as artifact_files

from runql._models.artifacts.base import source_location
from runql._models.artifacts.files import FileUrlsQuery
from runql._models.artifacts.manifest import parse_manifest
from runql._transfer._engine.url_requests import read, send_call
from runql.errors import NotFoundError, ProtocolError

if TYPE_CHECKING:
    import threading

    from runql._models.artifacts.manifest import EntryInfo, Manifest
    from runql._transfer._engine.connections import Connections

__all__ = ["MOST_HOPS", "Resolver", "is_artifact"]

_SCHEME: Final = "wandb-artifact://"
MOST_HOPS: Final = 8
"""Maximum number of consecutive references between artifacts."""


def is_artifact(entry: EntryInfo) -> bool:
    """Return whether an entry refers to a file of another artifact."""
    return entry.ref is not None and entry.ref.startswith(_SCHEME)


class Resolver:
    """Finds the files of other artifacts that entries refer to. Each artifact is requested once."""

    def __init__(self, connections: Connections, cancel: threading.Event) -> None:
        self._connections = connections
        self._cancel = cancel
        self._known: dict[str, tuple[FileUrlsQuery, Manifest]] = {}

    def artifact_id(self, entry: EntryInfo) -> str:
        """Return the opaque ID of the artifact that an entry refers to.

        Raises:
            ProtocolError: If the reference does not name an artifact.
        """
        name = (entry.ref or "").removeprefix(_SCHEME).partition("/")[0]
        try:
            if not name:
                raise ValueError("empty")
            return b64encode(bytes.fromhex(name)).decode()
        except ValueError as error:
            raise ProtocolError(
                f"The server returned an invalid artifact reference: {entry.ref!r}."
            ) from error

    def path_in(self, entry: EntryInfo) -> str:
        """Return the path within the other artifact."""
        # Not unquoted, because the SDK quotes nothing in these references.
        return (entry.ref or "").removeprefix(_SCHEME).partition("/")[2]

    def resolve(self, artifact_id: str) -> tuple[FileUrlsQuery, Manifest]:
        """Return the URL query and the manifest of an artifact.

        Raises:
            NotFoundError: If the artifact was deleted, or this API key has no access to it.
        """
        if artifact_id not in self._known:
            self._known[artifact_id] = self._resolve(artifact_id)
        return self._known[artifact_id]

    def _resolve(self, artifact_id: str) -> tuple[FileUrlsQuery, Manifest]:
        call = artifacts.get_artifact_by_id(id=artifact_id)
        found = send_call(self._connections, call, self._cancel).artifact
        requested = artifact_files.get_artifact_manifest(id=artifact_id)
        response = send_call(self._connections, requested, self._cancel).artifact
        current = response.current_manifest if response is not None else None
        if found is None or current is None:
            raise NotFoundError(
                f"The artifact {artifact_id} of a reference was deleted, "
                "or this API key has no access to it.",
                operation="GetArtifactById",
            )
        path, file = source_location(found).path, current.file
        content = read(self._connections, file.direct_url, f"manifest of {path}", self._cancel)
        return FileUrlsQuery(path), parse_manifest(content, found.digest, str(path))
