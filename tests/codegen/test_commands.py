"""`python -m codegen` on a project of its own."""

from __future__ import annotations

import os
import runpy
import subprocess
from typing import TYPE_CHECKING

from codegen.__main__ import main
from codegen.mirror import HAND_WRITTEN, RENAMES
from tests.checkers import mypy

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _state(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }


def test_all_writes_everything_and_a_second_run_changes_nothing(project: Path) -> None:
    assert main(["all"], project) == 0
    before = _state(project)
    assert "generated/golden_graphql/ops/people.py" in before
    assert "generated/golden_graphql/ops/friends/circle.py" in before
    assert "generated/golden_graphql/py.typed" in before
    page = (project / "docs/operations.md").read_text(encoding="utf-8")
    assert "| `friends.circle.get_circle` | `queries/friends/circle.graphql` |" in page
    assert main(["all", "--check"], project) == 0
    assert main(["all"], project) == 0
    assert _state(project) == before


def test_the_front_page_tells_where_names_live(project: Path) -> None:
    assert main(["names"], project) == 0
    written = (project / "src/runql/_public_names.py").read_text(encoding="utf-8")
    assert runpy.run_path(str(project / "src/runql/_public_names.py"))["EXPORTS"] == {
        "Api": ("runql._sync.api", "Api"),
        "Artifact": ("runql._models.draft", "Draft"),
        "Other": ("runql._sync.api", "Other"),
    }
    assert written.startswith("# Generated from src/runql/__init__.py")
    assert main(["names", "--check"], project) == 0
    (project / "src/runql/_public_names.py").unlink()
    assert main(["names", "--check"], project) == 1


def test_a_deleted_query_takes_its_module_along(project: Path) -> None:
    main(["operations"], project)
    (project / "queries/search.graphql").unlink()
    (project / "queries/friends/circle.graphql").unlink()
    shared = project / "queries/people.graphql"
    assert shared.exists()
    assert main(["operations"], project) == 0
    package = project / "generated/golden_graphql"
    assert not (package / "search_everything.py").exists()
    assert not (package / "ops/search.py").exists()
    assert not (package / "ops/friends").exists()
    assert not (package / "fragments/friends").exists()
    assert (package / "get_person.py").exists()


def test_check_lists_what_differs_and_changes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["all"], project)
    package = project / "generated/golden_graphql"
    (package / "stray.py").write_text("x = 1\n", encoding="utf-8")
    (package / "get_person.py").unlink()
    (package / "ops/people.py").write_text("edited\n", encoding="utf-8")
    (project / "docs/operations.md").write_text("edited\n", encoding="utf-8")
    before = _state(project)
    capsys.readouterr()
    assert main(["all", "--check"], project) == 1
    assert _state(project) == before
    assert capsys.readouterr().err.splitlines() == [
        "missing   generated/golden_graphql/get_person.py",
        "differs   generated/golden_graphql/ops/people.py",
        "stray     generated/golden_graphql/stray.py",
        "differs   docs/operations.md",
        "Out of date: 4 files. Run `make generate`.",
    ]


def test_check_finds_files_that_git_does_not_know(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["all"], project)
    subprocess.run(["git", "init", "--quiet", str(project)], check=True)
    capsys.readouterr()
    assert main(["operations", "--check"], project) == 1
    assert "untracked generated/golden_graphql/calls.py" in capsys.readouterr().err
    subprocess.run(["git", "-C", str(project), "add", "."], check=True)
    assert main(["operations", "--check"], project) == 0


def test_a_broken_rule_stops_before_anything_is_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "queries/extra.graphql"
    path.write_text('query FetchPerson {\n  person(id: "1") {\n    id\n  }\n}\n', encoding="utf-8")
    assert main(["all"], project) == 1
    error = capsys.readouterr().err
    assert "queries/extra.graphql:1:1: L1 " in error
    assert "queries/extra.graphql:1:1: L10 " in error
    assert not list((project / "generated").iterdir())


USE = """from golden_graphql.fragments.people import PersonLight


def checksum(person: PersonLight) -> str:
    return person.name if person.md5 is None else person.md5.lower()


def name(person: PersonLight) -> str:
    return person.name
"""


