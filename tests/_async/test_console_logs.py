"""Console logs that the official SDK sent: listed, tailed, searched, followed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import AsyncApi

PATH = "entity/console-logs"

TEXTS = [
    "starting",
    "warm start: loss=2.5",
    "something failed: loss is nan",
    "progress 100%",
    *[f"epoch {epoch} loss={1 / (epoch + 1):.3f}" for epoch in range(6)],
    "two",
    "lines, and no newline at the end",
]


async def test_a_log_is_complete_in_order_and_typed(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/printed")
    lines = await run.console_logs().all()
    assert [line.text for line in lines] == TEXTS
    assert [line.number for line in lines] == list(range(len(TEXTS)))
    assert [line.number for line in lines if line.is_error] == [2]
    assert {line.level for line in lines} == {None, "error"}
    assert {line.label for line in lines} == {None}
    times = [line.time for line in lines if line.time is not None]
    assert len(times) == len(lines)
    assert all(time.tzinfo is dt.UTC for time in times)
    assert lines[1].raw == "\x1b[31mwarm\x1b[0m start: loss=2.5"
    assert count_requests() == 2


async def test_pages_go_on_behind_a_cursor(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/printed")
    logs = run.console_logs(per_page=5, limit=5)
    first = await logs.all()
    assert await run.console_logs(per_page=5).total() == len(TEXTS)
    rest = await run.console_logs(per_page=5, after=logs.cursor).all()
    assert [line.text for line in [*first, *rest]] == TEXTS
    # The run, a page, one that counts, and the two after the first.
    assert count_requests() == 5


async def test_the_last_lines_cost_one_request(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/printed")
    assert [line.number for line in await run.console_logs(last=3).all()] == [9, 10, 11]
    assert count_requests() == 2
    assert [line.number for line in await run.console_logs(last=100).all()] == list(range(12))
    assert count_requests() == 3
    assert await run.console_logs(last=0).all() == []
    assert count_requests() == 3


async def test_a_pattern_is_a_regular_expression_over_the_text(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/printed")
    found = await run.console_logs(pattern=r"loss=\d", per_page=4).all()
    assert [line.number for line in found] == [1, 4, 5, 6, 7, 8, 9]
    of_the_last = await run.console_logs(pattern=r"loss=\d", last=4).all()
    assert [line.number for line in of_the_last] == [8, 9]


async def test_a_limit_counts_lines_that_fit_and_leaves_a_cursor_behind_the_last_one(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/printed")
    logs = run.console_logs(pattern="epoch", limit=2)
    assert [line.number for line in await logs.all()] == [4, 5]
    more = await run.console_logs(pattern="epoch", after=logs.cursor).all()
    assert [line.number for line in more] == [6, 7, 8, 9]
    assert count_requests() == 3


async def test_a_finished_run_is_followed_to_its_end(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/printed")
    followed = [line.text async for line in run.console_logs(follow=True, poll=0.01)]
    assert followed == TEXTS
    tail = run.console_logs(follow=True, last=2, poll=0.01)
    assert [line.number async for line in tail] == [10, 11]
    new = run.console_logs(follow=True, last=0, poll=0.01)
    assert [line.number async for line in new] == []


async def test_a_run_that_printed_nothing_has_no_lines(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/silent")
    assert await run.console_logs().all() == []
    assert await run.console_logs(last=5).all() == []
    assert [line async for line in run.console_logs(follow=True, last=5, poll=0.01)] == []


async def test_a_log_becomes_a_table(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/printed")
    logs = run.console_logs()
    frame = await logs.to_pandas()
    assert list(frame.columns) == ["number", "time", "level", "label", "text"]
    assert list(frame["text"]) == TEXTS
    assert str(frame["time"].dtype).startswith("datetime64[")
    assert (await logs.to_polars())["text"].to_list() == TEXTS
    assert (await logs.to_arrow()).column("number").to_pylist() == list(range(12))


async def test_wrong_arguments_are_refused_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PATH}/printed")
    wrong: list[dict[str, Any]] = [
        {"pattern": "("},
        {"last": -1},
        {"last": 1, "after": "x"},
        {"per_page": 0},
        {"limit": -1},
        {"timeout": 1},
        {"follow": True, "poll": 0},
        {"follow": True, "timeout": -1},
        {"follow": True, "limit": 1},
    ]
    for arguments in wrong:
        with pytest.raises(UsageError):
            run.console_logs(**arguments)
    assert count_requests() == 1


async def test_the_log_of_a_deleted_run_is_not_found(async_api: AsyncApi) -> None:
    run = await async_api.create_run(PATH, run_id="gone")
    await run.delete()
    with pytest.raises(NotFoundError):
        await run.console_logs().all()
    with pytest.raises(NotFoundError):
        await run.console_logs(last=1).all()
    with pytest.raises(NotFoundError):
        async for _ in run.console_logs(follow=True):
            pass
