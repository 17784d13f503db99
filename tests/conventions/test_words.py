"""No phrase that docs/words.toml retires is in prose, docstrings, comments or error messages."""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("src", "codegen", "bench")
PAGES = ("docs", "changelog.d")
SCOPES = ("page", "docstring", "comment", "error")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Phrase:
    """A phrase that is not used any more.

    Attributes:
        pattern: What it looks like.
        unless: What makes a line an honest use; None for no exception.
        write: What to write instead.
        scopes: Kinds of prose that may not hold it.
    """

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    write: str
    scopes: frozenset[str]


def phrases() -> list[Phrase]:
    """Return the phrases of docs/words.toml."""
    listed = tomllib.loads((ROOT / "docs" / "words.toml").read_text(encoding="utf-8"))["phrase"]
    return [
        Phrase(
            pattern=re.compile(each["pattern"]),
            unless=re.compile(each["unless"]) if "unless" in each else None,
            write=each["write"],
            scopes=frozenset(each.get("scopes", SCOPES)),
        )
        for each in listed
    ]


def found(scope: str, text: str, retired: list[Phrase]) -> Iterator[str]:
    """Return the lines of a text that hold a retired phrase, with what to write instead."""
    for line in text.split("\n"):
        if "words: allow" in line:
            continue
        prose = re.sub(r"`[^`]*`", "``", line)
        for each in retired:
            if scope not in each.scopes or not each.pattern.search(prose):
                continue
            if each.unless is None or not each.unless.search(prose):
                yield f"{line.strip()!r}: write {each.write!r}"


def pages() -> Iterator[tuple[Path, str]]:
    """Return the Markdown pages without their code blocks."""
    folders = [path for name in PAGES for path in sorted((ROOT / name).rglob("*.md"))]
    for path in [*sorted(ROOT.glob("*.md")), *folders]:
        yield (
            path,
            re.sub(
                r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
            ),
        )


def spoken(source: str) -> Iterator[tuple[str, str]]:
    """Return docstrings, comments and error messages of a module, each with its scope."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            yield "docstring", text
        if isinstance(node, ast.Raise):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield "error", part.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield "comment", token.string


@pytest.mark.parametrize("folder", SOURCES)
def test_sources_use_no_retired_phrase(folder: str) -> None:
    retired = phrases()
    problems = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "_sync" not in path.parts
        for scope, text in spoken(path.read_text(encoding="utf-8"))
        for problem in found(scope, text, retired)
    ]
    assert problems == []


def test_pages_use_no_retired_phrase() -> None:
    retired = phrases()
    problems = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path, text in pages()
        for problem in found("page", text, retired)
    ]
    assert problems == []


def test_a_retired_phrase_is_found_with_what_to_write() -> None:
    problems = list(found("error", "Invalid path. Give a path.", phrases()))
    assert len(problems) == 1
    assert "'Pass …, Use …'" in problems[0]
