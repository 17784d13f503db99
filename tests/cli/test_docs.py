"""The pages of the command line: the reference is current, its keys are those of the output, and examples run."""

from __future__ import annotations

import json
import re
import shlex
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


def test_the_examples_of_the_page_run(command: Command, laid: Laid, tmp_path: Path) -> None:
    blocks = BLOCK.findall((DOCS / "terminal.md").read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 12
    with Api() as api:
        with httpx.Client(
            base_url=api.settings.base_url, auth=("api", laid.user.api_key)
        ) as client:
            log_run(client, "cli", 1, "run", "A run", "sgd", 0.1, [], 0, project="project")
        for line in lines:
            words = shlex.split(line.replace("entity/", "cli/"))
            # What a shell does with the output is not ours.
            start = words.index("runql") + 1
            ends = [at for at, word in enumerate(words) if word in ("|", ">") and at > start]
            done = command(*words[start : min(ends, default=None)], input=laid.user.api_key)
            assert done.exit_code == 0, f"{line}: {done.output}"
        run = api.run("project/run")
        assert (run.tags, run.notes) == (["best"], "The best so far.")
        api.project("project").delete()
    assert (tmp_path / "history.parquet").stat().st_size > 0
