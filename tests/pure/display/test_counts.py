"""Numbers with nouns, such as `1 file`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import runql.cli
from runql._display.counts import counted, counted_bytes


@pytest.mark.parametrize(
    ("count", "noun", "plural", "expected"),
    [
        (0, "file", None, "0 files"),
        (1, "file", None, "1 file"),
        (2, "file", None, "2 files"),
        (1, "entry", "entries", "1 entry"),
        (3, "entry", "entries", "3 entries"),
        (1200, "row", None, "1200 rows"),
    ],
)
def test_the_noun_follows_the_number(
    count: int, noun: str, plural: str | None, expected: str
) -> None:
    assert counted(count, noun, plural) == expected


def test_thousands_are_separated_on_request() -> None:
    assert counted(1200, "row", commas=True) == "1,200 rows"


@pytest.mark.parametrize(
    ("size", "expected"), [(None, "unknown size"), (1, "1 byte"), (2, "2 bytes")]
)
def test_a_size_may_be_unknown(size: int | None, expected: str) -> None:
    assert counted_bytes(size) == expected


def test_no_message_of_the_command_line_has_a_fixed_plural_after_a_length() -> None:
    found: list[str] = []
    for path in sorted(Path(runql.cli.__file__).parent.rglob("*.py")):
        strings = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for node in (each for each in strings if isinstance(each, ast.JoinedStr)):
            parts = node.values
            for before, number, after in zip(
                [ast.Constant(""), *parts], parts, parts[1:], strict=False
            ):
                if (
                    isinstance(number, ast.FormattedValue)
                    and ast.unparse(number.value).startswith("len(")
                    and isinstance(after, ast.Constant)
                    and re.match(r" [a-z]+s\b", str(after.value))
                    # "2 of 3 runs" has no other form.
                    and not (isinstance(before, ast.Constant) and str(before.value).endswith("of "))
                ):
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []
