"""`make schema FROM=…`: read a schema from a server or a file, report changes, and merge it."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx
from graphql import (
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    build_ast_schema,
    build_client_schema,
    build_schema,
    get_introspection_query,
    lexicographic_sort_schema,
    parse,
    print_schema,
)

from codegen.schema.marks import mark
from codegen.schema.merge import LeftOut, merge, read_left_out
from codegen.schema.printing import print_document
from runql._codegen.schema.diff import compare, invalid_operations, render
from runql._codegen.schema.usage import unknown_scalars
from runql._display.counts import counted
from runql._wire.http import trust_of
from runql.errors import ConfigurationError
from runql.settings import Settings
from runql_sandbox.schema.as_of import as_of, snapshot_dates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode

__all__ = [
    "BREAKS",
    "FINE",
    "REFUSED",
    "SchemaSourceError",
    "mark_snapshots",
    "read_schema",
    "run",
    "sorted_sdl",
]

ROOT: Final = Path(__file__).parents[2]
FRAGMENT: Final = "+schema.changed.md"

FINE: Final = 0
"""Exit code: all operations still work."""
BREAKS: Final = 1
"""Exit code: an operation breaks."""
REFUSED: Final = 2
"""Exit code: the schema cannot be read or merged; nothing was written."""

_LATEST: Final = "9999-12"


class SchemaSourceError(Exception):
    """A schema cannot be read or merged. The message gives the reason and a hint."""


def run(source: str, root: Path = ROOT, *, date: str = "", check: bool = False) -> int:
    """Read a schema, report changes and the affected operations, and merge it.

    `schema.graphql` keeps descriptions, marks, and definitions that only clients use. A schema file without marks is replaced.

    Args:
        source: URL of a server, or a file of SDL or of an introspection result.
        root: The project.
        date: Year and month of the schema; None to use the file name or today.
        check: Whether to write nothing.

    Returns:
        `FINE`, `BREAKS` or `REFUSED`.
    """
    target = root / "schema.graphql"
    before = target.read_text(encoding="utf-8")
    document, queries = parse(before, no_location=True), _queries(root)
    dates = snapshot_dates(document)
    try:
        found = read_schema(source)
        if not dates:
            old, new, expected = build_schema(before), found, frozenset[str]()
            text = _header(before, source) + sorted_sdl(found)
        else:
            when = _LATEST if check else _date(source, date, dates)
            taken = _taken_in(document, {when: found}, _left_out(root))
            old = build_ast_schema(as_of(document, dates[-1]), assume_valid_sdl=True)
            expected = frozenset(invalid_operations(old, queries))
            new = build_ast_schema(as_of(taken, when))
            text = _comments(before) + print_document(taken)
        _refuse_scalars(new, queries, root)
    except SchemaSourceError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    report = compare(old, new, queries, expected)
    sys.stdout.write(render(report))
    if not check:
        _write(target, text)
        if report.changes:
            fragment = root / "changelog.d" / FRAGMENT
            changes = counted(len(report.changes), "change")
            fragment.write_text(f"The schema was replaced: {changes}.\n", encoding="utf-8")
    return BREAKS if report.is_breaking_for_us else FINE


def mark_snapshots(folder: Path, root: Path = ROOT) -> int:
    """Compute the marks of `schema.graphql` from snapshots named by year and month, and merge the newest.

    Returns:
        `FINE` or `REFUSED`.
    """
    target = root / "schema.graphql"
    before = target.read_text(encoding="utf-8")
    try:
        found = {
            path.stem: read_schema(str(path)) for path in sorted(folder.glob("????-??.graphql"))
        }
        if not found:
            raise SchemaSourceError(
                f"{folder} has no snapshots. Name each snapshot by year and month: 2024-01.graphql."
            )
        document = parse(before, no_location=True)
        taken = mark(merge(document, found, _left_out(root)), found)
        _refuse_scalars(build_ast_schema(taken), _queries(root), root)
    except SchemaSourceError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    _write(target, _comments(before) + print_document(taken))
    return FINE


def _taken_in(
    document: DocumentNode, found: Mapping[str, GraphQLSchema], left_out: LeftOut
) -> DocumentNode:
    """Merge a newer snapshot. The marks already describe the older ones."""
    older = {
        date: build_ast_schema(as_of(document, date), assume_valid_sdl=True)
        for date in snapshot_dates(document)
        if date not in found
    }
    snapshots = {**older, **found}
    return mark(merge(document, snapshots, left_out), snapshots)


def _date(source: str, date: str, dates: tuple[str, ...]) -> str:
    """Return the date of a snapshot.

    Raises:
        SchemaSourceError: If the date is invalid or older than an existing snapshot.
    """
    named = re.fullmatch(r"\d{4}-\d{2}", Path(source).stem)
    when = date or (named[0] if named else dt.datetime.now(dt.UTC).strftime("%Y-%m"))
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", when):
        raise SchemaSourceError(
            f"Invalid date: {when!r}. It must be a year and month: --date 2027-01."
        )
    if when < dates[-1]:
        raise SchemaSourceError(
            f"The schema is of {when}, but the newest snapshot is of {dates[-1]}. "
            "To compare only, use --check; to add an older snapshot, put all into a folder and use --mark."
        )
    return when


def _refuse_scalars(schema: GraphQLSchema, queries: DocumentNode, root: Path) -> None:
    """Reject operations with scalars that have no Python type in the settings.

    Raises:
        SchemaSourceError: If such scalars exist. The message has the lines to add.
    """
    project = root / "pyproject.toml"
    if not project.is_file():
        return
    settings = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["runql-operations"]
    unknown = unknown_scalars(schema, queries, set(settings.get("scalars", {})))
    if unknown:
        lines = "\n".join(f'{name} = "str"' for name in unknown)
        raise SchemaSourceError(
            f"Operations use scalars without a Python type: {', '.join(unknown)}. Nothing was written. "
            "Add them to [tool.runql-operations.scalars] of pyproject.toml, with their JSON types:\n"
            f"{lines}"
        )


def _left_out(root: Path) -> LeftOut:
    path = root / "codegen" / "schema" / "left_out.toml"
    return read_left_out(path) if path.is_file() else LeftOut({})


def _queries(root: Path) -> DocumentNode:
    paths = sorted((root / "queries").rglob("*.graphql"))
    return parse("\n".join(path.read_text(encoding="utf-8") for path in paths))


def _comments(before: str) -> str:
    """Return the notes at the top of a file."""
    lines = before.splitlines()
    end = next((n for n, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    return "".join(f"{line}\n" for line in lines[:end])


def read_schema(source: str) -> GraphQLSchema:
    """Read a schema: SDL or an introspection result in a file, or the URL of a server.

    Raises:
        SchemaSourceError: If no schema can be read.
    """
    if source.startswith(("http://", "https://")):
        return _introspect(source)
    try:
        text = Path(source).read_text(encoding="utf-8")
    except OSError as error:
        raise SchemaSourceError(f"Cannot read {source}: {error.strerror}.") from error
    if text.lstrip().startswith("{"):
        return _from_introspection(json.loads(text), source)
    try:
        return build_schema(text)
    except (GraphQLSyntaxError, TypeError) as error:
        raise SchemaSourceError(f"{source} contains no valid schema: {error}") from error


def sorted_sdl(schema: GraphQLSchema) -> str:
    """Return a schema as text in a fixed order, so that the server's order makes no difference."""
    return print_schema(lexicographic_sort_schema(schema)) + "\n"


