"""Markdown of reports renders as the text of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from runql.reports import (
    BlockQuote,
    CalloutBlock,
    Gallery,
    GalleryURL,
    Heading,
    Image,
    InlineCode,
    Link,
    List,
    Paragraph,
    Span,
    Video,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

    from runql._models.reports.kinds import Block

_READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def rendered(block: Block) -> str:
    page: str = _READER.render(block.to_markdown())
    return page.strip()


@pytest.mark.parametrize(
    "text",
    [
        "1. step", "2) step", "- minus", "+ plus", "= equals", "    indented", "---", "# hash", "> quote",
        "a &amp; b", "&#35;", "![a](b)", "a | b\n--- | ---", "costs $5 or $6", "ends with \\", "~~~", "```",
    ],
)  # fmt: skip
def test_text_with_signs_of_markdown_is_a_paragraph_with_this_text(text: str) -> None:
    page = rendered(Paragraph(text))

    tokens = _READER.parse(Paragraph(text).to_markdown())
    assert [each.type for each in tokens] == ["paragraph_open", "inline", "paragraph_close"], page
    assert _plain(tokens) == "\n".join(line.strip() for line in text.split("\n"))


def test_line_breaks_of_a_text_stay_in_its_block() -> None:
    assert rendered(Paragraph("a\n\nb\n===\n")) == "<p>a<br />\n<br />\nb<br />\n===</p>"
    assert rendered(Heading("a\nb", 2)) == "<h2>a b</h2>"
    assert rendered(BlockQuote("a\n\nb")) == (
        "<blockquote>\n<p>a<br />\n<br />\nb</p>\n</blockquote>"
    )
    assert rendered(CalloutBlock([(Span("- a"),), (Span("b"),)])) == (
        "<blockquote>\n<p>- a<br />\nb</p>\n</blockquote>"
    )
    assert rendered(List(["a\n\nb", "- c"])) == (
        "<ul>\n<li>a<br />\n<br />\nb</li>\n<li>- c</li>\n</ul>"
    )


@pytest.mark.parametrize("code", ["a`b", "`", "``", "```", "a\\", " a ", "*a*", "`a``b"])
def test_code_in_a_text_keeps_its_backticks(code: str) -> None:
    shown = code.replace("<", "&lt;")

    assert rendered(Paragraph([InlineCode(code)])) == f"<p><code>{shown}</code></p>"


def test_targets_of_links_may_contain_any_character() -> None:
    url = "http://a/b c>d\\e?x=1&copy;=\n2"
    href = "http://a/b%20c%3Ed%5Ce?x=1&amp;copy;=%0A2"

    assert rendered(Paragraph(Link("t", url))) == f'<p><a href="{href}">t</a></p>'
    assert f'href="{href}"' in rendered(Gallery([GalleryURL(url, "t")]))
    assert f'href="{href}"' in rendered(Video(url))
    assert rendered(Image(url, "a]b")) == f'<p><img src="{href}" alt="a]b" /></p>'
    assert rendered(Paragraph(["wow!", Link("t", "u")])) == '<p>wow!<a href="u">t</a></p>'


_spans = st.builds(
    Span,
    st.text("ab*_`(.! \\~é-1|", min_size=1, max_size=4),
    bold=st.booleans(),
    italic=st.booleans(),
    strikethrough=st.booleans(),
    code=st.sampled_from([False, False, False, True]),
    url=st.sampled_from([None, None, None, "u"]),
)


@given(st.lists(_spans, min_size=1, max_size=5))
def test_formatted_text_keeps_its_text_and_its_format(spans: list[Span]) -> None:
    source = Paragraph(spans).to_markdown()

    assert _letters(source) == [
        (char, *_format(span)) for span in spans for char in span.text if not char.isspace()
    ], source


def _format(span: Span) -> tuple[bool, bool, bool, bool, bool]:
    return span.bold, span.italic, span.strikethrough, span.code, span.url is not None


def _letters(source: str) -> list[tuple[str, bool, bool, bool, bool, bool]]:
    """Return the letters of a rendered paragraph, each with its format."""
    on = dict.fromkeys(("strong", "em", "s", "link"), 0)
    found: list[tuple[str, bool, bool, bool, bool, bool]] = []
    for token in [inner for each in _READER.parse(source) for inner in each.children or []]:
        kind, _, end = token.type.rpartition("_")
        if kind in on:
            on[kind] += 1 if end == "open" else -1
        style = (on["strong"] > 0, on["em"] > 0, on["s"] > 0)
        found += [
            (char, *style, token.type == "code_inline", on["link"] > 0)
            for char in token.content
            if not char.isspace()
        ]
    return found


def test_signs_of_neighboring_formats_are_told_apart() -> None:
    """Signs of different formats that touch, which an asterisk between them would confuse."""
    bold, italic, both = Span("b", bold=True), Span("i", italic=True), Span("x", True, True)

    assert Paragraph([bold, Span("c", bold=True)]).to_markdown() == "**bc**"
    assert Paragraph(both).to_markdown() == "***x***"
    assert rendered(Paragraph([italic, bold, both])) == (
        "<p><em>i</em><strong>b<em>x</em></strong></p>"
    )
    assert (
        rendered(Paragraph(["x", Span("(a)", bold=True), "y"])) == "<p>x<strong>(a)</strong>y</p>"
    )


def _plain(tokens: list[Token]) -> str:
    children = [inner for each in tokens for inner in each.children or []]
    return "".join("\n" if each.type == "hardbreak" else each.content for each in children)
