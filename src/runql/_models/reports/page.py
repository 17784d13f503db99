"""Rendering of a report as one HTML page that loads nothing: blocks and figures of panels."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from runql._models.reports.blocks import (
    BlockQuote,
    CalloutBlock,
    CodeBlock,
    Heading,
    List,
    Paragraph,
)
from runql._models.reports.embeds import Gallery, GalleryReport, Spotify, UnknownBlock
from runql._models.reports.figures import (
    HorizontalRule,
    Image,
    LatexBlock,
    MarkdownBlock,
    TableOfContents,
    Video,
)
from runql._models.reports.panels.grids import PanelGrid
from runql._models.reports.spec import every_block
from runql._models.reports.text import plain_text
from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql._models.reports.blocks import ListItem
    from runql._models.reports.kinds import Block
    from runql._models.reports.text import Span, Text

__all__ = ["Figure", "html_of_markdown", "page_of_report", "require_markdown", "table_of"]

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
body {{ margin: 0 auto; max-width: {width}; padding: 24px; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a;
  background: #fff; overflow-wrap: anywhere; }}
.grid {{ display: flex; flex-wrap: wrap; gap: 16px; margin: 24px 0; }}
.grid > p {{ flex: 1 0 100%; margin: 0; color: #555; font-size: 14px; }}
figure {{ margin: 0; border: 1px solid #ddd; border-radius: 4px; padding: 12px; max-width: 100%; overflow: auto;
  box-sizing: border-box; }}
figure svg {{ max-width: 100%; height: auto; }}
figcaption {{ font-weight: 600; }}
.note, .by {{ color: #555; font-size: 14px; }}
.number {{ font-size: 40px; margin: 8px 0; }}
pre {{ background: #f5f5f5; padding: 12px; overflow: auto; }}
blockquote {{ border-left: 4px solid #ccc; margin-left: 0; padding-left: 16px; }}
aside {{ background: #f0f5ff; border-radius: 4px; padding: 4px 16px; margin: 16px 0; }}
table {{ border-collapse: collapse; font-size: 14px; }}
td, th {{ border: 1px solid #ddd; padding: 4px 8px; text-align: left; }}
</style>
</head>
<body>
<h1>{heading}</h1>
{body}
</body>
</html>
"""
_WIDTHS: Final = {"readable": "820px", "fixed": "1200px", "fluid": "none"}


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of a panel.

    Attributes:
        title: Title of the figure.
        content: Escaped HTML of the figure.
        note: Note for readers.
    """

    title: str
    content: str = ""
    note: str = ""

    def to_html(self) -> str:
        """Return the figure as HTML."""
        note = f'<p class="note">{escape(self.note)}</p>' if self.note else ""
        caption = f"<figcaption>{escape(self.title)}</figcaption>" if self.title else ""
        return f"<figure>{caption}{self.content}{note}</figure>"


@dataclass(slots=True)
class _Page:
    """The state of a page during rendering.

    Attributes:
        figures: Figures of the grids, in order; None to list panels by name.
        contents: Levels and titles of the headings.
        grids: Number of grids rendered so far.
        headings: Number of headings rendered so far.
    """

    figures: Sequence[Sequence[Figure]] | None
    contents: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    grids: int = 0
    headings: int = 0


def require_markdown() -> None:
    """Check that the Markdown library is installed, before a request is sent.

    Raises:
        MissingDependencyError: If markdown-it-py is not installed.
    """
    if importlib.util.find_spec("markdown_it") is None:
        raise MissingDependencyError(
            "Reports as HTML require the markdown-it-py package.",
            hint="Install it with: pip install 'runql[reports]'",
        )


def html_of_markdown(text: str) -> str:
    """Return Markdown as HTML. Markup is escaped, and images become links, so the page loads nothing."""
    require_markdown()
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    html: str = reader.disable("image").render(text)
    return html


def page_of_report(
    title: str,
    description: str,
    blocks: Sequence[Block],
    figures: Sequence[Sequence[Figure]] | None,
    width: str = "readable",
) -> str:
    """Return a report as an HTML page.

    Args:
        title: Title.
        description: Text under the title.
        blocks: Blocks of the report.
        figures: Figures for each grid, including grids in collapsed headings; None to list panels by name.
        width: `readable`, `fixed` or `fluid`.
    """
    page = _Page(figures)
    page.contents = [
        (each.level, plain_text(each.text))
        for each in every_block(blocks)
        if isinstance(each, Heading)
    ]
    about = f'<p class="by">{escape(description)}</p>\n' if description.strip() else ""
    return _PAGE.format(
        title=escape(title),
        heading=escape(title),
        width=_WIDTHS.get(width, _WIDTHS["readable"]),
        body=about + _html_of(blocks, page),
    )


def table_of(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of strings as HTML."""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(each)}</td>' for each in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_of(blocks: Iterable[Block], page: _Page) -> str:
    return "\n".join(_block(each, page) for each in blocks)


