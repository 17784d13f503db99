"""A pytest plugin that runs inside the official tests: their server is the sandbox, and outcomes are written down.

It is loaded before the tests' own `conftest.py`, from a folder on the path, because their package is named `tests` too.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from tests.system_tests import backend_fixtures  # type: ignore[import-not-found]

_GIVEN: dict[str, Any] = json.loads(os.environ["OFFICIAL_TESTS"])


def _address(name: str) -> object:
    """Return where the sandbox is, as `conftest.py` asks for it."""
    return backend_fixtures.LocalWandbBackendAddress(
        host="localhost", base_port=_GIVEN["base_port"], fixture_port=_GIVEN["fixture_port"]
    )


backend_fixtures.connect_to_local_wandb_backend = _address


_GONE = {
    "wandb.sdk.internal.internal_api": ("Api",),
    "wandb.sdk.internal.sender": (),
    "wandb.apis.internal": ("Api", "InternalApi"),
}
"""Modules of the SDK until 0.29, with their classes: files of tests import them for some of their tests."""


class _Gone:
    """Stands for a class of such a module, so that the other tests are collected; using it fails."""

    def __init__(self, *arguments: object, **named: object) -> None:
        raise AttributeError("this release of wandb has no such class")


def _put_in_place(name: str, classes: tuple[str, ...]) -> None:
    module = types.ModuleType(name)
    for each in classes:
        setattr(module, each, _Gone)
    sys.modules[name] = module
    parent, _, last = name.rpartition(".")
    setattr(importlib.import_module(parent), last, module)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Put in place what the tests import of older releases of the SDK.

    Not before, because wandb replaces `sys.stdout.write` when it is imported, and pytest replaces `sys.stdout` in between.
    """
    from wandb.cli import cli

    for name, classes in _GONE.items():
        if importlib.util.find_spec(name) is None:
            _put_in_place(name, classes)
    if not hasattr(cli, "_api"):
        # A fixture of the tests of sweeps empties it before each test.
        cli._api = None


@pytest.hookimpl(tryfirst=True)
def pytest_plugin_registered(plugin: object) -> None:
    """Complete the fixture of actions of automations, before pytest reads the fixtures of its module.

    The tests go through all kinds of actions that the SDK has, and newer SDKs have one more than the fixture makes.
    """
    if str(getattr(plugin, "__file__", "")).endswith("test_automations/conftest.py"):
        _with_newer_actions(plugin)


def _with_newer_actions(conftest: Any) -> None:
    from wandb.automations import actions

    if not hasattr(actions, "SendPromptToAria"):
        return

    @pytest.fixture
    def action(request: pytest.FixtureRequest, action_type: Any) -> object:
        """Make an action of the kind that a test is run with."""
        if action_type == actions.ActionType.ARIA:
            return actions.SendPromptToAria(prompt="Compare the new version with the last.")
        return request.getfixturevalue("action_of_tests")

    conftest.action_of_tests = conftest.action
    conftest.action = action


def _write(test: str, outcome: str, why: str) -> None:
    # Line by line, so that a time-out of the whole file keeps what was done.
    with Path(_GIVEN["outcomes"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"test": test, "outcome": outcome, "why": why}) + "\n")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write an outcome of each test: of its call, or of what comes before and after where that failed."""
    if report.when == "call" and hasattr(report, "wasxfail"):
        _write(report.nodeid, "expected failure" if report.skipped else "passed", "")
    elif report.when == "call" or not report.passed:
        outcome = "failed" if report.failed else report.outcome
        _write(report.nodeid, outcome, _why(report))


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Write down files that cannot be imported, and those that skip themselves."""
    if not report.passed:
        _write(report.nodeid, "failed" if report.failed else "skipped", _why(report))


def _why(report: pytest.TestReport | pytest.CollectReport) -> str:
    if report.skipped and isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    said = [line[1:].strip() for line in report.longreprtext.splitlines() if line[:1] == "E"]
    return " | ".join(said[:2] + said[2:][-1:])[:400]
