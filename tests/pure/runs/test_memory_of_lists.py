"""Memory of lists of runs: nothing of a page that a loop has left, and few decoded configs of a stored list."""

from __future__ import annotations

import copy
import gc
import json
import math
import pickle
import threading
import weakref
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runql import Api
from runql._models.runs.listed import recent
from tests.pure.runs.test_page_sizes import content_of
from tests.pure.runs.test_rows import RUN, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql_graphql.calls import Call

CONFIG = {"lr": 0.1, "flag": True, "n": 1, "opt": {"name": "adam", "betas": [0.9, 0.99]}, "l": [1]}
SUMMARY = {"loss": 0.5, "top5": 0.9, "acc": "NaN", "best": {"loss": 0.25}, "_wandb": {"runtime": 3}}
COUNT = 30


class Server:
    """Gives runs with documents, or those keys of them that are requested."""

    def __init__(self) -> None:
        self.requests = 0
        self.writes = 0

    def send(self, call: Call[Any], **_options: object) -> object:
        self.requests += 1
        variables = call.variables
        first = cast("int", variables["first"])
        start = int(cast("str | None", variables.get("after")) or "0")
        stop = min(start + first, COUNT)
        filters = json.loads(cast("str | None", variables["filters"]) or "{}")
        names = [f"r{i}" for i in range(start, stop)]
        if filters:
            (names,) = (each["$in"] for each in filters.values())
        config = {key: {"value": value, "desc": None} for key, value in CONFIG.items()}
        light = {key: RUN[key] for key in RUN if key not in ("config", "summaryMetrics")}
        if variables["withConfig"]:
            light["config"] = json.dumps(chosen(config, variables["configKeys"]))
        if variables["withSummary"]:
            light["summaryMetrics"] = json.dumps(chosen(SUMMARY, variables["summaryKeys"]))
        sent = [{**light, "id": name, "name": name} for name in names]
        cursor = str(stop) if stop < COUNT and not filters else None
        if filters:
            return call.operation.parse(content_of(sent, None)).data
        return rows_of(content_of(sent, cursor))


