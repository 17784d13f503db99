"""Types of edits of many runs, and of resources by URL, for type checkers; read by mypy and pyright, never run."""

from __future__ import annotations

from typing import assert_type

from runql import (
    Api,
    AsyncApi,
    AsyncResource,
    AsyncRun,
    LoggedArtifact,
    Project,
    Report,
    Resource,
    Run,
    Sweep,
)


def edits_many_runs(api: Api) -> None:
    runs = api.runs("e/p")
    assert_type(runs.modify(add_tags="seen", remove_tags=["old"], dry_run=True), list[Run])
    assert_type(runs.update(), list[Run])
    assert_type(runs.delete(), list[Run])
    runs.modify(add_tags=[1])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


async def edits_many_runs_without_blocking(api: AsyncApi) -> None:
    assert_type(await api.runs("e/p").modify(add_tags="seen"), list[AsyncRun])
    assert_type(await api.from_path("e/p"), AsyncResource)


def finds_what_an_address_names(api: Api) -> None:
    found = api.from_path("https://wandb.ai/e/p/runs/r")
    assert_type(found, Resource)
    if isinstance(found, Run):
        assert_type(found.id, str)
    elif isinstance(found, LoggedArtifact):
        assert_type(found.version, str)
    else:
        assert_type(found, Project | Sweep | Report)
