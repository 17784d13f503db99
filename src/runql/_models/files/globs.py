"""Globs over names of files: as the server can narrow them down, and as they are meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Glob"]

_TOKEN: Final = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|[\s\S]")
_EMPTY_SETS: Final = ("[]", "[!]")
_MAGIC: Final = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern of names.

    `*` and `?` stay within a folder, `**` crosses folders, `[a-z]` and `[!a]` are sets. A pattern
    without a slash is about the last part of a name, in any folder.

    Attributes:
        text: The pattern.
    """

    text: str
    _regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.text:
            raise UsageError("pattern is empty.", hint="Leave it out to get every file.")
        if "%" in self.text and not _MAGIC.search(self.text):
            raise UsageError(
                f"The pattern {self.text!r} has no wildcard: `%` stands for itself here.",
                hint=f"Write {self.text.replace('%', '*')!r}, or [%] for the character.",
            )
        wide = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        regex = "".join(wide.get(token) or _set_or_text(token) for token in self._tokens())
        try:
            compiled = re.compile(regex, re.DOTALL)
        except re.error as error:
            raise UsageError(
                f"The pattern {self.text!r} has a set that cannot be: {error.msg}.",
                hint="Sets are [abc], [a-z] and [!abc]; [[] is the character itself.",
            ) from error
        object.__setattr__(self, "_regex", compiled)

    @property
    def like(self) -> str:
        r"""An SQL LIKE pattern, escaped with `\`, that fits every name this glob fits, and maybe more."""
        wide = {"**/": "%", "**": "%", "*": "%", "?": "_"}
        return "".join(
            wide.get(token) or ("_" if len(token) > 1 else re.sub(r"([%_\\])", r"\\\1", token))
            for token in self._tokens()
        )

    def matches(self, name: str) -> bool:
        """Return whether the glob fits a name."""
        return self._regex.fullmatch(name) is not None

    def _tokens(self) -> Iterator[str]:
        if "/" not in self.text:
            yield "**/"
        for token in _TOKEN.findall(self.text):
            if token in _EMPTY_SETS:
                yield from token  # a bracket that nothing closes stands for itself
            else:
                yield token


def _set_or_text(token: str) -> str:
    if len(token) == 1:
        return re.escape(token)
    inner, negated = token[1:-1], token[1] == "!"
    inner = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner[1:] if negated else inner)
    # A range that ends at a dash, such as `+--`: bare, `re` takes it for a difference of sets to
    # come.
    inner = re.sub(r"(?<=.)--", r"-\\-", inner, flags=re.DOTALL)
    return f"(?!/)[{'^' if negated else ''}{inner}]"
