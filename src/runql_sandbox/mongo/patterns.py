"""Regular expressions with RE2, whose time is linear in the text for any pattern."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, cast

import re2

from runql_sandbox.mongo.fields import FilterSyntaxError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_match", "like_pattern", "read_pattern"]

_OPTIONS: Final[Mapping[str, str]] = {"i": "(?i)", "m": "(?m)", "s": "(?s)"}
_LONGEST: Final = 10_000
_MEMORY: Final = 8 * 2**20
_WILDCARDS: Final[Mapping[str, str]] = {"%": ".*", "_": "."}


class _Pattern(Protocol):
    def search(self, text: str, /) -> object:
        """Return the first match, or None."""


def read_pattern(pattern: str, options: str) -> str:
    """Return a pattern with its options embedded, for `is_match`.

    Raises:
        FilterSyntaxError: If RE2 cannot parse the pattern, or it is too large.
    """
    for option in options:
        if option not in _OPTIONS:
            raise FilterSyntaxError(
                f"Unknown letter in $options: {option!r}. Allowed values: i m s."
            )
    if len(pattern) > _LONGEST:
        raise FilterSyntaxError(f"$regex is longer than {_LONGEST} characters.")
    whole = "".join(_OPTIONS[each] for each in dict.fromkeys(options)) + pattern
    try:
        _compiled(whole)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error
        raise FilterSyntaxError(f"RE2 cannot parse $regex {pattern!r}: {reason}.") from error
    return whole


def like_pattern(pattern: str, *, escape: str = "", case_sensitive: bool = False) -> str:
    """Convert an SQL LIKE pattern. SQLite's own LIKE has no bound on its time.

    Raises:
        FilterSyntaxError: If the pattern is too large.
    """
    parts: list[str] = []
    letters = iter(pattern)
    for letter in letters:
        if escape and letter == escape:
            parts.append(re2.escape(next(letters, letter)))
        else:
            parts.append(_WILDCARDS.get(letter) or re2.escape(letter))
    return read_pattern(f"^{''.join(parts)}$", "s" if case_sensitive else "is")


def is_match(pattern: str, text: str) -> bool:
    """Return whether a string contains a match of a pattern."""
    return _compiled(pattern).search(text) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> _Pattern:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    return cast("_Pattern", re2.compile(pattern, options))
