"""`make schema FROM=…`: read a schema from a server or a file, report what changed, keep it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

import httpx
from graphql import (
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    build_client_schema,
    build_schema,
    get_introspection_query,
    lexicographic_sort_schema,
    parse,
    print_schema,
)

from codegen.schema.diff import compare, render

__all__ = ["SchemaSourceError", "read_schema", "run"]

ROOT: Final = Path(__file__).parents[2]
FRAGMENT: Final = "+schema.changed.md"


class SchemaSourceError(Exception):
    """A schema cannot be read; the message says from where, and what to do."""


def run(source: str, root: Path = ROOT) -> int:
    """Read a schema, write it, report what changed; 1 when that breaks an operation of ours."""
    target = root / "schema.graphql"
    try:
        new = read_schema(source)
    except SchemaSourceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    before = target.read_text(encoding="utf-8")
    queries = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((root / "queries").rglob("*.graphql"))
    )
    report = compare(build_schema(before), new, parse(queries))
    text = render(report)
    sys.stdout.write(text)
    _write(target, _header(before, source) + sorted_sdl(new))
    if report.changes:
        fragment = root / "changelog.d" / FRAGMENT
        counted = len(report.changes)
        fragment.write_text(f"The schema was read anew: {counted} changes.\n", encoding="utf-8")
    return 1 if report.is_breaking_for_us else 0


def read_schema(source: str) -> GraphQLSchema:
    """Read a schema: SDL or an introspection result in a file, or a server's address.

    Raises:
        SchemaSourceError: There is no schema to be had there.
    """
    if source.startswith(("http://", "https://")):
        return _introspect(source)
    try:
        text = Path(source).read_text(encoding="utf-8")
    except OSError as error:
        raise SchemaSourceError(f"{source} cannot be read: {error.strerror}.") from error
    if text.lstrip().startswith("{"):
        return _from_introspection(json.loads(text), source)
    try:
        return build_schema(text)
    except (GraphQLSyntaxError, TypeError) as error:
        raise SchemaSourceError(f"{source} holds no schema: {error}") from error


def sorted_sdl(schema: GraphQLSchema) -> str:
    """Return a schema as text in one order only, so that a server's order is no difference."""
    return print_schema(lexicographic_sort_schema(schema)) + "\n"


def _introspect(address: str) -> GraphQLSchema:
    url = address if address.rstrip("/").endswith("/graphql") else address.rstrip("/") + "/graphql"
    key = os.environ.get("WANDB_API_KEY")
    query = get_introspection_query(descriptions=True, input_value_deprecation=True)
    try:
        response = httpx.post(
            url, json={"query": query}, auth=("api", key) if key else None, timeout=60
        )
    except httpx.HTTPError as error:
        raise SchemaSourceError(f"{url} was not reached: {error}.") from error
    if response.status_code == 401:
        raise SchemaSourceError(f"{url} wants an API key: set WANDB_API_KEY to one of its own.")
    try:
        body = response.json()
    except ValueError as error:
        raise SchemaSourceError(
            f"{url} answered HTTP {response.status_code} with something that is no JSON: "
            "a proxy or a login page may stand in between."
        ) from error
    return _from_introspection(body, url)


def _from_introspection(body: Any, source: str) -> GraphQLSchema:  # noqa: ANN401 - whatever was answered
    data = body.get("data", body) if isinstance(body, dict) else None
    if not isinstance(data, dict) or "__schema" not in data:
        errors = body.get("errors") if isinstance(body, dict) else None
        reason = errors[0].get("message", "") if errors else "no __schema in the answer"
        raise SchemaSourceError(
            f"{source} gives no introspection ({reason}). Use a server that permits it, "
            "or a schema file: make schema FROM=schema.graphql"
        )
    try:
        return build_client_schema(data)  # type: ignore[arg-type]  # checked by what builds it
    except (GraphQLError, TypeError) as error:
        raise SchemaSourceError(f"{source} gives a broken introspection: {error}") from error


def _header(before: str, source: str) -> str:
    """Keep the notes on top of the file, and say where the rest came from."""
    kept = [line for line in before.splitlines() if line.startswith("#")]
    notes = [line for line in kept if not line.startswith("# Read from")]
    source_kind = "a server" if source.startswith("http") else "a file"
    return "\n".join([*notes, f"# Read from {source_kind} with `make schema`.", "", ""])


def _write(target: Path, text: str) -> None:
    part = target.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)