def test_mypy_points_to_the_places_that_a_changed_type_reaches(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use, schema = project / "use.py", project / "schema.graphql"
    use.write_text(USE, encoding="utf-8")
    monkeypatch.setenv("MYPYPATH", str(project / "generated"))
    assert main(["all"], project) == 0
    # mypy takes a file of the same size as unchanged if it was written in the same second.
    for path in (project / "generated").rglob("*.py"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert mypy(use).startswith("Success")
    schema.write_text(
        schema.read_text(encoding="utf-8").replace("  md5: String\n", "  md5: Int\n"),
        encoding="utf-8",
    )
    assert main(["all"], project) == 0
    errors = [line for line in mypy(use).splitlines() if ": error: " in line]
    assert errors == [f'{use}:5: error: "int" has no attribute "lower"  [attr-defined]']


def test_a_scalar_without_a_python_type_is_refused_with_the_line_to_add(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = project / "schema.graphql"
    text = schema.read_text(encoding="utf-8").replace("  md5: String\n", "  md5: Digest\n")
    schema.write_text(f"{text}\nscalar Digest\n", encoding="utf-8")
    assert main(["all"], project) == 1
    error = capsys.readouterr().err
    assert "[tool.runql-operations.scalars] lacks Digest" in error
    assert 'Digest = "str"' in error
    assert not list((project / "generated").iterdir())


def _async_module(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    names = " ".join(RENAMES)
    path.write_text(
        f'"""AsyncSession: {names}."""\n\n\nasync def send() -> None: ...\n', encoding="utf-8"
    )
    return path


def test_mirrors_are_written_checked_and_deleted(project: Path) -> None:
    source = _async_module(project / "src/runql/_async/session.py")
    kept = [project / "src/runql/_sync" / path for path in HAND_WRITTEN]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('"""By hand."""\n', encoding="utf-8")
    assert main(["mirror"], project) == 0
    mirror = project / "src/runql/_sync/session.py"
    assert "def send() -> None: ..." in mirror.read_text(encoding="utf-8")
    assert "async" not in mirror.read_text(encoding="utf-8").split("\n", 1)[1]
    mirror.write_text("edited\n", encoding="utf-8")
    assert main(["mirror", "--check"], project) == 1
    source.unlink()
    assert main(["mirror"], project) == 0
    assert not mirror.exists()
    assert all(path.exists() for path in kept)


def test_mirrors_follow_files_that_move_between_packages(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, suffix in (("src/runql/_async", ""), ("tests/_async", "test_")):
        _async_module(project / folder / f"runs/{suffix}edits.py")
    assert main(["mirror"], project) == 0
    for folder, suffix in (("src/runql", ""), ("tests", "test_")):
        _async_module(project / folder / f"_async/artifacts/parts/{suffix}edits.py")
        (project / folder / f"_async/runs/{suffix}edits.py").unlink()
    capsys.readouterr()
    assert main(["mirror", "--check"], project) == 1
    assert capsys.readouterr().err.splitlines() == [
        "missing   src/runql/_sync/artifacts/parts/edits.py",
        "stray     src/runql/_sync/runs/edits.py",
        "missing   tests/_sync/artifacts/parts/test_sync_edits.py",
        "stray     tests/_sync/runs/test_sync_edits.py",
        "Out of date: 4 files. Run `make generate`.",
    ]
    assert main(["mirror"], project) == 0
    for folder in ("src/runql/_sync", "tests/_sync"):
        assert [path.name for path in (project / folder).iterdir()] == ["artifacts"]


def test_a_package_of_which_only_bytecode_is_left_goes(project: Path) -> None:
    _async_module(project / "src/runql/_async/session.py")
    cache = project / "src/runql/_sync/runs/parts/__pycache__"
    cache.mkdir(parents=True)
    (cache / "edits.cpython-311.pyc").write_bytes(b"")
    assert main(["mirror", "--check"], project) == 1
    assert main(["mirror"], project) == 0
    assert [path.name for path in (project / "src/runql/_sync").iterdir()] == ["session.py"]


def test_a_source_that_cannot_be_mirrored_is_reported(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project / "src/runql/_async/session.py"
    source.write_text("import asyncio\n", encoding="utf-8")
    assert main(["mirror"], project) == 1
    assert "src/runql/_async/session.py:1: 'asyncio' remains" in capsys.readouterr().err
