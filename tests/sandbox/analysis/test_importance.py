"""Importance of parameters for a metric, over runs that the official SDK logged outside of sweeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runql import Api, AsyncApi
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import wandb
for number in range(12):
    lr, kind = number / 10, "ab"[number % 2]
    config = {"lr": lr, "net": {"kind": kind}, "fixed": 3, "noise": (number * 7) % 12}
    with wandb.init(project="mattering", id=f"run{number}", config=config) as run:
        run.log({"score": 10 * lr + (kind == "b")})
failed = wandb.init(project="mattering", id="failed", config={"lr": 99})
failed.log({"score": -1000})
failed.finish(exit_code=1)
"""


@pytest.fixture(scope="module")
def path(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/mattering"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def test_parameters_are_ranked_as_they_were_made(api: Api, path: str) -> None:
    found = api.runs(path).parameter_importance("summary.score")
    assert found[0].name == "lr"
    assert {each.name for each in found} == {"lr", "net.kind", "noise"}
    assert found.runs == 12
    assert sum(each.importance for each in found) == pytest.approx(1)
    frame = api.runs(path, {"state": "finished"}).to_pandas()
    expected = np.corrcoef(frame["config.lr"], frame["summary.score"])[0, 1]
    assert found[0].correlation == pytest.approx(expected)
    assert set(found.by_name("net.kind").categories) == {"a", "b"}


def test_parameters_can_be_named(api: Api, path: str) -> None:
    found = api.runs(path).parameter_importance("score", parameters=["noise", "config.fixed"])
    assert [each.name for each in found] == ["noise", "fixed"]
    assert found[1].importance == 0


def test_what_cannot_be_said_is_an_error(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path)
    with pytest.raises(UsageError, match=r"config\.lr"):
        runs.parameter_importance("config.lr")
    with pytest.raises(UsageError, match="parameters"):
        runs.parameter_importance("score", parameters="lr")
    assert requests() == {}
    with pytest.raises(UsageError, match=r"config\.lrs.*parameters="):
        runs.parameter_importance("score", parameters=["lrs"])
    with pytest.raises(NotFoundError, match=r"(?s)summary\.scores.*score"):
        runs.parameter_importance("scores")
    with pytest.raises(UsageError, match="at least 4 runs with a finite score, got 2"):
        api.runs(path, limit=2).parameter_importance("score")
    with pytest.raises(UsageError, match="No config key varies"):
        api.runs(path, limit=1).parameter_importance("score")


async def test_async_lists_say_the_same(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    with sandbox.api(user) as api:
        expected = api.runs(path).parameter_importance("score").records()
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as asynchronous:
        runs = asynchronous.runs(path, fields=["name"])
        assert (await runs.parameter_importance("score")).records() == expected


def test_correlations_are_those_of_pandas(api: Api, path: str) -> None:
    found = api.runs(path).correlation("score")
    assert {each.column for each in found} == {"config.lr", "config.net.kind", "config.noise"}
    frame = api.runs(path, {"state": "finished"}).to_pandas()
    score = frame["summary.score"]
    for column in ("config.lr", "config.noise"):
        each = found.by_name(column)
        assert each.pearson == pytest.approx(frame[column].corr(score))
        assert each.spearman == pytest.approx(frame[column].corr(score, method="spearman"))
        assert each.n == found.runs == 12
    kinds = found.by_name("net.kind").categories
    has_b = (frame["config.net.kind"] == "b").astype(float)
    assert kinds["b"].pearson == pytest.approx(has_b.corr(score))
    assert found[0].column == "config.lr"


def test_columns_to_correlate_can_be_named(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path)
    found = runs.correlation("score", columns=["summary._step", "config.fixed", "config.lr"])
    assert [each.column for each in found] == ["config.lr", "config.fixed", "summary._step"]
    assert found[1].pearson is None, "it does not vary"
    assert runs.correlation("score", include_failed=True).runs == 13
    requests()
    with pytest.raises(UsageError, match="columns"):
        runs.correlation("score", columns="config.lr")
    with pytest.raises(UsageError, match="columns must not be empty"):
        runs.correlation("score", columns=[])
    with pytest.raises(UsageError, match="parameters must not be empty"):
        runs.parameter_importance("score", parameters=[])
    assert requests() == {}
    with pytest.raises(UsageError, match=r"config\.lrs"):
        runs.correlation("score", columns=["config.lrs"])
    with pytest.raises(NotFoundError, match="score"):
        runs.correlation("scores")
    with pytest.raises(UsageError, match="1 run has a finite score"):
        api.runs(path, limit=1).correlation("score", columns=["config.lr"])


async def test_async_correlations_are_the_same(
    sandbox: Sandbox, user: SandboxUser, path: str, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        expected = api.runs(path).correlation("score").records()
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as asynchronous:
        runs = asynchronous.runs(path, fields=["name"])
        requests()
        assert (await runs.correlation("score")).records() == expected
        assert sum(requests().values()) == 3, "the page, and config and summary that it left out"


def test_a_key_that_only_runs_without_the_metric_have_is_named_so(api: Api, path: str) -> None:
    failed = api.run(f"{path}/failed")
    failed.config["only_failed"] = 1
    failed.update()
    runs = api.runs(path)
    message = "No run with a finite score has the key 'config.only_failed'"
    with pytest.raises(UsageError, match=message):
        runs.correlation("score", columns=["config.only_failed"])
    with pytest.raises(UsageError, match=message):
        runs.parameter_importance("score", parameters=["only_failed"])
