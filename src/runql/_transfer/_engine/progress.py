"""Progress bars on a terminal and in notebooks; no output elsewhere."""

from __future__ import annotations

import importlib.util
import sys
import threading
from typing import TYPE_CHECKING, Final, Protocol, cast

from runql._display.notebooks import in_notebook
from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

__all__ = ["Progress"]

_NOTEBOOK_DELAY: Final = 0.5
"""Seconds before a notebook shows a bar that was not requested. The bar remains in the output."""


class _Bar(Protocol):
    total: float | None

    def update(self, n: float = 1) -> object: ...

    def close(self) -> object: ...


class Progress:
    """Counts progress, and shows it while it is open.

    Attributes:
        done: The count.
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
            show: Whether to show the bar; None shows it if tqdm is installed and standard error is a terminal or this
                is a notebook.
            total: Total of the count; None if it is unknown.
            what: Label of the bar, one or two words.
            unit: Unit of the count; `B` is shown in KB and MB.

        Raises:
            MissingDependencyError: If a bar is requested and tqdm is not installed.
        """
        self.done = 0
        self._lock = threading.Lock()
        self._bar: _Bar | None = None
        there = importlib.util.find_spec("tqdm") is not None
        if show and not there:
            raise MissingDependencyError(
                "progress=True requires the tqdm package.",
                hint='pip install "runql[progress]"',
            )
        notebook = show is not False and there and in_notebook()
        if show or (show is None and there and (notebook or sys.stderr.isatty())):
            self._bar = _made(total, what, unit, notebook=notebook, is_asked=bool(show))

    @classmethod
    def of_reading(cls, total: int | None, what: str) -> Progress:
        """Return the bar for a read without a `progress=` option, which only notebooks show.

        Args:
            total: Total of the count; None if it is unknown.
            what: Label of the bar, such as `runs`.
        """
        return cls(None if in_notebook() else False, total, what, "")

    def add(self, count: int) -> None:
        """Add to the count. May be called from any thread."""
        with self._lock:
            self.done += count
            if self._bar is not None:
                self._bar.update(count)

    def expect(self, total: int | None) -> None:
        """Set the total."""
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


def _made(total: int | None, what: str, unit: str, *, notebook: bool, is_asked: bool) -> _Bar:
    """Return a tqdm bar: a widget in notebooks with widgets, otherwise text."""
    delay = _NOTEBOOK_DELAY if notebook and not is_asked else 0.0
    scaled = unit == "B"
    if notebook and importlib.util.find_spec("ipywidgets") is not None:
        from tqdm.notebook import tqdm as widget

        bar = widget(total=total, desc=what, unit=unit, unit_scale=scaled, leave=False, delay=delay)
        return cast("_Bar", bar)
    from tqdm import tqdm

    # Notebooks show standard error in red, which looks like a failure.
    stream = sys.stdout if notebook else sys.stderr
    return tqdm(
        total=total, desc=what, unit=unit, unit_scale=scaled, leave=False, delay=delay, file=stream
    )
