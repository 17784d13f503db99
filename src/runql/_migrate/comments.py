"""Findings of a migration, and the comments that it adds before statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import libcst as cst

from runql._migrate.findings import MARK, Finding, Treatment

if TYPE_CHECKING:
    from libcst.metadata import CodeRange

__all__ = ["Commenter", "code_of"]


class Commenter(cst.CSTTransformer):
    """Collects findings, and adds a comment before statements that need manual review."""

    def __init__(self, positions: dict[cst.CSTNode, CodeRange]) -> None:
        super().__init__()
        self.findings: list[Finding] = []
        self._positions = positions
        self._comments: list[list[str]] = [[]]

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Start a list of comments for a statement."""
        if isinstance(node, _STATEMENTS):
            self._comments.append([])
        return super().on_visit(node)

    def on_leave(
        self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT
    ) -> cst.CSTNodeT | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNodeT]:
        """Write the comments before a statement."""
        found = super().on_leave(original_node, updated_node)
        if isinstance(original_node, _STATEMENTS):
            comments = self._comments.pop()
            if isinstance(found, cst.SimpleStatementLine) and not found.body:
                return cst.RemoveFromParent()
            if comments and isinstance(found, _STATEMENTS):
                return cast("cst.CSTNodeT", _commented(found, comments))
        return found

    def _found(self, node: cst.CSTNode, write: str, why: str, action: Treatment) -> None:
        line = self._positions[node].start.line
        self.findings.append(Finding(line, _short(code_of(node)), _short(write), why, action))

    def _look(self, node: cst.CSTNode, write: str, why: str) -> None:
        self._look_at(node, code_of(node), write, why)

    def _look_at(self, node: cst.CSTNode, wrote: str, write: str, why: str) -> None:
        line = self._positions[node].start.line
        self.findings.append(Finding(line, _short(wrote), _short(write), why, Treatment.LOOK))
        advice = f"write {write}. {why}" if write else why
        self._comments[-1].append(f"{MARK} {_short(wrote)}: {advice}".rstrip())


_STATEMENTS: Final = (
    cst.SimpleStatementLine,
    cst.If,
    cst.For,
    cst.While,
    cst.With,
    cst.Try,
    cst.FunctionDef,
    cst.ClassDef,
)


def _commented(node: cst.CSTNode, comments: list[str]) -> cst.CSTNode:
    lines: list[cst.EmptyLine] = list(getattr(node, "leading_lines", ()))
    there = {line.comment.value for line in lines if line.comment is not None}
    new = [
        cst.EmptyLine(comment=cst.Comment(text))
        for text in dict.fromkeys(comments)
        if text not in there
    ]
    return node.with_changes(leading_lines=[*lines, *new])


def code_of(node: cst.CSTNode) -> str:
    """Return the code of a part of a file."""
    return cst.Module([]).code_for_node(node).strip()


def _short(code: str) -> str:
    return " ".join(code.split())
