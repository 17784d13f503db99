"""Blocks without running text: Markdown, formulas, images, videos, rules, tables of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._models.reports.blocks import WrittenBlock
from runql._models.reports.markdown import link_to, text_of_lines
from runql._models.reports.panels.arguments import Argument, checked_text
from runql._models.reports.text import TextLike, plain_text, text_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.reports.blocks import Raw
    from runql._wire.json_types import JsonValue

__all__ = ["HorizontalRule", "Image", "LatexBlock", "MarkdownBlock", "TableOfContents", "Video"]


@dataclass(frozen=True)
class MarkdownBlock(WrittenBlock):
    """Markdown source.

    Attributes:
        text: Markdown source.
    """

    text: str = ""

    def __init__(
        self, text: str = "", *, content: str | None = None, raw: Raw | None = None
    ) -> None:
        """Check the arguments.

        Args:
            text: Markdown source.
            content: Another name of `text`.
            raw: Original spec of the block; None for a new block.

        Raises:
            UsageError: If the text is not a string.
        """
        found = checked_text("text", text if content is None else content)
        object.__setattr__(self, "text", found)
        object.__setattr__(self, "raw", {} if raw is None else raw)

    @property
    def content(self) -> str:
        """The same as `text`."""
        return self.text

    def to_markdown(self) -> str:
        """Return the Markdown source unchanged."""
        return self.content

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "markdown-block", "children": [{"text": ""}], "content": self.content}


@dataclass(frozen=True)
class LatexBlock(WrittenBlock):
    """A formula in a separate paragraph.

    Attributes:
        text: LaTeX source.
    """

    text: str = ""

    def __init__(
        self, text: str = "", *, content: str | None = None, raw: Raw | None = None
    ) -> None:
        """Check the arguments.

        Args:
            text: LaTeX source.
            content: Another name of `text`.
            raw: Original spec of the block; None for a new block.

        Raises:
            UsageError: If the text is not a string.
        """
        found = checked_text("text", text if content is None else content)
        object.__setattr__(self, "text", found)
        object.__setattr__(self, "raw", {} if raw is None else raw)

    @property
    def content(self) -> str:
        """The same as `text`."""
        return self.text

    def to_markdown(self) -> str:
        """Return the formula between dollar signs."""
        return f"$$\n{self.content}\n$$"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
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
    """An image.

    Attributes:
        url: URL of the image.
        caption: Caption under the image.
    """

    url: Argument[str, str] = Argument(_url, None)
    caption: Argument[TextLike, str] = Argument(_caption, "")

    def to_markdown(self) -> str:
        """Return the image as Markdown."""
        return f"![{text_of_lines(self.caption)}]{link_to(self.url)}"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        caption: dict[str, JsonValue] = {"hasCaption": True} if self.caption else {}
        return {"type": "image", "children": [{"text": self.caption}], "url": self.url, **caption}


@dataclass(frozen=True)
class Video(WrittenBlock):
    """A video.

    Attributes:
        url: URL of the video.
    """

    url: Argument[str, str] = Argument(_url, None)

    def to_markdown(self) -> str:
        """Return the video as a Markdown link."""
        return f"[{text_of_lines(self.url)}]{link_to(self.url)}"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "video", "url": self.url, "children": [{"text": ""}]}


@dataclass(frozen=True)
class HorizontalRule(WrittenBlock):
    """A horizontal line."""

    def to_markdown(self) -> str:
        """Return the line as Markdown."""
        return "---"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "horizontal-rule", "children": [{"text": ""}]}


@dataclass(frozen=True)
class TableOfContents(WrittenBlock):
    """A table of contents. The web app fills it with the headings of the report."""

    def to_markdown(self) -> str:
        """Return an empty string, because the Markdown shows the headings anyway."""
        return ""

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "table-of-contents", "children": [{"text": ""}]}
