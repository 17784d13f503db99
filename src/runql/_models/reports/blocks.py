"""Blocks of a report, with conversion to and from the spec, and to Markdown."""

from __future__ import annotations

import abc
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, get_args

from runql._choices import checked_choice
from runql._models.reports.markdown import SEPARATOR, joined, lines_of, one_line
from runql._models.reports.panels.arguments import Argument, Kept, items_of
from runql._models.reports.panels.base import overlaid
from runql._models.reports.text import (
    Span,
    Text,
    TextLike,
    plain_text,
    text_of,
    write_text,
)
from runql._wire.json_types import JsonValue
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._models.reports.kinds import Block

__all__ = [
    "BlockQuote",
    "CalloutBlock",
    "CodeBlock",
    "Heading",
    "Language",
    "List",
    "ListItem",
    "Original",
    "Paragraph",
    "Raw",
    "WrittenBlock",
]

Raw: TypeAlias = "Mapping[str, JsonValue]"

Language: TypeAlias = Literal["javascript", "python", "css", "json", "html", "markdown", "yaml"]
"""Languages with syntax highlighting in the web app."""
_LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


class Original(dict[str, JsonValue]):
    """The original spec of a block, and the spec that runql wrote after reading it.

    Attributes:
        written: Spec that runql wrote directly after reading the block.
    """

    def __init__(self, raw: Raw, written: Raw) -> None:
        super().__init__(raw)
        self.written = written


@dataclass(frozen=True)
class WrittenBlock(abc.ABC):
    """A block with content from users.

    A block from the server preserves keys that runql does not know.

    Attributes:
        raw: Original spec of the block; empty for a new block.
    """

    raw: Raw = field(default_factory=dict[str, JsonValue], compare=False, repr=False, kw_only=True)

    @abc.abstractmethod
    def to_markdown(self) -> str:
        """Return the block as Markdown."""

    @abc.abstractmethod
    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""

    def to_spec(self) -> dict[str, JsonValue]:
        """Return the spec of the block: the original, updated with changed attributes."""
        if isinstance(self.raw, Original):
            return overlaid(self.raw, self.raw.written, self.written())
        return {**self.raw, **self.written()}


def _level(name: str, value: int) -> int:
    if isinstance(value, bool) or value not in (1, 2, 3):
        raise UsageError(f"{name} must be 1, 2 or 3, got {value!r}.")
    return value


def _collapsed(name: str, value: Iterable[Block] | None) -> tuple[Block, ...]:
    found = items_of(name, () if value is None else value)
    for each in found:
        if not hasattr(each, "to_spec") or not hasattr(each, "to_markdown"):
            raise UsageError(f"{name} must contain blocks of runql.reports, got {each!r}.")
    return found


def _checked(name: str, value: bool | None) -> bool | None:
    if value is not None and not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must be True, False or None, got {value!r}.")
    return value


def _truth(name: str, value: bool) -> bool:
    return bool(_checked(name, value))


@dataclass(frozen=True)
class Heading(WrittenBlock):
    """A heading.

    Attributes:
        text: Text of the heading.
        level: Level from 1 (largest) to 3.
        collapsed_blocks: Blocks that are hidden until the reader opens the heading.
    """

    text: Argument[TextLike, Text] = Argument(text_of, ())
    level: Argument[int, int] = Argument(_level, 1)
    collapsed_blocks: Argument[Iterable[Block] | None, tuple[Block, ...]] = Argument(_collapsed, ())

    def to_markdown(self) -> str:
        """Return the heading and its collapsed blocks as Markdown."""
        own = f"{'#' * self.level} {one_line(self.text)}"
        return joined([own, *(each.to_markdown() for each in self.collapsed_blocks)])

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        found: dict[str, JsonValue] = {"type": "heading", "children": write_text(self.text)}
        if self.collapsed_blocks:
            found["collapsedChildren"] = [each.to_spec() for each in self.collapsed_blocks]
        return {**found, "level": self.level}


@dataclass(frozen=True)
class Paragraph(WrittenBlock):
    """A paragraph.

    Attributes:
        text: Text of the paragraph.
    """

    text: Argument[TextLike, Text] = Argument(text_of, ())

    def to_markdown(self) -> str:
        """Return the paragraph as Markdown."""
        return lines_of(self.text)

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "paragraph", "children": write_text(self.text)}


@dataclass(frozen=True)
class BlockQuote(WrittenBlock):
    """A quotation.

    Attributes:
        text: Text of the quotation.
    """

    text: Argument[TextLike, Text] = Argument(text_of, ())

    def to_markdown(self) -> str:
        """Return the quotation as Markdown."""
        return _prefixed(lines_of(self.text), "> ")

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        return {"type": "block-quote", "children": write_text(self.text)}


def _lines(name: str, value: TextLike | Iterable[Text]) -> tuple[Text, ...]:
    if isinstance(value, str | Span):
        return (text_of(name, value),)
    found = items_of(name, value)
    if all(isinstance(each, tuple | list) for each in found):
        return tuple(text_of(name, cast("TextLike", each)) for each in found)
    return (text_of(name, cast("TextLike", found)),)


