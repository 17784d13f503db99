"""The pages of the command line: the reference is current, its keys are those of the output, and examples run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codegen.cli_docs import CLI_PAGE, LISTS, write_cli_docs

if TYPE_CHECKING:
    from tests.cli.data import Laid
    from tests.fix_cli import Command

DOCS = Path(__file__).parents[2] / "docs"
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
"""The path that each list takes; other commands take a project."""


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


@pytest.mark.parametrize("name", LISTS)
def test_filters_and_orders_of_the_help_are_accepted(
    name: str, command: Command, laid: Laid
) -> None:
    # A filter selects runs of a project.
    places = ARGUMENTS.get(name, "mnist").replace("mnist/first --keys", "mnist --keys")
    arguments = places.format(sweep=laid.sweep).split()
    shown = " ".join(command(*name.split(), "--help").stdout.split())
    for option in ("--filter", "--order"):
        found = re.search(rf"{option} <\w+> [^<]*?such as (?:'(.+?)'|(-\w+))\.", shown)
        if found is not None:
            example = found[1] or found[2]
            result = command(*name.split(), *arguments, option, example)
            assert result.exit_code == 0, (example, result.output)
