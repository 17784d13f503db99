"""What reports are made of: blocks, running text, panels. `api.report` reads them, `api.create_report` takes them."""

from __future__ import annotations

from runql._models.reports.blocks import (
    Block,
    BlockQuote,
    CalloutBlock,
    CodeBlock,
    Heading,
    HorizontalRule,
    Image,
    LatexBlock,
    List,
    ListItem,
    MarkdownBlock,
    Paragraph,
    TableOfContents,
    UnknownBlock,
    Video,
)
from runql._models.reports.panels import Panel, PanelGrid
from runql._models.reports.text import Span, Text

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
    "Panel",
    "PanelGrid",
    "Paragraph",
    "Span",
    "TableOfContents",
    "Text",
    "UnknownBlock",
    "Video",
]
