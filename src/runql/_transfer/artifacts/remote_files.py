"""Files on a server as file objects that fetch data as it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from runql._models.files.base import Source
from runql._transfer._engine.atomic_files import FileCommitter
from runql._transfer._engine.download import Download, Sizes
from runql._transfer._engine.url_requests import send_call
from runql._transfer.artifacts.references import open_reference
from runql._transfer.artifacts.version_references import MOST_HOPS, Resolver, is_artifact
from runql.errors import MissingDependencyError, NotFoundError, UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from runql._models.artifacts.files import FileUrlsQuery
    from runql._models.artifacts.manifest import EntryInfo
    from runql._transfer._engine.connections import Connections

__all__ = ["open_remote"]


def open_remote(
    connections: Connections,
    entry: EntryInfo,
    query: FileUrlsQuery,
    block_size: int,
    cancel: threading.Event,
    *,
    local_ok: bool,
) -> BinaryIO:
    """Return a file object for an entry of a manifest.

    Raises:
        UsageError: If the entry is a reference of an unsupported kind, a reference to this machine that is
            not allowed, or a reference of unknown size.
        MissingDependencyError: If fsspec, or the library for the URL of a reference, is not
            installed.
        NotFoundError: If the server returns no URL for the file.
    """
    resolver = Resolver(connections, cancel)
    hops = 0
    while is_artifact(entry):
        hops += 1
        if hops > MOST_HOPS:
            raise NotFoundError(
                f"{entry.path} refers to too many artifacts in a row, possibly in a cycle."
            )
        query, manifest = resolver.resolve(resolver.artifact_id(entry))
        entry = manifest.entry(resolver.path_in(entry), str(query.path))
    if entry.is_reference:
        elsewhere = open_reference(entry, entry.path, local_ok=local_ok)
        if elsewhere is not None:
            return elsewhere
        if entry.size is None:
            raise UsageError(
                f"{entry.path} refers to {entry.ref}, and its size is unknown.",
                hint="Use read() or download(). A file object requires a known size.",
            )

    def address() -> str:
        if entry.ref is not None:
            return entry.ref
        alone = query.only([entry.path])
        urls, _ = alone.read(send_call(connections, alone.call(), cancel))
        if entry.path not in urls:
            raise NotFoundError(f"The server returned no URL for {entry.path}.")
        return urls[entry.path]

    source = Source(entry.path, address(), None, entry.size or 0, None)
    # The path would be the target of a download, and is not used here.
    download = Download(
        connections,
        source,
        Path(),
        cancel=cancel,
        note=_ignore,
        sizes=Sizes(),
        committer=FileCommitter(),
        renew=address,
    )
    return _file_object(download.fetch_range, entry.path, entry.size or 0, block_size)


def _file_object(
    fetch: Callable[[int, int], bytes], name: str, size: int, block_size: int
) -> BinaryIO:
    try:
        from fsspec.spec import AbstractBufferedFile  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingDependencyError(
            "Opening a remote file requires the fsspec package.",
            hint='pip install "runql[fsspec]"',
        ) from error

    class RemoteFile(AbstractBufferedFile):  # type: ignore[misc]  # fsspec has no types
        """A file object for a file on a server."""

        def _fetch_range(self, start: int, end: int) -> bytes:
            return fetch(start, min(end, size))

    kind: Any = RemoteFile
    made = kind(None, name, mode="rb", block_size=block_size, cache_type="readahead", size=size)
    return cast("BinaryIO", made)


def _ignore(_count: int) -> None:
    """Ignore the number of received bytes."""
