"""Schemas as graphql-core objects: the schema shipped with runql, or a schema file of the user."""

from __future__ import annotations

import importlib.util
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from runql.errors import LocalFileError, MissingDependencyError, UsageError

if TYPE_CHECKING:
    from graphql import GraphQLSchema

__all__ = ["parsed_schema", "require_graphql", "schema_of", "shipped_schema", "shipped_sdl"]

_HEAD: Final = re.compile(r"\A.*?^schema @snapshots\([^)]*\)", re.DOTALL | re.MULTILINE)
"""Comments and directives of runql before the schema definition, which no server has."""

_MARK: Final = re.compile(r'(?<!directive)\s@seen\((?:"(?:[^"\\]|\\.)*"|[^()"])*\)')


def require_graphql(what: str) -> None:
    """Check that graphql-core is installed.

    Args:
        what: Feature that requires it, as the beginning of a sentence.

    Raises:
        MissingDependencyError: If graphql-core is not installed; the hint names the extra.
    """
    if importlib.util.find_spec("graphql") is None:
        raise MissingDependencyError(
            f"{what} requires the graphql-core package.",
            hint="Install it with: pip install 'runql[codegen]'. Or pass validate=False.",
        )


def shipped_sdl() -> str:
    """Return the SDL of the schema that runql supports, without its history directives."""
    from importlib.resources import files

    packaged = files("runql_sandbox") / "schema.graphql"
    if packaged.is_file():
        text = packaged.read_text(encoding="utf-8")
    else:
        text = (Path(__file__).parents[3] / "schema.graphql").read_text(encoding="utf-8")
    # The directives with the history of each part are a third of the text, and are not needed here.
    return _MARK.sub("", _HEAD.sub("schema", text, count=1))


@lru_cache(maxsize=1)
def shipped_schema() -> GraphQLSchema:
    """Return the schema that runql supports; built once per process."""
    from graphql import build_ast_schema, parse

    document = parse(shipped_sdl(), no_location=True)
    return build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)


def schema_of(source: Path | str | None) -> GraphQLSchema:
    """Return the schema of a file; None means the shipped schema.

    Raises:
        LocalFileError: If the file cannot be read.
        UsageError: If the file does not contain a schema.
    """
    if source is None:
        return shipped_schema()
    path = Path(source)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise _unreadable(path, error) from error
    return _schema_in(path, stamp)


@lru_cache(maxsize=4)
def _schema_in(path: Path, _stamp: int) -> GraphQLSchema:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise _unreadable(path, error) from error
    return parsed_schema(text, str(path))


def parsed_schema(text: str, name: str) -> GraphQLSchema:
    """Return the schema from SDL.

    Raises:
        UsageError: If the text is not a schema; the message has the position.
    """
    from graphql import GraphQLSyntaxError, Source, build_ast_schema, parse
    from graphql.validation.validate import validate_sdl

    try:
        document = parse(Source(text, name))
    except GraphQLSyntaxError as error:
        line, column = error.locations[0] if error.locations else (1, 1)
        raise UsageError(
            f"Invalid schema at {name}:{line}:{column}: {error.message}",
            hint="Pass a file with a schema in GraphQL SDL.",
        ) from None
    problems = validate_sdl(document)
    if problems:
        first = problems[0]
        line, column = first.locations[0] if first.locations else (1, 1)
        raise UsageError(
            f"Invalid schema at {name}:{line}:{column}: {first.message}",
            hint="Pass a file with a complete schema in GraphQL SDL.",
        )
    schema = build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)
    if schema.query_type is None:
        raise UsageError(
            f"Invalid schema: {name} does not define the type Query.",
            hint="Pass a file with a complete schema in GraphQL SDL.",
        )
    return schema


def _unreadable(path: Path, error: OSError) -> LocalFileError:
    failed = LocalFileError(f"Cannot read the schema {str(path)!r}: {error.strerror}.")
    failed.errno, failed.filename = error.errno, str(path)
    return failed
