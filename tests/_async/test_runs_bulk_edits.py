"""Edits of many runs in one call, on recorded responses of a sandbox with data of the official SDK."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import NotFoundError, PartialUpdateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import AsyncApi

PATH = "entity/many-edits"


def operations(cassette: Any) -> list[str]:
    bodies = [json.loads(request.body) for request in cassette.requests]
    return [body["operationName"] for body in bodies]


async def test_tags_of_many_runs_change_in_one_request(
    async_api: AsyncApi, cassette: Any, count_requests: Callable[[], int]
) -> None:
    runs = async_api.runs(PATH, {"group": "tagged"})
    first = (await runs.all())[0]
    first.tags.append("mine")
    changed = await runs.modify(add_tags=["seen", "reviewed"], remove_tags="old")
    assert [run.id for run in changed] == ["tagged0", "tagged1", "tagged2"]
    assert operations(cassette)[:2] == ["ListRuns", "ModifyRuns"]
    assert first.tags == ["mine", "seen", "reviewed"]  # an edit that was not saved stays an edit
    assert [run.tags for run in changed[1:]] == [["seen", "reviewed"], ["seen", "reviewed"]]
    assert await runs.modify(add_tags="seen") == []  # they have it already
    assert count_requests() == 2
    again = async_api.runs(PATH, {"tags": "reviewed"})
    assert [(run.id, run.tags) async for run in again] == [
        (f"tagged{index}", ["seen", "reviewed"]) for index in range(3)
    ]


async def test_a_dry_run_tells_what_would_change(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    runs = async_api.runs(PATH, {"group": "refused"})
    wanted = await runs.modify(add_tags="seen", dry_run=True)
    assert [run.id for run in wanted] == ["refused0", "refused2"]
    assert [run.id for run in await runs.delete()] == ["refused0", "refused1", "refused2"]
    assert count_requests() == 1
    assert await async_api.runs(PATH, {"group": "refused"}).total() == 3


async def test_the_edits_of_a_loop_are_saved_together(async_api: AsyncApi, cassette: Any) -> None:
    runs = async_api.runs(PATH, {"group": "saved"})
    async for run in runs:
        if run.config["lr"] != 0.1:
            run.tags.append("fast")
            run.notes = "a high rate"
    saved = await runs.update()
    assert [run.id for run in saved] == ["saved1", "saved2"]
    sent = sorted(operations(cassette)[:5])
    assert sent == ["ListRuns", "ModifyRuns", "ModifyRuns", "UpsertRun", "UpsertRun"]
    assert await runs.update() == []
    again = [run async for run in async_api.runs(PATH, {"tags": "fast"})]
    assert [(run.id, run.notes) for run in again] == [
        ("saved1", "a high rate"),
        ("saved2", "a high rate"),
    ]


async def test_all_runs_of_a_list_are_deleted_in_one_request(
    async_api: AsyncApi, cassette: Any
) -> None:
    runs = async_api.runs(PATH, {"group": "deleted"}, limit=2)
    gone = await runs.delete(dry_run=False)
    assert [run.id for run in gone] == ["deleted0", "deleted1"]
    assert operations(cassette)[:2] == ["ListRuns", "DeleteRuns"]
    left = async_api.runs(PATH, {"group": "deleted"})
    assert [run.id async for run in left] == ["deleted2"]  # the list ended before it


async def test_runs_that_are_gone_are_named(async_api: AsyncApi) -> None:
    runs = async_api.runs(PATH, {"group": "refused"})
    first, *_, last = await runs.all()
    await last.delete()
    last.notes = first.notes = "late"
    with pytest.raises(PartialUpdateError, match="refused2") as raised:
        await runs.update()
    assert raised.value.finished == ("entity/many-edits/refused0",)
    assert isinstance(raised.value.failures["entity/many-edits/refused2"], NotFoundError)
    with pytest.raises(
        PartialUpdateError, match="Run not found: entity/many-edits/refused2"
    ) as refused:
        await runs.modify(add_tags="late")
    changed = ("entity/many-edits/refused0", "entity/many-edits/refused1")
    assert (refused.value.finished, refused.value.remaining) == (changed, ())
    assert (await async_api.run(f"{PATH}/refused0")).tags == ["old", "late"]


@pytest.mark.parametrize(
    ("requested", "message"),
    [
        ({}, "both empty"),
        ({"add_tags": "x", "remove_tags": ["x", "y"]}, "both contain 'x'"),
        ({"add_tags": ["x", ""]}, "Tags must not be empty"),
    ],
)
async def test_a_change_that_means_nothing_is_refused_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int], requested: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        await async_api.runs(PATH).modify(**requested)
    assert count_requests() == 0
