"""What the README and the docs show runs as written, on a sandbox, and its links lead somewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from runql.testing import Sandbox
from tests.conventions.docs_data import fill_project
from tests.forked import Forks

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MARKDOWN = [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]

BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = Forks(
    *("fix_trust", "runql.testing", "runql_graphql.*", "httpx", "pandas", "pyarrow", "urllib3"),
    options=("-W", "error"),
)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def blocks() -> list[object]:
    return [
        pytest.param(code, id=f"{page.relative_to(ROOT)}-{number}")
        for page in PAGES
        for number, code in enumerate(BLOCK.findall(page.read_text()))
    ]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Variables of a user called `entity` who has a project called `project`."""
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        fill_project(sandbox, user)
        home = tmp_path_factory.mktemp("home")
        yield {**os.environ, **sandbox.environment(user), "HOME": str(home)}


@pytest.mark.parametrize("code", blocks())
def test_an_example_runs_as_written(code: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = EXAMPLES.run(["-c", code], env=environment, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    missing = [
        target for target in LINK.findall(page.read_text()) if not (page.parent / target).exists()
    ]
    assert not missing