def _block(block: Block, page: _Page) -> str:
    if isinstance(block, Heading):
        page.headings += 1
        number, level = page.headings, block.level + 1
        own = f'<h{level} id="heading-{number}">{_inline(block.text)}</h{level}>'
        if not block.collapsed_blocks:
            return own
        inner = _html_of(block.collapsed_blocks, page)
        return f"<details open><summary>{own}</summary>\n{inner}\n</details>"
    if isinstance(block, PanelGrid):
        page.grids += 1
        return _grid(block, None if page.figures is None else page.figures[page.grids - 1])
    if isinstance(block, TableOfContents):
        links = [
            f'<li><a href="#heading-{number}">{"&nbsp;" * 4 * (level - 1)}{escape(text)}</a></li>'
            for number, (level, text) in enumerate(page.contents, 1)
        ]
        return f"<nav><ul>{''.join(links)}</ul></nav>"
    return _text_block(block) if isinstance(block, _TEXTS) else _other_block(block)


_TEXTS: Final = (Paragraph, BlockQuote, CalloutBlock, List, CodeBlock, MarkdownBlock, LatexBlock)


def _text_block(
    block: Paragraph | BlockQuote | CalloutBlock | List | CodeBlock | MarkdownBlock | LatexBlock,
) -> str:
    match block:
        case Paragraph():
            return f"<p>{_inline(block.text)}</p>" if block.text else ""
        case BlockQuote():
            return f"<blockquote>{_inline(block.text)}</blockquote>"
        case CalloutBlock():
            return f"<aside>{''.join(f'<p>{_inline(line)}</p>' for line in block.lines)}</aside>"
        case List():
            return _list(block)
        case CodeBlock():
            return f"<pre><code>{escape(block.code)}</code></pre>"
        case MarkdownBlock():
            return html_of_markdown(block.text)
        case LatexBlock():
            return f"<pre>{escape(block.text)}</pre>"


def _other_block(block: Block) -> str:
    match block:
        case HorizontalRule():
            return "<hr>"
        case Image():
            return f"<p>{_link(block.url, f'Image: {block.caption or block.url}')}</p>"
        case Video():
            return f"<p>{_link(block.url, f'Video: {block.url}')}</p>"
        case Spotify():
            url = f"https://open.spotify.com/track/{block.spotify_id}"
            return f"<p>{_link(url, 'Spotify')}</p>"
        case Gallery():
            shown = (
                f"Report {escape(each.report_id)}"
                if isinstance(each, GalleryReport)
                else _link(each.url, each.title or each.url)
                for each in block.items
            )
            return f"<ul>{''.join(f'<li>{each}</li>' for each in shown)}</ul>"
        case UnknownBlock():
            kind = block.kind
        case _:
            kind = str(block.to_spec().get("type"))
    return f'<p class="note">A block of kind “{escape(kind)}” is not shown here.</p>'


def _grid(grid: PanelGrid, figures: Sequence[Figure] | None) -> str:
    names = escape(", ".join(each.name for each in grid.runsets))
    if figures is None:
        figures = [
            Figure(
                each.title or each.kind, note=f"{each.kind}: {', '.join(each.metrics)}".rstrip(": ")
            )
            for each in grid.panels
        ]
    drawn = "\n".join(each.to_html() for each in figures)
    return f'<section class="grid"><p>Runs: {names}</p>\n{drawn}\n</section>'


def _list(block: List) -> str:
    element = "ol" if block.ordered else "ul"
    return f"<{element}>{''.join(map(_item, block.items))}</{element}>"


def _item(item: ListItem) -> str:
    box = "" if item.checked is None else "☑ " if item.checked else "☐ "
    return f"<li>{box}{_inline(item.text)}{''.join(map(_list, item.items))}</li>"


_MARKS: Final[Mapping[str, str]] = {
    "code": "code",
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strikethrough": "s",
}


def _inline(text: Text) -> str:
    return "".join(map(_span, text))


def _span(span: Span) -> str:
    shown = escape(span.text).replace("\n", "<br>")
    if span.latex:
        return f"<code>{shown}</code>"
    for mark, element in _MARKS.items():
        if getattr(span, mark):
            shown = f"<{element}>{shown}</{element}>"
    if span.url is None or not _leads_somewhere(span.url):
        return shown
    return f'<a href="{escape(span.url)}" rel="noopener noreferrer">{shown}</a>'


def _link(url: str, text: str) -> str:
    if not _leads_somewhere(url):
        return escape(text)
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(text)}</a>'


def _leads_somewhere(url: str) -> bool:
    """Return whether a URL is safe as a link. A script URL would run as part of the page."""
    try:
        return urlsplit(url.strip()).scheme.lower() in ("http", "https", "mailto")
    except ValueError:
        return False
