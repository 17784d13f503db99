"""Configs and summaries of which a listing requested some keys."""

from __future__ import annotations

import copy
import json
import pickle
import secrets
from typing import TYPE_CHECKING, Any, TypedDict

import pytest

from runql import Api, AsyncApi
from runql.errors import NotLoadedError, UnknownKeyWarning
from tests.counting import Counting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runql.testing import Sandbox, SandboxUser

CONFIG: dict[str, Any] = {"lr": 0.1, "bs": 32, "opt": {"name": "adam", "b": 1}, "a.b": 5}


@pytest.fixture
def path(sandbox: Sandbox, user: SandboxUser) -> str:
    path = f"{user.entity}/parts-{secrets.token_hex(4)}"
    with sandbox.api(user) as api:
        for index in range(3):
            run = api.create_run(path, run_id=f"run{index}", config=CONFIG)
            run.summary.update({"loss": index, "acc": 1 - index})
    return path


@pytest.fixture
def transport() -> Counting:
    return Counting()


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, transport: Counting) -> Iterator[Api]:
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as api:
        yield api


READS: list[Callable[[Any], object]] = [
    lambda config: config["bs"],
    lambda config: config.get("bs"),
    lambda config: "bs" in config,
    len,
    list,
    dict,
    lambda config: {**config},
    lambda config: config | {},
    lambda config: config == CONFIG,
    lambda config: config.items(),
    lambda config: sorted(config.keys()),
    lambda config: [*config.values()],
    json.dumps,
    copy.copy,
    copy.deepcopy,
    lambda config: config.pop("bs"),
    lambda config: config.setdefault("bs", 0),
]


@pytest.mark.parametrize("read", READS)
def test_reading_more_than_was_requested_loads_the_page_at_once(
    api: Api, transport: Counting, path: str, read: Callable[[Any], object]
) -> None:
    runs = list(api.runs(path, fields=["config.lr"]))
    assert [run.config["lr"] for run in runs] == [0.1] * 3
    assert not runs[0].is_loaded("config")
    assert transport.seen == ["ListRuns"]
    assert read(runs[0].config) == read(dict(CONFIG)) or read in (dict, len)
    assert all(run.is_loaded("config") for run in runs)
    assert runs[2].config["bs"] == 32
    assert transport.seen == ["ListRuns", "ListRuns"]


def test_requested_keys_that_no_run_has_are_absent(
    api: Api, transport: Counting, path: str
) -> None:
    with pytest.warns(UnknownKeyWarning, match=r"'config\.nothing' of fields="):
        run = api.runs(path, fields=["config.nothing", "summary.loss"])[0]
    transport.seen.clear()
    assert run.config.get("nothing") is None
    assert run.summary["loss"] == 0
    assert "not loaded" in repr(run.config)
    assert transport.seen == []
    assert run.summary["acc"] == 1
    assert dict(run.summary) == {"loss": 0, "acc": 1}
    assert transport.seen == ["ListRuns"]


def test_nested_and_dotted_keys_are_requested(api: Api, transport: Counting, path: str) -> None:
    run = api.runs(path, fields=["config.opt.name", "config.a.b"])[0]
    assert run.config["opt"] == {"name": "adam", "b": 1}
    assert run.config["a.b"] == 5
    assert transport.seen == ["ListRuns"]


def test_edits_of_a_partial_document_leave_the_rest(
    api: Api, transport: Counting, path: str
) -> None:
    run = api.runs(path, fields=["config.lr", "summary.loss"])[0]
    run.config["lr"] = 0.5
    run.config["new"] = 1
    assert transport.seen == ["ListRuns"]
    del run.config["bs"]
    assert run.config["lr"] == 0.5
    run.summary.update({"best": 2})
    again = api.run(f"{path}/run0")
    kept = {key: value for key, value in CONFIG.items() if key != "bs"}
    assert again.config == {**kept, "lr": 0.5, "new": 1} == run.config
    assert again.summary == {"loss": 0, "acc": 1, "best": 2}


def test_load_and_refresh_fetch_the_rest(api: Api, path: str) -> None:
    first, second, _ = api.runs(path, fields=["config.lr"])
    held = first.config
    held["mine"] = True
    first.load("config")
    assert held == {**CONFIG, "mine": True}
    assert second.is_loaded("config")
    assert not second.is_loaded("summary")
    single = api.run(f"{path}/run1", fields=["config.lr"])
    single.refresh()
    assert single.is_loaded("config")
    assert single.config == CONFIG == single.raw_config


def test_a_partial_run_is_pickled_with_what_it_has(api: Api, path: str) -> None:
    run = api.run(f"{path}/run1", fields=["config.lr"])
    assert run.config["lr"] == 0.1
    again = pickle.loads(pickle.dumps(run))
    assert again.config["lr"] == 0.1
    assert not again.is_loaded("config")


class Rate(TypedDict):
    lr: float


class Both(TypedDict):
    lr: float
    bs: int


def test_a_model_that_reads_requested_keys_needs_no_load(
    api: Api, transport: Counting, path: str
) -> None:
    assert api.runs(path, fields=["config.lr"], config=Rate)[0].config == {"lr": 0.1}
    assert transport.seen == ["ListRuns"]
    assert api.runs(path, fields=["config.lr"], config=Both)[0].config == {"lr": 0.1, "bs": 32}
    assert transport.seen == ["ListRuns"] * 3


def test_tables_show_the_requested_keys(api: Api, transport: Counting, path: str) -> None:
    frame = api.runs(path, fields=["config.lr"]).to_pandas()
    assert [name for name in frame.columns if name.startswith("config.")] == ["config.lr"]
    assert transport.seen == ["ListRuns"]


async def test_async_code_loads_first(sandbox: Sandbox, user: SandboxUser, path: str) -> None:
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as api:
        run = await api.runs(path, fields=["config.lr"]).first()
        assert run is not None
        assert run.config["lr"] == 0.1
        with pytest.raises(NotLoadedError, match="config"):
            _ = run.config["bs"]
        with pytest.raises(NotLoadedError):
            _ = dict(run.config)
        await run.load("config")
        assert run.config["bs"] == 32
