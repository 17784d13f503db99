"""Globs fit what their reference says, and the server's LIKE pattern never fits less."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runql._models.files.globs import Glob
from runql.errors import UsageError

LETTERS = "ab/.%_\\-é\n"
NAMES = st.text(LETTERS, max_size=10)
PATTERNS = st.lists(
    st.sampled_from(
        [*LETTERS, "*", "?", "**", "**/", "[ab]", "[!a]", "[a-b]", "[%_]", "[", "]", "!"]
    ),
    min_size=1,
    max_size=7,
).map("".join)


def fits(pattern: str, name: str) -> bool:
    """The reference: one character at a time, by trying everything."""
    if not pattern:
        return not name
    if pattern.startswith("**/"):
        rests = [name, *(name[i + 1 :] for i, each in enumerate(name) if each == "/")]
        return any(fits(pattern[3:], rest) for rest in rests)
    if pattern.startswith("**"):
        return any(fits(pattern[2:], name[i:]) for i in range(len(name) + 1))
    if pattern[0] == "*":
        folder = name.find("/")
        end = len(name) if folder < 0 else folder
        return any(fits(pattern[1:], name[i:]) for i in range(end + 1))
    if pattern[0] == "?":
        return bool(name) and name[0] != "/" and fits(pattern[1:], name[1:])
    close = pattern.find("]", 3 if pattern.startswith("[!") else 2) if pattern[0] == "[" else -1
    if close > 0:
        inside = pattern[1:close]
        negated = inside.startswith("!")
        chosen = members(inside[negated:])
        if not name or name[0] == "/" or (name[0] in chosen) == negated:
            return False
        return fits(pattern[close + 1 :], name[1:])
    return bool(name) and name[0] == pattern[0] and fits(pattern[1:], name[1:])


def members(text: str) -> set[str]:
    found: set[str] = set()
    index = 0
    while index < len(text):
        if text[index + 1 : index + 2] == "-" and index + 2 < len(text):
            found |= {chr(code) for code in range(ord(text[index]), ord(text[index + 2]) + 1)}
            index += 3
        else:
            found.add(text[index])
            index += 1
    return found


def like(pattern: str, name: str) -> bool:
    """SQL's LIKE with a backslash as escape."""
    tokens = re.findall(r"\\(.)|(%)|(_)|(.)", pattern, re.DOTALL)
    regex = "".join(
        ".*" if many else "." if one else re.escape(kept or plain)
        for kept, many, one, plain in tokens
    )
    return re.fullmatch(regex, name, re.DOTALL) is not None


def glob_of(pattern: str) -> Glob | None:
    try:
        return Glob(pattern)
    except UsageError:
        return None


@given(PATTERNS, NAMES)
@example("[]", "[]")
@example("[!]", "[!]")
@example("[!]a]", "b")
@example("a**b", "a/x/b")
@example("**/", "a/")
@example("[a--[ab]", "")
@example("[+--]", ",")
@example("[---]", "-")
@example("[--a]", "A")
def test_a_glob_fits_what_the_reference_fits(pattern: str, name: str) -> None:
    glob = glob_of(pattern)
    if glob is not None:
        whole = pattern if "/" in pattern else f"**/{pattern}"
        assert glob.matches(name) == fits(whole, name)


@given(PATTERNS, NAMES)
def test_the_server_never_leaves_out_what_the_glob_fits(pattern: str, name: str) -> None:
    glob = glob_of(pattern)
    if glob is not None and glob.matches(name):
        assert like(glob.like, name)


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("*.png", ["a.png", "x/y/a.png"], ["a.png.txt", "a.pngx"]),
        ("plots/*.png", ["plots/a.png"], ["plots/deep/a.png", "x/plots/a.png"]),
        ("plots/**", ["plots/a", "plots/b/c"], ["plots", "xplots/a"]),
        ("**/a.txt", ["a.txt", "x/a.txt", "x/y/a.txt"], ["xa.txt"]),
        ("step_?.ckpt", ["step_1.ckpt", "w/step_1.ckpt"], ["step_10.ckpt", "stepx1.ckpt"]),
        ("[!.]*", ["a", "x/a"], [".hidden", "x/.hidden"]),
        ("100%*", ["100%.png"], ["100.png"]),
    ],
)
def test_patterns_that_people_write(pattern: str, fitting: list[str], other: list[str]) -> None:
    glob = Glob(pattern)
    assert [name for name in [*fitting, *other] if glob.matches(name)] == fitting


@pytest.mark.parametrize("pattern", ["", "%.png", "[b-a]"])
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError):
        Glob(pattern)
