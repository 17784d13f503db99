"""Console logs and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, PrivateAttr

from runql._mcp.results.base import Answer, cut_tail
from runql._mcp.text import untrusted

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import JsonValue

    from runql._mcp.text import Redactor

__all__ = ["ConsoleLog", "ReportText"]


class ConsoleLog(Answer):
    """Lines of a console log."""

    run: str
    total_lines: int | None = Field(default=None, description="Number of lines in the whole log.")
    first_line: int | None = Field(
        default=None, description="Number of the first line in `text`, from 0."
    )
    lines: int = Field(default=0, description="Number of lines in `text`.")
    text: str = Field(
        default="",
        description="Lines, each with its number, E for standard error, and the printed text; between tags.",
    )
    next_cursor: str | None = Field(
        default=None, description="Pass as `cursor` to search the rest of the log."
    )
    _rows: list[tuple[int, str]] = PrivateAttr(default_factory=list[tuple[int, str]])
    _keeps_tail: bool = PrivateAttr(default=True)

    def fill(self, rows: list[tuple[int, str]], *, keeps_tail: bool) -> None:
        """Set the lines. For the tail of a log, the first lines are the least useful."""
        self._rows, self._keeps_tail = rows, keeps_tail

    def document(self, redactor: Redactor) -> dict[str, JsonValue]:
        """Return the response with its lines as one string."""
        self.lines = len(self._rows)
        self.first_line = self._rows[0][0] if self._rows else None
        body = "\n".join(text for _, text in self._rows)
        self.text = untrusted(redactor.text(body), f"console log of {self.run}") if body else ""
        return super().document(redactor)

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the first lines of a tail, or the last lines of a search."""

        def fewer(share: float) -> bool:
            if self._keeps_tail:
                self._rows.reverse()
            removed = cut_tail(self._rows, share, 1)
            if self._keeps_tail:
                self._rows.reverse()
            if removed:
                part = "first" if self._keeps_tail else "last"
                self.next_cursor = None
                self.tell(
                    "lines",
                    f"The {part} lines were left out: request fewer lines, or search with `grep`.",
                )
            return removed > 0

        def shorter(share: float) -> bool:
            longest = max((len(text) for _, text in self._rows), default=0)
            if longest < 200:
                return False
            limit = max(100, longest // 2)
            self._rows = [(number, text[:limit]) for number, text in self._rows]
            self.tell("length", f"Lines were truncated to {limit} characters.")
            return True

        return [fewer, shorter]


class ReportText(Answer):
    """A report as Markdown."""

    report: str = Field(description="Id of the report.")
    title: str
    description: str | None = None
    author: str | None = None
    updated_at: str | None = None
    url: str
    total_characters: int
    offset: int = Field(description="Character of the report at which `markdown` begins.")
    next_offset: int | None = Field(default=None, description="Pass as `offset` for the rest.")
    markdown: str = Field(default="", description="The report from `offset` on, between tags.")
    _body: str = PrivateAttr(default="")

    def fill(self, body: str) -> None:
        """Set the report text from the offset on."""
        self._body = body

    def document(self, redactor: Redactor) -> dict[str, JsonValue]:
        """Return the response with its text between tags."""
        self.markdown = untrusted(redactor.text(self._body), f"report {self.report}")
        return super().document(redactor)

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the end, at a paragraph or line boundary."""

        def shorter(share: float) -> bool:
            keep = int(len(self._body) * share * 0.9)
            if keep < 100:
                return False
            ends = [self._body.rfind(mark, keep // 2, keep) for mark in ("\n\n", "\n", " ")]
            cut = next((end for end in ends if end > 0), keep)
            self._body = self._body[:cut]
            self.next_offset = self.offset + cut
            self.tell("markdown", "The end was left out: continue with `offset`.")
            return True

        return [shorter]
