"""The union of all kinds of report blocks."""

from __future__ import annotations

from runql._models.reports.blocks import (
    BlockQuote,
    CalloutBlock,
    CodeBlock,
    Heading,
    List,
    Paragraph,
)
from runql._models.reports.embeds import (
    Gallery,
    SoundCloud,
    Spotify,
    Twitter,
    UnknownBlock,
    WeaveBlock,
)
from runql._models.reports.figures import (
    HorizontalRule,
    Image,
    LatexBlock,
    MarkdownBlock,
    TableOfContents,
    Video,
)
from runql._models.reports.panels.grids import PanelGrid

__all__ = ["Block"]

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
    | Gallery
    | Spotify
    | SoundCloud
    | Twitter
    | WeaveBlock
    | PanelGrid
    | UnknownBlock
)
"""Any block of a report."""
