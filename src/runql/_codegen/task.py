"""What is to be generated, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from graphql import GraphQLSchema

    from runql._codegen.queries.sources import Definition

__all__ = ["PackageTask"]


@dataclass(frozen=True, slots=True)
class PackageTask:
    """A package that is to be generated.

    Attributes:
        schema: The schema.
        definitions: Operations and fragments, those of other packages included.
        folder: The package's folder, which does not exist yet.
        queries: Name of the folder of the queries, as generated files mention it.
        schema_name: Name of the schema, as generated files mention it.
        scalars: The type of each scalar in models: a built-in type, or a class with its module.
        scalar_types: The type of each scalar as an argument.
        meaning: Docstring of the package.
        command: The command that writes it, as generated files mention it.
        runtime: Folder of the modules that every package needs; None to import those of runql_graphql.
    """

    schema: GraphQLSchema
    definitions: Sequence[Definition]
    folder: Path
    queries: str
    schema_name: str
    scalars: Mapping[str, str]
    scalar_types: Mapping[str, str]
    meaning: str
    command: str
    runtime: Path | None = None
