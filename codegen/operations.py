"""Generates runql's package of operations from the schema and the queries."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphql import DocumentNode, GraphQLNonNull, GraphQLObjectType, build_schema

from runql._codegen.package import generate as generate_package
from runql._codegen.python_types import SCALARS
from runql._codegen.queries.findings import Queries
from runql._codegen.queries.rules import check
from runql._codegen.queries.sources import SourceError, read_sources
from runql._codegen.schema.usage import unknown_scalars
from runql._codegen.task import PackageTask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import GraphQLSchema

    from runql._codegen.queries.findings import Finding
    from runql._codegen.queries.sources import Definition

__all__ = ["OwnSettings", "generate", "lint", "load_settings"]

_RUNTIME: Final = Path(__file__).parent / "runtime"


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """The settings `[tool.runql-operations]` of a project, with absolute paths.

    Attributes:
        schema: The schema.
        queries: Folder of the queries.
        target: Folder of the package.
        scalars: Type of each scalar in models.
        nullable: Fields for which models accept None although the schema declares them as non-null.
    """

    schema: Path
    queries: Path
    target: Path
    scalars: Mapping[str, str]
    nullable: Sequence[str] = ()


def load_settings(root: Path) -> OwnSettings:
    """Read the settings of a project."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    found = project["tool"]["runql-operations"]
    return OwnSettings(
        root / found["schema"],
        root / found["queries"],
        root / found["package"],
        found["scalars"],
        found.get("nullable_fields", ()),
    )


def lint(settings: OwnSettings) -> list[Finding]:
    """Check the query rules."""
    schema = build_schema(settings.schema.read_text(encoding="utf-8"))
    return check(Queries(schema, read_sources(settings.queries)))


def generate(settings: OwnSettings, target: Path) -> Path:
    """Write the package below `target`, which must be empty.

    Returns:
        Directory of the package.
    """
    folder = target / settings.target.name
    schema = build_schema(settings.schema.read_text(encoding="utf-8"))
    definitions = read_sources(settings.queries)
    _refuse_scalars(schema, definitions, settings.scalars)
    _allow_null(schema, settings.nullable)
    generate_package(
        PackageTask(
            schema=schema,
            definitions=definitions,
            folder=folder,
            queries=settings.queries.name,
            schema_name=settings.schema.name,
            scalars=settings.scalars,
            scalar_types=SCALARS,
            meaning="Typed operations of the W&B GraphQL API.",
            command="make generate",
            runtime=_RUNTIME,
        )
    )
    return folder


def _refuse_scalars(
    schema: GraphQLSchema, definitions: Sequence[Definition], scalars: Mapping[str, str]
) -> None:
    """Reject operations with scalars that have no Python type, because models would use `Any`."""
    document = DocumentNode(definitions=tuple(each.node for each in definitions))
    unknown = unknown_scalars(schema, document, set(scalars))
    if unknown:
        raise SourceError(
            f"pyproject.toml: [tool.runql-operations.scalars] lacks {', '.join(unknown)}; "
            f'add their JSON types, such as {unknown[0]} = "str"'
        )


def _allow_null(schema: GraphQLSchema, fields: Sequence[str]) -> None:
    """Make models accept None for fields that calls omit on older servers."""
    for name in fields:
        owner, _, field_name = name.partition(".")
        kind = schema.type_map.get(owner)
        if not isinstance(kind, GraphQLObjectType) or field_name not in kind.fields:
            raise SourceError(f"pyproject.toml: nullable_fields names {name}, which does not exist")
        field = kind.fields[field_name]
        if isinstance(field.type, GraphQLNonNull):
            field.type = field.type.of_type
