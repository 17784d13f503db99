"""Regular expressions with RE2's semantics, like those of servers: evaluated by RE2 if it is installed.

Without RE2, Python's `re` evaluates the patterns that both engines interpret in the same way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, cast

from runql.errors import FilterError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Pattern", "compiled_pattern", "python_form"]

_OPTIONS: Final = "ims"
_WORD: Final = "0-9A-Za-z_"
_SETS: Final[Mapping[str, str]] = {"d": "0-9", "w": _WORD, "s": r"\t\n\f\r "}
_EDGE: Final = (
    f"(?:(?<![{_WORD}])(?=[{_WORD}])|(?<=[{_WORD}])(?![{_WORD}]))",
    f"(?:(?<![{_WORD}])(?![{_WORD}])|(?<=[{_WORD}])(?=[{_WORD}]))",
)
_LITERAL_ESCAPES: Final = "antrfv"
_MOST_REPEATS: Final = 1000
_PART: Final = re.compile(
    r"""\\(?P<escape>.)
    |\[(?P<negated>\^?)(?P<set>\]?(?:\\.|[^\]\\\[])*)\]
    |(?P<group>\((?!\?)|\(\?(?:P<[A-Za-z_]\w*>|[ims]*(?:-[ims]+)?:))
    |(?P<repeat>[*+?]|\{(?P<least>\d+)(?:,(?P<most>\d*))?\})(?P<lazy>\??)(?P<again>[*+?{]?)
    |(?P<end>\$)
    |(?P<plain>[^\\\[({*+?$])""",
    re.VERBOSE | re.DOTALL,
)
_SET_PART: Final = re.compile(r"\\(?P<escape>.)|(?P<plain>[^\\])", re.DOTALL)
_FLAGS: Final = re.compile(r"\(\?([ims]+)\)")


class Pattern(Protocol):
    """A compiled pattern."""

    def search(self, text: str, /) -> object:
        """Return the first match, or None."""


@lru_cache(maxsize=256)
def compiled_pattern(pattern: str, options: str) -> Pattern:
    """Return a compiled pattern with options.

    Raises:
        FilterError: If the pattern is not a regular expression.
        MissingDependencyError: If the pattern requires RE2, which is not installed.
    """
    for option in options:
        if option not in _OPTIONS:
            raise FilterError(f"$options must be letters of {_OPTIONS!r}, got {options!r}.")
    whole = (f"(?{''.join(dict.fromkeys(options))})" if options else "") + pattern
    try:
        import re2  # pyright: ignore[reportMissingTypeStubs]
    except ImportError:
        return re.compile(python_form(whole))
    settings = re2.Options()
    settings.log_errors = False
    try:
        return cast("Pattern", re2.compile(whole, settings))
    except re2.error as error:
        raise FilterError(f"Invalid regular expression: {pattern!r}.") from error


def python_form(pattern: str) -> str:
    """Return a Python regular expression that is equivalent to an RE2 pattern.

    Raises:
        MissingDependencyError: If the two engines may interpret the pattern differently.
    """
    place, flags = 0, ""
    while found := _FLAGS.match(pattern, place):
        flags, place = flags + found[1], found.end()
    parts = [f"(?{''.join(dict.fromkeys(flags))})"] if flags else []
    while place < len(pattern):
        part = _PART.match(pattern, place)
        if part is None:
            raise _needs_re2(pattern)
        parts.append(_translated(part, pattern, lines="m" in flags))
        place = part.end()
    text = "".join(parts)
    try:
        re.compile(text)
    except re.error as error:
        raise _needs_re2(pattern) from error
    return text


def _translated(part: re.Match[str], pattern: str, *, lines: bool) -> str:
    if part["escape"] is not None:
        return _escape(part["escape"], pattern)
    if part["set"] is not None:
        return f"[{part['negated']}{_set(part['set'], pattern)}]"
    if part["end"] is not None:
        # Without the option, RE2's $ matches only at the end of the string. Python's $ also matches
        # before a final line break.
        return "$" if lines else r"\Z"
    if part["repeat"] is not None:
        bounds = [int(each) for each in (part["least"], part["most"]) if each]
        if part["again"] or any(each > _MOST_REPEATS for each in bounds):
            raise _needs_re2(pattern)
    if part["group"] is not None and "m" in part["group"]:
        raise _needs_re2(pattern)  # $ would have another meaning within the group
    return part[0]


def _escape(letter: str, pattern: str) -> str:
    if letter.lower() in _SETS:
        return f"[{'^' if letter.isupper() else ''}{_SETS[letter.lower()]}]"
    if letter in "bB":
        return _EDGE[letter == "B"]
    if letter == "z":
        return r"\Z"
    if letter == "A" or letter in _LITERAL_ESCAPES or _is_punctuation(letter):
        return f"\\{letter}"
    raise _needs_re2(pattern)


def _set(inner: str, pattern: str) -> str:
    parts: list[str] = []
    for part in _SET_PART.finditer(inner):
        letter = part["escape"]
        if letter is None:
            parts.append(f"\\{part[0]}" if part[0] in "[]&|~" else part[0])
        elif letter in _SETS:
            parts.append(_SETS[letter])
        elif letter in _LITERAL_ESCAPES or _is_punctuation(letter):
            parts.append(f"\\{letter}")
        else:
            raise _needs_re2(pattern)
    return "".join(parts)


def _is_punctuation(letter: str) -> bool:
    return letter.isascii() and letter.isprintable() and not letter.isalnum()


def _needs_re2(pattern: str) -> MissingDependencyError:
    return MissingDependencyError(
        f"The regular expression {pattern!r} requires the google-re2 package: Python's re may interpret it "
        "differently.",
        hint="Install it with: pip install google-re2",
    )