def chosen(document: dict[str, Any], keys: object) -> dict[str, Any]:
    return document if keys is None else {k: document[k] for k in cast("list[str]", keys)}


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def api(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    # The documents of two runs.
    monkeypatch.setattr(recent, "_MOST", 1000)
    with Api(base_url="http://127.0.0.1:9", api_key="k" * 40) as api:
        monkeypatch.setattr(type(api._session), "send", lambda _self, *a, **k: server.send(*a, **k))
        yield api


@pytest.fixture
def no_collector() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    yield
    (gc.enable if was_on else gc.disable)()


def runs_of(api: Api, **options: Any) -> Any:
    return api.runs("team/demo", per_page=10, prefetch=0, **options)


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize(
    "fields", [None, [], ["config.lr", "summary.loss"], ["config.opt", "summary.best"]], ids=str
)
def test_runs_that_a_loop_has_left_are_freed_at_once(api: Api, fields: list[str] | None) -> None:
    circles = fields == ["config.opt", "summary.best"]
    seen: list[weakref.ref[Any]] = []
    for index, run in enumerate(runs_of(api, fields=fields)):
        seen.append(weakref.ref(run))
        if fields is None or fields == ["config.lr", "summary.loss"]:
            assert run.config["lr"] + run.summary["loss"] == 0.6
        elif circles:
            # Inside such documents users may edit what the run never sees; only these wait for the collector.
            assert run.config["opt"]["name"] == "adam"
        assert run.name == "fluffy"
        if index in (15, 25) and not circles:
            assert sum(each() is not None for each in seen) == 1


def decoded(runs: Any) -> int:
    return sum((run._config is not None) + (run._summary is not None) for run in runs)


def test_a_kept_list_holds_few_decoded_documents(api: Api, server: Server) -> None:
    runs = runs_of(api)
    for run in runs:
        assert run.config["lr"] + run.summary["loss"] == 0.6
        assert run.config == CONFIG
    assert len(runs) == COUNT
    assert decoded(runs) <= 7
    assert server.requests == 3


def test_documents_that_are_read_a_second_time_stay(api: Api, server: Server) -> None:
    runs = runs_of(api).all()
    for _ in range(2):
        for run in runs:
            assert run.config == CONFIG
            assert run.summary.to_dict()["_wandb"] == {"runtime": 3}
    configs = [run.config for run in runs]
    assert all(run.config is config for run, config in zip(runs, configs, strict=True))
    assert server.requests == 3


def edit_nested(run: Any) -> None:
    run.config["opt"]["betas"][1] = 0.5


def edit_type(run: Any) -> None:
    run.config["flag"] = 1


def edit_key(run: Any) -> None:
    run.config["more"] = run.config.pop("l")


def edit_order(run: Any) -> None:
    run.config["lr"] = run.config.pop("lr") * 2


def edit_summary(run: Any) -> None:
    run.summary["new"] = 3


def edit_inside_summary(run: Any) -> None:
    run.summary["best"]["loss"] = 0.1


def edit_copied_summary(run: Any) -> None:
    run.summary.to_dict()["best"]["loss"] = 0.1


def remove_of_summary(run: Any) -> None:
    del run.summary["loss"]


EDITS = [
    edit_nested, edit_type, edit_key, edit_order,
    edit_summary, edit_inside_summary, edit_copied_summary, remove_of_summary,
]  # fmt: skip


@pytest.mark.parametrize("position", [0, 5])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_edits_stay_however_many_runs_are_read_after_them(
    api: Api, edit: Any, position: int
) -> None:
    runs, alone = runs_of(api), runs_of(api, limit=1)
    # Items are copied only after some runs of a list were stored.
    for run in runs[:position]:
        assert run.config["lr"] == 0.1
    edited = runs[position]
    edit(edited)
    edit(alone[0])
    expected = alone[0]._changes()
    assert expected
    for run in runs:
        assert (run.config["lr"], len(run.summary)) if run is not edited else True
    assert edited._changes() == expected
    assert (edited.config, edited.summary) == (alone[0].config, alone[0].summary)


def test_documents_that_a_user_has_are_edited_later(api: Api) -> None:
    runs = runs_of(api)
    config, inside, summary = runs[0].config, runs[1].config["opt"]["betas"], runs[2].summary
    config_after, inside_after = runs[5].config, runs[6].config["opt"]["betas"]
    for run in runs:
        assert run.config["lr"] + run.summary["loss"] == 0.6
        assert len(run.summary) == len(SUMMARY)
    config["lr"] = config_after["lr"] = 1
    for each in (inside, inside_after):
        each.append(1)
    summary["loss"] = 2
    assert runs[5]._changes().config.assigned == {"lr": 1}
    assert runs[6]._changes() == runs[1]._changes()
    assert runs[0]._changes().config.assigned == {"lr": 1}
    assert runs[1]._changes().config.assigned == {"opt": {"name": "adam", "betas": [0.9, 0.99, 1]}}
    assert runs[2]._changes().summary.assigned == {"loss": 2}
    assert runs[2].summary is summary
    assert decoded(runs) <= 7 + 5


values = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, "x", "NaN"])
json_values = st.recursive(
    values, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("k"), inner)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    changes=st.dictionaries(st.sampled_from([*CONFIG, "new"]), json_values, max_size=3),
    position=st.sampled_from([0, 4]),
)
def test_any_edit_of_a_config_stays(api: Api, changes: dict[str, Any], position: int) -> None:
    runs, alone = runs_of(api, limit=12), runs_of(api, limit=1)
    for run in runs[:position]:
        assert run.config["lr"] == 0.1
    for run in (runs[position], alone[0]):
        run.config.update(copy.deepcopy(changes))
    for run in runs[position + 1 :]:
        assert run.config["lr"] + run.summary["loss"] == 0.6
    assert runs[position]._changes() == alone[0]._changes()
    assert json.dumps(runs[position].config) == json.dumps(alone[0].config)


@pytest.mark.parametrize("is_stored", [False, True])
def test_items_are_copied_only_for_stored_lists(
    api: Api, monkeypatch: pytest.MonkeyPatch, is_stored: bool
) -> None:
    copied: list[object] = []
    original = recent._copy

    def copy_items(document: dict[str, object]) -> Any:
        copied.append(document)
        return original(document)

    monkeypatch.setattr(recent, "_copy", copy_items)
    runs = runs_of(api)
    stored = runs if is_stored else None
    for run in stored or runs_of(api):
        config, summary = run.config, run.summary
        assert config["lr"] + summary["loss"] == 0.6
    assert len(copied) == (COUNT - 2 if is_stored else 0)


