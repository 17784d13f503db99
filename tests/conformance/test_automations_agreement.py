"""The wire JSON of an automation is the official client's, nested texts included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runql.automations import QueueJob
from tests import forked
from tests.pure.automations.kinds import ID, automations


@pytest.fixture(scope="module")
def official() -> dict[str, Any]:
    script = Path(__file__).parent / "official_automations.py"
    done = forked.official.run([str(script)])
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_both_sides_make_the_same_automations(official: dict[str, Any]) -> None:
    assert sorted(official["automations"]) == sorted(automations())


@pytest.mark.parametrize("key", automations())
def test_the_wire_json_is_the_official_one(key: str, official: dict[str, Any]) -> None:
    made = automations()[key].wire("n", description="d", enabled=False)
    assert made == official["automations"][key]


def test_a_job_is_put_as_the_official_input_has_it(official: dict[str, Any]) -> None:
    assert QueueJob(ID, {"job": "j"}).config() == official["job"]
