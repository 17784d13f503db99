"""Generates, compares and writes the package of a user's project."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphql import FragmentDefinitionNode, GraphQLScalarType, is_specified_scalar_type

from runql._choices import near_names
from runql._codegen.package import generate
from runql._codegen.project.own_fragments import own_fragments, with_own_fragments
from runql._codegen.python_types import SCALARS
from runql._codegen.queries.findings import Queries
from runql._codegen.queries.rules import PACKAGE_RULES, check, used_fragments
from runql._codegen.queries.sources import SourceError, read_sources
from runql._codegen.task import PackageTask
from runql._codegen.tree import compare, replace
from runql._graphql.schema import schema_of
from runql.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLSchema

    from runql._codegen.project.settings import ProjectSettings
    from runql._codegen.queries.sources import Definition
    from runql._codegen.tree import Difference

__all__ = ["Built", "QueriesError", "build", "differences", "read_project"]

_COMMAND: Final = "runql codegen"
_MODELS: Final[Mapping[str, str]] = {
    "DateTime": ".scalars.DateTime",
    "Duration": ".scalars.Duration",
    "Int64": "int",
    "JSON": ".scalars.JSON",
    "JSONString": ".scalars.JSONString",
}
_ANY_JSON: Final = ".scalars.JSON"


class QueriesError(UsageError):
    """Queries that cannot become a package; nothing was written.

    Attributes:
        findings: What is wrong, a line each: file, line, column, reason, and what is allowed.
    """

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Built:
    """A package that was written.

    Attributes:
        operations: How many operations it has.
        changed: How many files were written or deleted.
    """

    operations: int
    changed: int


def build(settings: ProjectSettings) -> Built:
    """Generate the package, and write the files that differ.

    Raises:
        QueriesError: If the queries break rules, or the schema does not accept them.
        UsageError: If there are no queries, or files of the package were not generated.
        ConfigurationError: If a setting is wrong.
    """
    with tempfile.TemporaryDirectory() as scratch:
        fresh, operations = _generate(settings, Path(scratch))
        _refuse_foreign(fresh, settings)
        settings.package.mkdir(parents=True, exist_ok=True)
        return Built(operations, replace(fresh, settings.package, _owned_in(settings.package)))


def differences(settings: ProjectSettings) -> list[Difference]:
    """Return the files of the package that are not as they would be generated.

    Raises:
        QueriesError: If the queries break rules, or the schema does not accept them.
        UsageError: If there are no queries.
        ConfigurationError: If a setting is wrong.
    """
    with tempfile.TemporaryDirectory() as scratch:
        fresh, _ = _generate(settings, Path(scratch))
        return compare(fresh, settings.package, settings.root, _owned_in(settings.package))


def read_project(settings: ProjectSettings) -> tuple[GraphQLSchema, list[Definition]]:
    """Return the schema, and the user's operations with the fragments that they use.

    Raises:
        QueriesError: If the queries break rules, or the schema does not accept them.
        UsageError: If there are no queries.
        ConfigurationError: If the schema of the server was not pulled.
    """
    schema = _schema(settings)
    if not settings.queries.is_dir():
        raise UsageError(
            f"The folder of queries {str(settings.queries)!r} does not exist.",
            hint="Run: runql codegen init; or set queries in [tool.runql.codegen].",
        )
    try:
        written = read_sources(settings.queries, settings.root)
    except SourceError as error:
        raise QueriesError((str(error),)) from error
    definitions, findings = with_own_fragments(written)
    queries = Queries(schema, definitions, own_fragments())
    findings += check(queries, PACKAGE_RULES)
    if findings:
        raise QueriesError(tuple(map(str, sorted(set(findings)))))
    if not queries.operations:
        raise UsageError(
            f"{str(settings.queries)!r} holds no operation.",
            hint="Write one to a file that ends with .graphql: query Who { viewer { username } }",
        )
    used = used_fragments(queries)
    return schema, [
        each
        for each in definitions
        if each.name in used or not isinstance(each.node, FragmentDefinitionNode)
    ]


def _generate(settings: ProjectSettings, scratch: Path) -> tuple[Path, int]:
    schema, definitions = read_project(settings)
    models, arguments = _scalar_types(schema, settings.scalars)
    folder = scratch / settings.package.name
    generate(
        PackageTask(
            schema=schema,
            definitions=definitions,
            folder=folder,
            queries=settings.queries.name,
            schema_name="the schema",
            scalars=models,
            scalar_types=arguments,
            meaning=f"Typed operations of {settings.queries.name}/.",
            command=_COMMAND,
        )
    )
    operations = [each for each in definitions if not isinstance(each.node, FragmentDefinitionNode)]
    return folder, len(operations)


def _schema(settings: ProjectSettings) -> GraphQLSchema:
    file = settings.schema_file
    if file is not None and not file.is_file():
        raise ConfigurationError(
            f"The schema {settings.schema!r} is not in this project: {file} does not exist.",
            hint="Run: runql schema pull",
        )
    return schema_of(file)


def _scalar_types(
    schema: GraphQLSchema, chosen: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the types of scalars in models and as arguments."""
    names = [
        name
        for name, kind in schema.type_map.items()
        if isinstance(kind, GraphQLScalarType) and not is_specified_scalar_type(kind)
    ]
    for name in chosen:
        if name not in names:
            near = near_names(name, names)
            raise ConfigurationError(
                f"The schema has no scalar {name!r} of its own. Its scalars: {', '.join(names)}.",
                hint=f"Did you mean {near[0]!r}?" if near else "Remove it from scalars.",
            )
    models = {name: chosen.get(name, _MODELS.get(name, _ANY_JSON)) for name in names}
    return models, {**SCALARS, **chosen}


def _owned_in(package: Path) -> _Owned:
    return _Owned(package)


@dataclass(frozen=True, slots=True)
class _Owned:
    """Tells generated files from others, by their first line."""

    package: Path

    def __call__(self, path: str) -> bool:
        return path == "py.typed" or _is_generated(self.package / path)


def _is_generated(path: Path) -> bool:
    if path.suffix != ".py":
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        first = file.readline()
    return first.startswith("# Generated from ") and f"`{_COMMAND}`" in first


def _refuse_foreign(fresh: Path, settings: ProjectSettings) -> None:
    """Make sure that no file is overwritten that was not generated."""
    for path in sorted(fresh.rglob("*.py")):
        target = settings.package / path.relative_to(fresh)
        if target.exists() and not _is_generated(target):
            raise UsageError(
                f"{target} was not generated by {_COMMAND}, and would be overwritten. Nothing was written.",
                hint="Move the file, or set another package in [tool.runql.codegen].",
            )
