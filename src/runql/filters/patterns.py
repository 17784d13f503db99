"""Regular expressions as servers take them: RE2's syntax."""

from __future__ import annotations

import re
from typing import cast

from runql.errors import FilterError
from runql.filters.values import checked_text

__all__ = ["wire_pattern"]

# Flags that RE2 writes alike. ASCII is what RE2 does anyway, and UNICODE Python's default.
_INLINE = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}
_HARMLESS = re.ASCII | re.UNICODE

# Reads over escapes and character classes, so that only real groups and references are seen.
_PARTS = r"(?P<ref>\\[1-9])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<group>\(\?(?:[=!>(]|<[=!]|P=))|."


def wire_pattern(pattern: object) -> str:
    """Return a regular expression's text.

    Flags of a compiled pattern go into the text, as in `(?i)name`.

    Raises:
        FilterError: It is no regular expression, or uses what RE2 lacks.
    """
    if isinstance(pattern, re.Pattern):
        compiled = cast("re.Pattern[str] | re.Pattern[bytes]", pattern)
        source: object = compiled.pattern
        flags = re.RegexFlag(compiled.flags)
    else:
        source, flags = pattern, re.NOFLAG
    if not isinstance(source, str):
        raise FilterError(
            f"{pattern!r} is no regular expression.", hint="Use a text, or re.compile of a text."
        )
    text = checked_text(source)
    _check_syntax(text)
    _check_supported(text)
    return _inline(text, flags) + text


def _inline(text: str, flags: re.RegexFlag) -> str:
    added = flags & ~_HARMLESS
    if added:
        # What the text says by itself need not be said again.
        added &= ~re.RegexFlag(re.compile(text).flags)
    letters = "".join(letter for flag, letter in _INLINE.items() if added & flag)
    for flag in _INLINE:
        added &= ~flag
    if added:
        raise FilterError(
            f"The server knows nothing like {added!r}.",
            hint="Use IGNORECASE, MULTILINE and DOTALL only.",
        )
    return f"(?{letters})" if letters else ""


def _check_syntax(text: str) -> None:
    if "[:" in text:
        # Python reads RE2's [[:alpha:]] otherwise, and warns of it.
        return
    try:
        re.compile(text)
    except re.error as error:
        # RE2 has escapes and flags of its own, such as \pN and (?U).
        if error.msg.startswith(("bad escape", "unknown extension", "unknown flag")):
            return
        raise FilterError(
            f"{text!r} is no regular expression: {error.msg}.", text=text, position=error.pos
        ) from error


def _check_supported(text: str) -> None:
    for part in re.finditer(_PARTS, text, re.DOTALL):
        if part.group("ref") or part.group("group"):
            raise FilterError(
                f"{part.group()!r} is not in RE2's syntax, which servers use.",
                hint="Do without references and lookaround; ~ negates a filter.",
                text=text,
                position=part.start(),
            )
