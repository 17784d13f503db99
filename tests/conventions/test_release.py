"""A release has one version, and archives with everything that tests need."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import runql

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_the_version_is_written_in_one_place() -> None:
    assert runql.__version__ == PROJECT["project"]["version"]
    assert "version:" not in (ROOT / "CITATION.cff").read_text(encoding="utf-8").replace(
        "cff-version:", ""
    )


def test_every_step_of_a_workflow_is_a_target_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = {
        target
        for workflow in WORKFLOWS
        for line in re.findall(r"\bmake ([a-z -]+)", workflow.read_text(encoding="utf-8"))
        for target in line.split()
    }
    # The matrix names two more, and a comment one.
    assert called - targets == set()
    assert {"check", "test", "test-client", "dist", "test-dist", "docs", "schema-drift"} <= called


def test_workflows_pin_actions_by_commit() -> None:
    """A tag can be moved to other code, so a workflow names the commit, and the tag in a comment."""
    used = [
        (workflow.name, line)
        for workflow in WORKFLOWS
        for line in re.findall(r"uses: (.+)", workflow.read_text(encoding="utf-8"))
    ]
    pinned = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert len(used) > 20
    assert [each for each in used if not pinned.fullmatch(each[1])] == []


def test_the_source_archive_holds_what_the_checkout_holds() -> None:
    included = {
        each.strip("/") for each in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    }
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    # An unpacked archive has no Git index to compare with.
    present = {line.partition("/")[0] for line in listed.stdout.splitlines()}
    left_out = {".git", ".gitignore", ".gitattributes", "pyproject.toml", "PKG-INFO"}
    assert present - included - left_out == set()


def test_supported_versions_of_python_are_those_of_the_workflow() -> None:
    listed = {
        each.rpartition(" ")[2]
        for each in PROJECT["project"]["classifiers"]
        if each.startswith("Programming Language :: Python :: 3.")
    }
    workflow = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    assert set(re.findall(r'"(3\.\d+)"', workflow)) == listed


def test_make_passes_extras_to_the_installer_whole() -> None:
    shown = subprocess.run(
        ["make", "--dry-run", "--always-make", "demo", "setup"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installs = [line for line in shown.splitlines() if "--editable" in line]
    assert len(installs) == 2
    for line in installs:
        assert line.count("'") % 4 == 0, line
        assert line.count("'.[pandas,sandbox]'") + line.count("'.[all]'") == 2


def test_the_sandbox_declares_every_package_that_it_imports() -> None:
    """A package that only another extra installs or pins is missing if this extra is installed alone."""
    owners = packages_distributions()
    declared = {
        re.split(r"[^\w-]", each, maxsplit=1)[0].lower()
        for each in (
            *PROJECT["project"]["dependencies"],
            *PROJECT["project"]["optional-dependencies"]["sandbox"],
        )
    }
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "src" / "runql_sandbox").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and node.level == 0
            else []
        )
    }
    foreign = imported - sys.stdlib_module_names - {"runql_sandbox", "runql_graphql", "runql"}
    missing = {
        name
        for name in foreign
        if not declared & {each.lower() for each in owners.get(name, [name])}
    }
    assert missing == set()
