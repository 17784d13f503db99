"""Regular expressions in RE2's syntax, for Python's engine."""

from __future__ import annotations

import re
from typing import Final

from runql_sandbox.mongo.fields import FilterSyntaxError

__all__ = ["read_pattern"]

_OPTIONS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
# The classes of `[[:alpha:]]` and of escapes, which are ASCII's in RE2.
_POSIX: Final = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r"\t ",
    "digit": "0-9",
    "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_PERL: Final = {"d": "0-9", "w": "0-9A-Za-z_", "s": r"\t\n\f\r "}
_TOKEN: Final = re.compile(
    r"""
    \\x\{(?P<code>[0-9A-Fa-f]{1,6})\}
    | \\(?P<escape>.)
    | \[(?P<negated>\^?)(?P<members>\]?(?:\[:\w+:\]|\\.|[^\]\\])*)\]
    | (?P<group>\(\?(?:[=!>(\#]|<[=!]|P[=>]))
    | (?P<possessive>(?:[*+?]|\{\d+,?\d*\})\+)
    | (?P<name>\(\?<)
    | (?P<end>\$)
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_MEMBER: Final = re.compile(r"\[:(?P<posix>\w+):\]|\\(?P<escape>.)|.", re.DOTALL)
_INLINE_MULTILINE: Final = re.compile(r"\(\?[ims]*m[ims]*(?:-[ims]+)?[:)]")


def read_pattern(pattern: str, options: str) -> tuple[str, int]:
    """Return a pattern and flags for `re`.

    Raises:
        FilterSyntaxError: It is no regular expression, or uses what RE2 lacks.
    """
    flags = 0
    for option in options:
        if option not in _OPTIONS:
            raise FilterSyntaxError(f"$options has an unknown letter, {option!r}; known are i m s.")
        flags |= _OPTIONS[option]
    by_line = "m" in options or _INLINE_MULTILINE.search(pattern) is not None
    translated = "".join(_translated(token, pattern, by_line) for token in _TOKEN.finditer(pattern))
    try:
        re.compile(translated, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise FilterSyntaxError(f"$regex {pattern!r} cannot be read: {error}.") from error
    return translated, flags


def _translated(token: re.Match[str], pattern: str, by_line: bool) -> str:
    text = token.group()
    if token["code"]:
        return _character(token["code"], pattern)
    if token["escape"]:
        return _escape(token["escape"], pattern)
    if token["members"] is not None:
        members = "".join(_member(each, pattern) for each in _MEMBER.finditer(token["members"]))
        return f"[{token['negated']}{members}]"
    if token["group"] or token["possessive"]:
        raise FilterSyntaxError(f"$regex {pattern!r} has {text!r}, which RE2 lacks.")
    if token["name"]:
        return "(?P<"
    return r"\Z" if token["end"] and not by_line else text


def _character(code: str, pattern: str) -> str:
    if int(code, 16) > 0x10FFFF:
        raise FilterSyntaxError(f"$regex {pattern!r} names no character: {code}.")
    return re.escape(chr(int(code, 16)))


def _escape(letter: str, pattern: str) -> str:
    if letter in "123456789ZCQEpPuUN":
        raise FilterSyntaxError(f"$regex {pattern!r} has \\{letter}, which is not supported.")
    if letter.lower() in _PERL:
        return f"[{'^' if letter.isupper() else ''}{_PERL[letter.lower()]}]"
    if letter in "bB":
        return rf"(?a:\{letter})"
    return r"\Z" if letter == "z" else f"\\{letter}"


def _member(token: re.Match[str], pattern: str) -> str:
    if token["posix"]:
        if token["posix"] not in _POSIX:
            raise FilterSyntaxError(f"$regex {pattern!r} has an unknown class, {token.group()}.")
        return _POSIX[token["posix"]]
    if token["escape"]:
        return _PERL.get(token["escape"], token.group())
    # Python warns of what may become operators on sets.
    return f"\\{token.group()}" if token.group() in "[&~|" else token.group()
