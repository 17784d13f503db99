"""Download of a version: skip files that match, copy files from the cache, and fetch the others."""

from __future__ import annotations

import errno
import logging
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from warnings import warn

from runql._display.counts import counted
from runql._models.files.digests import hasher
from runql._transfer._engine.atomic_files import (
    is_current,
    is_there,
    local_errors,
    sweep,
)
from runql._transfer._engine.batch import targets_exist
from runql._transfer._engine.progress import Progress
from runql._transfer._engine.threads import batch_error, each
from runql._transfer.artifacts.plan import Item
from runql._transfer.artifacts.references import fetch_reference, is_verifiable, md5_of_etag
from runql._transfer.artifacts.stored_files import Work, fetch_stored, keep_in_cache
from runql._transfer.artifacts.version_references import MOST_HOPS, Resolver, is_artifact
from runql.errors import (
    ApiError,
    AuthenticationError,
    ConnectError,
    LocalFileError,
    NotFoundError,
    ProtocolError,
    RateLimitError,
    RequestTimeoutError,
    RunQLError,
    ServerError,
    TransportError,
    UsageError,
)

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from runql._transfer._engine.connections import Connections
    from runql._transfer.artifacts.cache import ArtifactCache
    from runql._transfer.artifacts.plan import ArtifactPlan

__all__ = ["download_artifact"]


logger = logging.getLogger("runql")

# Errors of a reference itself, not of this machine and not of changed content.
_UNREADABLE: Final = (ApiError, TransportError, UsageError)
# Temporary errors. From W&B's own server, they do not mean that the reference is invalid.
_TEMPORARY: Final = (
    AuthenticationError,
    ConnectError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
)


def download_artifact(
    connections: Connections, plan: ArtifactPlan, cancel: threading.Event
) -> list[Path]:
    """Download the missing files, and return the paths of all files.

    Raises:
        TargetExistsError: If a file exists with different content and must not be replaced; nothing
            was sent.
        MissingDependencyError: If a hash algorithm requires a missing package; nothing was sent.
        LocalFileError: If the disk does not have enough free space; nothing was fetched.
        BatchError: If some files failed; the others are complete.
        IntegrityError: If the only file arrived corrupted; other errors of a single file likewise.
    """
    if any(item.entry.digest_algorithm == "xxh128" for item in plan.items):
        hasher("xxh128")
    lacking = _lacking(plan, cancel)
    folders = {item.target.parent for item in lacking}
    left_in = frozenset(folder for folder in folders if sweep(folder))
    total = sum(item.size or 0 for item in lacking)
    _reserve(lacking)
    with Progress(plan.progress if lacking else False, total, counted(len(lacking), "file")) as bar:
        work = Work(connections, plan, cancel, bar, left_in)
        left = _from_cache(work, lacking)
        stored = [item for item in left if not item.entry.is_reference]
        whole = plan.whole and 2 * len(stored) > len(plan.items)
        fetch_stored(work, stored, plan.query, whole=whole)
        _fetch_references(work, [item for item in left if item.entry.is_reference])
    if plan.cache is not None and plan.cache.limit is not None:
        plan.cache.prune(plan.cache.limit)
    return _outcome(plan, work.failures)


def _outcome(plan: ArtifactPlan, failures: dict[Item, RunQLError]) -> list[Path]:
    gone = _skipped_references(failures) if plan.missing_ok else set[Item]()
    wrong = {item: error for item, error in failures.items() if item not in gone}
    if wrong:
        if len(plan.items) == 1:
            raise next(iter(wrong.values()))
        named = {item.entry.path: error for item, error in wrong.items()}
        raise batch_error("downloaded", named, len(plan.items) - len(failures))
    return [item.target for item in plan.items if item not in gone]


def _skipped_references(failures: dict[Item, RunQLError]) -> set[Item]:
    """Return the references that cannot be read, and issue a warning about them."""
    gone = {
        item: error
        for item, error in failures.items()
        if item.entry.is_reference
        and isinstance(error, _UNREADABLE)
        and not (is_artifact(item.entry) and isinstance(error, _TEMPORARY))
    }
    for item, error in gone.items():
        logger.warning("Skipped in the download: %s", _described(item, error))
    # A caller that skips missing files expects them; other reasons deserve a warning.
    odd = [item for item, error in gone.items() if not isinstance(error, NotFoundError)]
    if odd:
        shown = " ".join(_described(item, gone[item]) for item in odd[:3])
        more = f" And {len(odd) - 3} more." if len(odd) > 3 else ""
        warn(f"Skipped {counted(len(odd), 'unreadable reference')}. {shown}{more}", stacklevel=2)
    return set(gone)


def _described(item: Item, error: RunQLError) -> str:
    return error.message if item.label in error.message else f"{item.label}: {error.message}"


