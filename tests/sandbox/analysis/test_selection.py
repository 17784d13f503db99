"""Runs picked out of a list that the official SDK logged: the best, the newest of each seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Api, AsyncApi
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import math, wandb
for name, seed, accuracy in (
    ("a", 0, 0.5), ("b", 1, 0.9), ("c", 0, 0.7), ("nan", 2, math.nan), ("text", 2, "high"), ("d", 1, 0.7),
):
    with wandb.init(project="picked", id=name, config={"seed": seed, "net": {"width": seed}}) as run:
        run.log({"accuracy": accuracy, "eval": {"f1": seed}})
failed = wandb.init(project="picked", id="failed", config={"other": 1})
failed.log({"accuracy": 0.99})
failed.finish(exit_code=1)
with wandb.init(project="picked", id="least", config={"seed": 7}) as run:
    run.define_metric("loss", summary="min")
    run.log({"loss": 0.1})
    run.log({"loss": 0.3})
with wandb.init(project="picked", id="last", config={"seed": 8}) as run:
    run.log({"loss": 0.2})
"""


@pytest.fixture(scope="module")
def path(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/picked"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def test_the_best_have_finite_numbers_and_did_not_fail(api: Api, path: str) -> None:
    runs = api.runs(path)
    assert [run.id for run in runs.best("summary.accuracy", mode="max")] == ["b", "c", "d", "a"]
    assert [run.id for run in runs.best("accuracy", mode="min", n=2)] == ["a", "c"]
    found = runs.best("accuracy", mode="max", n=1, include_failed=True)
    assert [run.id for run in found] == ["failed"]
    assert [run.id for run in runs.best("eval.f1", mode="max", n=1)] == ["nan"]
    of_seed = api.runs(path, {"config.seed": 0}, limit=1)
    assert [run.id for run in of_seed.best("accuracy", mode="max")] == ["a"]


def test_the_aggregate_that_fits_the_mode_counts(api: Api, path: str) -> None:
    with pytest.warns(UserWarning, match=r"loss of run last and loss\.min of run least"):
        found = api.runs(path).best("loss", mode="min")
    assert [run.id for run in found] == ["least", "last"]
    with pytest.raises(UsageError, match=r"loss\.min"):
        api.runs(path).best("loss", mode="max")


def test_a_metric_that_no_run_has_is_an_error(api: Api, path: str) -> None:
    with pytest.raises(
        NotFoundError, match=r"(?s)No run of the list has summary\.accuracies.*accuracy"
    ):
        api.runs(path).best("accuracies", mode="max")
    with pytest.raises(UsageError, match="No run has the key"):
        api.runs(path).latest_by("config.seeds")
    assert api.runs(path, {"state": "running"}).best("accuracy", mode="max") == []


def test_bad_arguments_send_nothing(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path)
    with pytest.raises(UsageError, match="n must be at least 1, got 0"):
        runs.best("accuracy", mode="max", n=0)
    with pytest.raises(UsageError, match=r"config\.lr"):
        runs.best("config.lr", mode="max")
    with pytest.raises(UsageError, match="requires a column"):
        runs.latest_by()
    assert requests() == {}


def test_the_newest_run_of_each_seed(api: Api, path: str) -> None:
    runs = api.runs(path, {"summary_metrics.accuracy": {"$exists": True}})
    assert [run.id for run in runs.latest_by("config.seed")] == ["c", "text", "d", "failed"]
    assert [run.id for run in runs.latest_by("config.net.width", "state")][-1] == "failed"


def test_documents_that_a_list_left_out_are_loaded_once(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path, fields=["name"])
    assert [run.id for run in runs.best("accuracy", mode="max", n=1)] == ["b"]
    assert requests()["ListRuns"] == 2
    assert len(runs.latest_by("config.seed")) == 6
    assert requests() == {"ListRuns": 1}
    some = api.runs(path, fields=["summary.eval", "config.net"])
    some.best("eval.f1", mode="max")
    some.latest_by("config.net.width")
    assert requests()["ListRuns"] == 1


async def test_async_lists_pick_the_same(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as api:
        runs = api.runs(path)
        assert [run.id for run in await runs.best("accuracy", mode="max", n=2)] == ["b", "c"]
        assert [run.id for run in await runs.latest_by("config.seed")] == [
            "c", "text", "d", "failed", "least", "last",
        ]  # fmt: skip
