"""The order of files for several workers: the longest first, so that no worker waits for another at the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

LONGEST: Final = (
    "tests/conformance/test_sdk_versions.py",
    "tests/compat/test_programs.py",
    "tests/codegen/test_schema_diff.py",
    "tests/compat/test_migrated_programs.py",
    "tests/codegen/test_sample_project.py",
    "tests/conventions/test_docs.py",
    "tests/typing/test_typing.py",
    "tests/codegen/test_schema_snapshots.py",
    "tests/conventions/test_bench.py",
    "tests/sandbox/history/test_ray.py",
    "tests/sandbox/server/test_commands.py",
    "tests/sandbox/notebooks/test_notebook.py",
    "tests/sandbox/copies/test_copies.py",
    "tests/conventions/test_docstring_examples.py",
    "tests/sandbox/exports/test_remote.py",
    "tests/sandbox/exports/test_projects.py",
    "tests/sandbox/exports/test_faults.py",
    "tests/codegen/test_schema_dates.py",
    "tests/pure/runs/test_attributes.py",
    "tests/pure/wire/test_server_ages.py",
    "tests/pure/migrate/test_properties.py",
    "tests/sandbox/server/test_demo.py",
    "tests/sandbox/automations/test_older_servers.py",
)
"""Files whose processor time or waits come to more than eight seconds, roughly in order."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the files; `--no-loadscope-reorder` lets pytest-xdist keep this order, which knows more than counts."""
    if not hasattr(config, "workerinput"):
        return
    tests = Counter(file_of(item) for item in items)

    def rank(item: pytest.Item) -> tuple[int, int, str]:
        file = file_of(item)
        return (LONGEST.index(file) if file in LONGEST else len(LONGEST), -tests[file], file)

    items.sort(key=rank)


def file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
