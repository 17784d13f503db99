"""Files on the W&B server. URLs are requested in batches, and each batch is fetched while the next is requested."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from runql._models.files.base import Source
from runql._transfer._engine.atomic_files import FileCommitter
from runql._transfer._engine.cancel import result_of
from runql._transfer._engine.download import Download, Sizes
from runql._transfer._engine.multiplexed.downloads import ManyFiles
from runql._transfer._engine.threads import each
from runql._transfer._engine.url_requests import send_call
from runql._transfer.artifacts.cache import prepared_content
from runql._wire.rate_limit import with_limits
from runql.errors import NotFoundError, RunQLError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runql._models.artifacts.files import FileUrlsQuery
    from runql._transfer._engine.connections import Connections
    from runql._transfer._engine.progress import Progress
    from runql._transfer.artifacts.cache import PreparedContent
    from runql._transfer.artifacts.plan import ArtifactPlan, Item

__all__ = ["Work", "fetch_stored", "keep_in_cache"]


@dataclass(slots=True)
class Work:
    """A running download of a version."""

    connections: Connections
    plan: ArtifactPlan
    cancel: threading.Event
    bar: Progress
    left_in: frozenset[Path]
    failures: dict[Item, RunQLError] = field(default_factory=dict["Item", RunQLError])


def fetch_stored(work: Work, items: list[Item], query: FileUrlsQuery, *, whole: bool) -> None:
    """Fetch files from the W&B server, and request the URLs of the next batch while one batch
    streams.
    """
    # Several references may point to one file.
    waiting: dict[str, list[Item]] = {}
    for item in items:
        waiting.setdefault(item.entry.path, []).append(item)
    if not waiting:
        return
    first = query if whole else query.only(waiting)
    with ManyFiles(work.connections, work.plan.workers, work.cancel) as files:
        for urls in _batches(work, first):
            batch = [(item, url) for path, url in urls.items() for item in waiting.pop(path, ())]
            _fetch_batch(work, files, batch, query)
    for item in chain.from_iterable(waiting.values()):
        work.failures[item] = NotFoundError(
            f"The server returned no URL for {item.label}.",
            hint="The artifact may have been deleted in the meantime. Fetch it again.",
            operation="ListArtifactFileUrls",
        )


def _batches(work: Work, first: FileUrlsQuery) -> Iterator[dict[str, str]]:
    def next_batch(query: FileUrlsQuery) -> tuple[dict[str, str], FileUrlsQuery | None]:
        return query.read(send_call(work.connections, query.call(), work.cancel))

    limited = with_limits(next_batch)
    with ThreadPoolExecutor(1, "runql-ask") as pool:
        running = pool.submit(limited, first)
        while True:
            urls, following = result_of(running)
            if following is None:
                yield urls
                return
            running = pool.submit(limited, following)
            yield urls


def _fetch_batch(
    work: Work, files: ManyFiles, batch: list[tuple[Item, str]], query: FileUrlsQuery
) -> None:
    plan = work.plan
    # The next call detects files that a system crash corrupted, by their hash.
    committer = FileCommitter(sync=False)

    def made(pair: tuple[Item, str], written: Callable[[Path], None] | None = None) -> Download:
        item, url = pair

        def renew() -> str | None:
            alone = query.only([item.entry.path])
            urls, _ = alone.read(send_call(work.connections, alone.call(), work.cancel))
            return urls.get(item.entry.path)

        entry = item.entry
        source = Source(
            item.label, url, None, entry.size or 0, entry.digest_hex, entry.digest_algorithm
        )
        return Download(
            work.connections,
            source,
            item.target,
            cancel=work.cancel,
            note=work.bar.add,
            sizes=Sizes(large=plan.large),
            committer=committer,
            renew=renew,
            leftovers=item.target.parent in work.left_in,
            written=written,
        )

    def keep(pair: tuple[Item, str]) -> None:
        item = pair[0]
        if item.target in committer.failures:
            raise committer.failures[item.target]
        keep_in_cache(work, item)

    def fetch_large(pair: tuple[Item, str]) -> None:
        copied = _prepared(work, pair[0])
        if copied is None:
            made(pair).run(plan.threads)
            keep(pair)
            return
        try:
            made(pair, copied.copy).run(plan.threads)
        except BaseException:
            copied.drop()
            raise
        if not copied.finish():
            keep(pair)

    small = [pair for pair in batch if (pair[0].size or 0) < plan.large]
    large = [pair for pair in batch if (pair[0].size or 0) >= plan.large]
    failures = files.fetch(small, made, keep)
    # A large file uses all workers by itself.
    failures |= each(large, fetch_large, 1, work.cancel)
    work.failures |= {pair[0]: error for pair, error in failures.items()}


def keep_in_cache(work: Work, item: Item) -> None:
    """Add a downloaded file to the cache, if there is one."""
    cache, digest = work.plan.cache, item.entry.digest_hex
    if cache is not None and digest is not None:
        cache.keep(item.target, digest, item.entry.digest_algorithm, work.plan.link)


def _prepared(work: Work, item: Item) -> PreparedContent | None:
    cache, digest = work.plan.cache, item.entry.digest_hex
    if cache is None or digest is None:
        return None
    return prepared_content(cache, digest, item.entry.digest_algorithm, work.plan.link)
