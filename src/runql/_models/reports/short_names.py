"""Constructors of headings, lists and spans, with names as in wandb-workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.reports.blocks import Heading, List, ListItem
from runql._models.reports.panels.arguments import is_one
from runql._models.reports.text import Span
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._models.reports.kinds import Block
    from runql._models.reports.text import TextLike

__all__ = [
    "H1",
    "H2",
    "H3",
    "CheckedList",
    "CheckedListItem",
    "InlineCode",
    "InlineLatex",
    "Link",
    "OrderedList",
    "UnorderedList",
]


def H1(text: TextLike = "", collapsed_blocks: Iterable[Block] | None = None) -> Heading:
    """Return a heading of the first level.

    Args:
        text: Text of the heading.
        collapsed_blocks: Blocks that are hidden until the reader opens the heading.
    """
    return Heading(text, 1, collapsed_blocks)


def H2(text: TextLike = "", collapsed_blocks: Iterable[Block] | None = None) -> Heading:
    """Return a heading of the second level.

    Args:
        text: Text of the heading.
        collapsed_blocks: Blocks that are hidden until the reader opens the heading.
    """
    return Heading(text, 2, collapsed_blocks)


def H3(text: TextLike = "", collapsed_blocks: Iterable[Block] | None = None) -> Heading:
    """Return a heading of the third level.

    Args:
        text: Text of the heading.
        collapsed_blocks: Blocks that are hidden until the reader opens the heading.
    """
    return Heading(text, 3, collapsed_blocks)


def UnorderedList(items: Iterable[ListItem | TextLike]) -> List:
    """Return a bulleted list.

    Args:
        items: Items of the list. An item can be a string or spans.
    """
    return List(items)


def OrderedList(items: Iterable[ListItem | TextLike]) -> List:
    """Return a numbered list.

    Args:
        items: Items of the list. An item can be a string or spans.
    """
    return List(items, ordered=True)


def CheckedList(items: Iterable[ListItem]) -> List:
    """Return a list with checkboxes.

    Args:
        items: Items created with `CheckedListItem`.

    Raises:
        UsageError: If an item has no checkbox.
    """
    found = list(items)
    for each in found:
        if not is_one(each, ListItem) or each.checked is None:
            raise UsageError(
                f"items must be created with CheckedListItem, got {each!r}.",
                hint='Pass [CheckedListItem("done", checked=True)].',
            )
    return List(found)


def CheckedListItem(text: TextLike = "", checked: bool = False) -> ListItem:
    """Return a list item with a checkbox.

    Args:
        text: Text of the item.
        checked: Whether the checkbox is checked.
    """
    return ListItem(text, checked)


def Link(text: str, url: str) -> Span:
    """Return text with a link.

    Args:
        text: Link text.
        url: Link target.
    """
    return Span(text, url=url)


def InlineLatex(text: str) -> Span:
    """Return an inline formula.

    Args:
        text: LaTeX source.
    """
    return Span(text, latex=True)


def InlineCode(text: str) -> Span:
    """Return inline code.

    Args:
        text: Source code.
    """
    return Span(text, code=True)
