"""Imports of wandb, and names from its modules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import libcst as cst
from libcst.helpers import get_full_name_for_node

from runql._migrate.findings import Finding, Treatment
from runql._migrate.modules import ERRORS, class_entry, imported_kind, is_public, runql_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from libcst.metadata import CodeRange

__all__ = ["ImportRewriter", "Names"]

_ERRORS: Final = ("wandb.errors", "wandb.errors.errors")
_NAMED: Final = "from runql import Api, Run, …"
_STAR: Final = "List the imported names: the names of a star import are not tracked."
_WHOLE_NAME: Final = re.compile(r"\bwandb(?:\.\w+)+")


class Names(cst.CSTVisitor):
    """Uses of wandb in a module: names of the public API, and other names."""

    def __init__(self, kinds: dict[cst.CSTNode, str]) -> None:
        super().__init__()
        self._kinds = kinds
        self._replaced: dict[cst.CSTNode, str] = {}
        self._imports: list[tuple[cst.CSTNode, str, str, bool]] = []
        self.left: list[tuple[cst.CSTNode, str, str, str]] = []
        self._others = 0
        self._logs_drafts = False
        self._called: set[cst.CSTNode] = set()
        self.has_drafts = "Draft" in kinds.values()
        self.annotations: dict[cst.CSTNode, str] = {}
        self._taken: set[str] = set()
        self.needs_runql = False
        self._has_api = any(
            kind.startswith("class:") and kind != "class:Artifact" for kind in kinds.values()
        )

    @property
    def logs(self) -> bool:
        """Whether the module uses parts of wandb outside of the public API."""
        return self._others > 0 or (self.has_drafts and not self._logs_drafts)

    @property
    def is_used(self) -> bool:
        """Whether the module uses the public API."""
        imported = any(is_api for _, _, _, is_api in self._imports)
        return self._has_api or imported or bool(self.left)

    def visit_Import(self, node: cst.Import) -> bool:
        """Skip the names inside imports."""
        for alias in node.names:
            name = get_full_name_for_node(alias.name) or ""
            if is_public(name) or name in _ERRORS:
                self._imports.append((node, f"import {name}", "import runql", is_public(name)))
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        """Record the names that are imported from wandb."""
        module = module_of(node)
        if module.partition(".")[0] != "wandb":
            return False
        if isinstance(node.names, cst.ImportStar):
            if module == "wandb" or is_public(module):
                self.left.append((node, f"from {module} import *", _NAMED, _STAR))
            self._others += module == "wandb"
            return False
        for alias in node.names:
            name = alias.evaluated_name
            kind = imported_kind(module, name)
            if kind:
                write = imported_name(kind)
                if not write:
                    entry = class_entry(kind.removeprefix("class:"))
                    instead, why = (entry.write, entry.why) if entry is not None else ("", "")
                    self.left.append((node, f"from {module} import {name}", instead, why))
                is_api = not kind.startswith("error:") and kind != "class:Artifact"
                self._imports.append((node, f"from {module} import {name}", write, is_api))
            elif module == "wandb":
                self._others += 1
        return False

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        """Record names of wandb modules."""
        kind = self._kinds.get(node, "")
        base = self._kinds.get(node.value, "")
        if base.startswith("module:"):
            new = self._new_name(kind)
            if new:
                self._replaced[node] = new
                self.needs_runql = True
                return False
            self._others += 1
            return False
        return True

    def visit_Call(self, node: cst.Call) -> None:
        """Record drafts that go to an unknown run, because wandb may log them."""
        self._called.add(node.func)
        drafts = sum(self._kinds.get(arg.value) == "Draft" for arg in node.args)
        if drafts and isinstance(node.func, cst.Attribute):
            owner = self._kinds.get(node.func.value)
            self._logs_drafts = self._logs_drafts or owner == "Run"
            self._others += 0 if owner else drafts

    def visit_Annotation(self, node: cst.Annotation) -> None:
        """Record string annotations."""
        if isinstance(node.annotation, cst.SimpleString):
            new = _WHOLE_NAME.sub(self._in_string, node.annotation.value)
            if new != node.annotation.value:
                self.annotations[node] = new
                self.needs_runql = True

    def _in_string(self, match: re.Match[str]) -> str:
        module, _, name = match[0].rpartition(".")
        return self._new_name(imported_kind(module, name)) or match[0]

    def visit_Name(self, node: cst.Name) -> None:
        """Keep the import of a module that is used as a value."""
        if self._kinds.get(node, "").startswith("module:"):
            self._others += 1

    @staticmethod
    def _new_name(kind: str) -> str:
        if kind.startswith("class:"):
            name = runql_class(kind)
            return f"runql.{name}" if name else ""
        if kind.startswith("error:"):
            return f"runql.errors.{ERRORS[kind.removeprefix('error:')]}"
        return ""

    def replacement(self, node: cst.Attribute) -> str | None:
        """Return the runql name for a wandb name; None if it does not change."""
        new = self._replaced.get(node)
        if new == "runql.Artifact" and node not in self._called:
            # Outside of calls, the name means the class of logged versions.
            new = "runql.LoggedArtifact"
        if new is None or not self.logs:
            return new
        kind = self._kinds.get(node, "")
        if kind == "class:Artifact":
            # If the module logs runs, wandb may log the draft.
            return None
        if kind.startswith("error:"):
            return f"({cst.Module([]).code_for_node(node)}, {new})"
        return new

    def findings(self, positions: dict[cst.CSTNode, CodeRange]) -> list[Finding]:
        """Return the findings in the imports."""
        return [
            Finding(positions[node].start.line, wrote, write, "", Treatment.REWRITE)
            for node, wrote, write, _ in self._imports
            if write
        ]


def module_of(node: cst.ImportFrom) -> str:
    """Return the module of a `from` import; empty for relative ones."""
    if node.module is None or node.relative:
        return ""
    return get_full_name_for_node(node.module) or ""


def imported_name(kind: str) -> str:
    """Return the runql import that replaces an import of wandb."""
    if kind.startswith("class:"):
        name = runql_class(kind)
        return f"from runql import {name}" if name else ""
    if kind.startswith("error:"):
        return f"from runql.errors import {ERRORS[kind.removeprefix('error:')]}"
    return "import runql"


class ImportRewriter(cst.CSTTransformer):
    """Rewrites the imports of a module after its expressions were rewritten."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._imported = [False]

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> None:
        """Enter a block. Its imports are valid only inside the block."""
        self._imported.append(False)

    def leave_IndentedBlock(
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        """Leave a block."""
        self._imported.pop()
        return updated_node

    def _is_new(self) -> bool:
        """Return whether neither the block nor an enclosing block imports runql yet."""
        new = not any(self._imported)
        self._imported[-1] = True
        return new

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        """Replace a line of imports."""
        if len(updated_node.body) != 1:
            return updated_node.with_changes(body=self._within_line(updated_node.body))
        lines = self._lines(updated_node.body[0])
        if lines is None:
            return updated_node
        if not lines:
            return cst.RemoveFromParent()
        first, *rest = [cst.parse_statement(line) for line in lines]
        if isinstance(first, cst.SimpleStatementLine):
            first = first.with_changes(
                leading_lines=updated_node.leading_lines,
                trailing_whitespace=updated_node.trailing_whitespace,
            )
        return cst.FlattenSentinel([first, *rest])

    def visit_SimpleStatementSuite(self, node: cst.SimpleStatementSuite) -> None:
        """Enter a block on one line."""
        self._imported.append(False)

    def leave_SimpleStatementSuite(
        self, original_node: cst.SimpleStatementSuite, updated_node: cst.SimpleStatementSuite
    ) -> cst.SimpleStatementSuite:
        """Replace imports on the line of a compound statement."""
        new = updated_node.with_changes(body=self._within_line(updated_node.body))
        self._imported.pop()
        return new

    def _within_line(self, body: Sequence[cst.BaseSmallStatement]) -> list[cst.BaseSmallStatement]:
        """Replace imports among the statements of one line."""
        found: list[cst.BaseSmallStatement] = []
        for statement in body:
            lines = self._lines(statement)
            if lines is None:
                found.append(statement)
                continue
            for line in lines:
                parsed = cst.parse_statement(line)
                found += parsed.body if isinstance(parsed, cst.SimpleStatementLine) else ()
        found = found or [cst.Pass()]
        space = cst.SimpleWhitespace(" ")
        return [
            each
            if index == len(found) - 1 or isinstance(each.semicolon, cst.Semicolon)
            else each.with_changes(semicolon=cst.Semicolon(whitespace_after=space))
            for index, each in enumerate(found)
        ]

    def _lines(self, statement: cst.BaseSmallStatement) -> list[str] | None:
        """Return the imports that replace a statement; None if it does not change."""
        if isinstance(statement, cst.Import):
            return self._import(statement)
        return self._import_from(statement) if isinstance(statement, cst.ImportFrom) else None

    def _import(self, node: cst.Import) -> list[str] | None:
        kept: list[str] = []
        wanted = False
        for alias in node.names:
            code = cst.Module([]).code_for_node(alias.with_changes(comma=cst.MaybeSentinel.DEFAULT))
            name = get_full_name_for_node(alias.name) or ""
            if name.partition(".")[0] != "wandb":
                kept.append(f"import {code}")
                continue
            public = is_public(name)
            wanted = wanted or self._names.needs_runql
            if self._names.logs and not public:
                kept.append(f"import {code}")
            elif self._names.logs and alias.asname is None:
                kept.append("import wandb")
            elif not self._names.needs_runql:
                kept.append(f"import {code}")
        if not wanted:
            return None
        if self._is_new():
            kept.append("import runql")
        return kept

    def _import_from(self, node: cst.ImportFrom) -> list[str] | None:
        module = module_of(node)
        if module.partition(".")[0] != "wandb" or isinstance(node.names, cst.ImportStar):
            return None
        kept: list[str] = []
        new: dict[str, list[str]] = {}
        for alias in node.names:
            name, asname = alias.evaluated_name, alias.evaluated_alias
            kind = imported_kind(module, name)
            write = imported_name(kind) if kind else ""
            if kind == "class:Artifact" and not self._names.has_drafts:
                write = "from runql import LoggedArtifact"
            logged_draft = kind == "class:Artifact" and self._names.logs
            if not write or logged_draft:
                kept.append(f"{name} as {asname}" if asname else name)
            elif write == "import runql":
                new.setdefault("", [])
            else:
                source, _, target = write.removeprefix("from ").partition(" import ")
                shown = asname or name
                new.setdefault(source, []).append(
                    target if target == shown else f"{target} as {shown}"
                )
        if not new:
            return None
        lines = [f"from {module} import {', '.join(kept)}"] if kept else []
        for source, targets in new.items():
            if source:
                lines.append(f"from {source} import {', '.join(targets)}")
            elif self._is_new():
                lines.append("import runql")
        return lines
