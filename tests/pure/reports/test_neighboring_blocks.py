"""Blocks of a report that follow each other in Markdown are the blocks that they are alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from runql.reports import (
    Block,
    BlockQuote,
    CalloutBlock,
    CodeBlock,
    Gallery,
    GalleryURL,
    Heading,
    HorizontalRule,
    LatexBlock,
    List,
    ListItem,
    MarkdownBlock,
    PanelGrid,
    Paragraph,
    Runset,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

BLOCKS: tuple[Block, ...] = (
    Paragraph("text"),
    Paragraph("- no list"),
    Paragraph("1. no list"),
    Paragraph("  two lines\n    of text"),
    Heading("head", 2),
    Heading("outer", collapsed_blocks=[List(["a"]), List(["b"]), Paragraph("c")]),
    BlockQuote("quoted"),
    CalloutBlock(["line", "line"]),
    List(["a", "b"]),
    List(["c"]),
    List(["x", "y"], ordered=True),
    List([ListItem("open", checked=False), ListItem("done", checked=True)]),
    List([ListItem("a", items=[List(["b"]), List(["c"]), List(["d"], ordered=True)])]),
    List([ListItem("a", items=[List([""])]), ListItem("", items=[List(["", "b"])])]),
    CodeBlock("print(1)"),
    CodeBlock("- a\n\n    b\n``\n```"),
    LatexBlock("x^2"),
    HorizontalRule(),
    PanelGrid(runsets=[Runset(name="runs")]),
    Gallery([GalleryURL("http://a/b", "t")]),
)

SOURCES = (
    "- a", "* a", "+ a\n  + b", "1. x\n2. y", "1) x", "- a\n\n  more", "- a\n\nend", "a\n- b", "- a\nlazy",
    "    code", "\tcode", "  indented", " - a", "```\nopen", "~~~ py\n- x\n~~", "```py\nclosed\n```",
    "> ```\n> open", "> - a", "<!-- a -->", "<pre>- a</pre>", "<div>open",
    "a | b\n--- | ---\n1 | 2", "***", "- - -", "# head", "text", "a\n===", "10. x", "-", "1.", "- \n\n  a",
)  # fmt: skip

_blocks = st.sampled_from([*BLOCKS, *map(MarkdownBlock, SOURCES)])


def page_of(blocks: Sequence[Block]) -> str:
    return Heading("Title", collapsed_blocks=blocks).to_markdown()


def rendered(source: str) -> str:
    page: str = _READER.render(f"{source}\n")
    return page.replace("<!-- -->\n", "").rstrip()


@pytest.mark.parametrize("one", BLOCKS, ids=lambda block: type(block).__name__)
def test_two_equal_blocks_are_two(one: Block) -> None:
    alone = rendered(one.to_markdown())

    page = rendered(page_of([one, one]))

    assert page == f"<h1>Title</h1>\n{alone}\n{alone}"


@given(st.lists(_blocks, min_size=2, max_size=4))
@example([List(["a"]), List(["b"])])
@example([List(["a"]), MarkdownBlock("    code")])
@example([MarkdownBlock("```\nopen"), Paragraph("text")])
def test_blocks_in_a_row_are_what_they_are_alone(blocks: list[Block]) -> None:
    alone = [rendered(each.to_markdown()) for each in blocks]

    source = page_of(blocks)

    assert rendered(source) == "\n".join(["<h1>Title</h1>", *alone]), source


def test_lists_without_a_neighbor_have_no_comment() -> None:
    blocks: list[Block] = [
        List(["a"]),
        Paragraph("b"),
        List(["c"]),
        List(["d"], ordered=True),
        CodeBlock("- e"),
    ]

    assert "<!--" not in page_of(blocks)


def test_lists_of_an_item_are_apart() -> None:
    nested = List([ListItem("a", items=[List(["b"]), List(["c"])])])

    assert nested.to_markdown() == "- a\n  - b\n  <!-- -->\n  - c"
    assert _READER.render(nested.to_markdown()).count("<ul>") == 3


@pytest.mark.parametrize(
    ("source", "end"), [("<!-- open", "-->"), ("<pre>\n\n- x", "</pre>"), ("<Script>", "</script>")]
)
def test_html_that_is_left_open_hides_no_other_block(source: str, end: str) -> None:
    page = rendered(page_of([MarkdownBlock(source), Paragraph("text")]))

    assert page == f"<h1>Title</h1>\n{source}\n{end}\n<p>text</p>"
