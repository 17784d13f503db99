"""The names of wandb-workspaces for headings, paragraphs, lists and stretches of text."""

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
        text: What it says.
        collapsed_blocks: Blocks that readers see when they open it.
    """
    return Heading(text, 1, collapsed_blocks)


def H2(text: TextLike = "", collapsed_blocks: Iterable[Block] | None = None) -> Heading:
    """Return a heading of the second level.

    Args:
        text: What it says.
        collapsed_blocks: Blocks that readers see when they open it.
    """
    return Heading(text, 2, collapsed_blocks)


def H3(text: TextLike = "", collapsed_blocks: Iterable[Block] | None = None) -> Heading:
    """Return a heading of the third level.

    Args:
        text: What it says.
        collapsed_blocks: Blocks that readers see when they open it.
    """
    return Heading(text, 3, collapsed_blocks)


def UnorderedList(items: Iterable[ListItem | TextLike]) -> List:
    """Return a list with dots.

    Args:
        items: Its items; a string or spans are an item.
    """
    return List(items)


def OrderedList(items: Iterable[ListItem | TextLike]) -> List:
    """Return a list with numbers.

    Args:
        items: Its items; a string or spans are an item.
    """
    return List(items, ordered=True)


def CheckedList(items: Iterable[ListItem]) -> List:
    """Return a list with boxes to tick off.

    Args:
        items: Its items, made by `CheckedListItem`.

    Raises:
        UsageError: If an item has no box.
    """
    found = list(items)
    for each in found:
        if not is_one(each, ListItem) or each.checked is None:
            raise UsageError(
                f"items must be made by CheckedListItem, got {each!r}.",
                hint='Pass [CheckedListItem("done", checked=True)].',
            )
    return List(found)


def CheckedListItem(text: TextLike = "", checked: bool = False) -> ListItem:
    """Return an item with a box to tick off.

    Args:
        text: What it says.
        checked: Whether it is ticked off.
    """
    return ListItem(text, checked)


def Link(text: str, url: str) -> Span:
    """Return a stretch of text that leads somewhere.

    Args:
        text: What it says.
        url: Where it leads.
    """
    return Span(text, url=url)


def InlineLatex(text: str) -> Span:
    """Return a formula in a line of text.

    Args:
        text: Its LaTeX.
    """
    return Span(text, latex=True)


def InlineCode(text: str) -> Span:
    """Return a stretch of text that is set as code.

    Args:
        text: The code.
    """
    return Span(text, code=True)
