"""Tokens of a filter string."""

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
    "!": "Use not, or !=.",
    "&": "Use and.",
    "|": "Use or.",
    "~": "Use not, or =~ before a pattern.",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token.

    Attributes:
        kind: `number`, `name`, `text`, `sign`, or `end`.
        text: The token as written.
        position: Index of the first character.
    """

    kind: str
    text: str
    position: int

    @property
    def word(self) -> str:
        """The token in lower case if it can be a keyword or sign; else empty."""
        return self.text.lower() if self.kind in ("name", "sign") else ""


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile(_GRAMMAR, re.VERBOSE | re.DOTALL)


def split(text: str) -> list[Token]:
    """Return the tokens of a filter, with a token for the end.

    Raises:
        FilterError: If a part of the string is not a token.
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
    r"""Return the content of quotes. `\n`, `\'`, `\u00e9` and similar escapes are read as in JSON.

    Raises:
        FilterError: If there is an invalid escape.
    """
    body = re.sub(r"\\(.)|\"", _as_json, quoted[1:-1], flags=re.DOTALL)
    try:
        value: str = json.loads(f'"{body}"', strict=False)
    except ValueError as error:
        raise FilterError(
            f"Invalid escape in {quoted}.", hint=r"Use \\ for a backslash."
        ) from error
    return value


def unquote_pattern(quoted: str) -> str:
    """Return the regular expression in quotes, unchanged except for escaped quotes."""
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
    """Raise an error with a pointer to a character.

    Raises:
        FilterError: Always.
    """
    # The pointer is below the character only if the filter is one line.
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
        refuse(f"Invalid operator in a filter string: {char!r}.", text, position, _HINTS[char])
    word = re.match(r"[^\s()\[\],]+|.", text[position:], re.DOTALL)
    shown = word.group() if word else char
    refuse(
        f"Expected a field, a value or an operator, got {shown!r}.",
        text,
        position,
        "Put strings in quotes, and keys with special characters: config.'a b'.",
    )
