"""Blocks that hold no running text: Markdown, formulas, images, videos, rules, tables of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._models.reports.blocks import WrittenBlock
from runql._models.reports.panels.arguments import Argument, checked_text
from runql._models.reports.text import TextLike, escaped, plain_text, text_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.reports.blocks import Raw
    from runql._wire.json_types import JsonValue

__all__ = ["HorizontalRule", "Image", "LatexBlock", "MarkdownBlock", "TableOfContents", "Video"]


@dataclass(frozen=True)
class MarkdownBlock(WrittenBlock):
    """Text that is Markdown itself.

    Attributes:
        text: The Markdown.
    """

    text: str = ""

    def __init__(
        self, text: str = "", *, content: str | None = None, raw: Raw | None = None
    ) -> None:
        """Check the arguments.

        Args:
            text: The Markdown.
            content: Another name of `text`.
            raw: What the report keeps of it; None for a new one.

        Raises:
            UsageError: If it is not a string.
        """
        found = checked_text("text", text if content is None else content)
        object.__setattr__(self, "text", found)
        object.__setattr__(self, "raw", {} if raw is None else raw)

    @property
    def content(self) -> str:
        """The same as `text`."""
        return self.text

    def to_markdown(self) -> str:
        """Return it as it is."""
        return self.content

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        return {"type": "markdown-block", "children": [{"text": ""}], "content": self.content}


@dataclass(frozen=True)
class LatexBlock(WrittenBlock):
    """A formula of its own.

    Attributes:
        text: Its LaTeX.
    """

    text: str = ""

    def __init__(
        self, text: str = "", *, content: str | None = None, raw: Raw | None = None
    ) -> None:
        """Check the arguments.

        Args:
            text: Its LaTeX.
            content: Another name of `text`.
            raw: What the report keeps of it; None for a new one.

        Raises:
            UsageError: If it is not a string.
        """
        found = checked_text("text", text if content is None else content)
        object.__setattr__(self, "text", found)
        object.__setattr__(self, "raw", {} if raw is None else raw)

    @property
    def content(self) -> str:
        """The same as `text`."""
        return self.text

    def to_markdown(self) -> str:
        """Return it as Markdown with a formula between dollars."""
        return f"$$\n{self.content}\n$$"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        content: dict[str, JsonValue] = {"content": self.content, "block": True}
        return {"type": "latex", "children": [{"text": ""}], **content}


def _url(name: str, value: str) -> str:
    if not checked_text(name, value):
        raise UsageError(f"{name} must not be empty.")
    return value


def _caption(name: str, value: TextLike) -> str:
    return plain_text(text_of(name, value))


@dataclass(frozen=True)
class Image(WrittenBlock):
    """A picture.

    Attributes:
        url: Where it is.
        caption: What is under it.
    """

    url: Argument[str, str] = Argument(_url, None)
    caption: Argument[TextLike, str] = Argument(_caption, "")

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return f"![{escaped(self.caption)}](<{self.url}>)"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        caption: dict[str, JsonValue] = {"hasCaption": True} if self.caption else {}
        return {"type": "image", "children": [{"text": self.caption}], "url": self.url, **caption}


@dataclass(frozen=True)
class Video(WrittenBlock):
    """A video.

    Attributes:
        url: Where it is.
    """

    url: Argument[str, str] = Argument(_url, None)

    def to_markdown(self) -> str:
        """Return it as Markdown: a link."""
        return f"[{escaped(self.url)}](<{self.url}>)"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        return {"type": "video", "url": self.url, "children": [{"text": ""}]}


@dataclass(frozen=True)
class HorizontalRule(WrittenBlock):
    """A line across the page."""

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return "---"

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        return {"type": "horizontal-rule", "children": [{"text": ""}]}


@dataclass(frozen=True)
class TableOfContents(WrittenBlock):
    """The headings of the report; the web app fills it."""

    def to_markdown(self) -> str:
        """Return nothing: the report's Markdown has its headings."""
        return ""

    def written(self) -> dict[str, JsonValue]:
        """Return it as a spec has a new one."""
        return {"type": "table-of-contents", "children": [{"text": ""}]}
