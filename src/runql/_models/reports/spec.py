"""Conversion between the spec of a report and its blocks.

A block that is read and written unchanged keeps the web app's spec exactly. Blocks of unknown kinds always keep it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from runql._models.reports.blocks import (
    BlockQuote,
    CalloutBlock,
    CodeBlock,
    Heading,
    List,
    ListItem,
    Original,
    Paragraph,
    WrittenBlock,
)
from runql._models.reports.embeds import (
    Gallery,
    GalleryReport,
    GalleryURL,
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
from runql._models.reports.kinds import Block
from runql._models.reports.panels.arguments import Kept
from runql._models.reports.panels.base import UnknownPanel
from runql._models.reports.panels.grids import PanelGrid, read_grid
from runql._models.reports.text import plain_text, read_text
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from runql._models.reports.blocks import Raw
    from runql._models.reports.text import Text
    from runql._wire.json_types import JsonValue

__all__ = ["every_block", "read_blocks", "unknown_parts", "write_block"]


def read_blocks(spec: Mapping[str, JsonValue]) -> tuple[Block, ...]:
    """Return the blocks of a spec, or the panel groups of a spec in the older format."""
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
    """Return the spec of a block. An unchanged block keeps its original spec.

    Raises:
        UsageError: If the value is not a block.
    """
    if not isinstance(block, get_args(Block)):
        raise UsageError(
            f"blocks must contain blocks of runql.reports, got {block!r}.",
            hint='Use MarkdownBlock("text") for text.',
        )
    found: dict[str, JsonValue] = block.to_spec()
    return found


def every_block(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, including those in collapsed headings, in the report's order."""
    for block in blocks:
        yield block
        if isinstance(block, Heading):
            yield from every_block(block.collapsed_blocks)


def unknown_parts(block: Block) -> list[UnknownBlock | UnknownPanel]:
    """Return the parts of a block that runql cannot write: blocks and panels of unknown kinds."""
    found: list[UnknownBlock | UnknownPanel] = []
    for each in every_block([block]):
        if isinstance(each, UnknownBlock):
            found.append(each)
        elif isinstance(each, PanelGrid):
            found += [panel for panel in each.panels if isinstance(panel, UnknownPanel)]
    return found


def _read(raw: Raw) -> Block:
    kind = str(raw.get("type", ""))
    reader = _READERS.get(kind)
    if reader is None:
        return UnknownBlock(kind, raw)
    try:
        block = reader(raw, read_text(raw.get("children")))
    except (UsageError, TypeError, ValueError, AttributeError):
        return UnknownBlock(kind, raw)  # The web app wrote a value of another type.
    return cast("Block", _kept(block, raw)) if isinstance(block, WrittenBlock) else block


WrittenT = TypeVar("WrittenT", bound=WrittenBlock)


def _kept(block: WrittenT, raw: Raw) -> WrittenT:
    return replace(block, raw=Original(raw, block.written()))


def _read_list(raw: Raw, _text: Text = ()) -> List:
    items = tuple(map(_read_item, _objects(raw.get("children"))))
    return _kept(List(items, bool(raw.get("ordered"))), raw)


def _read_item(raw: Raw) -> ListItem:
    children = _objects(raw.get("children"))
    own: list[JsonValue] = [dict(child) for child in children if child.get("type") != "list"]
    lists = tuple(_read_list(child) for child in children if child.get("type") == "list")
    checked = raw.get("checked")
    return ListItem(read_text(own), checked if isinstance(checked, bool) else None, lists)


def _read_code(raw: Raw, _text: Text) -> CodeBlock:
    lines = [plain_text(read_text(line.get("children"))) for line in _objects(raw.get("children"))]
    return CodeBlock("\n".join(lines), Kept(raw.get("language") or "python"))


def _read_callout(raw: Raw, _text: Text) -> CalloutBlock:
    lines = (read_text(line.get("children")) for line in _objects(raw.get("children")))
    return CalloutBlock(tuple(lines))


def _read_heading(raw: Raw, text: Text) -> Heading:
    level = raw.get("level")
    hidden = [_read(each) for each in _objects(raw.get("collapsedChildren"))]
    return Heading(text, level if isinstance(level, int) else 1, hidden)


def _read_gallery(raw: Raw, _text: Text) -> Gallery:
    ids = raw.get("ids")
    if isinstance(ids, list) and ids:
        return Gallery([GalleryReport(str(each)) for each in ids])
    items: list[GalleryReport | GalleryURL] = []
    for link in _objects(raw.get("links")):
        if link.get("type") == "report":
            items.append(GalleryReport(str(link["id"])))
        else:
            shown = (link.get("title"), link.get("description"), link.get("imageURL"))
            items.append(GalleryURL(str(link.get("url")), *cast("tuple[str, str, str]", shown)))
    return Gallery(items)


_READERS: dict[str, Callable[[Raw, Text], Block]] = {
    "block-quote": lambda _raw, text: BlockQuote(text),
    "callout-block": _read_callout,
    "code-block": _read_code,
    "default": lambda _raw, text: Paragraph(text),
    "gallery": _read_gallery,
    "heading": _read_heading,
    "horizontal-rule": lambda _raw, _: HorizontalRule(),
    "image": lambda raw, text: Image(str(raw.get("url", "")), plain_text(text)),
    "latex": lambda raw, _: LatexBlock(str(raw.get("content", ""))),
    "list": _read_list,
    "markdown-block": lambda raw, _: MarkdownBlock(str(raw.get("content", ""))),
    "panel-grid": lambda raw, _: read_grid(raw),
    "paragraph": lambda _raw, text: Paragraph(text),
    "soundcloud": lambda raw, _: SoundCloud(str(raw.get("html", ""))),
    "spotify": lambda raw, _: Spotify(str(raw.get("spotifyID", ""))),
    "table-of-contents": lambda _raw, _: TableOfContents(),
    "twitter": lambda raw, _: Twitter(str(raw.get("html", ""))),
    "video": lambda raw, _: Video(str(raw.get("url", ""))),
    "weave-panel": lambda raw, _: WeaveBlock(_object(raw.get("config"))),
}


def _objects(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}
