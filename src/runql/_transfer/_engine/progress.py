"""One bar for a whole transfer, on a terminal; silence elsewhere."""

from __future__ import annotations

import importlib.util
import sys
import threading
from typing import TYPE_CHECKING, Protocol

from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

__all__ = ["Progress"]


class _Bar(Protocol):
    total: float | None

    def update(self, n: float = 1) -> object: ...

    def close(self) -> object: ...


class Progress:
    """Counts what is done, and shows it while it is open.

    Attributes:
        done: What has been counted.
    """

    def __init__(
        self,
        show: bool | None,
        total: int | None,
        what: str,
        unit: str = "B",
    ) -> None:
        """Prepare a bar.

        Args:
            show: Whether to show it; None shows it when standard error is a terminal and tqdm is
                there.
            total: What there is to do; None when no one knows.
            what: What is done, in a word or two.
            unit: What is counted; `B` is shown in KB and MB.

        Raises:
            MissingDependencyError: If a bar is wanted, and tqdm is not installed.
        """
        self.done = 0
        self._lock = threading.Lock()
        self._bar: _Bar | None = None
        there = importlib.util.find_spec("tqdm") is not None
        if show and not there:
            raise MissingDependencyError(
                "progress=True needs tqdm, which is not installed.",
                hint='Install it with: pip install "runql[progress]"',
            )
        if show or (show is None and there and sys.stderr.isatty()):
            from tqdm.auto import tqdm

            scaled = unit == "B"
            self._bar = tqdm(total=total, desc=what, unit=unit, unit_scale=scaled, leave=False)

    def add(self, count: int) -> None:
        """Count more; from any thread."""
        with self._lock:
            self.done += count
            if self._bar is not None:
                self._bar.update(count)

    def expect(self, total: int | None) -> None:
        """Learn what there is to do."""
        if self._bar is not None and total is not None:
            self._bar.total = total

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()
