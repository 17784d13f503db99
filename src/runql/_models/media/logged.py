"""Media as logged: value, key and step. Every run loads this module, so imports are few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from runql._models.media.values import Media, MediaFile
    from runql._paths.runs import RunPath

__all__ = ["LoggedMediaBase", "MediaT"]

MediaT = TypeVar("MediaT", bound="Media")


class LoggedMediaBase(Generic[MediaT]):
    """A media value with the key and step that it was logged under.

    Attributes:
        key: Key that the value was logged under. Nested keys are joined with dots.
        step: Step that the value was logged at; None for a value of the summary.
        value: The media value.
        run_path: Path of the run.
    """

    def __init__(self, key: str, step: int | None, value: MediaT, path: RunPath) -> None:
        self.key = key
        self.step = step
        self.value: MediaT = value
        self.run_path = path

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Files of the run that hold the content, the main ones first."""
        return self.value.files

    def __repr__(self) -> str:
        where = "summary" if self.step is None else f"step {self.step}"
        return f"<{type(self).__name__} {self.key!r} at {where}: {self.value.type}>"
