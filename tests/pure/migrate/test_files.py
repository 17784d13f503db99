"""Files and notebooks that `runql migrate` reads and writes, and what the command prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from runql._migrate.files import find_files, migrated, write
from runql._migrate.notebooks import rewritten_notebook
from runql.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = "import wandb\n\nprint(wandb.Api().run('e/p/r').displayName)\n"
AFTER = "import runql\n\nprint(runql.Api().run('e/p/r').name)\n"


def run(*args: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["migrate", *map(str, args)])
    return done.exit_code, done.output


def test_the_command_prints_what_to_write_and_writes_nothing(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text(BEFORE)
    code, shown = run(script)
    assert code == 0
    assert f"{script}:3  wandb.Api → runql.Api" in shown
    assert "to rewrite with --fix, 0 to decide" in shown
    assert script.read_text() == BEFORE


def test_fix_writes_and_check_tells_what_is_left(tmp_path: Path) -> None:
    script, other = tmp_path / "a.py", tmp_path / "b.py"
    script.write_text(BEFORE)
    other.write_text("import wandb\n\nwandb.init()\n")
    assert run(tmp_path, "--check")[0] == 1
    assert run(tmp_path, "--fix")[0] == 0
    assert script.read_text() == AFTER
    assert other.read_text() == "import wandb\n\nwandb.init()\n"
    assert run(tmp_path, "--check")[0] == 0


def test_check_finds_comments_that_were_left(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text("import wandb\n\nowner = wandb.Api().project('p').owner\n")
    run(script, "--fix")
    assert "# TODO(runql): " in script.read_text()
    code, shown = run(script, "--check")
    assert (code, f"{script}:3  A TODO(runql) comment" in shown) == (1, True)


def test_notes_tell_where_values_differ(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text("import wandb\n\nwandb.Api().run('e/p/r').history()\n")
    assert "500 sampled" not in run(script)[1]
    assert "500 sampled" in run(script, "--notes")[1]


def test_a_missing_path_is_an_error_of_usage(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing.py")[0] == 2


def test_a_file_that_is_not_python_is_left_and_named(tmp_path: Path) -> None:
    script = tmp_path / "a.py"
    script.write_text("import wandb\nprint 'wandb.Api()'\n")
    code, shown = run(script, "--fix")
    assert (code, "cannot be parsed" in shown) == (1, True)
    assert script.read_text() == "import wandb\nprint 'wandb.Api()'\n"


@pytest.mark.parametrize(
    ("start", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"# -*- coding: latin-1 -*-\n", "latin-1")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encoding_newlines_and_permissions_stay(
    tmp_path: Path, start: bytes, encoding: str, newline: str
) -> None:
    script, link = tmp_path / "a.py", tmp_path / "link.py"
    text = BEFORE + "name = 'Jürgen'\n"
    start = start.replace(b"\n", newline.encode())
    script.write_bytes(start + text.replace("\n", newline).encode(encoding))
    script.chmod(0o750)
    link.symlink_to(script)
    found = migrated(link)
    assert found.problem is None
    assert found.content is not None
    write(link, found.content)
    wanted = (AFTER + "name = 'Jürgen'\n").replace("\n", newline).encode(encoding)
    assert script.read_bytes() == start + wanted
    assert (script.stat().st_mode & 0o777, link.is_symlink()) == (0o750, True)
    assert {path.name for path in tmp_path.iterdir()} == {"a.py", "link.py"}


def test_folders_are_searched_without_hidden_and_installed_files(tmp_path: Path) -> None:
    for name in ("a.py", "b.ipynb", "c.txt", ".git/d.py", "x/e.py", "venv/f.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    assert [path.name for path in find_files([tmp_path])] == ["a.py", "b.ipynb", "e.py"]


CELLS = [
    "%pip install wandb\nimport wandb\n\n!ls",
    "%%bash\necho wandb.Api()",
    "api = wandb.Api()\nif api:\n    %matplotlib inline\n    runs = api.runs('e/p', lazy=False)",
    "%%time\nfiles = !ls\nprint(runs[0].displayName)\nruns?",
    "this is not python",
    "",
]


def notebook(cells: list[str], indent: int | None, *, lines: bool) -> str:
    def source(text: str) -> str | list[str]:
        return text.splitlines(keepends=True) if lines else text

    document = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["wandb.Api()", "é"]},
            *(
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "metadata": {"x": 1.50},
                    "outputs": [{"text": ["wandb.Api()\n"], "source": "x"}],
                    "source": source(cell),
                }
                for cell in cells
            ),
        ],
        "metadata": {"kernelspec": {"name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=indent, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("indent", [None, 1, 2])
@pytest.mark.parametrize("lines", [True, False])
def test_only_changed_cells_of_a_notebook_change(indent: int | None, lines: bool) -> None:
    wanted = list(CELLS)
    wanted[0] = CELLS[0].replace("import wandb", "import runql")
    wanted[2] = CELLS[2].replace("wandb", "runql").replace(", lazy=False", "")
    wanted[3] = CELLS[3].replace("displayName", "name")
    before = notebook(CELLS, indent, lines=lines)
    after, findings = rewritten_notebook(before)
    assert after == notebook(wanted, indent, lines=lines)
    assert {(each.cell, each.line) for each in findings if each.action == "rewrite"} == {
        (4, 1),
        (4, 4),
        (5, 3),
    }
    assert rewritten_notebook(after)[0] == after


def test_a_notebook_is_fixed_by_the_command(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(notebook(CELLS, 1, lines=True))
    code, shown = run(path, "--fix")
    assert code == 0, shown
    assert f"{path}:cell 4:1  wandb.Api → runql.Api" in shown
    assert "runql.Api()" in path.read_text()


def test_a_file_that_is_no_notebook_is_left(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text('{"wandb": 1}')
    code, shown = run(path, "--fix")
    assert (code, "no list of cells" in shown) == (1, True)
