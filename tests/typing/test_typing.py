"""The README's own example leaves checkers nothing unknown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.checkers import mypy

ROOT = Path(__file__).parents[2]
EXPRESSIONS = ["runs", "run", "run.config", "run.summary", "run.history", "run.tags", "history"]


def first_example() -> str:
    found = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found is not None
    return found.group(1)


@pytest.fixture(scope="module")
def revealed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    script = tmp_path_factory.mktemp("example") / "example.py"
    reveals = "".join(f"    reveal_type({each})\n" for each in EXPRESSIONS)
    script.write_text(first_example() + reveals)
    out = mypy(script)
    assert " error: " not in out, out
    return re.findall(r'Revealed type is "(.*)"', out)


@pytest.mark.parametrize("index", range(len(EXPRESSIONS)), ids=EXPRESSIONS)
def test_the_first_example_has_no_any(index: int, revealed: list[str]) -> None:
    # The parameters of `history` mention no Any either, so its whole signature counts.
    assert not re.search(r"\bAny\b", revealed[index]), revealed[index]
