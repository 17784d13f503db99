"""Notebooks: conversion of cells to one module and back. All other bytes are unchanged."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

import libcst as cst

from runql._migrate.findings import Finding
from runql._migrate.rewriting import rewritten

__all__ = ["rewritten_notebook"]

_CELL: Final = "# runql migrate: cell {}"
_KEPT: Final = "pass  # runql migrate: line {}"
_MAGIC: Final = re.compile(r"^\s*(?:[%!?]|\w[\w.]*\?{1,2}\s*$|[\w, ]+=\s*[%!])")
_CELL_MAGICS_OF_PYTHON: Final = ("%%time", "%%timeit", "%%capture", "%%prun")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class _Cell:
    number: int
    source: str
    start: int
    end: int


def rewritten_notebook(text: str) -> tuple[str, list[Finding]]:
    """Return a notebook for runql, and its findings.

    Raises:
        ValueError: If the text is not a notebook.
        cst.ParserSyntaxError: If the cells together are not valid Python.
    """
    cells = _code_cells(text)
    kept: list[str] = []
    parts: list[str] = []
    starts: dict[int, int] = {}
    line = 1
    for cell in cells:
        body = _without_magics(cell.source, kept)
        part = f"{_CELL.format(cell.number)}\n{body}\n"
        starts[cell.number] = line + 1
        line += part.count("\n")
        parts.append(part)
    module, findings = rewritten(cst.parse_module("".join(parts)))
    found = _split(module.code, kept)
    for cell in reversed(cells):
        new = found.get(cell.number)
        if new is not None and new != cell.source:
            text = (
                text[: cell.start] + _encoded(new, text[cell.start : cell.end]) + text[cell.end :]
            )
    return text, [_in_cell(finding, starts) for finding in findings]


def _in_cell(finding: Finding, starts: dict[int, int]) -> Finding:
    cell, start = max(
        ((cell, start) for cell, start in starts.items() if start <= finding.line),
        key=lambda pair: pair[1],
    )
    line = finding.line - start + 1
    return Finding(line, finding.wrote, finding.write, finding.why, finding.action, cell)


def _without_magics(source: str, kept: list[str]) -> str:
    """Replace lines that are not Python with placeholder statements."""
    lines = source.split("\n")
    first = next((each for each in lines if each.strip()), "")
    foreign = first.startswith("%%") and not first.startswith(_CELL_MAGICS_OF_PYTHON)
    if foreign or not _is_python(_marked(lines, kept, all_lines=False, dry=True)):
        return _marked(lines, kept, all_lines=True)
    return _marked(lines, kept, all_lines=False)


def _marked(lines: list[str], kept: list[str], *, all_lines: bool, dry: bool = False) -> str:
    new: list[str] = []
    for line in lines:
        if all_lines or _MAGIC.match(line):
            indent = "" if all_lines else line[: len(line) - len(line.lstrip())]
            new.append(indent + _KEPT.format(len(kept)))
            if not dry:
                kept.append(line)
        else:
            new.append(line)
    return "\n".join(new)


def _is_python(source: str) -> bool:
    try:
        cst.parse_module(source)
    except cst.ParserSyntaxError:
        return False
    return True


def _split(code: str, kept: list[str]) -> dict[int, str]:
    """Return the sources of the cells of a module."""
    mark = re.compile(r"^# runql migrate: cell (\d+)\n", re.MULTILINE)
    pieces = mark.split(code)
    found: dict[int, str] = {}
    for number, source in zip(pieces[1::2], pieces[2::2], strict=True):
        found[int(number)] = _restored(source.removesuffix("\n"), kept)
    return found


def _restored(source: str, kept: list[str]) -> str:
    mark = re.compile(r"^[ \t]*pass  # runql migrate: line (\d+)$", re.MULTILINE)
    return mark.sub(lambda match: kept[int(match[1])], source)


# The text of a notebook


def _code_cells(text: str) -> list[_Cell]:
    document = json.loads(text)
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise ValueError("the notebook has no list of cells")  # noqa: TRY004 - a matter of the text
    spans = _source_spans(text)
    cells: list[_Cell] = []
    if not _is_of_python(document):
        return cells
    for number, (cell, span) in enumerate(zip(document["cells"], spans, strict=True), start=1):
        if cell.get("cell_type") == "code" and span is not None:
            source = cell["source"]
            joined = source if isinstance(source, str) else "".join(source)
            cells.append(_Cell(number, joined, *span))
    return cells


def _is_of_python(document: dict[str, Any]) -> bool:
    """Return whether the kernel of a notebook runs Python, according to its metadata."""
    metadata = document.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = kernel.get("language") if isinstance(kernel, dict) else None
    return not isinstance(language, str) or language.lower() == "python"


def _source_spans(text: str) -> list[tuple[int, int] | None]:
    """Return the span of the value of `source` in the text of each cell."""
    spans: list[tuple[int, int] | None] = []
    decoder = json.JSONDecoder()
    cells = _member(text, 0, "cells")
    if cells is None:
        return spans
    index = _skip(text, cells[0] + 1)
    while text[index] != "]":
        spans.append(_member(text, index, "source"))
        _, end = decoder.raw_decode(text, index)
        index = _skip(text, end)
        index = _skip(text, index + 1) if text[index] == "," else index
    return spans


def _member(text: str, start: int, name: str) -> tuple[int, int] | None:
    """Return the span of a member of the object at a position."""
    decoder = json.JSONDecoder()
    index = _skip(text, _skip(text, start) + 1)
    while text[index] != "}":
        key, end = decoder.raw_decode(text, index)
        index = _skip(text, _skip(text, end) + 1)
        _, end = decoder.raw_decode(text, index)
        if key == name:
            return index, end
        index = _skip(text, end)
        index = _skip(text, index + 1) if text[index] == "," else index
    return None


def _skip(text: str, index: int) -> int:
    while text[index] in " \t\r\n":
        index += 1
    return index


def _encoded(source: str, old: str) -> str:
    """Return a source as JSON in the layout of the old one: a string, or a list of lines."""
    ascii_only = old.isascii()
    dump: Any = json.dumps
    if old.startswith('"'):
        return str(dump(source, ensure_ascii=ascii_only))
    lines = [dump(line, ensure_ascii=ascii_only) for line in source.splitlines(keepends=True)]
    strings = list(_STRING.finditer(old))
    if not strings:
        return "[" + ", ".join(lines) + "]"
    before, after = old[: strings[0].start()], old[strings[-1].end() :]
    between = old[strings[0].end() : strings[1].start()] if len(strings) > 1 else "," + before[1:]
    return before + between.join(lines) + after
