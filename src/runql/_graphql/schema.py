"""The schema that is shipped with runql, or one of the user's, as graphql-core has it."""

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
"""Comments and directives of our own, which no server has; they end where the schema begins."""

_MARK: Final = re.compile(r'(?<!directive)\s@seen\((?:"(?:[^"\\]|\\.)*"|[^()"])*\)')


def require_graphql(what: str) -> None:
    """Make sure that graphql-core is installed.

    Args:
        what: What requires it, as the beginning of a sentence.

    Raises:
        MissingDependencyError: If it is not; names the extra.
    """
    if importlib.util.find_spec("graphql") is None:
        raise MissingDependencyError(
            f"{what} requires the graphql-core package.",
            hint="Install it with: pip install 'runql[codegen]'; or pass validate=False.",
        )


def shipped_sdl() -> str:
    """Return the text of the schema that runql was made for, without the marks of its history."""
    from importlib.resources import files

    packaged = files("runql_sandbox") / "schema.graphql"
    if packaged.is_file():
        text = packaged.read_text(encoding="utf-8")
    else:
        text = (Path(__file__).parents[3] / "schema.graphql").read_text(encoding="utf-8")
    # Marks of when servers had a part are a third of the text, and say nothing to its readers here.
    return _MARK.sub("", _HEAD.sub("schema", text, count=1))


@lru_cache(maxsize=1)
def shipped_schema() -> GraphQLSchema:
    """Return the schema that runql was made for; built once per process."""
    from graphql import build_ast_schema, parse

    document = parse(shipped_sdl(), no_location=True)
    return build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)


def schema_of(source: Path | str | None) -> GraphQLSchema:
    """Return the schema in a file, or the shipped one.

    Raises:
        LocalFileError: If the file cannot be read.
        UsageError: If the file holds no schema.
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
    """Return the schema in a string.

    Raises:
        UsageError: If the text is not a schema; the error says where.
    """
    from graphql import GraphQLSyntaxError, Source, build_ast_schema, parse
    from graphql.validation.validate import validate_sdl

    try:
        document = parse(Source(text, name))
    except GraphQLSyntaxError as error:
        line, column = error.locations[0] if error.locations else (1, 1)
        raise UsageError(
            f"{name}:{line}:{column}: {error.message}", hint="Pass a schema in GraphQL's SDL."
        ) from None
    problems = validate_sdl(document)
    if problems:
        first = problems[0]
        line, column = first.locations[0] if first.locations else (1, 1)
        raise UsageError(
            f"{name}:{line}:{column}: {first.message}",
            hint="Pass a complete schema in GraphQL's SDL.",
        )
    schema = build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)
    if schema.query_type is None:
        raise UsageError(f"{name} defines no type Query.", hint="Pass a complete schema.")
    return schema


def _unreadable(path: Path, error: OSError) -> LocalFileError:
    failed = LocalFileError(f"The schema {str(path)!r} cannot be read: {error.strerror}.")
    failed.errno, failed.filename = error.errno, str(path)
    return failed
