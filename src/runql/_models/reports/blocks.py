"""Blocks of a report: what they say, as a spec has it, and as Markdown."""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from runql._models.reports.panels import PanelGrid
from runql._models.reports.text import Text, escaped, plain_text, read_text, write_text
from runql._wire.json_types import JsonValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._models.reports.text import Span

__all__ = [
    "Block",
    "BlockQuote",
    "CalloutBlock",
    "CodeBlock",
    "Heading",
    "HorizontalRule",
    "Image",
    "LatexBlock",
    "List",
    "ListItem",
    "MarkdownBlock",
    "Paragraph",
    "TableOfContents",
    "UnknownBlock",
    "Video",
    "WrittenBlock",
]

Raw: TypeAlias = "Mapping[str, JsonValue]"


@dataclass(frozen=True, slots=True)
class WrittenBlock(abc.ABC):
    """A block that people write; one that was read keeps what the web app wrote.

    Attributes:
        raw: What the report keeps of it; empty for a new one.
    """

    raw: Raw = field(default_factory=dict[str, JsonValue], compare=False, repr=False, kw_only=True)

    @abc.abstractmethod
    def to_markdown(self) -> str:
        """Return it as Markdown."""

    @abc.abstractmethod
    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""


@dataclass(frozen=True, slots=True)
class Heading(WrittenBlock):
    """A heading.

    Attributes:
        text: What it says.
        level: 1 to 3, the largest first.
    """

    text: Text
    level: int = 1

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return f"{'#' * self.level} {_inline(self.text)}"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        return {"type": "heading", "children": write_text(self.text), "level": self.level}


@dataclass(frozen=True, slots=True)
class Paragraph(WrittenBlock):
    """A paragraph.

    Attributes:
        text: What it says.
    """

    text: Text

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return _inline(self.text)

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        return {"type": "paragraph", "children": write_text(self.text)}


@dataclass(frozen=True, slots=True)
class BlockQuote(WrittenBlock):
    """A quotation.

    Attributes:
        text: What it says.
    """

    text: Text

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return _prefixed(_inline(self.text), "> ")

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        return {"type": "block-quote", "children": write_text(self.text)}


