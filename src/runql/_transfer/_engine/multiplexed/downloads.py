"""Downloads of many files: small ones on this thread, the others on their own threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from runql._transfer._engine.download import SMALL
from runql._transfer._engine.multiplexed.loop import FileRequest, Multiplexer
from runql._transfer._engine.threads import THREADS, each

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from runql._transfer._engine.connections import Connections
    from runql._transfer._engine.download import Download
    from runql._transfer._engine.multiplexed.connection import Response
    from runql._transfer._engine.multiplexed.loop import Unserved
    from runql.errors import RunQLError

__all__ = ["ManyFiles"]

I = TypeVar("I")  # noqa: E741 - an item

_FEWEST: Final = 4
"""Minimum number of small files for additional connections."""
_MOST: Final = 128


class ManyFiles:
    """Fetches files in one request each. Connections are kept until the end."""

    def __init__(
        self, connections: Connections, workers: int | None, cancel: threading.Event
    ) -> None:
        """Prepare the downloads.

        Args:
            connections: Connections for files that need a proxy, redirects or further attempts.
            workers: Concurrent transfers; None to choose automatically.
            cancel: Cancels the downloads.
        """
        self._connections = connections
        self._workers = workers
        self._cancel = cancel
        self._multiplexer: Multiplexer[tuple[int, Download]] | None = None

    def fetch(
        self, items: Sequence[I], made: Callable[[I], Download], done: Callable[[I], object]
    ) -> dict[I, RunQLError]:
        """Fetch files, and return the errors of those that failed.

        Args:
            items: The files.
            made: Returns the download of a file.
            done: Called with each completed file.

        Raises:
            TransferCancelled: If the transfer was canceled.
        """
        downloads = [made(item) for item in items]
        small = [at for at, one in enumerate(downloads) if one.source.size < SMALL]
        rest = set(range(len(items)))
        left: dict[int, Unserved[tuple[int, Download]]] = {}
        if len(small) >= _FEWEST:
            rest.difference_update(small)
            for one in self._fetch_small(items, downloads, small, done):
                left[one.item[0]] = one
            rest.update(left)

        def fetch(at: int) -> None:
            found = left.get(at)
            if found is None:
                downloads[at].run()
            else:
                downloads[at].resume(found.error, found.spent)
            done(items[at])

        failures = each(sorted(rest), fetch, self._workers or THREADS, self._cancel)
        return {items[at]: error for at, error in failures.items()}

    def _fetch_small(
        self,
        items: Sequence[I],
        downloads: list[Download],
        small: list[int],
        done: Callable[[I], object],
    ) -> list[Unserved[tuple[int, Download]]]:
        def requests() -> Iterator[FileRequest[tuple[int, Download]]]:
            for at in small:
                source = downloads[at].source
                yield FileRequest(
                    (at, downloads[at]), source.url, downloads[at].operation, source.size
                )

        def receive(pair: tuple[int, Download], response: Response) -> None:
            at, download = pair
            download.receive(response)
            done(items[at])

        if self._multiplexer is None:
            self._multiplexer = Multiplexer(self._connections, self._workers or _MOST, self._cancel)
        try:
            return self._multiplexer.run(requests(), receive)
        except BaseException:
            self._cancel.set()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._multiplexer is not None:
            self._multiplexer.close()
            self._multiplexer = None
