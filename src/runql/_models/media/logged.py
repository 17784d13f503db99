"""Media as logged: which value, under which key, at which step. Light, for every run has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from runql._models.media.values import Media, MediaFile
    from runql._paths.runs import RunPath

__all__ = ["LoggedMediaBase", "MediaT"]

MediaT = TypeVar("MediaT", bound="Media")


class LoggedMediaBase(Generic[MediaT]):
    """A media value where it was logged.

    Attributes:
        key: Key that it was logged under; nested ones have dotted names.
        step: Step that it was logged at; None for a value of the summary.
        value: The value itself.
        run_path: The run.
    """

    def __init__(self, key: str, step: int | None, value: MediaT, path: RunPath) -> None:
        self.key = key
        self.step = step
        self.value: MediaT = value
        self.run_path = path

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Files of the run that hold its content, the main ones first."""
        return self.value.files

    def __repr__(self) -> str:
        where = "summary" if self.step is None else f"step {self.step}"
        return f"<{type(self).__name__} {self.key!r} at {where}: {self.value.type}>"
