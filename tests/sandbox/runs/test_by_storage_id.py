"""Runs of many projects by their opaque IDs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture(scope="module")
def ids(sandbox: Sandbox, user: SandboxUser) -> list[str]:
    """The IDs of 105 runs of three projects."""
    with sandbox.api(user) as api:
        return [
            api.create_run(
                f"part{index % 3}", run_id=f"run{index}", config={"index": index}
            ).storage_id
            for index in range(105)
        ]


def test_a_hundred_runs_of_many_projects_cost_one_request(
    sandbox: Sandbox, user: SandboxUser, ids: list[str], requests: Callable[[], Counter[str]]
) -> None:
    asked = [*reversed(ids), ids[3]]
    with sandbox.api(user) as api:
        requests()
        runs = api.runs_by_storage_id(asked)
        assert dict(requests()) == {"GetRunsById": 2}
        assert [run.storage_id for run in runs] == asked[:-1]
        assert [run.config["index"] for run in runs] == list(range(104, -1, -1))
        assert {run.project for run in runs} == {"part0", "part1", "part2"}
        assert not requests()
        assert api.runs_by_storage_id([]) == []
        assert not requests()


def test_left_out_documents_are_fetched_for_each_project_at_once(
    sandbox: Sandbox, user: SandboxUser, ids: list[str], requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        runs = api.runs_by_storage_id(ids[:9], fields=["name"])
        requests()
        assert [run.config["index"] for run in runs] == list(range(9))
        assert dict(requests()) == {"ListRuns": 3}


async def test_async_runs_are_the_same(sandbox: Sandbox, user: SandboxUser, ids: list[str]) -> None:
    async with sandbox.async_api(user) as api:
        runs = await api.runs_by_storage_id(ids[:2])
    assert [run.id for run in runs] == ["run0", "run1"]


def test_runs_that_are_not_there_are_named(
    sandbox: Sandbox, user: SandboxUser, ids: list[str]
) -> None:
    other = sandbox.create_user("by-storage-id-stranger")
    with sandbox.api(other) as api:
        hidden = api.create_run("hidden", run_id="h").storage_id
    with sandbox.api(user) as api:
        with pytest.raises(NotFoundError, match="2 of 3 runs not found") as raised:
            api.runs_by_storage_id([ids[0], "run0", hidden])
        assert "run0" in str(raised.value)
        with pytest.raises(UsageError, match="list of strings"):
            api.runs_by_storage_id(ids[0])
