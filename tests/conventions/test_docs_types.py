"""Examples of the README and the docs pass a strict type checker as written, so users need no casts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.conventions.docs_examples import examples
from tests.conventions.test_docs import PAGES, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[2]
EXEMPT: Final[Mapping[str, str]] = {
    "docs/capabilities.md": "it indexes the JSON of a query of its own",
    "docs/graphql.md": "it imports a package that a command on the page writes",
    "docs/reports.md": "it shows the error of a misspelled word",
}
SETTINGS: Final = {
    "typeCheckingMode": "strict",
    "venvPath": str(ROOT),
    "venv": Path(sys.prefix).name,
    "extraPaths": [str(ROOT / "src"), str(ROOT / "generated")],
    # As in pyproject.toml: the stubs of pandas leave types unknown inside.
    "reportUnknownArgumentType": False,
    "reportUnknownMemberType": False,
    "reportUnknownVariableType": False,
    # Examples show imports.
    "reportUnusedImport": False,
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The errors of each page."""
    folder = tmp_path_factory.mktemp("types")
    (folder / "pyrightconfig.json").write_text(json.dumps(SETTINGS))
    pages: dict[str, str] = {}
    for page in PAGES:
        for example in examples(page):
            if example.language == "python" and example.reason is None:
                file = folder / f"{page.stem.replace('-', '_')}_{example.number}.py"
                file.write_text(example.code)
                pages[file.name] = name_of(page)
    command = [sys.executable, "-m", "pyright", "--project", str(folder), "--outputjson"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    read: dict[str, Any] = json.loads(done.stdout)
    assert read["summary"]["filesAnalyzed"] == len(pages)
    errors: dict[str, list[str]] = {name: [] for name in pages.values()}
    for each in read["generalDiagnostics"]:
        file = Path(each["file"])
        line = file.read_text().splitlines()[each["range"]["start"]["line"]]
        errors[pages[file.name]].append(f"{line.strip()}: {each['message']}")
    return errors


def test_examples_need_no_casts(found: dict[str, list[str]]) -> None:
    wrong = {name: errors for name, errors in found.items() if errors}
    assert not {name: errors for name, errors in wrong.items() if name not in EXEMPT}
    assert wrong.keys() == EXEMPT.keys()
