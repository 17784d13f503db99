"""What a draft of a version holds, looked at before it is logged: files are hashed, references looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from runql._models.draft_entry import look_at
from runql._transfer.batch import check_workers, each, many_failed
from runql._transfer.stored import is_stored, look_up
from runql.errors import UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping

    from runql._models.draft_entry import DraftEntry
    from runql._transfer.connections import Connections

__all__ = ["look_at_all"]


def look_at_all(
    connections: Connections,
    entries: Mapping[str, DraftEntry],
    workers: int,
    stop: threading.Event,
) -> dict[str, DraftEntry]:
    """Return entries with size and digest of their content: files are read, storages asked.

    A reference to a folder of a cloud's storage becomes one to each object below it.

    Raises:
        LocalFileError: The only file cannot be read.
        NotFoundError: Nothing lies where the only reference leads.
        MissingDependencyError: The library that reads the address of the only reference is not installed.
        UsageError: Two references come to lie under one path.
        ManyFailedError: Some cannot be read or asked for.
    """
    check_workers(workers)
    seen: dict[str, list[DraftEntry]] = {}

    def look(path: str) -> None:
        entry = entries[path]
        if entry.digest or entry.ref is None:
            seen[path] = [look_at(entry)]
        elif is_stored(entry.ref):
            seen[path] = look_up(entry)
        else:
            seen[path] = [_ask_reference(connections, entry, stop)]

    failures = each(entries, look, workers, stop)
    if len(failures) == 1:
        raise next(iter(failures.values()))
    if failures:
        raise many_failed("read", failures, len(entries) - len(failures))
    found: dict[str, DraftEntry] = {}
    for path in entries:
        for entry in seen[path]:
            other = found.setdefault(entry.path, entry)
            if (other.ref, other.digest) != (entry.ref, entry.digest):
                raise UsageError(
                    f"{other.ref or 'A file'} and {entry.ref} both come to lie under {entry.path!r}.",
                    remedy="Give name= to add_reference().",
                )
    return found


def _ask_reference(
    connections: Connections, entry: DraftEntry, stop: threading.Event
) -> DraftEntry:
    """Return a reference to the web with what the web says of it: its ETag and its size."""
    assert entry.ref is not None
    address, operation = entry.ref, f"look up {entry.path}"

    def once() -> DraftEntry:
        answer = connections.open(
            "GET", address, operation=operation, headers={"Accept-Encoding": "identity"}
        )
        answer.close()
        etag, length = answer.headers.get("ETag"), answer.headers.get("Content-Length", "")
        return replace(
            entry,
            digest=etag.strip('"') if etag else address,
            size=int(length) if length.isdigit() else None,
            extra={"etag": etag} if etag else {},
        )

    return connections.persist(operation, once, stop)
