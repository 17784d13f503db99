"""Globs for file names: exact matching, and a wider SQL pattern for the server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NUMBER", "Glob", "is_literal", "number_pattern"]

NUMBER: Final = "{number}"
"""Placeholder for the number in a pattern of numbered files."""

_TOKEN: Final = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|[\s\S]")
_EMPTY_SETS: Final = ("[]", "[!]")
_MAGIC: Final = re.compile(r"[*?\[]")


def is_literal(pattern: str) -> bool:
    """Return whether a pattern is a name: it has no wildcards."""
    return _MAGIC.search(pattern) is None


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern for file names.

    `*` and `?` stay within a folder, `**` crosses folders, `[a-z]` and `[!a]` are sets. A pattern
    without a slash matches the last part of a name, in any folder.

    Attributes:
        text: The pattern.
    """

    text: str
    _regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.text:
            raise UsageError("pattern must not be empty.", hint="Omit it to get every file.")
        if "%" in self.text and not _MAGIC.search(self.text):
            raise UsageError(
                f"The pattern {self.text!r} has no wildcard: `%` matches only the character itself.",
                hint=f"Use {self.text.replace('%', '*')!r}, or [%] for the character.",
            )
        wide = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        regex = "".join(wide.get(token) or _set_or_text(token) for token in self._tokens())
        try:
            compiled = re.compile(regex, re.DOTALL)
        except re.error as error:
            raise UsageError(
                f"Invalid set in the pattern {self.text!r}: {error.msg}.",
                hint="Use sets such as [abc], [a-z] and [!abc]; [[] is the character itself.",
            ) from error
        object.__setattr__(self, "_regex", compiled)

    @property
    def like(self) -> str:
        r"""An SQL LIKE pattern, escaped with `\`, for at least the glob's names."""
        wide = {"**/": "%", "**": "%", "*": "%", "?": "_"}
        return "".join(
            wide.get(token) or ("_" if len(token) > 1 else re.sub(r"([%_\\])", r"\\\1", token))
            for token in self._tokens()
        )

    @property
    def regex(self) -> str:
        """A regular expression that matches the same names as the glob."""
        return self._regex.pattern

    def matches(self, name: str) -> bool:
        """Return whether the glob matches a name."""
        return self._regex.fullmatch(name) is not None

    def _tokens(self) -> Iterator[str]:
        if "/" not in self.text:
            yield "**/"
        for token in _TOKEN.findall(self.text):
            if token in _EMPTY_SETS:
                yield from token  # an unclosed bracket is a literal character
            else:
                yield token


def number_pattern(text: str) -> re.Pattern[str]:
    """Return a regular expression for a glob; its group is `{number}`.

    Raises:
        UsageError: If the glob does not contain `{number}` exactly once, or is invalid.
    """
    if text.count(NUMBER) != 1:
        raise UsageError(
            f"The pattern {text!r} must contain {NUMBER} exactly once.",
            hint=f"Put it in the position of the number, such as 'model-{NUMBER}.pt'; use `*` for other numbers.",
        )
    found = Glob(text.replace(NUMBER, "\0")).regex
    return re.compile(found.replace(re.escape("\0"), r"(?<![0-9])([0-9]+)(?![0-9])"), re.DOTALL)


def _set_or_text(token: str) -> str:
    if len(token) == 1:
        return re.escape(token)
    inner, negated = token[1:-1], token[1] == "!"
    inner = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner[1:] if negated else inner)
    # `re` warns about a range that ends at a dash, such as `+--`: future versions may read it as a
    # set difference. So the dash is escaped.
    inner = re.sub(r"(?<=.)--", r"-\\-", inner, flags=re.DOTALL)
    return f"(?!/)[{'^' if negated else ''}{inner}]"