@dataclass(frozen=True, slots=True)
class CalloutBlock(WrittenBlock):
    """A box that stands out.

    Attributes:
        lines: What it says, line by line.
    """

    lines: tuple[Text, ...]

    def to_markdown(self) -> str:
        """Return it as Markdown: a quotation, each line a line of its own."""
        return _prefixed("\\\n".join(map(_inline, self.lines)), "> ")

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        lines: list[JsonValue] = [
            {"type": "callout-line", "children": write_text(line)} for line in self.lines
        ]
        return {"type": "callout-block", "children": lines}


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list.

    Attributes:
        text: What it says.
        checked: Of an item to tick off: whether it is; None of any other.
        items: Lists inside the item.
    """

    text: Text
    checked: bool | None = None
    items: tuple[List, ...] = ()


@dataclass(frozen=True, slots=True)
class List(WrittenBlock):
    """A list: with dots, numbers, or boxes to tick off.

    Attributes:
        items: Its items.
        ordered: Whether they are numbered.
    """

    items: tuple[ListItem, ...]
    ordered: bool = False

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        lines: list[str] = []
        for number, item in enumerate(self.items, 1):
            sign = f"{number}." if self.ordered else "-"
            box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
            lines.append(f"{sign} {box}{_inline(item.text)}")
            indent = " " * (len(sign) + 1)
            lines += [_prefixed(inner.to_markdown(), indent) for inner in item.items]
        return "\n".join(lines)

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        mark: dict[str, JsonValue] = {"ordered": True} if self.ordered else {}
        items: list[JsonValue] = [{**self._item(item), **mark} for item in self.items]
        return {"type": "list", "children": items, **mark}

    def _item(self, item: ListItem) -> dict[str, JsonValue]:
        paragraph: JsonValue = {"type": "paragraph", "children": write_text(item.text)}
        inner: list[JsonValue] = [each.to_spec() for each in item.items]
        written: dict[str, JsonValue] = {"type": "list-item", "children": [paragraph, *inner]}
        return written if item.checked is None else {**written, "checked": item.checked}


@dataclass(frozen=True, slots=True)
class CodeBlock(WrittenBlock):
    """Lines of code.

    Attributes:
        code: The lines.
        language: What they are written in.
    """

    code: str
    language: str = "python"

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        fence = _fence(self.code)
        return f"{fence}{self.language}\n{self.code}\n{fence}"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        lines: list[JsonValue] = [
            {"type": "code-line", "children": [{"text": line}], "language": self.language}
            for line in self.code.split("\n")
        ]
        return {"type": "code-block", "children": lines, "language": self.language}


@dataclass(frozen=True, slots=True)
class MarkdownBlock(WrittenBlock):
    """Text that is Markdown itself.

    Attributes:
        content: The Markdown.
    """

    content: str

    def to_markdown(self) -> str:
        """Return it as it is."""
        return self.content

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        return {"type": "markdown-block", "children": [{"text": ""}], "content": self.content}


@dataclass(frozen=True, slots=True)
class LatexBlock(WrittenBlock):
    """A formula of its own.

    Attributes:
        content: Its LaTeX.
    """

    content: str

    def to_markdown(self) -> str:
        """Return it as Markdown with a formula between dollars."""
        return f"$$\n{self.content}\n$$"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        content: dict[str, JsonValue] = {"content": self.content, "block": True}
        return {"type": "latex", "children": [{"text": ""}], **content}


@dataclass(frozen=True, slots=True)
class Image(WrittenBlock):
    """A picture.

    Attributes:
        url: Where it is.
        caption: What is under it.
    """

    url: str
    caption: str = ""

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return f"![{escaped(self.caption)}](<{self.url}>)"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        caption: dict[str, JsonValue] = {"hasCaption": True} if self.caption else {}
        return {"type": "image", "children": [{"text": self.caption}], "url": self.url, **caption}


@dataclass(frozen=True, slots=True)
class Video(WrittenBlock):
    """A video.

    Attributes:
        url: Where it is.
    """

    url: str

    def to_markdown(self) -> str:
        """Return it as Markdown: a link."""
        return f"[{escaped(self.url)}](<{self.url}>)"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        return {"type": "video", "url": self.url, "children": [{"text": ""}]}


@dataclass(frozen=True, slots=True)
class HorizontalRule(WrittenBlock):
    """A line across the page."""

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return "---"

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        return {"type": "horizontal-rule", "children": [{"text": ""}]}


@dataclass(frozen=True, slots=True)
class TableOfContents(WrittenBlock):
    """The headings of the report; the web app fills it."""

    def to_markdown(self) -> str:
        """Return nothing: the report's Markdown has its headings."""
        return ""

    def to_spec(self) -> dict[str, JsonValue]:
        """Return it as a spec has it."""
        return {"type": "table-of-contents", "children": [{"text": ""}]}


@dataclass(frozen=True, slots=True)
class UnknownBlock:
    """A block of a kind that runql does not know; kept as the web app wrote it.

    Attributes:
        kind: The app's name of the kind.
        raw: Everything that the report keeps of it.
    """

    kind: str
    raw: Raw

    def to_markdown(self) -> str:
        """Return what text there is in it; a comment with its kind when there is none."""
        text = plain_text(read_text(self.raw.get("children")))
        return escaped(text) if text else f"<!-- {self.kind.replace('-->', '')} -->"


Block = (
    Heading
    | Paragraph
    | BlockQuote
    | CalloutBlock
    | List
    | CodeBlock
    | MarkdownBlock
    | LatexBlock
    | Image
    | Video
    | HorizontalRule
    | TableOfContents
    | PanelGrid
    | UnknownBlock
)
"""Any block of a report."""


def _inline(text: Iterable[Span]) -> str:
    return "".join(span.to_markdown() for span in text)


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}" for line in text.split("\n"))


def _fence(code: str) -> str:
    fence = "```"
    while fence in code:
        fence += "`"
    return fence
