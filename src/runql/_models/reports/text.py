"""Running text of a report: formatted spans, with conversion to and from the spec."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from runql._models.reports.markdown import inline
from runql._models.reports.panels.arguments import is_one
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["Span", "Text", "TextLike", "plain_text", "read_text", "text_of", "write_text"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with uniform formatting.

    Attributes:
        text: The text; LaTeX source for a formula.
        bold: Whether the text is bold.
        italic: Whether the text is italic.
        underline: Whether the text is underlined.
        strikethrough: Whether the text is struck through.
        code: Whether the text is inline code.
        latex: Whether the text is a formula.
        url: Link target; None if the span is not a link.
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
        """Return the span as Markdown, with special characters escaped."""
        return inline([self])


Text = tuple[Span, ...]
"""Spans in order."""

TextLike: TypeAlias = str | Span | Iterable[str | Span]
"""A string, a span, or a list of strings and spans."""


def text_of(name: str, value: TextLike) -> Text:
    """Return the spans of an argument.

    Args:
        name: Name of the argument.
        value: A string, a span, or a list of strings and spans.

    Raises:
        UsageError: If the value has another type.
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
                f"{name} must contain only strings and Spans, got {part!r}.",
                hint='Pass "text" or ["text ", Link("link", "https://example.com")].',
            )
    return tuple(found)


def plain_text(text: Text) -> str:
    """Return the text of spans without formatting."""
    return "".join(span.text for span in text)


def read_text(children: JsonValue) -> Text:
    """Parse the children of a block. Text in unknown elements becomes plain text."""
    spans: list[Span] = []
    for child in children if isinstance(children, list) else []:
        if isinstance(child, dict):
            spans += _read_child(child)
    return tuple(spans)


def write_text(text: Iterable[Span]) -> list[JsonValue]:
    """Return spans as the children of a block. A block has at least one child."""
    children: list[JsonValue] = [_write_span(span) for span in text]
    return children or [{"text": ""}]


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
