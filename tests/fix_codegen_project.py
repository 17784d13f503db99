"""A project of a user with queries, for which a package is generated."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import pytest

from runql._codegen.project.settings import ProjectSettings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = '[tool.runql.codegen]\nqueries = "graphql"\npackage = "src/{name}"\n'

QUERIES = """
# Find a project's runs.
#
# They come in pages.
query FindRuns($name: String!, $owner: String, $n: Int, $cursor: String) {
  project(name: $name, entityName: $owner) {
    runs(first: $n, after: $cursor) {
      edges { node { ...RunBits user { ...UserFields } } }
      pageInfo { endCursor hasNextPage }
    }
  }
}

fragment RunBits on Run { id displayName createdAt config }

fragment Unused on Run { id }

query whoAmI { viewer { ...UserFields entity } }

query get_state($project: String!, $run: String!) {
  project(name: $project) { run(name: $run) { stopped: stopped state } }
}

mutation tagRun($input: UpsertBucketInput!) {
  upsertBucket(input: $input) { bucket { tags } }
}
"""


class Project:
    """A project in a folder of its own."""

    counter = 0

    def __init__(self, root: Path, text: str, settings: str = SETTINGS) -> None:
        Project.counter += 1
        self.name = f"made_{Project.counter}"
        self.root = root
        (root / "pyproject.toml").write_text(settings.format(name=self.name))
        self.write("mine", text)

    def write(self, stem: str, text: str) -> None:
        path = self.root / "graphql" / f"{stem}.graphql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    @property
    def settings(self) -> ProjectSettings:
        return load_settings(self.root)

    def files(self) -> dict[str, str]:
        folder = self.root / "src" / self.name
        return {
            path.relative_to(folder).as_posix(): path.read_text()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".pyc"
        }

    def module(self, name: str) -> Any:
        importlib.invalidate_caches()
        return importlib.import_module(f"{self.name}.{name}")


@pytest.fixture
def user_project(tmp_path: Path) -> Iterator[Project]:
    made = Project(tmp_path, QUERIES)
    sys.path.insert(0, str(tmp_path / "src"))
    yield made
    sys.path.remove(str(tmp_path / "src"))
    for name in [name for name in sys.modules if name.split(".")[0] == made.name]:
        del sys.modules[name]
