"""What every answer has, and how an answer is made to fit the budget."""

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
    """What every answer has.

    Attributes:
        notes: What was left out, warnings, and what to do next.
        data_warning: What the strings of the answer are.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    notes: list[str] = Field(
        default=[], description="What was left out of this answer, warnings, and what to do next."
    )
    data_warning: str = Field(
        default=DATA_WARNING, description="How to treat strings in this answer."
    )
    _left_out: dict[str, str] = PrivateAttr(default_factory=dict[str, str])
    _png: bytes | None = PrivateAttr(default=None)
    _pixels: tuple[int, int] = PrivateAttr(default=(0, 0))

    def reductions(self) -> list[Callable[[float], bool]]:
        """Return what can be left out, the least useful first.

        Each takes the part of the answer that may stay, and returns whether it left out something.
        """
        return []

    def tell(self, part: str, sentence: str) -> None:
        """Note what was left out of a part, in place of an earlier note on the part."""
        self._left_out[part] = sentence

    def attach(self, png: bytes, width: int, height: int) -> None:
        """Add an image to the answer."""
        self._png, self._pixels = png, (width, height)

    @property
    def png(self) -> bytes | None:
        """An image that belongs to the answer."""
        return self._png

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the image."""
        return self._pixels

    def document(self, redactor: Redactor) -> dict[str, JsonValue]:
        """Return the answer as a JSON object without keys and nulls."""
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
    """Rows of the same columns."""

    columns: list[str] = Field(description="Names of the columns of `rows`.")
    rows: list[list[JsonValue]] = Field(description="One list per row, in order of `columns`.")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list: some items after a cursor of the server.

    Attributes:
        after: The server's cursor; None for the beginning of the list.
        given: Items up to that cursor.
        skipped: Items after it.
    """

    after: str | None = None
    given: int = 0
    skipped: int = 0

    @classmethod
    def parse(cls, text: str | None) -> Position:
        """Read a cursor of an answer.

        Raises:
            UsageError: If it is not one.
        """
        if text is None:
            return cls()
        counts, mark, after = text.partition("~")
        given, dot, skipped = counts.partition(".")
        if not (mark and dot and given.isdecimal() and skipped.isdecimal()):
            raise UsageError(
                f"Invalid cursor: {text!r}.", hint="Pass next_cursor of an answer unchanged."
            )
        return cls(after or None, int(given), int(skipped))

    def __str__(self) -> str:
        return f"{self.given}.{self.skipped}~{self.after or ''}"


class PagedTable(Table):
    """Rows of a list that has more of them."""

    next_cursor: str | None = Field(default=None, description="Pass as `cursor` for the next rows.")
    _position: Position = PrivateAttr(default=Position())

    def start(self, position: Position, cursor: str | None) -> None:
        """Set where the rows begin, and the server's cursor after its page."""
        self._position = position
        if cursor is not None:
            self.next_cursor = str(
                Position(cursor, position.given + position.skipped + len(self.rows))
            )

    def cut_rows(self, share: float, what_to_do: str) -> int:
        """Leave out the last rows; returns how many."""
        removed = cut_tail(self.rows, share, 1)
        if removed:
            at = self._position
            self.next_cursor = str(Position(at.after, at.given, at.skipped + len(self.rows)))
            self.tell("rows", f"Fewer rows than requested fit: {what_to_do}.")
        return removed


def cut_tail(items: list[T], share: float, least: int = 0) -> int:
    """Remove items from the end of a list so that about a share of it stays; return how many."""
    keep = max(least, min(len(items) - 1, int(len(items) * share * _MARGIN)))
    removed = len(items) - keep
    if removed <= 0:
        return 0
    del items[keep:]
    return removed


def fitted(answer: Answer, most: int, redactor: Redactor) -> tuple[dict[str, JsonValue], str]:
    """Return an answer as a JSON object and its text, without what exceeds the budget.

    Raises:
        UsageError: If nothing more can be left out.
    """
    while True:
        document = answer.document(redactor)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        size = token_count(text)
        if size <= most:
            return document, text
        if not any(reduce(most / size) for reduce in answer.reductions()):
            raise UsageError(
                f"The answer has about {size} tokens, and {most} are allowed.",
                hint="Request less: fewer columns, keys, runs or points.",
            )
