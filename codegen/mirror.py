"""Writes the sync code from the async code, token by token, so that comments and layout survive.

`RENAMES` is the whole vocabulary. A rename that nothing needs any more is an error, and so is anything
asynchronous that survives: then write the source so that it holds for both variants, or add a rename.
"""

from __future__ import annotations

import io
import keyword
import re
import tokenize
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql._codegen.formatting import format_files
from runql._codegen.render import banner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["HAND_WRITTEN", "RENAMES", "Mirror", "MirrorError", "mirror_files", "mirror_text"]

RENAMES: Final[dict[str, str]] = {
    # methods of Python's protocols
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    # methods that httpx names apart
    "aclose": "close",
    # of the standard library
    "aclosing": "closing",
    # our modules and fixtures
    "_async": "_sync",
    "async_client": "client",
    "async_api": "api",
    # in examples of docstrings
    "open_export_async": "open_export",
}
"""Whole names; next to them, every `AsyncName` loses its prefix."""

HAND_WRITTEN: Final = frozenset({"_client/concurrency.py", "_client/lister.py"})
"""Files that are written by hand in both packages, by their path below `_async` and `_sync`."""

_PREFIX: Final = re.compile(r"\b(_*)Async(?=[A-Z])")
_WORDS: Final = re.compile(r"\basync (?=def\b|for\b|with\b)|\bawait (?=\S)")
_SURVIVORS: Final = re.compile(
    r"\b(?:async|await|asyncio|aclose|aclosing|anext|aiter|StopAsyncIteration|pytest_asyncio)\b"
    r"|\b_*Async(?=[A-Z])|\b__a(?:enter|exit|iter|next|wait)__|\w*_async\b|\basync_\w*"
)
# What names without their prefix, and comprehensions without `async`, make of good code.
_CORRECTED: Final = ("I", "F401", "RUF022", "C416")
_FIRST_PARTY: Final = ("bench", "codegen", "runql", "runql_sandbox", "tests")


class MirrorError(Exception):
    """The async sources cannot be mirrored; one line for each reason."""


@dataclass(slots=True)
class Mirror:
    """Mirrors strings, and remembers which renames were needed.

    Attributes:
        renames: The vocabulary.
        used: Renames that matched something.
        problems: What could not be mirrored, with file and line.
    """

    renames: dict[str, str] = field(default_factory=lambda: dict(RENAMES))
    used: set[str] = field(default_factory=set[str])
    problems: list[str] = field(default_factory=list[str])

    def text(self, source: str, file: str) -> str:
        """Return the sync form of a module, not yet formatted."""
        edits = _Edits(source)
        tokens = _tokens(source)
        for index, token in enumerate(tokens):
            if token.kind == "name":
                self._name(tokens, index, edits)
            elif token.kind in {"string", "comment"}:
                edits.replace(token.start, token.end, self._prose(token.text))
            elif token.text == "(":
                _drop_parentheses(tokens, index, edits)
        mirrored = edits.apply()
        self.problems += _survivors(mirrored, file)
        return mirrored

    def unused(self) -> list[str]:
        """Return what the renames have that no source needs."""
        return [
            f"codegen/mirror.py: the rename {name!r} matches nothing; take it out of RENAMES"
            for name in self.renames
            if name not in self.used
        ]

    def _name(self, tokens: Sequence[_Token], index: int, edits: _Edits) -> None:
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (token.text == "await" and following is not None) or (
            token.text == "async" and following is not None
        ):
            edits.replace(token.start, following.start, "")
        elif token.text == "Awaitable" and following is not None and following.text == "[":
            closing = _closing(tokens, index + 1)
            edits.replace(token.start, following.end, "")
            edits.replace(tokens[closing].start, tokens[closing].end, "")
        else:
            edits.replace(token.start, token.end, self._rename(token.text))

    def _rename(self, name: str) -> str:
        if name in self.renames:
            self.used.add(name)
            return self.renames[name]
        return _PREFIX.sub(r"\1", name)

    def _prose(self, text: str) -> str:
        words = _WORDS.sub("", text)
        return re.sub(r"\w+", lambda match: self._rename(match.group()), words)


def _survivors(text: str, file: str) -> list[str]:
    seen: set[str] = set()
    found: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _SURVIVORS.finditer(line):
            if match.group() not in seen:
                found.append(
                    f"{file}:{number}: {match.group()!r} survives in {line.strip()!r}; word it for "
                    "both variants, or add a rename to RENAMES in codegen/mirror.py"
                )
            seen.add(match.group())
    return found


def mirror_text(source: str, file: str = "source.py") -> str:
    """Mirror one module with every rename allowed to be idle.

    Raises:
        MirrorError: If something asynchronous survives.
    """
    mirror = Mirror()
    mirrored = mirror.text(source, file)
    if mirror.problems:
        raise MirrorError("\n".join(mirror.problems))
    return mirrored


