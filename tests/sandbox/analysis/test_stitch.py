"""A job that the official SDK logged in three runs, read as one history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from runql import Api, AsyncApi
from runql.analysis import StitchedRun
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import wandb
for name, begin, end in (("one", 0, 60), ("two", 40, 70), ("three", 65, 90)):
    with wandb.init(project="restarted", id=name, name=name, group="job") as run:
        for step in range(begin, end):
            row = {"loss": 1 / (step + begin + 1)}
            if step % 10 == 9:
                row["val"] = step
            run.log(row, step=step)
with wandb.init(project="restarted", id="empty", name="empty", group="job") as run:
    pass
with wandb.init(project="restarted", id="other", name="other") as run:
    run.log({"loss": 1})
"""

JOB = {"group": "job"}


@pytest.fixture(scope="module")
def path(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/restarted"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def test_the_later_run_replaces_the_branch_that_was_given_up(api: Api, path: str) -> None:
    found = api.runs(path, JOB).stitch()
    assert found.runs == (
        StitchedRun("one", 40, 20, 0, 39), StitchedRun("two", 25, 5, 40, 64),
        StitchedRun("three", 25, 0, 65, 89), StitchedRun("empty", 0, 0, None, None),
    )  # fmt: skip
    parts = [
        api.run(f"{path}/one").history().query("_step < 40").assign(run_id="one"),
        api.run(f"{path}/two").history().query("_step < 65").assign(run_id="two"),
        api.run(f"{path}/three").history().assign(run_id="three"),
    ]
    frame = found.to_pandas()
    expected = pd.concat(parts, ignore_index=True)[list(frame.columns)]
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)


def test_the_first_run_stays(api: Api, path: str) -> None:
    found = api.runs(path, JOB).stitch(["loss"], rule="first")
    assert [(run.run_id, run.rows, run.dropped) for run in found.runs] == [
        ("one", 60, 0), ("two", 10, 20), ("three", 20, 5), ("empty", 0, 0),
    ]  # fmt: skip
    assert found.to_pandas()["_step"].tolist() == list(range(90))


def test_rows_with_a_sparse_key_come_from_the_run_that_counts_at_their_step(
    api: Api, path: str
) -> None:
    frame = api.runs(path, JOB).stitch(["val"]).to_pandas()
    assert frame["val"].tolist() == [9, 19, 29, 39, 49, 59, 69, 79, 89]
    assert frame["run_id"].tolist() == ["one"] * 4 + ["two"] * 2 + ["three"] * 3


def test_runs_that_do_not_belong_together_are_an_error(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    with pytest.raises(UsageError, match="'one', 'two', 'three', …"):
        api.runs(path).stitch()
    runs = api.runs(path, JOB)
    requests()
    for wrong in ({"rule": "last"}, {"keys": "loss"}, {"window": 0}):
        with pytest.raises(UsageError):
            runs.stitch(**wrong)
    assert requests() == {}


async def test_async_lists_stitch_the_same(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    with sandbox.api(user) as api:
        expected = api.runs(path, JOB).stitch(["loss", "val"])
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as asynchronous:
        found = await asynchronous.runs(path, JOB).stitch(["loss", "val"])
    assert found.to_arrow().equals(expected.to_arrow())
    assert found.runs == expected.runs
