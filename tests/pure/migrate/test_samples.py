"""Scripts of wandb before and after `runql migrate --fix`."""

from __future__ import annotations

import ast
from pathlib import Path

import libcst as cst
import pytest

from runql._migrate.findings import MARK, Treatment
from runql._migrate.rewriting import rewritten

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.name.removesuffix("_before.txt") for path in SAMPLES.glob("*_before.txt"))


def before(name: str) -> str:
    return (SAMPLES / f"{name}_before.txt").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_script_becomes_the_one_that_is_written_down(name: str) -> None:
    module, _ = rewritten(cst.parse_module(before(name)))
    assert module.code == (SAMPLES / f"{name}_after.txt").read_text()
    ast.parse(module.code)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_changes_nothing(name: str) -> None:
    module, _ = rewritten(cst.parse_module(before(name)))
    again, _ = rewritten(module)
    assert again.code == module.code


@pytest.mark.parametrize("name", NAMES)
def test_a_comment_is_left_for_each_line_to_decide(name: str) -> None:
    module, findings = rewritten(cst.parse_module(before(name)))
    looks = [finding for finding in findings if finding.action is Treatment.LOOK]
    assert module.code.count(MARK) == len(looks)


@pytest.mark.parametrize("name", NAMES)
def test_findings_name_the_line_and_the_code(name: str) -> None:
    lines = before(name).splitlines()
    for finding in rewritten(cst.parse_module(before(name)))[1]:
        first = finding.wrote.split("(")[0].split(" ")[0]
        assert first in lines[finding.line - 1]
        assert finding.shown("a.py").startswith(f"a.py:{finding.line}  {finding.wrote} → ")
