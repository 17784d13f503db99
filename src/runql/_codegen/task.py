"""Input and target of a generation."""

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
    """A package to generate.

    Attributes:
        schema: The schema.
        definitions: Operations and fragments, including those of other packages.
        folder: Folder of the package, which must not exist yet.
        queries: Name of the queries folder in generated files.
        schema_name: Name of the schema in generated files.
        scalars: Type of each scalar in models: a built-in type, or a class with its module.
        scalar_types: Type of each scalar as an argument.
        meaning: Docstring of the package.
        command: Command in the banner of generated files.
        runtime: Folder of the shared modules; None to import those of runql_graphql.
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
