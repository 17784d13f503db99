"""What matters for a metric, over runs that the official SDK logged and that no sweep made."""

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
    with pytest.raises(UsageError, match="2 runs have a finite score"):
        api.runs(path, limit=2).parameter_importance("score")
    with pytest.raises(UsageError, match="No key of config varies"):
        api.runs(path, limit=1).parameter_importance("score")


async def test_async_lists_say_the_same(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    with sandbox.api(user) as api:
        expected = api.runs(path).parameter_importance("score").records()
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as asynchronous:
        runs = asynchronous.runs(path, fields=["name"])
        assert (await runs.parameter_importance("score")).records() == expected
