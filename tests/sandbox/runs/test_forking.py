"""A run that is forked from another one begins with its rows up to a step."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from runql import Run
    from runql.testing import Sandbox, SandboxUser

NUMBERS = count()

UPSERT = """mutation UpsertBucket($name:String!,$entity:String,$config:JSONString){
upsertBucket(input:{name:$name,modelName:"forks",entityName:$entity,config:$config}){
bucket{id name historyLineCount branchPoint{run{name} step}} inserted}}"""


def stream(sandbox: Sandbox, user: SandboxUser, run: str, offset: int, rows: list[Any]) -> None:
    httpx.post(
        f"{sandbox.base_url}/files/{user.entity}/forks/{run}/file_stream",
        json={
            "files": {
                "wandb-history.jsonl": {
                    "offset": offset,
                    "content": [json.dumps(row) for row in rows],
                },
            },
        },
        auth=("api", user.api_key),
    ).raise_for_status()


def fork(sandbox: Sandbox, user: SandboxUser, name: str, parent: object, step: object) -> Any:
    """Make a run as SDKs since 0.16.5 do: its config names the parent and the step, and nothing else does."""
    config = {"_wandb": {"value": {"branch_point": {"run_id": parent, "step": step}}}}
    return httpx.post(
        f"{sandbox.base_url}/graphql",
        json={
            "query": UPSERT,
            "variables": {"name": name, "entity": user.entity, "config": json.dumps(config)},
        },
        auth=("api", user.api_key),
    ).json()


@pytest.fixture
def user(sandbox: Sandbox) -> SandboxUser:
    """A user of the test's own: a deleted run keeps its name."""
    return sandbox.create_user(f"forks-{next(NUMBERS)}")


@pytest.fixture
def parent(sandbox: Sandbox, user: SandboxUser) -> Any:
    with sandbox.api(user) as api:
        api.create_run("forks", run_id="parent")
        rows = [
            {"_step": step, "loss": 10 - step, "even": step % 2 == 0} for step in range(0, 8, 2)
        ]
        stream(sandbox, user, "parent", 0, rows)
        yield api.run("forks/parent")


def steps(run: Run) -> list[Any]:
    return [row["_step"] for row in run.scan_history()]


def test_the_rows_of_the_parent_come_first(
    sandbox: Sandbox, user: SandboxUser, parent: Run
) -> None:
    answer = fork(sandbox, user, "child", "parent", 3)["data"]["upsertBucket"]
    assert answer["inserted"]
    assert answer["bucket"]["historyLineCount"] == 2
    assert answer["bucket"]["branchPoint"] == {"run": {"name": "parent"}, "step": 3}
    stream(sandbox, user, "child", 2, [{"_step": 4, "loss": 60}])
    with sandbox.api(user) as api:
        child = api.run("forks/child")
        assert [(row["_step"], row["loss"]) for row in child.scan_history()] == [
            (0, 10),
            (2, 8),
            (4, 60),
        ]
        assert (child.last_history_step, child.history_line_count) == (4, 3)
        assert steps(parent) == [0, 2, 4, 6]
        child.delete()


@pytest.mark.parametrize(("step", "loss"), [(3, 8), (6, 4), (100, 4)])
def test_the_summary_is_that_of_the_step(
    sandbox: Sandbox, user: SandboxUser, parent: Run, step: int, loss: int
) -> None:
    parent.summary["best"] = 1
    parent.update()
    fork(sandbox, user, f"child-{step}", "parent", step)
    with sandbox.api(user) as api:
        child = api.run(f"forks/child-{step}")
        # At the end of the parent, what was set by hand is the parent's last state as well.
        assert child.summary.get("loss", loss) == loss
        assert ("best" in child.summary) == (step >= 6)
        child.delete()


@pytest.mark.parametrize(("named", "step"), [("nobody", 1), ("parent", "one"), (None, 1)])
def test_a_fork_of_nothing_is_refused(
    sandbox: Sandbox, user: SandboxUser, parent: Run, named: object, step: object
) -> None:
    assert fork(sandbox, user, "child", named, step)["errors"]
    with sandbox.api(user) as api:
        assert [run.id for run in api.runs("forks")] == ["parent"]
