"""The base of all responses, and the reduction of a response to the token budget."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, PrivateAttr

from runql._mcp.text import DATA_WARNING
from runql._mcp.tokens import token_count
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._mcp.text import Redactor

__all__ = ["Answer", "PagedTable", "Position", "Table", "cut_tail", "fitted"]

T = TypeVar("T")

_MARGIN: Final = 0.9


class Answer(BaseModel):
    """The base of all tool responses.

    Attributes:
        notes: Omitted parts, warnings, and next steps.
        data_warning: How to treat strings in the response.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    notes: list[str] = Field(
        default=[], description="What was left out of this response, warnings, and what to do next."
    )
    data_warning: str = Field(
        default=DATA_WARNING, description="How to treat strings in this response."
    )
    _left_out: dict[str, str] = PrivateAttr(default_factory=dict[str, str])
    _png: bytes | None = PrivateAttr(default=None)
    _pixels: tuple[int, int] = PrivateAttr(default=(0, 0))

    def reductions(self) -> list[Callable[[float], bool]]:
        """Return the reductions of the response, the least useful part first.

        Each reduction accepts the share of the response that may remain, and returns whether it removed anything.
        """
        return []

    def tell(self, part: str, sentence: str) -> None:
        """Add a note on what was left out of a part, and replace an earlier note on that part."""
        self._left_out[part] = sentence

    def attach(self, png: bytes, width: int, height: int) -> None:
        """Add an image to the response."""
        self._png, self._pixels = png, (width, height)

    @property
    def png(self) -> bytes | None:
        """The image of the response."""
        return self._png

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the image."""
        return self._pixels

    def document(self, redactor: Redactor) -> dict[str, JsonValue]:
        """Return the response as a JSON object without secrets and nulls."""
        notes = [*self.notes, *self._left_out.values()]
        dumped = self.model_copy(update={"notes": notes}).model_dump(mode="json", exclude_none=True)
        found = {
            key: each
            for key, each in dumped.items()
            if each not in ([], {}, "") or key in _always(self)
        }
        value = redactor.value(found)
        assert isinstance(value, dict)
        return value


def _always(answer: Answer) -> set[str]:
    return {name for name, field in type(answer).model_fields.items() if field.is_required()}


class Table(Answer):
    """Rows with the same columns."""

    columns: list[str] = Field(description="Names of the columns of `rows`.")
    rows: list[list[JsonValue]] = Field(description="One list per row, in order of `columns`.")


@dataclass(frozen=True, slots=True)
class Position:
    """A position in a list: a number of items after a server cursor.

    Attributes:
        after: The server's cursor; None for the beginning of the list.
        given: Number of items up to that cursor.
        skipped: Number of items to skip after that cursor.
    """

    after: str | None = None
    given: int = 0
    skipped: int = 0

    @classmethod
    def parse(cls, text: str | None) -> Position:
        """Parse a cursor of a response.

        Raises:
            UsageError: If the cursor is invalid.
        """
        if text is None:
            return cls()
        counts, mark, after = text.partition("~")
        given, dot, skipped = counts.partition(".")
        if not (mark and dot and given.isdecimal() and skipped.isdecimal()):
            raise UsageError(
                f"Invalid cursor: {text!r}.", hint="Pass next_cursor of a response unchanged."
            )
        return cls(after or None, int(given), int(skipped))

    def __str__(self) -> str:
        return f"{self.given}.{self.skipped}~{self.after or ''}"


class PagedTable(Table):
    """Rows of a list that may continue."""

    next_cursor: str | None = Field(default=None, description="Pass as `cursor` for the next rows.")
    _position: Position = PrivateAttr(default=Position())

    def start(self, position: Position, cursor: str | None) -> None:
        """Set the position of the first row, and the server's cursor after the page."""
        self._position = position
        if cursor is not None:
            self.next_cursor = str(
                Position(cursor, position.given + position.skipped + len(self.rows))
            )

    def keep_rows(self, count: int) -> None:
        """Remove the rows after the first ones, which the next response begins with."""
        if len(self.rows) > count:
            del self.rows[count:]
            self._continue_after_rows()

    def cut_rows(self, share: float, what_to_do: str) -> int:
        """Remove the last rows, and return their number."""
        removed = cut_tail(self.rows, share, 1)
        if removed:
            self._continue_after_rows()
            self.tell("rows", f"Fewer rows than requested fit: {what_to_do}.")
        return removed

    def _continue_after_rows(self) -> None:
        at = self._position
        self.next_cursor = str(Position(at.after, at.given, at.skipped + len(self.rows)))


def cut_tail(items: list[T], share: float, least: int = 0) -> int:
    """Remove items from the end of a list so that about a share remains, and return their number."""
    keep = max(least, min(len(items) - 1, int(len(items) * share * _MARGIN)))
    removed = len(items) - keep
    if removed <= 0:
        return 0
    del items[keep:]
    return removed


def fitted(answer: Answer, most: int, redactor: Redactor) -> tuple[dict[str, JsonValue], str]:
    """Return a response as a JSON object and as text, reduced to the token budget.

    Raises:
        UsageError: If the response exceeds the budget after all reductions.
    """
    while True:
        document = answer.document(redactor)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        size = token_count(text)
        if size <= most:
            return document, text
        if not any(reduce(most / size) for reduce in answer.reductions()):
            raise UsageError(
                f"The response has about {size} tokens; the maximum is {most}.",
                hint="Request fewer columns, keys, runs or points.",
            )
