"""Regular expressions in the servers' syntax, which is RE2."""

from __future__ import annotations

import re
import warnings
from typing import cast

from runql.errors import FilterError
from runql.filters.values import checked_text

__all__ = ["python_pattern", "wire_pattern"]

# Flags with the same letter in RE2. ASCII is RE2's behavior anyway, and UNICODE is Python's default.
_INLINE = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}
_HARMLESS = re.ASCII | re.UNICODE

# Matches escapes and character classes too, so that only real groups and references are found.
_PARTS = r"(?P<ref>\\[1-9])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<group>\(\?(?:[=!>(]|<[=!]|P=))|."

# Character classes, and escapes, which may contain a bracket that starts no class.
_SETS = re.compile(r"\\.|(?P<head>\[\^?)(?P<inner>\]?(?:\\.|[^\]\\])*)\]|.", re.DOTALL)
_ITEMS = re.compile(r"(?P<low>\\.|.)(?:(?P<dash>-)(?P<high>\\.|.))?", re.DOTALL)
_VERBOSE = re.compile(r"\(\?[a-zA-Z]*x")


def wire_pattern(pattern: object) -> str:
    """Return the string of a regular expression.

    Flags of a compiled pattern become part of the string, as in `(?i)name`.

    Raises:
        FilterError: If the regular expression is invalid, or RE2 does not support it.
    """
    if isinstance(pattern, re.Pattern):
        compiled = cast("re.Pattern[str] | re.Pattern[bytes]", pattern)
        source: object = compiled.pattern
        flags = re.RegexFlag(compiled.flags)
    else:
        source, flags = pattern, re.NOFLAG
    if not isinstance(source, str):
        raise FilterError(
            f"Invalid regular expression: {pattern!r}.",
            hint="Use a string, or re.compile() of a string.",
        )
    text = checked_text(source)
    _check_syntax(text)
    _check_supported(text)
    return _inline(text, flags) + text


def python_pattern(text: str) -> re.Pattern[str]:
    """Return a user's regular expression, compiled without Python's warnings about future syntax.

    Raises:
        re.error: If the regular expression is invalid.
    """
    with warnings.catch_warnings():
        # An invalid pattern may warn before it fails.
        warnings.simplefilter("ignore", FutureWarning)
        if not _VERBOSE.search(text):  # a comment in a verbose pattern may contain a bracket
            try:
                return re.compile(_SETS.sub(_plain_set, text))
            except re.error:
                pass  # the error of the original string has the right position
        return re.compile(text)


def _plain_set(found: re.Match[str]) -> str:
    """Return a part of a pattern, with backslashes before possible future set operations in classes."""
    if found["inner"] is None:
        return found[0]
    return f"{found['head']}{_ITEMS.sub(_plain_item, found['inner'])}]"


def _plain_item(found: re.Match[str]) -> str:
    low, dash, high = found["low"], found["dash"] or "", found["high"] or ""
    return "".join((_literal(low), dash, _literal(high)))


def _literal(text: str) -> str:
    return f"\\{text}" if text and text in "-[&|~" else text


def _inline(text: str, flags: re.RegexFlag) -> str:
    added = flags & ~_HARMLESS
    if added:
        # Flags that are already in the string are not repeated.
        added &= ~re.RegexFlag(python_pattern(text).flags)
    letters = "".join(letter for flag, letter in _INLINE.items() if added & flag)
    for flag in _INLINE:
        added &= ~flag
    if added:
        raise FilterError(
            f"Unsupported regular expression flags: {added!r}.",
            hint="Use IGNORECASE, MULTILINE and DOTALL only.",
        )
    return f"(?{letters})" if letters else ""


def _check_syntax(text: str) -> None:
    if "[:" in text:
        # Python reads RE2's [[:alpha:]] differently, and warns about it.
        return
    try:
        python_pattern(text)
    except re.error as error:
        # RE2 has additional escapes and flags, such as \pN and (?U).
        if error.msg.startswith(("bad escape", "unknown extension", "unknown flag")):
            return
        raise FilterError(
            f"Invalid regular expression {text!r}: {error.msg}.", text=text, position=error.pos
        ) from error


def _check_supported(text: str) -> None:
    for part in re.finditer(_PARTS, text, re.DOTALL):
        if part.group("ref") or part.group("group"):
            raise FilterError(
                f"{part.group()!r} is not supported by RE2, the servers' regular expression syntax.",
                hint="Remove references and lookaround. Use ~ to negate a filter.",
                text=text,
                position=part.start(),
            )
