"""What the query rules judge, and what they say."""

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
    """A breach of a rule.

    Attributes:
        file: File, relative to the project.
        line: Line in it.
        column: Column in the line.
        rule: Number of the rule, such as `L4`.
        what: What is wrong.
        hint: What to do.
    """

    file: str
    line: int
    column: int
    rule: str
    what: str
    hint: str

    @classmethod
    def at(cls, where: str, rule: str, what: str, hint: str) -> Finding:
        """Make a finding for a place given as `file:line:column`."""
        file, line, column = where.rsplit(":", 2)
        return cls(file, int(line), int(column), rule, what, hint)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.rule} {self.what}; {self.hint}"


class Queries:
    """Everything in queries/, what it uses of other packages, and the schema it is written for."""

    def __init__(
        self, schema: GraphQLSchema, definitions: list[Definition], offered: Iterable[str] = ()
    ) -> None:
        self.schema = schema
        self.definitions = definitions
        self.offered = tuple(offered)
        """Names of fragments of other packages, which queries may use."""

    @cached_property
    def own(self) -> list[Definition]:
        """The definitions that are to be generated."""
        return [each for each in self.definitions if not each.package]

    @cached_property
    def operations(self) -> list[Definition]:
        """The operations."""
        return [each for each in self.own if isinstance(each.node, OperationDefinitionNode)]

    @cached_property
    def fragments(self) -> list[Definition]:
        """The fragments that are to be generated."""
        return [each for each in self.own if isinstance(each.node, FragmentDefinitionNode)]

    @cached_property
    def fragment_nodes(self) -> dict[str, FragmentDefinitionNode]:
        """The fragments by name, those of other packages included."""
        return {
            each.name: each.node
            for each in self.definitions
            if isinstance(each.node, FragmentDefinitionNode)
        }


Rule: TypeAlias = "Callable[[Queries], Iterator[Finding]]"
"""Finds what breaks it."""
