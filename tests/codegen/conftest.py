"""A small package, generated once, and importable."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codegen.operations import generate, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def golden_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of the golden schema, on the import path while tests run."""
    target = tmp_path_factory.mktemp("golden")
    package = generate(load_settings(GOLDEN), target)
    sys.path.insert(0, str(target))
    yield package
    sys.path.remove(str(target))
    for name in [name for name in sys.modules if name.split(".")[0] == package.name]:
        del sys.modules[name]


FRONT_PAGE = """
from typing import TYPE_CHECKING

import os

if TYPE_CHECKING:
    from runql._models.draft import Draft as Artifact
    from runql._sync.api import Api, Other
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the golden schema and queries, ready for `python -m codegen`."""
    root = tmp_path / "project"
    shutil.copytree(GOLDEN, root)
    for folder in ("generated", "docs", "src/runql/_async", "src/runql/_sync", "tests/_async"):
        (root / folder).mkdir(parents=True)
    (root / "tests/_sync").mkdir()
    (root / "src/runql/__init__.py").write_text(FRONT_PAGE, encoding="utf-8")
    return root
