"""Deleted runs that are brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql.errors import (
    ConflictError,
    NotFoundError,
    PartialUpdateError,
    PermissionDeniedError,
    UsageError,
)

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture
def project(sandbox: Sandbox, user: SandboxUser, request: pytest.FixtureRequest) -> str:
    """A project with a run that stays, and two that were deleted."""
    path = f"{user.entity}/{request.node.name.replace('_', '-')[:40]}"
    with sandbox.api(user) as api:
        for index in range(3):
            api.create_run(path, run_id=f"run{index}", config={"index": index}, tags=["t"])
        run = api.run(f"{path}/run1")
        run.upload_file(b"words", name="words.txt")
        draft = Artifact("data", "dataset")
        draft.add("content", "file.txt")
        run.log_artifact(draft)
        gone = api.runs(path, {"config.index.value": {"$gte": 1}}).delete(dry_run=False)
        assert [run.id for run in gone] == ["run1", "run2"]
    return path


def test_deleted_runs_come_back_with_what_they_logged(
    sandbox: Sandbox, user: SandboxUser, project: str, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        assert [run.id for run in api.runs(project)] == ["run0"]
        assert len(api.runs(project)) == 1
        assert api.artifact(f"{project}/data:v0").logged_by() is None
        with pytest.raises(NotFoundError):
            api.run(f"{project}/run1")
        with pytest.raises(ConflictError, match="previously created and deleted"):
            api.create_run(project, run_id="run1")
        requests()
        back = api.undelete_runs(project, ["run2", "run1"])
        assert dict(requests()) == {"UndeleteRuns": 1, "ListRuns": 1}
        assert [(run.id, run.config["index"]) for run in back] == [("run2", 2), ("run1", 1)]
        assert len(api.runs(project)) == 3
        assert [file.name for file in api.run(f"{project}/run1").files()] == ["words.txt"]
        maker = api.artifact(f"{project}/data:v0").logged_by()
        assert maker is not None
        assert maker.id == "run1"
        assert [run.id for run in api.runs(project).delete(dry_run=False)] == [
            "run0",
            "run1",
            "run2",
        ]


def test_a_run_that_is_not_there_afterwards_is_named(
    sandbox: Sandbox, user: SandboxUser, project: str
) -> None:
    with sandbox.api(user) as api:
        with pytest.raises(PartialUpdateError, match="never") as raised:
            api.undelete_runs(project, ["run1", "never"])
        assert [each.rpartition("/")[2] for each in raised.value.finished] == ["run1"]
        with pytest.raises(NotFoundError, match="never was not restored"):
            api.undelete_runs(project, ["never"])
        with pytest.raises(UsageError, match="list of strings"):
            api.undelete_runs(project, "run1")
        assert api.undelete_runs(project, []) == []


def test_a_deleted_project_takes_deleted_runs_along(
    sandbox: Sandbox, user: SandboxUser, project: str
) -> None:
    with sandbox.api(user) as api:
        api.project(project).delete()
        api.create_run(project, run_id="run1")
        with pytest.raises(NotFoundError):
            api.undelete_runs(project, ["run2"])


def test_a_stranger_brings_nothing_back(sandbox: Sandbox, user: SandboxUser, project: str) -> None:
    with (
        sandbox.api(sandbox.create_user("undeleting-stranger")) as theirs,
        pytest.raises((PermissionDeniedError, NotFoundError)),
    ):
        theirs.undelete_runs(project, ["run1"])
    with sandbox.api(user) as api:
        assert len(api.runs(project)) == 1


async def test_async_runs_come_back_the_same(
    sandbox: Sandbox, user: SandboxUser, project: str
) -> None:
    async with sandbox.async_api(user) as api:
        assert [run.id for run in await api.undelete_runs(project, ["run1"])] == ["run1"]
