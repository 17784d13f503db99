"""Regular expressions as servers take them: RE2's syntax."""

from __future__ import annotations

import re
import warnings
from typing import cast

from runql.errors import FilterError
from runql.filters.values import checked_text

__all__ = ["python_pattern", "wire_pattern"]

# Flags that RE2 writes alike. ASCII is what RE2 does anyway, and UNICODE Python's default.
_INLINE = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}
_HARMLESS = re.ASCII | re.UNICODE

# Reads over escapes and character classes, so that only real groups and references are seen.
_PARTS = r"(?P<ref>\\[1-9])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<group>\(\?(?:[=!>(]|<[=!]|P=))|."

# Sets, and escapes, which may hold a bracket that begins none.
_SETS = re.compile(r"\\.|(?P<head>\[\^?)(?P<inner>\]?(?:\\.|[^\]\\])*)\]|.", re.DOTALL)
_ITEMS = re.compile(r"(?P<low>\\.|.)(?:(?P<dash>-)(?P<high>\\.|.))?", re.DOTALL)
_VERBOSE = re.compile(r"\(\?[a-zA-Z]*x")


def wire_pattern(pattern: object) -> str:
    """Return a regular expression's text.

    Flags of a compiled pattern go into the text, as in `(?i)name`.

    Raises:
        FilterError: If it is not a regular expression, or uses what RE2 lacks.
    """
    if isinstance(pattern, re.Pattern):
        compiled = cast("re.Pattern[str] | re.Pattern[bytes]", pattern)
        source: object = compiled.pattern
        flags = re.RegexFlag(compiled.flags)
    else:
        source, flags = pattern, re.NOFLAG
    if not isinstance(source, str):
        raise FilterError(
            f"Invalid regular expression: {pattern!r}.", hint="Use a text, or re.compile of a text."
        )
    text = checked_text(source)
    _check_syntax(text)
    _check_supported(text)
    return _inline(text, flags) + text


def python_pattern(text: str) -> re.Pattern[str]:
    """Return a user's regular expression, compiled without warnings of what Python may mean by it one day.

    Raises:
        re.error: It is not one.
    """
    with warnings.catch_warnings():
        # What is not a pattern may warn before it fails.
        warnings.simplefilter("ignore", FutureWarning)
        if not _VERBOSE.search(text):  # a comment of a verbose one may hold a bracket
            try:
                return re.compile(_SETS.sub(_plain_set, text))
            except re.error:
                pass  # the error of the text itself has the right position
        return re.compile(text)


def _plain_set(found: re.Match[str]) -> str:
    """Return a part of a pattern; in a set, with a backslash before what may be an operation of sets one day."""
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
        # What the text says by itself need not be said again.
        added &= ~re.RegexFlag(python_pattern(text).flags)
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
        python_pattern(text)
    except re.error as error:
        # RE2 has escapes and flags of its own, such as \pN and (?U).
        if error.msg.startswith(("bad escape", "unknown extension", "unknown flag")):
            return
        raise FilterError(
            f"Invalid regular expression {text!r}: {error.msg}.", text=text, position=error.pos
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
