"""Splits the fragments, which ariadne-codegen writes to one module, by the files of queries/.

Reading a response then imports only the fragments of its own resource and their dependencies.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ariadne_codegen.utils import str_to_pascal_case

from runql._codegen.modules import dotted, root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["divide_fragments"]


def divide_fragments(package: Path, folder: str, stems: Mapping[str, tuple[str, str]]) -> None:
    """Replace the module of all fragments by one module per file of queries/.

    Args:
        package: The generated package with the models.
        folder: Name of the module; its parts are written to a folder of that name.
        stems: Package and file of each fragment. The package is empty for the generated one; the file is a path
            below queries/ without its extension.
    """
    source = package / f"{folder}.py"
    if not source.exists():
        return
    whole = _Fragments.read(source.read_text(encoding="utf-8"), folder, stems)
    for path in sorted(package.glob("*.py")):
        if path != source:
            code = path.read_text(encoding="utf-8")
            path.write_text(_with_new_imports(code, whole), encoding="utf-8")
    source.unlink()
    for stem in whole.stems:
        part = package / folder / f"{stem}.py"
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(whole.part(stem), encoding="utf-8")


@dataclass(slots=True)
class _Fragments:
    """The module of all fragments.

    Attributes:
        folder: Name of the module.
        code: Source lines of the module.
        imports: Its import statements.
        definitions: Classes and aliases by name, in their order.
        owners: Package and stem of each class and alias.
    """

    folder: str
    code: list[str]
    imports: list[ast.ImportFrom] = field(default_factory=list[ast.ImportFrom])
    definitions: dict[str, ast.ClassDef | ast.Assign] = field(
        default_factory=dict[str, "ast.ClassDef | ast.Assign"]
    )
    owners: dict[str, tuple[str, str]] = field(default_factory=dict[str, "tuple[str, str]"])

    @classmethod
    def read(cls, code: str, folder: str, stems: Mapping[str, tuple[str, str]]) -> _Fragments:
        """Read the module. Definitions after the class of a fragment belong to that fragment."""
        found = cls(folder, code.splitlines())
        classes = {str_to_pascal_case(name): stem for name, stem in stems.items()}
        owner = ("", "")
        for node in ast.parse(code).body:
            if isinstance(node, ast.ImportFrom):
                found.imports.append(node)
            elif isinstance(node, ast.ClassDef | ast.Assign):
                name = node.name if isinstance(node, ast.ClassDef) else ast.unparse(node.targets[0])
                owner = classes.get(name, owner)
                found.definitions[name] = node
                found.owners[name] = owner
        return found

    @property
    def stems(self) -> list[str]:
        """The modules to write, sorted."""
        return sorted({stem for package, stem in self.owners.values() if not package})

    def part(self, stem: str) -> str:
        """Return the unformatted source of the module of a stem."""
        root = root_of(f"{self.folder}/{stem}")
        own = [name for name, owner in self.owners.items() if owner == ("", stem)]
        nodes = [self.definitions[name] for name in own]
        used = {name for node in nodes for name in _names(node)}
        inherited = {name for node in nodes for name in self.inherited(node)}
        lines = [_import(node, root) for node in self.imports]
        lines += self.import_lines((used | inherited) - set(own), used, root)
        lines += ["\n".join(self.code[node.lineno - 1 : node.end_lineno]) for node in nodes]
        return "\n".join(lines) + "\n"

    def inherited(self, node: ast.ClassDef | ast.Assign) -> set[str]:
        """Return the names in annotations of base classes.

        Pydantic resolves these names in the module of the derived class.
        """
        found: set[str] = set()
        for base in node.bases if isinstance(node, ast.ClassDef) else []:
            parent = self.definitions.get(ast.unparse(base))
            if parent is not None:
                found |= {name for name in _forward_references(parent) if name in self.owners}
                found |= self.inherited(parent)
        return found

    def import_lines(self, names: Iterable[str], used: set[str], root: str) -> list[str]:
        """Return imports of fragments from their new modules. Names that are not fragments are
        skipped.

        Args:
            names: Names to import.
            used: Names in the code of the importing module.
            root: Relative name of the package in the importing module.
        """
        wanted: dict[tuple[str, str], list[str]] = {}
        for name in sorted(set(names) & set(self.owners)):
            wanted.setdefault(self.owners[name], []).append(name)
        return [
            f"from {f'{package}.' if package else root}{self.folder}.{dotted(stem)} "
            f"import {', '.join(group)}" + ("" if used.issuperset(group) else "  # noqa: F401")
            for (package, stem), group in sorted(wanted.items())
        ]


def _with_new_imports(code: str, whole: _Fragments) -> str:
    """Return a module of results with its imports of fragments split."""
    module = ast.parse(code)
    imports = [
        node
        for node in module.body
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module == whole.folder
    ]
    if not imports:
        return code
    names = {alias.name for node in imports for alias in node.names}
    others = [node for node in module.body if node not in imports]
    used = {name for node in others for name in _names(node)}
    lines: list[str | None] = list(code.splitlines())
    for node in imports:
        lines[node.lineno - 1 : node.end_lineno] = [None] * _height(node)
    lines[imports[0].lineno - 1] = "\n".join(whole.import_lines(names, used, "."))
    return "\n".join(line for line in lines if line is not None) + "\n"


def _height(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _names(node: ast.AST) -> set[str]:
    """Return all names in a statement, including names in string annotations."""
    found = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return found | _forward_references(node)


def _forward_references(node: ast.AST) -> set[str]:
    return {
        each.value
        for annotated in ast.walk(node)
        if isinstance(annotated, ast.AnnAssign)
        for each in ast.walk(annotated.annotation)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def _import(node: ast.ImportFrom, root: str) -> str:
    names = ", ".join(alias.name for alias in node.names)
    return f"from {root if node.level else ''}{node.module} import {names}"
