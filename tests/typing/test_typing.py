"""The official example leaves checkers nothing unknown, and neither does the README's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.checkers import mypy
from tests.sandbox.server.test_example import EXAMPLE

ROOT = Path(__file__).parents[2]
EXPRESSIONS = ["runs", "run", "run.config", "run.summary", "run.history", "run.tags", "history"]
AFTERWARDS = ["artifact_dir", "best_run"]


def readme_example() -> str:
    found = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found is not None
    return found.group(1)


@pytest.fixture(scope="module")
def revealed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    script = tmp_path_factory.mktemp("example") / "example.py"
    reveals = "".join(f"    reveal_type({each})\n" for each in EXPRESSIONS)
    loop, _, rest = EXAMPLE.partition("artifact_dir")
    after = "".join(f"reveal_type({each})\n" for each in AFTERWARDS)
    script.write_text(f"{loop}{reveals}artifact_dir{rest}{after}")
    out = mypy(script)
    assert " error: " not in out, out
    return re.findall(r'Revealed type is "(.*)"', out)


@pytest.mark.parametrize(
    "index", range(len(EXPRESSIONS + AFTERWARDS)), ids=EXPRESSIONS + AFTERWARDS
)
def test_the_official_example_has_no_any(index: int, revealed: list[str]) -> None:
    # The parameters of `history` mention no Any either, so its whole signature counts.
    assert not re.search(r"\bAny\b", revealed[index]), revealed[index]


def test_the_example_of_the_readme_passes_strict_checks(tmp_path: Path) -> None:
    script = tmp_path / "readme.py"
    script.write_text(readme_example())
    assert " error: " not in mypy(script)