def mirror_files(
    root: Path, pairs: Sequence[tuple[Path, Path]], renames: dict[str, str] | None = None
) -> None:
    """Mirror whole directories with their sub-packages, tests among them, into empty ones.

    Args:
        root: The project, whose ruff settings apply.
        pairs: Directories to read and to write.
        renames: Another vocabulary than `RENAMES`.

    Raises:
        MirrorError: If something asynchronous survives, or a rename is not needed.
    """
    mirror = Mirror() if renames is None else Mirror(renames)
    written: list[Path] = []
    for source, target in pairs:
        for path, name in _sources(source):
            shown = path.relative_to(root).as_posix()
            text = mirror.text(path.read_text(encoding="utf-8"), shown)
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(f"{banner(shown)}\n{text}", encoding="utf-8")
            written.append(copy)
    problems = mirror.problems + (mirror.unused() if written else [])
    if problems:
        raise MirrorError("\n".join(problems))
    if written:
        _format(root, written)


def _sources(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder)
        if inside.as_posix() in HAND_WRITTEN or "__pycache__" in inside.parts:
            continue
        # Test modules need names of their own: they are imported without packages.
        name = path.name
        if name.startswith("test_"):
            name = "test_sync_" + name.removeprefix("test_")
        yield path, inside.with_name(name).as_posix()


def _format(root: Path, paths: Sequence[Path]) -> None:
    first_party = ", ".join(f'"{name}"' for name in _FIRST_PARTY)
    # Where a module is must not depend on whether its mirror exists yet.
    party = f"lint.isort.known-first-party=[{first_party}]"
    config = ["--config", str(root / "pyproject.toml"), "--config", party]
    format_files(paths, config, _CORRECTED)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


class _Edits:
    """Replacements in a string, made from back to front."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._edits: list[tuple[int, int, str]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Note a replacement; those of nothing by itself are dropped."""
        if self._source[start:end] != text:
            self._edits.append((start, end, text))

    def apply(self) -> str:
        """Return the text with every replacement made."""
        result = self._source
        for start, end, text in sorted(self._edits, reverse=True):
            result = result[:start] + text + result[end:]
        return result


def _tokens(source: str) -> list[_Token]:
    """Return what matters of a module: names, operators, strings, comments."""
    offsets = [0]
    for line in source.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    kinds = {
        tokenize.NAME: "name",
        tokenize.OP: "op",
        tokenize.STRING: "string",
        tokenize.COMMENT: "comment",
        tokenize.NUMBER: "number",
        tokenize.NL: "newline",
        tokenize.NEWLINE: "newline",
    }
    # Since Python 3.12 an f-string is many tokens; here it is one, as before.
    fstring = {"FSTRING_START": 1, "FSTRING_END": -1}
    found: list[_Token] = []
    depth, opened = 0, 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        start = offsets[token.start[0] - 1] + token.start[1]
        end = offsets[token.end[0] - 1] + token.end[1] if token.end[0] <= len(offsets) else start
        step = fstring.get(tokenize.tok_name[token.type], 0)
        if step > 0 and depth == 0:
            opened = start
        depth += step
        if step < 0 and depth == 0:
            found.append(_Token("string", source[opened:end], opened, end))
        elif depth == 0 and token.type in kinds:
            found.append(_Token(kinds[token.type], token.string, start, end))
    return found


def _closing(tokens: Sequence[_Token], index: int) -> int:
    """Return the index of the bracket that closes the one at `index`."""
    depth = 0
    for position in range(index, len(tokens)):
        if tokens[position].kind == "op":
            depth += tokens[position].text in {"(", "[", "{"}
            depth -= tokens[position].text in {")", "]", "}"}
            if depth == 0:
                return position
    raise MirrorError(f"the bracket at offset {tokens[index].start} is never closed")


def _drop_parentheses(tokens: Sequence[_Token], index: int, edits: _Edits) -> None:
    """Drop the brackets of `(await call()).name`, which only `await` needed."""
    if index + 1 >= len(tokens) or tokens[index + 1].text != "await":
        return
    before = tokens[index - 1] if index else None
    called = before is not None and (
        (before.kind == "name" and not keyword.iskeyword(before.text)) or before.text in {")", "]"}
    )
    closing = _closing(tokens, index)
    behind = tokens[closing + 1].text if closing + 1 < len(tokens) else ""
    if called or behind not in {".", "["}:
        return
    position = index + 2
    while position < closing:
        token = tokens[position]
        if token.text in {"(", "["}:
            position = _closing(tokens, position)
        elif token.text != "." and (token.kind != "name" or keyword.iskeyword(token.text)):
            return
        position += 1
    edits.replace(tokens[index].start, tokens[index].end, "")
    edits.replace(tokens[closing].start, tokens[closing].end, "")