def _lacking(plan: ArtifactPlan, cancel: threading.Event) -> list[Item]:
    """Compare with the local files, and return the items to download."""
    current: set[Item] = set()

    def inspect(item: Item) -> None:
        with local_errors(item.target):
            if _is_there(item):
                current.add(item)

    there = [item for item in plan.items if is_there(item.target, links=True)]
    failed = each(there, inspect, min(plan.threads, 8), cancel)
    if failed:
        raise next(iter(failed.values()))
    other = [item.target for item in there if item not in current]
    if other and not plan.replace:
        raise targets_exist(other, "Remove replace=False to overwrite it, or pass another root=.")
    return [item for item in plan.items if item not in current]


def _is_there(item: Item) -> bool:
    entry, digest = item.entry, item.entry.digest_hex
    if entry.is_reference and not is_verifiable(entry):
        digest = md5_of_etag(entry)
    if digest is None:
        return False
    size = item.size if item.size is not None else item.target.stat().st_size
    return is_current(item.target, size, digest, entry.digest_algorithm)


def _reserve(lacking: list[Item]) -> None:
    """Check that the disk has enough free space for the download.

    Raises:
        LocalFileError: If the free space is not sufficient.
    """
    needed = sum(item.size or 0 for item in lacking)
    if not needed:
        return
    folder = lacking[0].target.parent
    with local_errors(folder):
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free
    if needed > free:
        raised = LocalFileError(
            f"No space for {counted(len(lacking), 'file')} of {needed:,} bytes: {folder} has {free:,} bytes free.",
            hint="Free disk space, pass another root=, or select fewer files with pattern=.",
        )
        raised.errno, raised.filename = errno.ENOSPC, str(folder)
        raise raised


def _from_cache(work: Work, items: list[Item]) -> list[Item]:
    """Copy files from the cache, and return the items that it does not have."""
    cache, plan = work.plan.cache, work.plan
    if cache is None:
        return items
    taken: set[Item] = set()

    def take(item: Item) -> None:
        entry, digest = item.entry, item.entry.digest_hex
        if digest is None or item.size is None or (entry.is_reference and not is_verifiable(entry)):
            return
        with local_errors(item.target):
            if cache.take(digest, item.size, entry.digest_algorithm, item.target, plan.link):
                taken.add(item)
                work.bar.add(item.size)

    known = [item for item in items if _may_be_cached(cache, item)]
    work.failures |= each(known, take, plan.threads, work.cancel)
    return [item for item in items if item not in taken and item not in work.failures]


def _may_be_cached(cache: ArtifactCache, item: Item) -> bool:
    digest = item.entry.digest_hex
    return digest is not None and cache.path_of(digest, item.entry.digest_algorithm).exists()


def _fetch_references(work: Work, items: list[Item]) -> None:
    """Fetch references: to other artifacts, to other URLs, and to files of this machine."""
    resolver = Resolver(work.connections, work.cancel)
    elsewhere = [item for item in items if not is_artifact(item.entry)]

    def fetch(item: Item) -> None:
        with local_errors(item.target):
            fetch_reference(
                work.connections,
                item.entry,
                item.target,
                item.label,
                work.cancel,
                local_ok=work.plan.local_ok,
            )
        work.bar.add(item.size or 0)
        if is_verifiable(item.entry):
            keep_in_cache(work, item)

    work.failures |= each(elsewhere, fetch, work.plan.threads, work.cancel)
    groups: dict[str, list[Item]] = {}
    for item in items:
        if is_artifact(item.entry):
            try:
                groups.setdefault(resolver.artifact_id(item.entry), []).append(item)
            except ProtocolError as error:
                work.failures[item] = error
    for artifact_id, members in groups.items():
        work.failures |= _fetch_from_artifact(work, resolver, artifact_id, members)


def _fetch_from_artifact(
    work: Work, resolver: Resolver, artifact_id: str, members: list[Item]
) -> dict[Item, RunQLError]:
    try:
        query, manifest = resolver.resolve(artifact_id)
        if work.plan.hops >= MOST_HOPS:
            raise NotFoundError(
                f"{members[0].label} refers to too many artifacts in a row, possibly in a cycle."
            )
    except RunQLError as error:
        return dict.fromkeys(members, error)
    failures: dict[Item, RunQLError] = {}
    there: dict[Item, Item] = {}
    for item in members:
        path = resolver.path_in(item.entry)
        found = manifest.entries.get(path)
        if found is None:
            failures[item] = NotFoundError(
                f"{item.label} refers to {path} of {query.path}, but no such file exists there."
            )
        else:
            there[replace(item, entry=found)] = item
    plan = replace(
        work.plan,
        items=tuple(there),
        query=query,
        whole=False,
        hops=work.plan.hops + 1,
    )
    inner = Work(work.connections, plan, work.cancel, work.bar, work.left_in)
    left = _from_cache(inner, _lacking(plan, work.cancel))
    fetch_stored(inner, [i for i in left if not i.entry.is_reference], query, whole=False)
    _fetch_references(inner, [i for i in left if i.entry.is_reference])
    return failures | {there[item]: error for item, error in inner.failures.items()}
