"""Runs that are moved to another project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.errors import (
    ConflictError,
    NotFoundError,
    PathError,
    PermissionDeniedError,
    UsageError,
    WaitTimeoutError,
)

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture
def places(sandbox: Sandbox, user: SandboxUser, request: pytest.FixtureRequest) -> tuple[str, str]:
    """A project with three runs, and an empty one."""
    name = request.node.name.replace("_", "-")[:40]
    source, target = f"{user.entity}/{name}", f"{user.entity}/{name}-to"
    with sandbox.api(user) as api:
        for index in range(3):
            tags = ["go"] if index else []
            api.create_run(source, run_id=f"run{index}", tags=tags, config={"index": index})
        api.run(f"{source}/run1").upload_file(b"words", name="words.txt")
        api.create_project(target.partition("/")[2], user.entity)
    return source, target


def test_runs_of_a_list_move_with_their_files(
    sandbox: Sandbox,
    user: SandboxUser,
    places: tuple[str, str],
    requests: Callable[[], Counter[str]],
) -> None:
    source, target = places
    with sandbox.api(user) as api:
        requests()
        runs = api.runs(source, {"tags": "go"})
        assert [run.id for run in runs.move_to(target, dry_run=True)] == ["run1", "run2"]
        assert dict(requests()) == {"ListRuns": 1}
        assert [run.id for run in runs.move_to(target, poll=0.01)] == ["run1", "run2"]
        assert dict(requests()) == {"MoveRuns": 1, "GetTask": 1}
        assert [run.id for run in api.runs(source)] == ["run0"]
        found = api.runs(target)
        assert {run.id: run.config["index"] for run in found} == {"run1": 1, "run2": 2}
        assert [file.name for file in api.run(f"{target}/run1").files()] == ["words.txt"]
        with pytest.raises(NotFoundError):
            api.run(f"{source}/run1")


async def test_async_runs_move_the_same(
    sandbox: Sandbox, user: SandboxUser, places: tuple[str, str]
) -> None:
    source, target = places
    async with sandbox.async_api(user) as api:
        moved = await api.runs(source).move_to(target, poll=0.01)
        assert len(moved) == len(await api.runs(target).all()) == 3


def test_a_place_that_cannot_be_is_refused_before_anything_moves(
    sandbox: Sandbox,
    user: SandboxUser,
    places: tuple[str, str],
    requests: Callable[[], Counter[str]],
) -> None:
    source, target = places
    with sandbox.api(user) as api:
        requests()
        with pytest.raises(PathError, match="has no entity"):
            api.runs(source).move_to("elsewhere")
        with pytest.raises(UsageError, match="timeout must be at least 0 seconds, got -1"):
            api.runs(source).move_to(target, timeout=-1)
        assert not requests()
        with pytest.raises(UsageError, match="already"):
            api.runs(source).move_to(source)
        assert dict(requests()) == {"ListRuns": 1}
        with pytest.raises(NotFoundError, match="project not found"):
            api.runs(source).move_to(f"{user.entity}/nowhere")
        api.create_run(target, run_id="run2")
        with pytest.raises(ConflictError, match="run2 already exists"):
            api.runs(source).move_to(target)
        assert len(api.runs(source)) == 3


def test_a_wait_ends_in_time(sandbox: Sandbox, user: SandboxUser, places: tuple[str, str]) -> None:
    source, target = places
    with sandbox.api(user) as api, pytest.raises(WaitTimeoutError, match="still moving runs to"):
        api.runs(source).move_to(target, timeout=0)


def test_a_stranger_moves_nothing(
    sandbox: Sandbox, user: SandboxUser, places: tuple[str, str]
) -> None:
    source, _ = places
    stranger = sandbox.create_user("moving-stranger")
    with sandbox.api(stranger) as theirs:
        theirs.create_run("own", run_id="r")
        with pytest.raises((PermissionDeniedError, NotFoundError)):
            theirs.runs(f"{stranger.entity}/own").move_to(source)
