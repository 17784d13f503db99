# Generated from tests/_async/test_exports.py by `make generate`. Do not edit.

"""Exports: their requests, and their reports."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import NotFoundError, TargetExistsError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from runql import Api

RUNS = ("plain", "mixed", "Capital", "empty")


def test_a_project_is_exported_and_the_second_call_fetches_nothing(
    api: Api, tmp_path: Path, count_requests: Any
) -> None:
    report = api.export("exports", tmp_path, workers=1)
    assert (report.exported, report.unchanged, report.ok) == (RUNS, (), True)
    assert (report.rows, report.system_rows) == (36, 0)
    assert set(report.paths) == {"runs", "history", "system_metrics"}
    before = count_requests()
    again = api.export("exports", tmp_path, workers=1, verify=True)
    assert (again.exported, again.unchanged) == ((), RUNS)
    assert count_requests() - before == 1


def test_a_verification_asks_for_pages_of_runs(
    api: Api, tmp_path: Path, count_requests: Any
) -> None:
    api.export("exports", tmp_path, 'name = "plain"', system_metrics=False)
    before = count_requests()
    found = api.verify_export(tmp_path, server=True)
    assert (found.ok, found.server, found.runs, found.rows, found.changed) == (
        True,
        True,
        1,
        30,
        (),
    )
    assert count_requests() - before == 1


def test_chosen_keys_of_chosen_runs(api: Api, tmp_path: Path) -> None:
    report = api.export(
        "exports", tmp_path, 'name = "plain"', keys=["loss"], system_metrics=False, format="csv"
    )
    assert report.exported == ("plain",)
    lines = (tmp_path / "history.csv").read_text().splitlines()
    assert lines[:2] == ["run_id,_step,loss", "plain,0,1.0"]
    assert len(lines) == 31


def test_a_missing_project_leaves_nothing_behind(api: Api, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no-such-project"):
        api.export("no-such-project", tmp_path / "to")
    assert not os.listdir(tmp_path)  # noqa: PTH208 - a folder of the test


def test_refusals_are_made_before_anything_is_sent(api: Api, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(TargetExistsError):
        api.export("exports", tmp_path)
    with pytest.raises(UsageError, match="workers"):
        api.export("exports", tmp_path / "to", workers=0)
    with pytest.raises(UsageError, match="No finished export"):
        api.verify_export(tmp_path)