def test_single_summary_values_are_read_without_decoding(api: Api) -> None:
    runs = runs_of(api)
    for run in runs:
        assert run.summary["top5"] == 0.9
        assert isinstance(acc := run.summary["acc"], float)
        assert math.isnan(acc)
        assert run.summary.get("top5") == 0.9
        assert run._summary is None
    run = runs[0]
    with pytest.raises(KeyError):
        run.summary["top"]
    assert run.summary.get("top") is None
    assert run._summary is not None
    for key in (3, None, ("top5",)):
        assert key not in runs[3].summary
        with pytest.raises(KeyError):
            runs[3].summary[key]
    summary = runs[1].summary
    assert (summary["top5"], len(summary), summary is runs[1].summary) == (0.9, 5, True)
    summary["top5"] = 2
    assert (runs[1].summary["top5"], runs[1]._changes().summary.assigned) == (2, {"top5": 2})
    many = runs[2].summary
    assert [many["top5"] for _ in range(9)] == [0.9] * 9
    assert runs[2]._summary is not None


def test_the_rest_of_a_page_is_loaded_for_configs_alone(api: Api, server: Server) -> None:
    configs = [run.config for run in runs_of(api, fields=["config.lr"])]
    configs[3]["lr"] = 5
    assert server.requests == 3
    assert [config["n"] for config in configs] == [1] * COUNT
    assert server.requests == 6
    assert configs[3]["lr"] == 5
    assert configs[2]["lr"] == 0.1


def test_loading_the_summary_leaves_a_config_in_part(api: Api, server: Server) -> None:
    run = runs_of(api, fields=["config.lr", "summary.loss"])[0]
    config, summary = run.config, run.summary
    assert run.config is config
    config["lr"] = 5
    assert summary["acc"] != summary["acc"]
    assert server.requests == 2
    assert (config["n"], config["lr"]) == (1, 5)
    assert server.requests == 3
    assert run._changes().config.assigned == {"lr": 5}


@pytest.mark.parametrize(
    "change",
    [
        lambda config: config.update(lr=2),
        lambda config: config.setdefault("lr", 3) and config.__setitem__("lr", 2),
        lambda config: config.__ior__({"lr": 2}),
        lambda config: config.pop("lr") and config.__setitem__("lr", 2),
    ],
    ids=["update", "setdefault", "ior", "pop"],
)
def test_edits_of_documents_in_part_stay_with_the_run(api: Api, change: Any) -> None:
    run = runs_of(api, fields=["config.lr"])[0]
    change(run.config)
    assert run.config["lr"] == 2
    assert run._changes().config.assigned == {"lr": 2}


@pytest.mark.parametrize("fields", [None, ["config.lr", "summary.loss"]], ids=str)
def test_runs_with_documents_in_use_are_copied_and_pickled(
    api: Api, fields: list[str] | None
) -> None:
    run = runs_of(api, fields=fields)[0]
    config, summary = run.config, run.summary
    for again in (copy.copy(run), pickle.loads(pickle.dumps(run))):
        assert (again.config["lr"], again.summary["loss"]) == (0.1, 0.5)
        assert again.summary._save.__self__ is again
    run, config, summary = pickle.loads(pickle.dumps((run, config, summary)))
    config["lr"] = 7
    summary["loss"] = 8
    assert run._changes().config.assigned == {"lr": 7}
    assert run._changes().summary.assigned == {"loss": 8}


def test_threads_may_read_one_list(api: Api) -> None:
    runs = runs_of(api).all()
    wrong: list[object] = []

    def read(kind: str) -> None:
        for _ in range(20):
            for run in runs:
                found = run.config if kind == "config" else run.summary
                if found is None or found.get("lr", 0.1) != 0.1:
                    wrong.append(found)
            for run in runs:
                run._dropped = frozenset()

    threads = [threading.Thread(target=read, args=(kind,)) for kind in ("config", "summary") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(("characters", "sizes"), [(100, [50, 100, 200]), (60_000, [50, 69, 69])])
def test_pages_of_heavy_runs_grow_less(
    monkeypatch: pytest.MonkeyPatch, characters: int, sizes: list[int]
) -> None:
    seen: list[int] = []

    def send(call: Call[Any], **_options: object) -> object:
        first = cast("int", call.variables["first"])
        seen.append(first)
        start = sum(seen) - first
        config = json.dumps({"text": {"value": "x" * characters}})
        sent = [
            {**RUN, "id": f"r{i}", "name": f"r{i}", "config": config}
            for i in range(start, start + first)
        ]
        return rows_of(content_of(sent, str(start + first) if len(seen) < len(sizes) else None))

    with Api(base_url="http://127.0.0.1:9", api_key="k" * 40) as api:
        monkeypatch.setattr(type(api._session), "send", lambda _self, *a, **k: send(*a, **k))
        count = sum(1 for _ in api.runs("team/demo", prefetch=0))
        assert (count, seen) == (sum(sizes), sizes)
        seen.clear()
        assert sum(1 for _ in api.runs("team/demo", per_page=80, prefetch=0)) == 80 * len(sizes)
