"""The files in queries/: definitions, where they stand, and the comments above them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import (
    FragmentDefinitionNode,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    Source,
    TokenKind,
    parse,
    print_ast,
)

if TYPE_CHECKING:
    from pathlib import Path

    from graphql import Node, Token

__all__ = ["Definition", "SourceError", "location", "read_sources"]

_SUFFIXES = (".graphql", ".graphqls", ".gql")


class SourceError(Exception):
    """A file in queries/ that is not a GraphQL."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An operation or a fragment.

    Attributes:
        node: The parsed definition.
        file: Path of its file, as it is shown.
        comment: The `#` lines directly above it, joined; empty if there are none.
        stem: Path of the file below queries/ without its ending, such as `artifacts/edits`.
        package: Package that has the definition already; empty if it is to be generated.
    """

    node: OperationDefinitionNode | FragmentDefinitionNode
    file: str
    comment: str
    stem: str
    package: str = ""

    @property
    def name(self) -> str:
        """The name, or an empty string for an operation without one."""
        return self.node.name.value if self.node.name else ""

    def body_key(self) -> tuple[str, str]:
        """Return what the definition requests, whatever it is called."""
        if isinstance(self.node, FragmentDefinitionNode):
            return self.node.type_condition.name.value, print_ast(self.node.selection_set)
        variables = " ".join(print_ast(each) for each in self.node.variable_definitions)
        return f"{self.node.operation.value} {variables}", print_ast(self.node.selection_set)


def read_sources(queries: Path, root: Path | None = None) -> list[Definition]:
    """Read every definition, file by file, in the order of their names.

    Args:
        queries: The folder.
        root: What the files are shown relative to; the folder above queries/ if it is left out.

    Raises:
        SourceError: If a file is not a GraphQL, or defines something that is not executable.
    """
    found: list[Definition] = []
    for path in sorted(path for path in queries.rglob("*") if path.suffix in _SUFFIXES):
        file = path.relative_to(root or queries.parent).as_posix()
        stem = path.relative_to(queries).with_suffix("").as_posix()
        try:
            document = parse(Source(path.read_text(encoding="utf-8"), file))
        except GraphQLSyntaxError as error:
            line, column = error.locations[0] if error.locations else (1, 1)
            raise SourceError(f"{file}:{line}:{column}: {error.message}") from error
        except UnicodeDecodeError as error:
            raise SourceError(f"{file}:1:1: the file is not UTF-8: {error.reason}") from error
        for node in document.definitions:
            if not isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
                raise SourceError(f"{location(node, file)}: only operations and fragments go here")
            found.append(Definition(node, file, _comment_above(node), stem))
    return found


def location(node: Node, file: str) -> str:
    """Return where a node is, as `file:line:column`."""
    token = node.loc.start_token if node.loc else None
    return f"{file}:{token.line}:{token.column}" if token else f"{file}:1:1"


def _comment_above(node: Node) -> str:
    lines: list[str] = []
    token: Token | None = node.loc.start_token if node.loc else None
    while token is not None:
        above = token.prev
        if above is None or above.kind is not TokenKind.COMMENT or above.line != token.line - 1:
            break
        lines.append((above.value or "").strip())
        token = above
    return "\n".join(reversed(lines))
