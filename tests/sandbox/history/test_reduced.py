"""Histories in buckets, compared with the rows that they are computed from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser

PROJECT = "reduced"
ROWS: list[dict[str, Any]] = [
    {"_step": step, "loss": (step * 37) % 101, "epoch": step // 10, "note": "x"}
    for step in range(1000)
]


@pytest.fixture(scope="module")
def path(sandbox: Sandbox, user: SandboxUser) -> str:
    with sandbox.api(user) as api:
        api.create_run(PROJECT, run_id="r")
        api.create_run(PROJECT, run_id="empty")
    lines = [json.dumps(row) for row in ROWS]
    url = f"{sandbox.base_url}/files/{user.entity}/{PROJECT}/r/file_stream"
    body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": lines}}, "complete": True}
    httpx.post(url, json=body, auth=("api", user.api_key)).raise_for_status()
    return f"{user.entity}/{PROJECT}/r"


def test_buckets_have_what_their_rows_have(
    sandbox: Sandbox, user: SandboxUser, path: str, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        run = api.run(path)
        requests()
        found = run.history_buckets(["loss", "epoch"], buckets=10)
        assert dict(requests()) == {"GetRunHistoryBuckets": 1}
    assert len(found) == 20
    assert [bucket.key for bucket in found] == ["loss"] * 10 + ["epoch"] * 10
    for index, bucket in enumerate(found.of("loss")):
        rows = ROWS[index * 100 : (index + 1) * 100]
        losses = [row["loss"] for row in rows]
        assert bucket.rows == 100
        assert (bucket.min, bucket.max, bucket.last) == (min(losses), max(losses), losses[-1])
        assert bucket.mean == pytest.approx(sum(losses) / 100)
        assert (bucket.x_mean, bucket.x_last) == (index * 100 + 49.5, index * 100 + 99)
        assert bucket.x_at_max == rows[losses.index(max(losses))]["_step"]


def test_buckets_become_frames(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    with sandbox.api(user) as api:
        found = api.run(path).history_buckets(["loss"], x="epoch", buckets=4)
    frame = found.to_pandas()
    assert list(frame["x_last"]) == [24, 49, 74, 99]
    assert found.to_arrow().column("max").to_pylist() == list(frame["max"])
    assert found.to_polars()["min"].to_list() == [bucket.min for bucket in found]
    assert repr(found) == "<HistoryBuckets of loss over epoch: 4 buckets>"


async def test_async_buckets_are_the_same(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    with sandbox.api(user) as api:
        expected = api.run(path).history_buckets(["loss"]).to_records()
    async with sandbox.async_api(user) as api:
        run = await api.run(path)
        assert (await run.history_buckets(["loss"])).to_records() == expected
    assert len(expected) == 250, "1,000 rows in 300 buckets at most are 4 in each"


def test_keys_that_are_not_there_are_named(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    with sandbox.api(user) as api:
        run = api.run(path)
        with pytest.raises(UsageError, match="has not logged 'los'"):
            run.history_buckets(["los"])
        with pytest.warns(UserWarning, match="no row with numbers of 'note'") as warned:
            assert len(run.history_buckets(["note"])) == 0
        assert [each.filename for each in warned] == [__file__]
        run.delete()
        with pytest.raises(NotFoundError):
            run.history_buckets(["loss"])
