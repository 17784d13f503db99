"""Running text of a report as Markdown that renders as the same text."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._models.reports.text import Span

__all__ = [
    "SEPARATOR",
    "code_of",
    "inline",
    "joined",
    "lines_of",
    "link_to",
    "one_line",
    "text_of_lines",
]

SEPARATOR: Final = "<!-- -->"
"""Comment between two lists, which Markdown would read as one list."""

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#|~$]|&(?=#?\w)|!$")
_START: Final = re.compile(r"(?m)^[ \t]*(?:([-+=])|(\d{1,9})([.)]))?")
_ENDS: Final = re.compile(r"\A(?:\\\n|\s)+|(?:\\\n|\s)+\Z")
_MARKS: Final = (("bold", "**"), ("italic", "*"), ("strikethrough", "~~"))
_ITEM: Final = re.compile(r"([ \t]*)(?:([-+*])|\d{1,9}([.)]))(?:[ \t]|$)")
_RULE: Final = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$")
_FENCE: Final = re.compile(r" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$")
_HTML: Final = re.compile(r" {0,3}<(?:(!--)|(pre|script|style|textarea)(?:[\s>]|$))", re.IGNORECASE)


def inline(text: Iterable[Span]) -> str:
    """Return spans as Markdown for the middle of a line. Line breaks become hard breaks."""
    spans = [part for span in text for part in _trimmed(span)]
    parts: list[_Part] = []
    for url, group in groupby(spans, key=lambda span: None if span.latex else span.url):
        inner = _marked(list(group), 0)
        parts += inner if url is None else [_Part("["), *inner, _Part(f"]{link_to(url)}")]
    _distinguish(parts)
    _separate(parts)
    return "".join(part.text for part in parts)


def lines_of(text: Iterable[Span]) -> str:
    """Return spans as a Markdown paragraph: no line starts a list, a heading or a block of code."""
    return _at_line_starts(inline(text))


def one_line(text: Iterable[Span]) -> str:
    """Return spans as one line of Markdown, for a heading."""
    return _at_line_starts(" ".join(inline(text).split("\\\n")))


def text_of_lines(text: str) -> str:
    """Return a string as a Markdown paragraph that renders as the same text."""
    return _at_line_starts(_escaped(text))


def code_of(text: str) -> str:
    """Return a string as inline code."""
    shown = " ".join(re.split(r"[\r\n]+", text))
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    ends = shown[:1] + shown[-1:]
    pad = " " if "`" in ends or (ends == "  " and shown.strip()) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def link_to(url: str) -> str:
    """Return a URL as the target of a Markdown link, with its parentheses."""
    shown = re.sub(r"[\\<>]|&(?=#?\w)", r"\\\g<0>", url)
    line = shown.replace("\r", "%0D").replace("\n", "%0A")
    return f"(<{line}>)"


def joined(blocks: Iterable[str]) -> str:
    """Join blocks of Markdown so that each block remains the same as it is alone.

    A comment separates two lists. Code and HTML that the text of a user leaves open is closed.
    """
    found: list[str] = []
    for block in blocks:
        if not block.strip():
            continue
        if found:
            end = _end_of(found[-1])
            found[-1] += end.closing
            if end.continues_in(block):
                found.append(SEPARATOR)
        found.append(block)
    return "\n\n".join(found)


@dataclass(slots=True)
class _End:
    """The end of a block of Markdown.

    Attributes:
        list: Sign of the items of the list at the end; empty without a list.
        is_code: Whether the last line is indented code.
        closing: Text that closes code and HTML at the end; empty if nothing is open.
    """

    list: str = ""
    is_code: bool = False
    closing: str = ""

    def continues_in(self, block: str) -> bool:
        """Return whether Markdown would read the beginning of a block as a part of the block before."""
        first = next(line for line in block.split("\n") if line.strip())
        item = _item(first)
        if item and len(item[1].expandtabs(4)) < 4:
            return self.list == (item[2] or item[3])
        return first[0] in " \t" and (bool(self.list) or self.is_code)


def _end_of(block: str) -> _End:
    end, indent, blank, until = _End(), 0, True, ""
    for line in block.split("\n"):
        if until:
            until = "" if _closes(line, until) else until
            continue
        if not line.strip():
            blank = True
            continue
        item, depth = _item(line), len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if item and depth < 4 and (not end.list or depth <= indent):
            end.list, indent = item[2] or item[3], depth
        elif not item and depth == 0 and blank:
            end.list = ""
        end.is_code, blank = depth >= 4, False
        # Code that an item of a list leaves open ends with the item.
        until = "" if end.list and depth else _opened(line)
    if until:
        end.closing = f"\n{until}"
    return end


def _item(line: str) -> re.Match[str] | None:
    return None if _RULE.match(line) else _ITEM.match(line)


def _opened(line: str) -> str:
    """Return the text that closes the code or the HTML that a line opens; empty if it opens none."""
    fence, html = _FENCE.match(line), _HTML.match(line)
    if fence:
        return fence[1] or fence[2]
    until = "" if html is None else "-->" if html[1] else f"</{html[2].lower()}>"
    return "" if until in line.lower() else until


def _closes(line: str, until: str) -> bool:
    if until[0] in "`~":
        shown = line.strip()
        return len(shown) >= len(until) and not shown.strip(until[0])
    return until in line.lower()


def _escaped(text: str) -> str:
    lines = re.split(r"\r\n|\r|\n", text)
    return "\\\n".join(_SPECIAL.sub(r"\\\g<0>", line) for line in lines)


def _at_line_starts(text: str) -> str:
    return _START.sub(_start, _ENDS.sub("", text))


def _start(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    return f"{found[2]}\\{found[3]}" if found[2] else ""


def _trimmed(span: Span) -> list[Span]:
    """Return a span with unmarked blanks at its ends: Markdown reads a sign next to a blank as text."""
    core = span.text.strip()
    if span.latex or span.code or core == span.text:
        return [span] if span.text or span.latex else []
    blank = replace(span, bold=False, italic=False, strikethrough=False)
    if not core:
        return [replace(blank, text=span.text)] if span.text else []
    start = span.text.index(core)
    ends = (span.text[:start], span.text[start + len(core) :])
    parts = [replace(blank, text=ends[0]), replace(span, text=core), replace(blank, text=ends[1])]
    return [part for part in parts if part.text]


@dataclass(slots=True)
class _Part:
    """A piece of Markdown.

    Attributes:
        text: Escaped text, or signs such as `**`.
        sign: The character of the signs; empty for text.
        opens: Whether the signs begin a format instead of ending it.
    """

    text: str
    sign: str = ""
    opens: bool = False


def _marked(spans: Sequence[Span], depth: int) -> list[_Part]:
    """Return spans with the marks from a depth on. Equal marks of neighbors become one."""
    found: list[_Part] = []
    if depth == len(_MARKS):
        for _, run in groupby(spans, key=lambda span: (span.latex, span.code)):
            found.append(_Part(_unmarked(list(run))))
        return found
    name, signs = _MARKS[depth]
    for marked, group in groupby(spans, key=lambda span: not span.latex and getattr(span, name)):
        inner = _marked(list(group), depth + 1)
        ends = _Part(signs, signs[0], True), _Part(signs, signs[0], False)
        found += [ends[0], *inner, ends[1]] if marked else inner
    return found


def _unmarked(spans: Sequence[Span]) -> str:
    if spans[0].latex:
        return "".join(f"${' '.join(span.text.splitlines())}$" for span in spans)
    text = "".join(span.text for span in spans)
    return code_of(text) if spans[0].code else _escaped(text)


def _distinguish(parts: Sequence[_Part]) -> None:
    """Write italics with underscores where asterisks of bold and italics touch, except in `***text***`.

    Markdown cannot tell which of the asterisks `***` belong together if others are in the same text.
    """
    signs = [part for part in parts if part.sign == "*"]
    touch = any(one.sign == other.sign == "*" for one, other in pairwise(parts))
    if touch and len(signs) > 4:
        for part in signs:
            if part.text == "*":
                part.text = part.sign = "_"


def _separate(parts: Sequence[_Part]) -> None:
    """Turn letters beside signs into character references where Markdown would read the signs as text.

    Markdown accepts `x**(a)**` and `x_a_` only if x is a blank or punctuation, such as the reference `&#120;`.
    """
    changed = True
    while changed:
        changed = False
        start = 0
        for sign, group in groupby(parts, key=lambda part: part.sign):
            run = list(group)
            before, after = parts[start - 1 : start], parts[start + len(run) :][:1]
            start += len(run)
            if not sign or not before or not after:
                continue
            left, right = before[0], after[0]
            words = _is_word(left.text[-1]), _is_word(right.text[0])
            if words[0] and (not words[1] or sign == "_") and any(part.opens for part in run):
                left.text = f"{left.text[:-1]}&#{ord(left.text[-1])};"
                changed = True
            if words[1] and (not words[0] or sign == "_") and not all(part.opens for part in run):
                right.text = f"&#{ord(right.text[0])};{right.text[1:]}"
                changed = True


def _is_word(char: str) -> bool:
    return not char.isspace() and char not in string.punctuation
