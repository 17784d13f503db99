"""The words of a filter given as text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from runql.errors import FilterError

__all__ = ["Token", "refuse", "split", "unquote", "unquote_keys", "unquote_pattern"]

_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_KEY = r"[\w/\-]+"
_GRAMMAR = rf"""
    (?P<space>\s+)
  | (?P<number>[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?![\w.]))
  | (?P<name>[^\W\d][\w/\-]*(?:\.(?:{_KEY}|{_QUOTED}))*)
  | (?P<text>{_QUOTED})
  | (?P<sign>==|!=|<=|>=|=~|[=<>()\[\]{{}}:,])
"""
_HINTS = {
    "!": "Write not, or !=.",
    "&": "Write and.",
    "|": "Write or.",
    "~": "Write not, or =~ in front of a pattern.",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word.

    Attributes:
        kind: `number`, `name`, `text`, `sign`, or `end`.
        text: The word as written.
        position: Where it starts.
    """

    kind: str
    text: str
    position: int

    @property
    def word(self) -> str:
        """The word, if it can be a keyword or a sign, in lower case."""
        return self.text.lower() if self.kind in ("name", "sign") else ""


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile(_GRAMMAR, re.VERBOSE | re.DOTALL)


def split(text: str) -> list[Token]:
    """Return the words of a filter, and one that marks the end.

    Raises:
        FilterError: If something in it is not a word.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        found = _grammar().match(text, position)
        if found is None:
            _refuse_rest(text, position)
        kind = found.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, found.group(), position))
        position = found.end()
    return [*tokens, Token("end", "", len(text.rstrip()))]


def unquote(quoted: str) -> str:
    r"""Return what is in quotes; `\n`, `\'`, `\u00e9` and their kind are read as in JSON.

    Raises:
        FilterError: If there is an escape that means nothing.
    """
    body = re.sub(r"\\(.)|\"", _as_json, quoted[1:-1], flags=re.DOTALL)
    try:
        value: str = json.loads(f'"{body}"', strict=False)
    except ValueError as error:
        raise FilterError(
            f"{quoted} has an escape that means nothing.", hint=r"Write \\ for a backslash."
        ) from error
    return value


def unquote_pattern(quoted: str) -> str:
    """Return the regular expression in quotes: as it stands, but for its own escaped quotes."""
    quote = quoted[0]
    return re.sub(
        r"\\(.)",
        lambda found: quote if found.group(1) == quote else found.group(),
        quoted[1:-1],
        flags=re.DOTALL,
    )


def unquote_keys(name: str) -> str:
    """Return a dotted name without the quotes around its keys."""
    return re.sub(_QUOTED, lambda found: unquote(found.group()), name, flags=re.DOTALL)


def refuse(message: str, text: str, position: int, hint: str | None = None) -> NoReturn:
    """Raise an error that points at a character.

    Raises:
        FilterError: Always.
    """
    # The pointer is below the character only if the text is one line.
    line = "".join(" " if char.isspace() else char for char in text)
    raise FilterError(message, hint=hint, text=line, position=position)


def _as_json(found: re.Match[str]) -> str:
    escaped = found.group(1)
    if escaped is None:
        return '\\"'
    return "'" if escaped == "'" else f"\\{escaped}"


def _refuse_rest(text: str, position: int) -> NoReturn:
    char = text[position]
    if char in "\"'":
        refuse("The quote is not closed.", text, position)
    if char in _HINTS:
        refuse(f"{char!r} joins nothing in text.", text, position, _HINTS[char])
    word = re.match(r"[^\s()\[\],]+|.", text[position:], re.DOTALL)
    shown = word.group() if word else char
    refuse(
        f"{shown!r} is neither a field, a value nor an operator.",
        text,
        position,
        "Texts stand in quotes, and so do keys with odd characters: config.'a b'.",
    )
