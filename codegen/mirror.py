"""Generates the sync code from the async code, token by token, so that comments and layout are preserved.

`RENAMES` contains all renames. An unused rename is an error, and so is a remaining async construct.
In that case, reword the source so that it fits both variants, or add a rename.
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
    # methods of Python protocols
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    # methods with other names in httpx
    "aclose": "close",
    # names of the standard library
    "aclosing": "closing",
    # runql's own modules and fixtures
    "_async": "_sync",
    "async_client": "client",
    "async_api": "api",
    # names in docstring examples
    "open_export_async": "open_export",
}
"""Renames of whole names. In addition, each `AsyncName` loses its prefix."""

HAND_WRITTEN: Final = frozenset({"_client/concurrency.py", "_client/lister.py"})
"""Files that are written manually in both packages, by their path below `_async` and `_sync`."""

_PREFIX: Final = re.compile(r"\b(_*)Async(?=[A-Z])")
_WORDS: Final = re.compile(r"\basync (?=def\b|for\b|with\b)|\bawait (?=\S)")
_SURVIVORS: Final = re.compile(
    r"\b(?:async|await|asyncio|aclose|aclosing|anext|aiter|StopAsyncIteration|pytest_asyncio)\b"
    r"|\b_*Async(?=[A-Z])|\b__a(?:enter|exit|iter|next|wait)__|\w*_async\b|\basync_\w*"
)
# Ruff rules for code that is redundant after names lost their prefix, and comprehensions and generators lost `async`.
_CORRECTED: Final = ("I", "F401", "RUF022", "C416", "UP028")
_FIRST_PARTY: Final = ("bench", "codegen", "runql", "runql_sandbox", "tests")


class MirrorError(Exception):
    """The async sources cannot be converted; one line per reason."""


@dataclass(slots=True)
class Mirror:
    """Converts strings, and records which renames were used.

    Attributes:
        renames: The renames.
        used: Renames that matched something.
        problems: Code that cannot be converted, with file and line.
    """

    renames: dict[str, str] = field(default_factory=lambda: dict(RENAMES))
    used: set[str] = field(default_factory=set[str])
    problems: list[str] = field(default_factory=list[str])

    def text(self, source: str, file: str) -> str:
        """Return the sync form of a module, unformatted."""
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
        """Return the renames that no source uses."""
        return [
            f"codegen/mirror.py: the rename {name!r} matches nothing; remove it from RENAMES"
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
                    f"{file}:{number}: {match.group()!r} remains in {line.strip()!r}; reword it for "
                    "both variants, or add a rename to RENAMES in codegen/mirror.py"
                )
            seen.add(match.group())
    return found


def mirror_text(source: str, file: str = "source.py") -> str:
    """Convert one module. Unused renames are allowed.

    Raises:
        MirrorError: If an async construct remains.
    """
    mirror = Mirror()
    mirrored = mirror.text(source, file)
    if mirror.problems:
        raise MirrorError("\n".join(mirror.problems))
    return mirrored


def mirror_files(
    root: Path, pairs: Sequence[tuple[Path, Path]], renames: dict[str, str] | None = None
) -> None:
    """Convert whole directories, including tests, into empty directories.

    Args:
        root: The project, whose ruff settings apply.
        pairs: Source and target directories.
        renames: Renames instead of `RENAMES`.

    Raises:
        MirrorError: If an async construct remains, or a rename is not used.
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
        # Test modules are imported without packages, so their names must be unique.
        name = path.name
        if name.startswith("test_"):
            name = "test_sync_" + name.removeprefix("test_")
        yield path, inside.with_name(name).as_posix()


def _format(root: Path, paths: Sequence[Path]) -> None:
    first_party = ", ".join(f'"{name}"' for name in _FIRST_PARTY)
    # The location of a module must not depend on whether its sync form exists yet.
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
    """Replacements in a string, applied from its end to its beginning."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._edits: list[tuple[int, int, str]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Record a replacement. Empty spans without a replacement are ignored."""
        if self._source[start:end] != text:
            self._edits.append((start, end, text))

    def apply(self) -> str:
        """Return the text with all replacements."""
        result = self._source
        for start, end, text in sorted(self._edits, reverse=True):
            result = result[:start] + text + result[end:]
        return result


def _tokens(source: str) -> list[_Token]:
    """Return the relevant tokens of a module: names, operators, strings, comments."""
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
    # Since Python 3.12, an f-string is many tokens. Combine them to one, as before.
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
    """Return the index of the bracket that closes the bracket at `index`."""
    depth = 0
    for position in range(index, len(tokens)):
        if tokens[position].kind == "op":
            depth += tokens[position].text in {"(", "[", "{"}
            depth -= tokens[position].text in {")", "]", "}"}
            if depth == 0:
                return position
    raise MirrorError(f"the bracket at offset {tokens[index].start} is never closed")


def _drop_parentheses(tokens: Sequence[_Token], index: int, edits: _Edits) -> None:
    """Remove the brackets of `(await call()).name`, which only `await` requires."""
    if index + 1 >= len(tokens) or tokens[index + 1].text != "await":
        return
    before = tokens[index - 1] if index else None
    called = before is not None and (
        (before.kind == "name" and not keyword.iskeyword(before.text)) or before.text in {")", "]"}
    )
    closing = _closing(tokens, index)
    following = tokens[closing + 1].text if closing + 1 < len(tokens) else ""
    if called or following not in {".", "["}:
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
