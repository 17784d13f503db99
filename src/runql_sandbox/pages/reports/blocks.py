"""Blocks of a report, in the form that the templates need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.markdown import is_web_address, markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Block", "Span", "objects", "read_block", "read_spans"]

_DEEPEST: Final = 20
_MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text.

    Attributes:
        text: The text.
        marks: Formatting as HTML elements, from the outside in.
        href: Link target; empty if the text is not a link.
        latex: Whether the text is a formula.
    """

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    latex: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A block for the template.

    Attributes:
        kind: Template block that renders it.
        values: Values for the template block.
    """

    kind: str
    values: Mapping[str, Any]


_MARKS: Final = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strikethrough": "s",
    "inlineCode": "code",
}


def read_block(raw: Mapping[str, Any]) -> Block:
    """Return a block other than a panel grid. For unknown kinds, return its text."""
    kind = str(raw.get("type") or "")
    reader = _READERS.get(kind)
    if reader is None:
        return Block(
            "unknown", {"name": kind or "unnamed", "spans": read_spans(raw.get("children"))}
        )
    return reader(raw)


def read_spans(children: object, href: str = "", depth: int = 0) -> list[Span]:
    """Return the spans of a block's children."""
    found: list[Span] = []
    if depth > _DEEPEST:
        return found
    for child in objects(children):
        if len(found) >= _MOST:
            break
        if child.get("type") == "latex":
            found.append(Span(str(child.get("content") or ""), latex=True))
        elif "text" in child:
            marks = tuple(element for mark, element in _MARKS.items() if child.get(mark) is True)
            found.append(Span(str(child["text"]), marks, href))
        else:
            url = str(child.get("url") or "")
            link = url if child.get("type") == "link" and is_web_address(url) else href
            found += read_spans(child.get("children"), link, depth + 1)
    return [each for each in found if each.text]


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects in a list; empty if the value is not a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(kind: str) -> Callable[[Mapping[str, Any]], Block]:
    return lambda raw: Block(kind, {"spans": read_spans(raw.get("children"))})


def _heading(raw: Mapping[str, Any]) -> Block:
    level = raw.get("level")
    level = level if isinstance(level, int) and 1 <= level <= 3 else 1
    return Block("heading", {"level": level + 1, "spans": read_spans(raw.get("children"))})


def _code(raw: Mapping[str, Any]) -> Block:
    lines = [
        "".join(span.text for span in read_spans(line.get("children")))
        for line in objects(raw.get("children"))
    ]
    return Block("code", {"text": "\n".join(lines), "language": str(raw.get("language") or "")})


def _callout(raw: Mapping[str, Any]) -> Block:
    lines = [read_spans(line.get("children")) for line in objects(raw.get("children"))]
    return Block("callout", {"lines": lines})


def _list(raw: Mapping[str, Any], depth: int = 0) -> Block:
    items = []
    for item in objects(raw.get("children")):
        children = objects(item.get("children"))
        own = [each for each in children if each.get("type") != "list"]
        inner = [each for each in children if each.get("type") == "list"]
        checked = item.get("checked")
        items.append(
            {
                "spans": read_spans(own),
                "checked": checked if isinstance(checked, bool) else None,
                "lists": [_list(each, depth + 1) for each in inner] if depth < _DEEPEST else [],
            }
        )
    return Block("list", {"items": items, "ordered": bool(raw.get("ordered"))})


def _image(raw: Mapping[str, Any]) -> Block:
    url = raw.get("url")
    caption = "".join(span.text for span in read_spans(raw.get("children")))
    return Block(
        "link", {"href": url if is_web_address(url) else "", "text": f"Image: {caption or url}"}
    )


def _video(raw: Mapping[str, Any]) -> Block:
    url = raw.get("url")
    return Block("link", {"href": url if is_web_address(url) else "", "text": f"Video: {url}"})


_READERS: Final[dict[str, Callable[[Mapping[str, Any]], Block]]] = {
    "block-quote": _text("quote"),
    "callout-block": _callout,
    "code-block": _code,
    "default": _text("paragraph"),
    "heading": _heading,
    "horizontal-rule": lambda _: Block("rule", {}),
    "image": _image,
    "latex": lambda raw: Block("latex", {"text": str(raw.get("content") or "")}),
    "list": _list,
    "markdown-block": lambda raw: Block(
        "markdown", {"html": markdown(str(raw.get("content") or ""))}
    ),
    "paragraph": _text("paragraph"),
    "table-of-contents": lambda _: Block("contents", {}),
    "video": _video,
}
