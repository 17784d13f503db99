"""Examples of docstrings run as written on the demo, in both variants, and print what they say.

An example has a name of its own, `api`: a client of the demo.
"""

from __future__ import annotations

import ast
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runql import Api, AsyncApi, Settings
from tests.conventions.docs_demo import serve_demo
from tests.conventions.docstring_examples import examples, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conventions.docs_demo import Demo

EXAMPLES, NAMES = examples()
SOURCE = Path(__file__).parents[2] / "src" / "runql"

# The calls that scripts of users make most.
MOST_USED = [
    "Api",
    "Api.artifact",
    "Api.artifact_collections",
    "Api.artifact_exists",
    "Api.artifact_types",
    "Api.artifacts",
    "Api.create_run",
    "Api.export",
    "Api.from_path",
    "Api.log_artifact",
    "Api.project",
    "Api.projects",
    "Api.registries",
    "Api.reports",
    "Api.run",
    "Api.runs",
    "Api.sweeps",
    "Api.viewer",
    "Run.config",
    "Run.console_logs",
    "Run.delete",
    "Run.download_files",
    "Run.file",
    "Run.files",
    "Run.history",
    "Run.log_artifact",
    "Run.logged_artifacts",
    "Run.refresh",
    "Run.scan_history",
    "Run.summary",
    "Run.table",
    "Run.update",
    "Run.upload_file",
    "Run.use_artifact",
    "Run.used_artifacts",
    "Run.wait_until_finished",
    "Runs.all",
    "Runs.first",
    "Runs.histories",
    "Runs.modify",
    "Runs.to_pandas",
    "Runs.to_polars",
    "Runs.update",
    "LoggedArtifact.download",
    "LoggedArtifact.files",
    "LoggedArtifact.get",
    "LoggedArtifact.get_entry",
    "LoggedArtifact.logged_by",
    "LoggedArtifact.save",
    "LoggedArtifact.used_by",
    "ArtifactCollection.artifacts",
    "File.download",
    "Project.runs",
    "Sweep.best_run",
    "Sweep.to_pandas",
    "Sweep.top_k",
    "GraphQL.execute",
    "F",
    "open_export",
    "parse_filter",
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with serve_demo(tmp_path_factory.mktemp("demo")) as served:
        yield served


# The server shares this process, where it runs in one of its own for users.
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_prints_what_it_says(
    name: str, demo: Demo, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.reset()
    monkeypatch.chdir(str(tmp_path))
    for variable, value in demo.environment.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("COLUMNS", "80")

    async def with_client() -> list[str]:
        settings = Settings.resolve()
        if name.startswith("Async") or name.endswith("_async"):
            async with AsyncApi(settings=settings) as api:
                return await run(EXAMPLES[name], {"api": api})
        with Api(settings=settings) as api:
            return await run(EXAMPLES[name], {"api": api})

    assert not asyncio.run(with_client()), name


def test_the_most_used_calls_have_examples() -> None:
    assert len(MOST_USED) >= 40
    assert [name for name in MOST_USED if name not in NAMES] == []


def test_no_example_is_left_out() -> None:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    written = [
        f"{path.relative_to(SOURCE).as_posix()}:{getattr(node, 'name', '')}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, documented) and ">>> " in (ast.get_docstring(node) or "")
    ]
    assert len(written) == len(EXAMPLES)