@dataclass(frozen=True)
class CalloutBlock(WrittenBlock):
    """A callout box.

    Attributes:
        lines: Text, one item per line. A string is one line.
    """

    lines: Argument[TextLike | Iterable[Text], tuple[Text, ...]] = Argument(_lines, ())

    def to_markdown(self) -> str:
        """Return the callout as a Markdown quotation, line by line."""
        return _prefixed(lines_of(_with_breaks(self.lines)), "> ")

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        lines: list[JsonValue] = [
            {"type": "callout-line", "children": write_text(line)} for line in self.lines
        ]
        return {"type": "callout-block", "children": lines}


def _lists(name: str, value: Iterable[List]) -> tuple[List, ...]:
    found = items_of(name, value)
    if not all(isinstance(each, List) for each in found):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must contain only List values, got {value!r}.")
    return found


def _items(name: str, value: Iterable[ListItem | TextLike]) -> tuple[ListItem, ...]:
    return tuple(
        each if isinstance(each, ListItem) else ListItem(each) for each in items_of(name, value)
    )


@dataclass(frozen=True)
class ListItem:
    """An item of a list.

    Attributes:
        text: Text of the item.
        checked: Whether the item's checkbox is checked; None for an item without checkbox.
        items: Lists nested in the item.
    """

    text: Argument[TextLike, Text] = Argument(text_of, ())
    checked: Argument[bool | None, bool | None] = Argument(_checked, None)
    items: Argument[Iterable[List], tuple[List, ...]] = Argument(_lists, ())


@dataclass(frozen=True)
class List(WrittenBlock):
    """A list with bullets, numbers or checkboxes.

    Attributes:
        items: Items of the list.
        ordered: Whether items are numbered.
    """

    items: Argument[Iterable[ListItem | TextLike], tuple[ListItem, ...]] = Argument(_items, ())
    ordered: Argument[bool, bool] = Argument(_truth, default=False)

    def to_markdown(self) -> str:
        """Return the list as Markdown."""
        lines: list[str] = []
        for number, item in enumerate(self.items, 1):
            sign = f"{number}." if self.ordered else "-"
            box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
            indent = " " * (len(sign) + 1)
            first, *rest = lines_of(item.text).split("\n")
            lines += [f"{sign} {box}{first}", *(f"{indent}{line}" for line in rest)]
            lines += [_prefixed(inner, indent) for inner in _nested(item)]
        return "\n".join(lines)

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        mark: dict[str, JsonValue] = {"ordered": True} if self.ordered else {}
        items: list[JsonValue] = [{**self._item(item), **mark} for item in self.items]
        return {"type": "list", "children": items, **mark}

    def _item(self, item: ListItem) -> dict[str, JsonValue]:
        paragraph: JsonValue = {"type": "paragraph", "children": write_text(item.text)}
        inner: list[JsonValue] = [each.to_spec() for each in item.items]
        written: dict[str, JsonValue] = {"type": "list-item", "children": [paragraph, *inner]}
        return written if item.checked is None else {**written, "checked": item.checked}


def _code(name: str, value: TextLike) -> str:
    return plain_text(text_of(name, value))


def _language(name: str, value: str) -> str:
    # A language from the server stays, even if runql does not know it.
    return value if isinstance(value, Kept) else checked_choice(name, value, _LANGUAGES)


@dataclass(frozen=True)
class CodeBlock(WrittenBlock):
    """A block of code.

    Attributes:
        code: Source code.
        language: Programming language.
    """

    code: Argument[TextLike, str] = Argument(_code, "")
    language: Argument[str, str] = Argument(_language, "python")

    def to_markdown(self) -> str:
        """Return the code as a fenced Markdown block."""
        fence = _fence(self.code)
        return f"{fence}{self.language}\n{self.code}\n{fence}"

    def written(self) -> dict[str, JsonValue]:
        """Return the spec of the block, built from its attributes."""
        lines: list[JsonValue] = [
            {"type": "code-line", "children": [{"text": line}], "language": self.language}
            for line in self.code.split("\n")
        ]
        return {"type": "code-block", "children": lines, "language": self.language}


def _with_breaks(lines: Iterable[Text]) -> Iterable[Span]:
    for number, line in enumerate(lines):
        yield from (Span("\n"), *line) if number else line


def _nested(item: ListItem) -> Iterable[str]:
    """Yield the lists of an item as Markdown, with comments that keep them apart."""
    before: List | None = None
    for inner in item.items:
        if not inner.items:
            continue
        is_same = before is not None and before.ordered == inner.ordered
        # Below a line of text, an empty item would be text, or turn the line into a heading.
        if is_same or not lines_of(inner.items[0].text):
            yield SEPARATOR
        yield inner.to_markdown()
        before = inner


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}" for line in text.split("\n"))


def _fence(code: str) -> str:
    fence = "```"
    while fence in code:
        fence += "`"
    return fence
