"""The model class of the nodes that an operation pages through."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._codegen.queries.catalogue import python_name
from runql._graphql.connections import paged_connections
from runql._graphql.documents import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from runql._codegen.queries.catalogue import Catalogue, Operation

__all__ = ["PagedNode", "paged_nodes"]


@dataclass(frozen=True, slots=True)
class PagedNode:
    """The class of the nodes of an operation's only connection.

    Attributes:
        name: Name of the class.
        module: Module that defines it: that of the operation, or `fragments`.
        fragment: Name of its fragment; empty in the module of the operation.
    """

    name: str
    module: str
    fragment: str = ""

    def package_in(self, catalogue: Catalogue) -> str:
        """Return the package that has the class; empty for the generated package."""
        return catalogue.fragment_stems()[self.fragment][0] if self.fragment else ""

    def module_in(self, catalogue: Catalogue) -> str:
        """Return the dotted path of the module inside the package after fragments are split."""
        if not self.fragment:
            return self.module
        stem = catalogue.fragment_stems()[self.fragment][1]
        return f"fragments.{stem.replace('/', '.')}"


def paged_nodes(package: Path, operations: Sequence[Operation]) -> dict[str, PagedNode]:
    """Return the node class of each operation that pages through one connection.

    Args:
        package: The package, before its fragments are split.
        operations: The operations.
    """
    shared = _definitions(package / "fragments.py")
    found: dict[str, PagedNode] = {}
    for operation in operations:
        document = read_document("\n\n".join((operation.text, *operation.fragment_texts)))
        read = document.operation(operation.name)
        connections = paged_connections(document, read.selections)
        if operation.kind != "query" or len(connections) != 1:
            continue
        path = (*connections[0].path, connections[0].edges, connections[0].node)
        own = _definitions(package / f"{operation.function}.py")
        name = _class_at({**shared, **own}, operation.model, path)
        if name is None:
            continue
        if name in own:
            found[operation.name] = PagedNode(name, operation.function)
        elif (fragment := _fragment_of(shared, name, operation.fragments)) is not None:
            found[operation.name] = PagedNode(name, "fragments", fragment)
    return found


def _definitions(path: Path) -> dict[str, ast.ClassDef | ast.Assign]:
    if not path.exists():
        return {}
    found: dict[str, ast.ClassDef | ast.Assign] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node
    return found


def _class_at(
    known: Mapping[str, ast.ClassDef | ast.Assign], name: str, path: Iterable[str]
) -> str | None:
    """Return the class of the field at a path; None if it has no class or may have several."""
    for key in path:
        annotation = _annotation(known, name, key)
        if annotation is None:
            return None
        names = {
            each
            for node in ast.walk(annotation)
            if (each := _mentioned(node)) is not None and each in known
        }
        if len(names) != 1 or any(_mentioned(node) == "Union" for node in ast.walk(annotation)):
            return None
        (name,) = names
    return name


def _annotation(
    known: Mapping[str, ast.ClassDef | ast.Assign], name: str, key: str
) -> ast.expr | None:
    found = known.get(name)
    if isinstance(found, ast.Assign):
        return _annotation(known, ast.unparse(found.value), key)
    if found is None:
        return None
    for statement in found.body:
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and (statement.target.id == python_name(key) or _alias(statement) == key)
        ):
            return statement.annotation
    for base in found.bases:
        inherited = _annotation(known, ast.unparse(base), key)
        if inherited is not None:
            return inherited
    return None


def _alias(statement: ast.AnnAssign) -> str | None:
    if isinstance(statement.value, ast.Call):
        for keyword in statement.value.keywords:
            if keyword.arg == "validation_alias" and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return None


def _mentioned(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _fragment_of(
    shared: Mapping[str, ast.ClassDef | ast.Assign], name: str, fragments: Sequence[str]
) -> str | None:
    """Return the fragment to which a class of the shared module belongs."""
    owner = None
    for each in shared:
        owner = each if each in fragments else owner
        if each == name:
            return owner
    return None
