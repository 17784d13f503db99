"""Tokens of GraphQL documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["syntax_error", "tokens_of"]

_IGNORED: Final = re.compile(r"(?:[\s,\ufeff]|#[^\r\n]*)*")
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:\\.|[^"\\\r\n])*"|\.\.\.|[_A-Za-z]\w*|-?\d[\w.+-]*|[!$&()\[\]{}:=@|]',
    re.DOTALL | re.ASCII,
)


def tokens_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield each token with its offset, and an empty token at the end.

    Raises:
        UsageError: If a character is not valid at the beginning of a token.
    """
    at = 0
    while True:
        ignored = _IGNORED.match(text, at)
        at = ignored.end() if ignored else at
        if at >= len(text):
            yield "", at
            return
        found = _TOKEN.match(text, at)
        if found is None:
            raise syntax_error(text, at, f"unexpected character {text[at]!r}")
        yield found[0], at
        at = found.end()


def syntax_error(text: str, at: int, what: str) -> UsageError:
    """Return the error for a syntax error at an offset of a document."""
    lines = re.split(r"\r\n|\n|\r", text[:at])
    return UsageError(
        f"Invalid GraphQL at line {len(lines)}, column {len(lines[-1]) + 1}: {what}.",
        hint="Use a GraphQL operation, such as: query Name { viewer { username } }",
    )
