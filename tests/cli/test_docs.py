"""The pages of the command line: the reference is current, its keys are those of the output, and examples run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from codegen.cli_docs import CLI_PAGE, LISTS, write_cli_docs
from runql import Api
from tests.cli.data import log_run

if TYPE_CHECKING:
    from tests.cli.data import Laid
    from tests.fix_cli import Command

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)
ARGUMENTS = {
    "projects list": "",
    "logs": "mnist/first",
    "files list": "mnist/first",
    "artifacts versions": "mnist/weights",
    "artifacts files": "mnist/weights:latest",
    "artifacts lineage": "mnist/weights:latest",
    "registry list": "",
    "registry collections": "models",
    "registry versions": "models",
    "runs diff": "mnist/first second",
    "runs curves": "mnist/first --keys loss",
    "sweeps importance": "mnist/{sweep}",
}
"""What each list is made of; the rest takes a project."""


def test_the_reference_is_current(tmp_path: Path) -> None:
    write_cli_docs(tmp_path)
    fresh = (tmp_path / CLI_PAGE).read_text(encoding="utf-8")
    assert (DOCS / CLI_PAGE).read_text(encoding="utf-8") == fresh, "run: make docs"


@pytest.mark.parametrize("name", LISTS)
def test_json_has_the_keys_of_the_reference(name: str, command: Command, laid: Laid) -> None:
    arguments = ARGUMENTS.get(name, "mnist").format(sweep=laid.sweep).split()
    document = json.loads(command(*name.split(), *arguments, "--json").stdout)
    noun, _ = LISTS[name]
    row = re.search(rf"^\| `runql {name}` \| `{noun}` \| (.*) \|$", (DOCS / CLI_PAGE).read_text(), re.MULTILINE)  # fmt: skip
    assert row is not None
    listed = re.findall(r"`(\w+)`", row[1].partition("; also")[0])
    assert document["count"] == len(document[noun]) > 0
    assert document["more"] is False
    assert list(document[noun][0]) == listed


def test_the_examples_of_the_page_run(
    environment: pytest.MonkeyPatch, laid: Laid, tmp_path: Path
) -> None:
    blocks = BLOCK.findall((DOCS / "terminal.md").read_text(encoding="utf-8"))
    assert len(blocks) > 5
    script = "".join(blocks).replace("entity/", "cli/")
    with Api() as api:
        client = httpx.Client(base_url=api.settings.base_url, auth=("api", laid.user.api_key))
        with client:
            log_run(client, "cli", 1, "run", "A run", "sgd", 0.1, [], 0, project="project")
        runql = tmp_path / "bin" / "runql"
        runql.parent.mkdir()
        runql.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m runql "$@"\n')
        runql.chmod(0o755)
        path = f"{runql.parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        run = api.run("project/run")
        assert (run.tags, run.notes) == (["best"], "The best so far.")
        api.project("project").delete()
    assert json.loads((tmp_path / "runs.json").read_text())["count"] == 1
    assert len((tmp_path / "history.csv").read_text().splitlines()) == 31
