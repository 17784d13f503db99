"""The files in queries/: definitions, their locations, and the comments above them."""

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
    """A file in queries/ that is not valid GraphQL."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An operation or a fragment.

    Attributes:
        node: The parsed definition.
        file: Path of the file for display.
        comment: The `#` lines directly above it, joined; empty if there are none.
        stem: Path of the file below queries/ without its extension, such as `artifacts/edits`.
        package: Package that already contains the definition; empty if it is to be generated.
    """

    node: OperationDefinitionNode | FragmentDefinitionNode
    file: str
    comment: str
    stem: str
    package: str = ""

    @property
    def name(self) -> str:
        """The name; an empty string for an operation without a name."""
        return self.node.name.value if self.node.name else ""

    def body_key(self) -> tuple[str, str]:
        """Return the content of the definition without its name."""
        if isinstance(self.node, FragmentDefinitionNode):
            return self.node.type_condition.name.value, print_ast(self.node.selection_set)
        variables = " ".join(print_ast(each) for each in self.node.variable_definitions)
        return f"{self.node.operation.value} {variables}", print_ast(self.node.selection_set)


def read_sources(queries: Path, root: Path | None = None) -> list[Definition]:
    """Read all definitions, file by file, in the order of file names.

    Args:
        queries: The folder.
        root: Folder that file names are relative to; None for the folder above queries/.

    Raises:
        SourceError: If a file is not valid GraphQL, or defines anything but operations and fragments.
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
                raise SourceError(
                    f"{location(node, file)}: only operations and fragments are allowed"
                )
            found.append(Definition(node, file, _comment_above(node), stem))
    return found


def location(node: Node, file: str) -> str:
    """Return the location of a node as `file:line:column`."""
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
