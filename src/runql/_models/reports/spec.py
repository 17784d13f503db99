"""The spec of a report: read into blocks, and written from them.

A block that was read and is written unchanged is what the web app wrote, to the letter; blocks of
kinds that runql does not know are never anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

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
from runql._models.reports.panels import PanelGrid, read_grid
from runql._models.reports.text import plain_text, read_text
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runql._models.reports.blocks import Raw
    from runql._models.reports.text import Text
    from runql._wire.json_types import JsonValue

__all__ = ["read_blocks", "write_block"]


def read_blocks(spec: Mapping[str, JsonValue]) -> tuple[Block, ...]:
    """Return the blocks of a spec; of an older one, without blocks, its groups of panels."""
    blocks = spec.get("blocks")
    if isinstance(blocks, list):
        return tuple(_read(block) for block in blocks if isinstance(block, dict))
    groups = spec.get("panelGroups")
    return tuple(
        read_grid(group)
        for group in (groups if isinstance(groups, list) else [])
        if isinstance(group, dict)
    )


def write_block(block: Block) -> dict[str, JsonValue]:
    """Return a block as a spec has it: as it was read when nothing of it has changed.

    Raises:
        UsageError: If it is not a block.
    """
    if not isinstance(block, get_args(Block)):
        raise UsageError(
            f"blocks must hold blocks of runql.reports, got {block!r}.",
            hint='Use MarkdownBlock("text") for text.',
        )
    if isinstance(block, PanelGrid | UnknownBlock):
        return dict(block.raw)
    if block.raw and _read(block.raw) == block:
        return dict(block.raw)
    # What the web app keeps next to the text, such as comments, stays with an edited block.
    return {**block.raw, **block.to_spec()}


def _read(raw: Raw) -> Block:
    kind = str(raw.get("type", ""))
    reader = _READERS.get(kind)
    if reader is None:
        return UnknownBlock(kind, raw)
    return reader(raw, read_text(raw.get("children")))


def _read_list(raw: Raw, _text: Text = ()) -> List:
    items = tuple(map(_read_item, _objects(raw.get("children"))))
    return List(items, bool(raw.get("ordered")), raw=raw)


def _read_item(raw: Raw) -> ListItem:
    children = _objects(raw.get("children"))
    own: list[JsonValue] = [dict(child) for child in children if child.get("type") != "list"]
    lists = tuple(_read_list(child) for child in children if child.get("type") == "list")
    checked = raw.get("checked")
    return ListItem(read_text(own), checked if isinstance(checked, bool) else None, lists)


def _read_code(raw: Raw, _text: Text) -> CodeBlock:
    lines = [plain_text(read_text(line.get("children"))) for line in _objects(raw.get("children"))]
    return CodeBlock("\n".join(lines), str(raw.get("language") or "python"), raw=raw)


def _read_callout(raw: Raw, _text: Text) -> CalloutBlock:
    lines = (read_text(line.get("children")) for line in _objects(raw.get("children")))
    return CalloutBlock(tuple(lines), raw=raw)


def _read_heading(raw: Raw, text: Text) -> Heading:
    level = raw.get("level")
    return Heading(text, level if isinstance(level, int) else 1, raw=raw)


_READERS: dict[str, Callable[[Raw, Text], Block]] = {
    "block-quote": lambda raw, text: BlockQuote(text, raw=raw),
    "callout-block": _read_callout,
    "code-block": _read_code,
    "default": lambda raw, text: Paragraph(text, raw=raw),
    "heading": _read_heading,
    "horizontal-rule": lambda raw, _: HorizontalRule(raw=raw),
    "image": lambda raw, text: Image(str(raw.get("url", "")), plain_text(text), raw=raw),
    "latex": lambda raw, _: LatexBlock(str(raw.get("content", "")), raw=raw),
    "list": _read_list,
    "markdown-block": lambda raw, _: MarkdownBlock(str(raw.get("content", "")), raw=raw),
    "panel-grid": lambda raw, _: read_grid(raw),
    "paragraph": lambda raw, text: Paragraph(text, raw=raw),
    "table-of-contents": lambda raw, _: TableOfContents(raw=raw),
    "video": lambda raw, _: Video(str(raw.get("url", "")), raw=raw),
}


def _objects(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
