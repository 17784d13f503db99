"""A limit on the requests of a block: every client, thread and task of the block counts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from runql import RequestLimit
from runql.errors import RequestLimitError, UsageError
from tests.sandbox.exports.data import log_runs

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser

PROJECT = "limits"


@pytest.fixture(scope="module", autouse=True)
def runs(sandbox: Sandbox, user: SandboxUser) -> None:
    log_runs(sandbox, user, PROJECT, 3)


def test_a_limit_counts_what_the_server_received(
    sandbox: Sandbox, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api, RequestLimit() as limit:
        api.runs(PROJECT).histories(["loss"]).to_pandas()
    assert limit.used == requests().total()
    assert limit.used == 4  # the plans, and a file of each run, which threads fetch


def test_a_request_beyond_the_limit_is_not_sent(
    sandbox: Sandbox, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        with RequestLimit(2) as limit:
            for _ in range(2):
                api.runs(PROJECT).first()
            with pytest.raises(RequestLimitError, match="limit"):
                api.runs(PROJECT).first()
        assert limit.used == 2
        assert requests().total() == 2
        assert len(api.runs(PROJECT)) == 3


def test_files_on_threads_count(sandbox: Sandbox, user: SandboxUser) -> None:
    with (
        sandbox.api(user) as api,
        RequestLimit(3),
        pytest.raises(RequestLimitError),
    ):
        api.runs(PROJECT).histories(["loss"]).to_pandas()


async def test_tasks_have_limits_of_their_own(sandbox: Sandbox, user: SandboxUser) -> None:
    async with sandbox.async_api(user) as api:

        async def read(count: int) -> int:
            with RequestLimit(5) as limit:
                for _ in range(count):
                    await api.runs(PROJECT)
            return limit.used

        assert await asyncio.gather(*map(read, (1, 5, 3))) == [1, 5, 3]


def test_blocks_nest(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api, RequestLimit() as outer:
        with RequestLimit(1) as inner:
            api.runs(PROJECT).first()
        api.runs(PROJECT).first()
    assert (inner.used, outer.used) == (1, 2)


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(UsageError, match="at least 1"):
        RequestLimit(0)
