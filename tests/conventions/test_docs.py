"""Examples of the README and the docs run as written on the demo, page by page, and links have targets."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import forked
from tests.conventions.docs_demo import serve_demo
from tests.conventions.docs_examples import commands, examples, is_printed
from tests.forked import Forks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conventions.docs_demo import Demo
    from tests.conventions.docs_examples import Example

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# Tutorials are notebooks, whose cells share one process: `make docs` executes them.
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
MARKDOWN = [*PAGES, *TUTORIALS, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]
MOST_EXEMPT = 5

PROGRAMS = Forks(
    *("fix_trust", "runql.testing", "runql_graphql.*", "runql._sync.*"),
    *(
        "anyio._backends._asyncio",
        "h11",
        "httpcore",
        "httpx",
        "msgspec.json",
        "pydantic",
        "urllib3",
    ),
    *("duckdb", "pandas", "polars", "pyarrow.parquet", "scipy.stats", "sklearn.ensemble"),
    options=("-W", "error"),
)
# The server shares this process, where it runs in one of its own for users.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

SHELL = re.compile(r"[|<>$&;`~{]")
"""Characters with a meaning in a shell; patterns of file names are quoted in the pages."""

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with serve_demo(tmp_path_factory.mktemp("demo")) as served:
        yield served


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if examples(page)], ids=name_of)
def test_examples_of_a_page_run_as_written(page: Path, demo: Demo, tmp_path: Path) -> None:
    demo.reset()
    folder, home = tmp_path / "folder", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    environment = {**os.environ, **demo.environment, "HOME": str(home)}
    environment.pop("WANDB_ENTITY", None)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    for example in examples(page):
        if example.reason is None:
            run(example, environment, folder)


def run(example: Example, environment: dict[str, str], folder: Path) -> None:
    where = f"block {example.number}"
    if example.title is not None:
        (folder / example.title).write_text(example.code)
    elif example.language == "python":
        done = PROGRAMS.run(["-c", example.code], env=environment, cwd=folder)
        assert done.returncode == 0, f"{where}\n{example.code}\n{done.stderr}"
        if example.output is not None:
            assert is_printed(example.output, done.stdout), f"{where}\n{done.stdout}"
    else:
        for command in commands(example):
            if command.line.startswith("runql sandbox"):
                serves(command.line, environment, folder)
                continue
            ended = executed(command.line, environment, folder)
            assert ended.returncode == 0, f"{where}: {command.line}\n{ended.stdout}{ended.stderr}"
            if command.output is not None:
                assert is_printed(command.output, ended.stdout), f"{where}\n{ended.stdout}"


def executed(
    line: str, environment: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a line of a terminal; one of `runql` alone in a process that has loaded it already."""
    name, *arguments = shlex.split(line, comments=True)
    if name == "runql" and not SHELL.search(line):
        return forked.runql.run([*forked.COMMAND, *arguments], env=environment, cwd=folder)
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def serves(line: str, environment: dict[str, str], folder: Path) -> None:
    """Start a server that runs until it is stopped, and check that it is ready."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {line}"], cwd=folder, env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert b"base_url" in process.stdout.readline()
        process.terminate()


def test_few_examples_are_exempt() -> None:
    exempt = [
        f"{name_of(page)}: {example.reason}"
        for page in PAGES
        for example in examples(page)
        if example.reason is not None
    ]
    assert len(exempt) <= MOST_EXEMPT, exempt


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    missing = [
        target for target in LINK.findall(page.read_text()) if not (page.parent / target).exists()
    ]
    assert not missing


def test_the_readme_links_to_pages_of_the_site_by_whole_urls() -> None:
    """A package index shows the README without the repository around it."""
    base = re.search(r"^site_url: (\S+)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)
    assert base is not None
    targets = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text())
    assert targets
    for target in targets:
        assert target.startswith(base[1])
        path = target.removeprefix(base[1]).rstrip("/")
        # Pages that `python -m codegen site` writes have no file here.
        written = path in {"changelog", "contributing", "reference/client"}
        assert written or any((ROOT / "docs" / f"{path}{end}").exists() for end in ("", ".md"))


def test_the_readme_begins_with_one_screen() -> None:
    first, _, _ = (ROOT / "README.md").read_text().partition("\n## ")
    assert len(first.splitlines()) <= 50
