"""Removal of parts from GraphQL documents, at the locations from server errors."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "argument_positions",
    "cut_argument",
    "cut_fragment",
    "cut_selection",
    "cut_type",
    "field_positions",
    "pruned",
    "variable_of",
]

_TOKEN: Final = re.compile(r'"(?:\\.|[^"\\])*"|\.\.\.|\$?\w[\w.+-]*|-\d[\w.+-]*|[!()\[\]{}:=@|&]')
_CLOSES: Final = {"(": ")", "[": "]", "{": "}"}
_DEFINITION: Final = re.compile(r"\n\n(?=fragment )")


def cut_selection(
    text: str, position: tuple[int, int], mark: str, through: str = ""
) -> tuple[str, str]:
    """Replace a field by another field with a marked name.

    Args:
        text: The document.
        position: Line and column of the field.
        mark: Prefix of the marked name.
        through: Field whose selection contains the replaced field; empty to select `__typename`, which
            every type has.

    Returns:
        The document, and the name without the mark.
    """
    start = _offset(text, position)
    end, key = _field_end(text, start)
    other = f"{through} {{ {text[start:end]} }}" if through else "__typename"
    return f"{text[:start]}{mark}{key}: {other}{text[end:]}", key


def cut_argument(text: str, position: tuple[int, int]) -> str:
    """Remove an argument, or a field of an inline input object, from a document."""
    start = _offset(text, position)
    end = _value_end(text, start)
    before, after = text[:start].rstrip(), text[end:].lstrip()
    after = after.removeprefix(",").lstrip()
    if before.endswith(",") and after[:1] in (")", "}"):
        before = before.removesuffix(",")
    if before.endswith("(") and after.startswith(")"):
        return before.removesuffix("(") + after.removeprefix(")")
    return f"{before}{'' if before[-1:] in '({' else ' '}{after}"


def cut_type(text: str, name: str) -> str:
    """Remove the fragments on a type from a document; a server without the type returns no such objects.

    If an object has no other selection, the server has another name for its type. Then the fields are selected
    without the fragment, and the server checks them against its own type.
    """
    text = _without_inline(text, name)
    return _without_fragments(text, rf"fragment \w+ on {name}\b")


def cut_fragment(text: str, name: str) -> str:
    """Remove a fragment that no object can match at its spread from a document.

    If an object has no other selection, the fields are selected without the fragment.
    """
    return _without_fragments(text, rf"fragment {name}\b")


def _without_fragments(text: str, pattern: str) -> str:
    parts = _DEFINITION.split(text)
    kept = [part for part in parts if not re.match(pattern, part)]
    gone = {part.split()[1]: part for part in parts if part not in kept}
    if not gone:
        return text
    names, shorter = "|".join(gone), "\n\n".join(kept)
    alone = re.compile(rf"\{{\s*\.\.\.\s*({names})\s*\}}")
    shorter = alone.sub(lambda found: _body(gone[found[1]]), shorter)
    shorter = re.sub(rf"^[ ]*\.\.\.\s*(?:{names})\n", "", shorter, flags=re.MULTILINE)
    return text if re.search(r"\{\s*\}", shorter) else shorter


def _without_inline(text: str, name: str) -> str:
    """Remove the inline fragments on a type from a document."""
    shorter = text
    while (found := re.search(rf"[ ]*\.\.\.\s*on\s+{name}\b\s*(?={{)", shorter)) is not None:
        end = _balanced(shorter, found.end())
        shorter = shorter[: found.start()].rstrip() + shorter[end:]
    return text if re.search(r"\{\s*\}", shorter) else shorter


def _body(fragment: str) -> str:
    start = fragment.index("{")
    return fragment[start : _balanced(fragment, start)]


def field_positions(text: str, owner: str, name: str) -> tuple[tuple[int, int], ...]:
    """Return line and column of a field of a type, found in fragments on the type or by its only use."""
    line = re.compile(rf"^ *(?:\w+\s*:\s*)?{name}\b", re.MULTILINE)
    inside, start = list[int](), 0
    for part in _DEFINITION.split(text):
        if re.match(rf"fragment \w+ on {owner}\b", part):
            found = re.search(rf"^  (?:\w+\s*:\s*)?{name}\b", part, re.MULTILINE)
            inside += [start + found.start() + 2] if found is not None else []
        start += len(part) + len("\n\n")
    if not inside:
        inside = [found.end() - len(found[0].lstrip()) for found in line.finditer(text)]
        inside = inside if len(inside) == 1 else []
    return tuple(_position(text, each) for each in inside[:1])


def argument_positions(text: str, name: str, argument: str) -> tuple[tuple[int, int], ...]:
    """Return line and column of an argument of a field, if the document contains it once."""
    found = list[int]()
    for field in re.finditer(rf"\b{name}\s*(?=\()", text):
        given = text[field.end() : _balanced(text, field.end())]
        inner = re.search(rf"[(,\s]({argument})\s*:", given)
        found += [field.end() + inner.start(1)] if inner is not None else []
    return tuple(_position(text, each) for each in found) if len(found) == 1 else ()


def variable_of(text: str, position: tuple[int, int]) -> str | None:
    """Return the variable of the argument at a position; None for another kind of value."""
    found = re.compile(r"\w+\s*:\s*\$(\w+)").match(text, _offset(text, position))
    return found[1] if found is not None else None


def pruned(text: str) -> str:
    """Return a document without unused fragments and variables."""
    parts = _DEFINITION.split(text)
    while True:
        body = "\n\n".join(parts)
        used = set(re.findall(r"\.\.\.\s*(\w+)", body))
        kept = [parts[0], *(part for part in parts[1:] if part.split()[1] in used)]
        if kept == parts:
            break
        parts = kept
    return _without_variables("\n\n".join(parts))


def _without_variables(text: str) -> str:
    head = re.match(r"\s*(?:query|mutation)\s+\w+\s*\(", text)
    if head is None:
        return text
    end = _balanced(text, head.end() - 1)
    body, declared = text[end:], text[head.end() : end - 1]
    pieces = re.findall(r"\$\w+\s*:[^$]*", declared)
    kept = []
    for piece in pieces:
        name = piece.partition(":")[0].strip()
        if re.search(rf"\{name}\b", body):
            kept.append(piece.strip().rstrip(","))
    return (
        text[: head.end()] + ", ".join(kept) + ")" + body if kept else text[: head.end() - 1] + body
    )


def _offset(text: str, position: tuple[int, int]) -> int:
    """Return the index of a line and a column, both counted from 1."""
    line, column = position
    lines = text.splitlines(keepends=True)
    return sum(len(each) for each in lines[: line - 1]) + column - 1


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an index, both counted from 1."""
    line = text.count("\n", 0, offset)
    return line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _tokens(text: str, start: int) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(text, start)


def _balanced(text: str, start: int) -> int:
    """Return the index after the bracket that closes the bracket at an index."""
    depth = 0
    for token in _tokens(text, start):
        depth += (token[0] in _CLOSES) - (token[0] in _CLOSES.values())
        if depth == 0:
            return token.end()
    return len(text)


def _field_end(text: str, start: int) -> tuple[int, str]:
    """Return the end of a field with arguments, directives and selections, and its response name."""
    found = re.compile(r"(\w+)(?:\s*:\s*\w+)?").match(text, start)
    if found is None:
        return start, ""
    end = found.end()
    while (more := re.compile(r"\s*(?:@\w+|[({])").match(text, end)) is not None:
        opened = more[0][-1]
        end = _balanced(text, more.end() - 1) if opened in "({" else more.end()
        if opened == "{":
            break
    return end, found[1]


def _value_end(text: str, start: int) -> int:
    """Return the index after the value of an argument."""
    value = list(islice(_tokens(text, start), 3))[-1]
    return _balanced(text, value.start()) if value[0] in _CLOSES else value.end()
