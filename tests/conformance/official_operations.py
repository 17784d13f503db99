"""Every GraphQL operation that the installed official client can send, collected from what is installed.

Three sources: constants that its own code generator wrote, documents in its Python code (composed with the fragments
they spread), and documents compiled into its Go sidecar.
"""

from __future__ import annotations

import ast
import itertools
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import wandb
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    parse,
    print_ast,
)
from graphql.language import FragmentSpreadNode, Visitor, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(wandb.__file__).parent
STARTS = re.compile(r"\s*(query|mutation|fragment)\b[^{]*[({]")
COMPILED = re.compile(rb"\n(query|mutation) [A-Z]\w+")

# Every value that the code inserts into its templates at run time.
HOLES = {
    "fragment": ("LIGHTWEIGHT_RUN_FRAGMENT", "RUN_FRAGMENT"),
    "fragment_name": ("LIGHTWEIGHT_RUN_FRAGMENT_NAME", "RUN_FRAGMENT_NAME"),
}

# `sweeps.py` replaces the word _PROJECT_QUERY_ by this; its older mutations lack parts of it.
PROJECT_OF_SWEEP = "project { id name entity { id name } }"

# Mutations whose variables the code adds up at run time, with every variable it can add.
BUILT = {
    "UseArtifact": (
        "entityName: String! projectName: String! runName: String! artifactID: ID! usedAs: String "
        "artifactEntityName: String artifactProjectName: String"
    ),
    "createLaunchAgent": (
        "entityName: String! projectName: String! runQueues: [ID!]! hostname: String! "
        "agentConfig: JSONString version: String"
    ),
    "pushToRunQueue": "queueID: ID! runSpec: JSONString! templateVariableValues: JSONString",
    "pushToRunQueueByName": (
        "entityName: String! projectName: String! queueName: String! runSpec: JSONString! "
        "priority: Int templateVariableValues: JSONString"
    ),
}


@dataclass(frozen=True, slots=True)
class Collected:
    """One operation with the fragments it needs."""

    source: str
    name: str
    text: str

    @property
    def id(self) -> str:
        return f"{self.source}::{self.name}"


@cache
def collect() -> list[Collected]:
    """Return every operation; the same text in two places counts once a place."""
    documents = list(python_documents())
    fragments = {
        node.name.value: node
        for _, document in documents
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    found = [each for source, document in documents for each in split(source, document, fragments)]
    found += [
        each for document in compiled_documents() for each in split("wandb-core", document, {})
    ]
    return list({(each.source, each.name, each.text): each for each in found}.values())


def python_documents() -> Iterator[tuple[str, DocumentNode]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if "query" not in text and "mutation" not in text and "fragment" not in text:
            continue
        source = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(text)
        constants = module_constants(tree)
        docstrings = {id(node) for node in docstring_nodes(tree)}
        inside: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                inside.update(id(each) for each in ast.walk(node) if each is not node)
            if id(node) in docstrings or id(node) in inside:
                continue
            for candidate in texts_of(node, constants):
                if STARTS.match(candidate) and matches_intent(candidate):
                    yield source, parse(with_variables(candidate), no_location=True)


def with_variables(text: str) -> str:
    """Give a mutation that is built at run time all the variables it can have."""
    name = re.match(r"\s*mutation (\w+)\(\s*\)", text)
    if name is None:
        return text
    variables = re.findall(r"(\w+): (\S+)", BUILT[name.group(1)])
    declared = ", ".join(f"${each}: {kind}" for each, kind in variables)
    given = ", ".join(f"{each}: ${each}" for each, _ in variables)
    text = re.sub(r"\(\s*\)", f"({declared})", text, count=1)
    return re.sub(r"input: \{\s*\}", f"input: {{{given}}}", text, count=1)


def matches_intent(text: str) -> bool:
    """Whether a text is meant as GraphQL: prose, too, may begin with such a word."""
    return text.count("{") > 0 and text.count("{") == text.count("}")


def module_constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def docstring_nodes(tree: ast.Module) -> Iterator[ast.AST]:
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for node in ast.walk(tree):
        if isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr):
            yield node.body[0].value


def texts_of(node: ast.AST, constants: dict[str, str]) -> Iterator[str]:
    """Give the texts that a literal can stand for."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from filled(node.value)
    elif isinstance(node, ast.JoinedStr):
        choices = [list(pieces_of(each, constants)) for each in node.values]
        yield from map("".join, itertools.product(*choices))


def filled(text: str) -> Iterator[str]:
    """Give a template of `str.format` with its holes left empty: fragments are found by their spreads."""
    if "{{" not in text:
        yield re.sub(r"%s|%\(\w+\)s", "", text.replace("_PROJECT_QUERY_", PROJECT_OF_SWEEP))
    else:
        for field in ("history", "events"):
            # The one hole that is not a fragment: `_full_history` puts in one of these.
            chosen = text.replace("{}(samples", f"{field}(samples")
            without_holes = re.sub(r"(?<!\{)\{\w*\}(?!\})", "", chosen)
            yield without_holes.replace("{{", "{").replace("}}", "}")


def pieces_of(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name):
        name = node.value.id
        for choice in HOLES.get(name, (name,)):
            yield constants.get(choice, "")
    else:
        yield ""


def compiled_documents() -> Iterator[DocumentNode]:
    """Give the documents between other texts in the sidecar's data."""
    data = (PACKAGE / "bin" / "wandb-core").read_bytes()
    for match in COMPILED.finditer(data):
        end = block_end(data, match.start())
        while (
            following := re.match(rb"\s*fragment \w+ on \w+", data[end : end + 200])
        ) is not None:
            end = block_end(data, end + following.start())
        text = data[match.start() : end].decode("utf-8", "replace")
        yield parse(text, no_location=True)


def block_end(data: bytes, start: int) -> int:
    """Return where the block that opens next closes."""
    depth = 0
    for position in range(start, min(start + 100_000, len(data))):
        if data[position] == ord("{"):
            depth += 1
        elif data[position] == ord("}"):
            depth -= 1
            if depth == 0 and data[start:position].count(b"(") == data[start:position].count(b")"):
                return position + 1
    raise AssertionError(f"no end of the document at {start}")


def split(
    source: str, document: DocumentNode, fragments: dict[str, FragmentDefinitionNode]
) -> Iterator[Collected]:
    own = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    known = {**fragments, **own}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            needed = spread_names(node, known)
            parts = [node, *(known[name] for name in needed)]
            name = node.name.value if node.name is not None else "anonymous"
            yield Collected(source, name, "\n".join(map(print_ast, parts)))


def spread_names(
    node: OperationDefinitionNode, known: dict[str, FragmentDefinitionNode]
) -> list[str]:
    """Return the names of the fragments that an operation needs, directly or not."""
    found: dict[str, None] = {}
    waiting: list[OperationDefinitionNode | FragmentDefinitionNode] = [node]
    while waiting:
        spreads = _Spreads()
        visit(waiting.pop(), spreads)
        for name in spreads.names:
            if name not in found:
                found[name] = None
                waiting.append(known[name])
    return list(found)


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_arguments: object) -> None:
        self.names.append(node.name.value)
