"""Every line of the table of capabilities: the call, its requests, and that the official client does not send it."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import runql

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser

PAGE = Path(__file__).parents[3] / "docs" / "capabilities.md"
LINES = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in PAGE.read_text().splitlines()
    if line.startswith("|")
][2:]

CALLS: dict[str, Callable[[Any, Any, list[str]], object]] = {
    'run.history_buckets(["loss"])': lambda _api, run, _ids: run.history_buckets(["loss"]),
    "api.runs(source).move_to(target)": lambda api, run, _ids: api.runs(
        f"{run.entity}/{run.project}"
    ).move_to(f"{run.entity}/moved", poll=0.01),
    "api.runs_by_storage_id(ids)": lambda api, _run, ids: api.runs_by_storage_id(ids),
    'api.undelete_runs(source, ["run_id"])': lambda api, run, _ids: [
        run.delete(),
        *api.undelete_runs(f"{run.entity}/{run.project}", ["r"]),
    ],
}
OPERATIONS = {
    "Mutation.moveRuns": {"ListRuns": 1, "MoveRuns": 1, "GetTask": 1},
    "Mutation.undeleteRuns": {"DeleteRun": 1, "UndeleteRuns": 1, "ListRuns": 1},
    "Query.runs": {"GetRunsById": 1},
    "Run.bucketedHistory": {"GetRunHistoryBuckets": 1},
}
WORDS = {
    "Mutation.moveRuns": r"\bmoveRuns\b",
    "Mutation.undeleteRuns": r"\bundeleteRuns\b",
    "Query.runs": r"\bruns\(\s*ids\s*:",
    "Run.bucketedHistory": r"bucketedHistory",
}


def test_the_table_has_every_call() -> None:
    assert {line[4] for line in LINES} == set(CALLS)


@pytest.mark.parametrize("line", LINES, ids=[line[1] for line in LINES])
def test_a_call_answers_and_costs_what_the_table_says(
    sandbox: Sandbox, user: SandboxUser, line: list[str], requests: Callable[[], Counter[str]]
) -> None:
    _, field, _, _, call, cost = line
    with sandbox.api(user) as api:
        runs = [api.create_run(f"{field.replace('.', '-')}-{i}", run_id="r") for i in range(2)]
        path = f"{user.entity}/{runs[0].project}/r"
        url = f"{sandbox.base_url}/files/{path}/file_stream"
        rows = [json.dumps({"_step": step, "loss": step}) for step in range(5)]
        body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": rows}}}
        httpx.post(url, json=body, auth=("api", user.api_key)).raise_for_status()
        api.create_run("moved", run_id=field.replace(".", "-"))
        requests()
        found = CALLS[call](api, runs[0], [run.storage_id for run in runs])
        assert isinstance(found, list | runql.HistoryBuckets)
        assert len(found) > 0
        assert dict(requests()) == OPERATIONS[field]
    assert cost.startswith("1")


@pytest.mark.parametrize("line", LINES, ids=[line[1] for line in LINES])
def test_the_official_client_does_not_send_it(line: list[str]) -> None:
    spec = find_spec("wandb")
    assert spec is not None
    assert spec.origin is not None
    words = re.compile(WORDS[line[1]])
    package = Path(spec.origin).parent
    sending = [
        path for path in package.rglob("*.py") if words.search(path.read_text(errors="replace"))
    ]
    assert sending == []
