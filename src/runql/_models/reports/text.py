"""Running text of a report: spans with their marks, read from and written to the report's spec."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from runql._models.reports.panels.arguments import is_one
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["Span", "Text", "TextLike", "plain_text", "read_text", "text_of", "write_text"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that looks the same throughout.

    Attributes:
        text: What it says; of a formula, its LaTeX.
        bold: Whether it is bold.
        italic: Whether it is slanted.
        underline: Whether a line is under it.
        strikethrough: Whether a line is through it.
        code: Whether it is set as code.
        latex: Whether it is a formula.
        url: Where it leads to, when it is a link.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikethrough: bool = False
    code: bool = False
    latex: bool = False
    url: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"text must be a string, got {self.text!r}.")
        if self.url is not None and not isinstance(self.url, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"url must be a string or None, got {self.url!r}.")

    def to_markdown(self) -> str:
        """Return the span as Markdown; what would be markup is escaped."""
        if self.latex:
            return f"${self.text}$"
        if not self.text:
            return ""
        shown = f"`{self.text}`" if self.code else escaped(self.text)
        for mark, sign in ((self.bold, "**"), (self.italic, "*"), (self.strikethrough, "~~")):
            shown = _around(shown, sign) if mark else shown
        return f"[{shown}](<{self.url}>)" if self.url is not None else shown


Text = tuple[Span, ...]
"""Spans in order."""

TextLike: TypeAlias = str | Span | Iterable[str | Span]
"""A string, a span, or several of them in order."""


def text_of(name: str, value: TextLike) -> Text:
    """Return spans of what callers write.

    Args:
        name: The argument.
        value: A string, a span, or several of them in order.

    Raises:
        UsageError: If it holds something else.
    """
    parts = [value] if isinstance(value, str | Span) else value
    if not is_one(parts, Iterable) or is_one(parts, bytes, dict):
        raise UsageError(
            f"{name} must be a string, a Span, or a list of them, got {value!r}.",
            hint='Pass "text" or ["text ", Link("link", "https://example.com")].',
        )
    found: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            found += [Span(part)] if part else []
        elif isinstance(part, Span):  # pyright: ignore[reportUnnecessaryIsInstance]
            found.append(part)
        else:
            raise UsageError(
                f"{name} must hold strings and Spans, got {part!r}.",
                hint='Pass "text" or ["text ", Link("link", "https://example.com")].',
            )
    return tuple(found)


def plain_text(text: Text) -> str:
    """Return what a string says, without its looks."""
    return "".join(span.text for span in text)


def read_text(children: JsonValue) -> Text:
    """Read the children of a block; text inside what is not known is kept as plain text."""
    spans: list[Span] = []
    for child in children if isinstance(children, list) else []:
        if isinstance(child, dict):
            spans += _read_child(child)
    return tuple(spans)


def write_text(text: Iterable[Span]) -> list[JsonValue]:
    """Write a string as the children of a block, which has one at least."""
    children: list[JsonValue] = [_write_span(span) for span in text]
    return children or [{"text": ""}]


def escaped(text: str) -> str:
    r"""Return a string in which Markdown finds no markup: `*` becomes `\*`."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else char for char in text)


def _read_child(child: Mapping[str, JsonValue]) -> Iterable[Span]:
    kind = child.get("type")
    if kind == "latex":
        return [Span(str(child.get("content", "")), latex=True)]
    if kind == "link":
        url = str(child.get("url", ""))
        inner = read_text(child.get("children"))
        return [replace(span, url=url) for span in inner] or [Span("", url=url)]
    if "text" not in child:
        return read_text(child.get("children"))
    if not child["text"]:
        return []
    return [
        Span(
            str(child["text"]),
            bold=bool(child.get("bold")),
            italic=bool(child.get("italic")),
            underline=bool(child.get("underline")),
            strikethrough=bool(child.get("strikethrough")),
            code=bool(child.get("inlineCode")),
        )
    ]


def _write_span(span: Span) -> JsonValue:
    if span.latex:
        return {"type": "latex", "content": span.text, "children": [{"text": ""}]}
    marks = {
        "bold": span.bold,
        "italic": span.italic,
        "underline": span.underline,
        "strikethrough": span.strikethrough,
        "inlineCode": span.code,
    }
    text: dict[str, JsonValue] = {"text": span.text}
    text |= {name: True for name, marked in marks.items() if marked}
    if span.url is None:
        return text
    return {"type": "link", "url": span.url, "children": [text]}


def _around(text: str, sign: str) -> str:
    """Put signs around a string, not around the blanks at its ends, where Markdown takes them as
    text.
    """
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    return f"{text[:start]}{sign}{core}{sign}{text[start + len(core) :]}"
