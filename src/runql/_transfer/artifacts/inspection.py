"""Inspection of a draft before it is logged: hash files and look up references."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from runql._models.artifacts.draft_entries import (
    ARTIFACT_SCHEME,
    algorithm_noted,
    artifact_file_url,
    inspect_entry,
)
from runql._models.artifacts.manifest import EntryInfo
from runql._transfer._engine.threads import batch_error, check_workers, each
from runql._transfer.artifacts.cloud_storage import inspect_stored, is_stored
from runql._transfer.artifacts.version_references import MOST_HOPS, Resolver, is_artifact
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping

    from runql._models.artifacts.draft_entries import DraftEntry
    from runql._transfer._engine.connections import Connections

__all__ = ["inspect_all"]


def inspect_all(
    connections: Connections,
    entries: Mapping[str, DraftEntry],
    workers: int,
    cancel: threading.Event,
) -> dict[str, DraftEntry]:
    """Return entries with the size and digest of their content, from files and storages.

    A reference to a folder in cloud storage becomes one reference per object below it.

    Raises:
        LocalFileError: If the only file cannot be read.
        NotFoundError: If the target of the only reference does not exist.
        MissingDependencyError: If the library for the URL of the only reference is not
            installed.
        UsageError: If two references would have the same path.
        BatchError: If some files or references failed.
    """
    check_workers(workers)
    seen: dict[str, list[DraftEntry]] = {}
    resolver, resolving = Resolver(connections, cancel), Lock()

    def inspect(path: str) -> None:
        entry = entries[path]
        if entry.digest or entry.ref is None:
            seen[path] = [inspect_entry(entry)]
        elif entry.ref.startswith(f"{ARTIFACT_SCHEME}:"):
            with resolving:
                seen[path] = [_follow(resolver, entry)]
        elif is_stored(entry.ref):
            seen[path] = inspect_stored(entry)
        else:
            seen[path] = [_inspect_reference(connections, entry, cancel)]

    failures = each(entries, inspect, workers, cancel)
    if len(failures) == 1:
        raise next(iter(failures.values()))
    if failures:
        raise batch_error("read", failures, len(entries) - len(failures))
    found: dict[str, DraftEntry] = {}
    for path in entries:
        for entry in seen[path]:
            other = found.setdefault(entry.path, entry)
            if (other.ref, other.digest) != (entry.ref, entry.digest):
                raise UsageError(
                    f"{other.ref or 'A file'} and {entry.ref} would both be stored under {entry.path!r}.",
                    hint="Pass name= to add_reference().",
                )
    return found


def _follow(resolver: Resolver, entry: DraftEntry) -> DraftEntry:
    """Resolve a reference to a file of another version to the final file, with its digest."""
    at = EntryInfo(entry.path, "", None, entry.ref)
    for _ in range(MOST_HOPS):
        artifact_id, path = resolver.artifact_id(at), resolver.path_in(at)
        query, manifest = resolver.resolve(artifact_id)
        found = manifest.entry(path, str(query.path))
        if not is_artifact(found):
            return replace(
                entry,
                digest=found.digest,
                size=found.size,
                ref=artifact_file_url(artifact_id, path),
                extra=algorithm_noted(found),
            )
        at = found
    raise NotFoundError(f"{entry.ref} refers to too many artifacts in a row, possibly in a cycle.")


def _inspect_reference(
    connections: Connections, entry: DraftEntry, cancel: threading.Event
) -> DraftEntry:
    """Return a reference to a web URL with the ETag and size from the response."""
    assert entry.ref is not None
    address, operation = entry.ref, f"look up {entry.path}"

    def once() -> DraftEntry:
        response = connections.open(
            "GET", address, operation=operation, headers={"Accept-Encoding": "identity"}
        )
        response.close()
        etag, length = response.headers.get("ETag"), response.headers.get("Content-Length", "")
        return replace(
            entry,
            digest=etag.strip('"') if etag else address,
            size=int(length) if length.isdigit() else None,
            extra={"etag": etag} if etag else {},
        )

    return connections.persist(operation, once, cancel)
