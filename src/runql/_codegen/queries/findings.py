"""Input and results of the query rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from graphql import FragmentDefinitionNode, OperationDefinitionNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphql import GraphQLSchema

    from runql._codegen.queries.sources import Definition

__all__ = ["Finding", "Queries", "Rule"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A violation of a rule.

    Attributes:
        file: File, relative to the project.
        line: Line in the file.
        column: Column in the line.
        rule: Number of the rule, such as `L4`.
        what: Description of the error.
        hint: Instruction to fix it.
    """

    file: str
    line: int
    column: int
    rule: str
    what: str
    hint: str

    @classmethod
    def at(cls, where: str, rule: str, what: str, hint: str) -> Finding:
        """Create a finding for a location given as `file:line:column`."""
        file, line, column = where.rsplit(":", 2)
        return cls(file, int(line), int(column), rule, what, hint)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.rule} {self.what}; {self.hint}"


class Queries:
    """All definitions in queries/, the fragments of other packages, and the schema."""

    def __init__(
        self, schema: GraphQLSchema, definitions: list[Definition], offered: Iterable[str] = ()
    ) -> None:
        self.schema = schema
        self.definitions = definitions
        self.offered = tuple(offered)
        """Names of fragments of other packages that queries may use."""

    @cached_property
    def own(self) -> list[Definition]:
        """The definitions to generate."""
        return [each for each in self.definitions if not each.package]

    @cached_property
    def operations(self) -> list[Definition]:
        """The operations."""
        return [each for each in self.own if isinstance(each.node, OperationDefinitionNode)]

    @cached_property
    def fragments(self) -> list[Definition]:
        """The fragments to generate."""
        return [each for each in self.own if isinstance(each.node, FragmentDefinitionNode)]

    @cached_property
    def fragment_nodes(self) -> dict[str, FragmentDefinitionNode]:
        """The fragments by name, including those of other packages."""
        return {
            each.name: each.node
            for each in self.definitions
            if isinstance(each.node, FragmentDefinitionNode)
        }


Rule: TypeAlias = "Callable[[Queries], Iterator[Finding]]"
"""Finds violations of the rule."""