def _introspect(address: str) -> GraphQLSchema:
    base_url = address.rstrip("/").removesuffix("/graphql")
    try:
        settings = Settings.resolve(base_url=base_url)
    except ConfigurationError as error:
        raise SchemaSourceError(str(error)) from error
    url = f"{settings.base_url}/graphql"
    # Older servers do not report which arguments are deprecated.
    body = _ask(settings, url, deprecated_inputs=True)
    if isinstance(body, dict) and not body.get("data"):
        body = _ask(settings, url, deprecated_inputs=False)
    return _from_introspection(body, url)


def _ask(settings: Settings, url: str, *, deprecated_inputs: bool) -> Any:  # noqa: ANN401 - whatever was answered
    query = get_introspection_query(input_value_deprecation=deprecated_inputs)
    try:
        response = httpx.post(
            url,
            json={"query": query},
            auth=("api", settings.api_key) if settings.api_key else None,
            timeout=60,
            verify=trust_of(settings),
            proxy=settings.proxy,
            headers=dict(settings.headers),
        )
    except httpx.HTTPError as error:
        raise SchemaSourceError(f"Cannot connect to {url}: {error}.") from error
    if response.status_code == 401:
        raise SchemaSourceError(
            f"{url} requires an API key. Set WANDB_API_KEY, or add the host to the netrc file."
        )
    try:
        return response.json()
    except ValueError as error:
        raise SchemaSourceError(
            f"{url} responded with HTTP {response.status_code} and a body that is not JSON. "
            "A proxy or a login page may have responded."
        ) from error


def _from_introspection(body: Any, source: str) -> GraphQLSchema:  # noqa: ANN401 - whatever was answered
    data = body.get("data", body) if isinstance(body, dict) else None
    if not isinstance(data, dict) or "__schema" not in data:
        errors = body.get("errors") if isinstance(body, dict) else None
        reason = errors[0].get("message", "") if errors else "no __schema in the response"
        raise SchemaSourceError(
            f"{source} does not support introspection ({reason}). Use a server that does, "
            "or a schema file: make schema FROM=schema.graphql"
        )
    try:
        return build_client_schema(data)  # type: ignore[arg-type]  # checked by what builds it
    except (GraphQLError, TypeError) as error:
        raise SchemaSourceError(
            f"{source} returned an invalid introspection result: {error}"
        ) from error


def _header(before: str, source: str) -> str:
    """Keep the notes at the top of the file, and add the source of the schema."""
    kept = [line for line in before.splitlines() if line.startswith("#")]
    notes = [line for line in kept if not line.startswith("# Read from")]
    source_kind = "a server" if source.startswith("http") else "a file"
    return "\n".join([*notes, f"# Read from {source_kind} with `make schema`.", "", ""])


def _write(target: Path, text: str) -> None:
    part = target.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)
