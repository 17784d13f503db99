"""Examples of a page of Markdown: programs, files that programs need, and commands with what they print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FENCE = re.compile(
    r"(?P<before>^<!-- run: no, (?P<reason>[^\n]+) -->\n)?"
    r"^(?P<indent> *)```(?P<language>python|bash|console)(?: title=\"(?P<title>[^\"]+)\")?\n"
    r"(?P<code>.*?)^(?P=indent)```$"
    r"(?:\n\n^(?P=indent)```text\n(?P<output>.*?)^(?P=indent)```$)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    """One block of a page.

    Attributes:
        number: Its place on the page, from 0.
        title: Name of the file that the block is.
        reason: Why it is not run; None if it is.
        output: The block of text that follows a program: what it prints. None if there is none.
    """

    number: int
    language: str
    code: str
    title: str | None
    reason: str | None
    output: str | None


@dataclass(frozen=True)
class Command:
    """A command line, and what it prints; None where the page does not show it."""

    line: str
    output: str | None


def examples(page: Path) -> list[Example]:
    """Return the blocks of a page, in order."""
    found: list[Example] = []
    for number, match in enumerate(FENCE.finditer(page.read_text(encoding="utf-8"))):
        indent = len(match["indent"])
        code, output = (
            part and "".join(line[indent:] or "\n" for line in part.splitlines(keepends=True))
            for part in (match["code"], match["output"])
        )
        if match["language"] != "python":
            output = None
        title, reason = match["title"], match["reason"]
        found.append(Example(number, match["language"], code, title, reason, output))
    return found


def commands(example: Example) -> list[Command]:
    """Return the commands of a block, without those that install packages."""
    if example.language == "bash":
        lines = example.code.splitlines()
        found = [Command(line, None) for line in lines if line and not line.startswith("#")]
    else:
        parts = re.split(r"^\$ ", example.code, flags=re.MULTILINE)[1:]
        found = []
        for part in parts:
            line, _, output = part.partition("\n")
            found.append(Command(line, output.strip() or None))
    return [each for each in found if not each.line.startswith("pip install")]


def is_printed(shown: str, printed: str) -> bool:
    """Whether a page shows what a program printed; `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None
