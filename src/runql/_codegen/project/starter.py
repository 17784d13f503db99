"""Files that `runql codegen init` writes: settings, an example query, and configuration for GraphQL editor plugins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._codegen.project.own_fragments import own_fragments
from runql._graphql.schema import shipped_sdl
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._codegen.project.settings import ProjectSettings

__all__ = ["EDITOR_CONFIG", "EXAMPLE", "Starter", "start", "update_editor_files"]

EDITOR_CONFIG: Final = "graphql.config.yml"
_EDITOR_FOLDER: Final = ".runql"
_TABLE: Final = re.compile(r"^\[tool\.runql\.codegen\]", re.MULTILINE)

EXAMPLE: Final = """\
# Runs of a project, with their states and tags.
query ListMyRuns($project: String!, $entity: String, $filters: JSONString, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          displayName
          state
          tags
          user {
            ...UserFields
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
"""
"""A query that pages and uses one of runql's own fragments."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A file that was written or skipped.

    Attributes:
        path: The file, relative to the project.
        written: Whether the file was written; existing files are skipped.
    """

    path: str
    written: bool


def start(settings: ProjectSettings) -> list[Starter]:
    """Write settings, an example query and editor configuration. Existing files are skipped.

    Raises:
        UsageError: If pyproject.toml already has the settings; nothing was written.
    """
    root = settings.root
    project = root / "pyproject.toml"
    before = project.read_text(encoding="utf-8") if project.exists() else ""
    if _TABLE.search(before):
        raise UsageError(
            f"{project} already has a table [tool.runql.codegen]. Nothing was written.",
            hint="Run: runql codegen",
        )
    queries = settings.queries.relative_to(root).as_posix()
    table = [
        "[tool.runql.codegen]",
        f'queries = "{queries}"',
        f'package = "{settings.package.relative_to(root).as_posix()}"',
        *([f'schema = "{settings.schema}"'] if settings.schema else []),
    ]
    separator = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    project.write_text(before + separator + "\n".join(table) + "\n", encoding="utf-8")
    found = [Starter("pyproject.toml", written=True)]
    for path, text in (
        (settings.queries / "runs.graphql", EXAMPLE),
        (root / EDITOR_CONFIG, _editor_config(settings)),
    ):
        written = not path.exists() and not (path.suffix == ".graphql" and _has_queries(settings))
        if written:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found.append(Starter(path.relative_to(root).as_posix(), written=written))
    update_editor_files(settings)
    return found


def update_editor_files(settings: ProjectSettings) -> None:
    """Write the schema and runql's fragments for editors, if the project has an editor configuration."""
    if not (settings.root / EDITOR_CONFIG).is_file():
        return
    folder = settings.root / _EDITOR_FOLDER
    texts = {
        ".gitignore": "*\n",
        "fragments.graphql": "\n\n".join(text for _, text in own_fragments().values()) + "\n",
    }
    if settings.schema is None:
        texts["schema.graphql"] = shipped_sdl()
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _editor_config(settings: ProjectSettings) -> str:
    file = settings.schema_file
    schema = f"{_EDITOR_FOLDER}/schema.graphql"
    if file is not None:
        schema = file.relative_to(settings.root).as_posix()
    queries = settings.queries.relative_to(settings.root).as_posix()
    return (
        "# Read by GraphQL plugins of editors; `runql codegen` keeps the files in .runql/ current.\n"
        f"schema: {schema}\n"
        "documents:\n"
        f'  - "{queries}/**/*.graphql"\n'
        f'  - "{_EDITOR_FOLDER}/fragments.graphql"\n'
    )


def _has_queries(settings: ProjectSettings) -> bool:
    return settings.queries.is_dir() and any(settings.queries.rglob("*.graphql"))
