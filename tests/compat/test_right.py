"""Where `wandb` 0.31.0 is wrong, `runql.compat` is right; and failures are what scripts catch."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest

import runql
import runql.compat as wandb
from runql.compat.apis.public import BetaReport, Run, Runs
from runql.compat.errors import CommError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser

SWEEP = {
    "method": "random",
    "metric": {"name": "val_loss", "goal": "minimize"},
    "parameters": {"lr": {"values": [0.1, 0.2]}},
}
BARE = {"method": "random", "parameters": {"lr": {"values": [0.1, 0.2]}}}


@pytest.fixture(scope="module")
def path(sandbox: Sandbox, user: SandboxUser) -> str:
    """A project with runs, and sweeps of them."""
    path = f"{user.entity}/right"
    with sandbox.api(user) as api:
        for index in range(5):
            run = api.create_run(
                path,
                run_id=f"r{index}",
                name=f"run-{index}",
                config={"lr": index, "odd": {"value": 3, "unit": "s"}},
            )
            run.summary.update({"val_loss": (3 - index) ** 2, "accuracy": index / 5})
        api.create_sweep(SWEEP, path, prior_runs=[f"r{index}" for index in range(5)])
    return path


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> wandb.Api:
    overrides = {"base_url": sandbox.base_url, "entity": user.entity}
    return wandb.Api(overrides=overrides, api_key=user.api_key)


def test_loops_over_one_list_do_not_disturb_each_other(api: wandb.Api, path: str) -> None:
    runs = api.runs(path)
    pairs = [(a.id, b.id) for a in runs for b in runs]
    assert len(set(pairs)) == 25


def test_next_goes_on_behind_the_loop_that_moved_last(api: wandb.Api, path: str) -> None:
    runs = api.runs(path)
    assert [next(runs).id, runs.next().id] == ["r0", "r1"]
    for run in runs:
        assert run.id == "r0"
        break
    assert next(runs).id == "r1"
    assert [run.id for run in runs] == ["r0", "r1", "r2", "r3", "r4"]
    with pytest.raises(StopIteration):
        next(runs)


def test_every_kind_of_index_works(api: wandb.Api, path: str) -> None:
    runs = api.runs(path, per_page=2)
    assert [runs[-1].id, *(run.id for run in runs[3:]), len(runs[:])] == ["r4", "r3", "r4", 5]
    assert runs[0] is runs[0]
    assert [len(runs), len(runs.objects), runs.more] == [5, 5, False]
    with pytest.raises(IndexError):
        runs[5]


def test_a_table_of_runs_takes_one_request(
    api: wandb.Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    rows = [(run.config["lr"], run.summary["val_loss"], run.state) for run in api.runs(path)]
    assert len(rows) == 5
    assert sum(requests().values()) == 1


def test_a_config_value_that_looks_wrapped_stays(api: wandb.Api, path: str) -> None:
    assert api.runs(path, lazy=False)[0].config["odd"] == {"value": 3, "unit": "s"}


@pytest.mark.parametrize(
    ("order", "best"),
    [
        (None, "r3"),
        ("val_loss", "r3"),
        ("summary_metrics.val_loss", "r3"),
        ("-val_loss", "r0"),
        ("accuracy", "r4"),
        ("+accuracy", "r0"),
        ("-created_at", "r4"),
        ("+created_at", "r0"),
    ],
)
def test_the_best_run_is_the_best(api: wandb.Api, path: str, order: str | None, best: str) -> None:
    sweep = api.project(path.partition("/")[2]).sweeps()[0]
    found = sweep.best_run(order)
    assert found is not None
    assert found.id == best


def test_the_best_run_of_a_sweep_without_runs_is_none(
    api: wandb.Api, path: str, sandbox: Sandbox, user: SandboxUser
) -> None:
    with sandbox.api(user) as plain:
        sweep = plain.create_sweep(BARE, path)
    assert api.sweep(f"{path}/{sweep.id}").best_run() is None


def test_a_summary_is_a_mapping(api: wandb.Api, path: str) -> None:
    summary = api.run(f"{path}/r1").summary
    assert [len(summary), sorted(summary), hasattr(summary, "nothing")] == [
        2,
        ["accuracy", "val_loss"],
        False,
    ]
    assert json.loads(json.dumps(summary._json_dict)) == {"val_loss": 4, "accuracy": 0.2}
    assert summary == {"val_loss": 4, "accuracy": 0.2}
    assert dict(summary) == {"val_loss": 4, "accuracy": 0.2}


def test_nested_values_of_a_summary_are_edited_in_place(api: wandb.Api, path: str) -> None:
    run = api.run(f"{path}/r2")
    run.summary["nested"] = {"a": {"b": 1}}
    run.summary.update()
    run.summary["nested"]["a"]["b"] = 2
    run.summary.update()
    again = api.run(f"{path}/r2")
    assert again.summary.nested.a.b == 2
    assert again.summary["nested"]["a"]["b"] == 2
    del again.summary["nested"]
    again.update()
    assert "nested" not in api.run(f"{path}/r2").summary


def test_a_sample_says_what_it_leaves_out(
    api: wandb.Api, path: str, sandbox: Sandbox, user: SandboxUser
) -> None:
    logged = json.dumps
    import httpx

    lines = [logged({"_step": step, "loss": step}) for step in range(30)]
    with sandbox.api(user) as plain:
        run = plain.create_run(path, run_id="sampled")
    response = httpx.post(
        f"{sandbox.base_url}/files/{path}/sampled/file_stream",
        json={"files": {"wandb-history.jsonl": {"offset": 0, "content": lines}}},
        auth=("api", user.api_key),
        timeout=30,
    )
    assert response.is_success
    sampled = api.run(f"{path}/{run.id}")
    with pytest.warns(UserWarning, match="returns 10 rows and omits 20"):
        assert len(sampled.history(samples=10)) == 10
    with pytest.warns(UserWarning, match="returns 10 rows and omits up to 20"):
        assert len(sampled.history(samples=10, keys=["loss"], pandas=False)) == 10
    assert len(sampled.history()) == 30
    sampled.delete()


@pytest.mark.parametrize(
    "arguments",
    [{"keys": "loss"}, {"keys": [3]}, {"keys": ["loss"], "stream": "system"}, {"stream": "other"}],
    ids=["text", "number", "system", "stream"],
)
def test_a_history_refuses_what_it_cannot_give(
    api: wandb.Api, path: str, arguments: dict[str, Any]
) -> None:
    run = api.run(f"{path}/r0")
    for caught in (ValueError, CommError):
        with pytest.raises(caught):
            run.history(**arguments)


@pytest.mark.parametrize("name", ["run", "project", "artifact", "file", "team", "sweep", "report"])
def test_a_failure_is_caught_either_way(api: wandb.Api, path: str, name: str) -> None:
    calls: dict[str, Callable[[], object]] = {
        "run": lambda: api.run(f"{path}/nobody"),
        "project": lambda: len(api.runs(f"{path}-nothing")),
        "artifact": lambda: api.artifact(f"{path}/nothing:v0"),
        "file": lambda: api.run(f"{path}/r0").file("nothing.txt"),
        "team": lambda: api.team("nobody-at-all"),
        "sweep": lambda: api.sweep(f"{path}/nothing"),
        "report": lambda: api.from_path(f"{path}/reports/nothing").display_name,
    }
    with pytest.raises(ValueError):
        calls[name]()
    with pytest.raises(CommError) as raised:
        calls[name]()
    assert isinstance(raised.value.__cause__, runql.errors.RunQLError)


def test_an_unknown_override_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown override: 'entiti'"):
        wandb.Api(overrides={"entiti": "x"})


def test_an_unknown_attribute_is_one(api: wandb.Api, path: str) -> None:
    run = api.run(f"{path}/r0")
    assert not hasattr(run, "stat")
    assert run.createdAt == run.created_at  # type: ignore[attr-defined]  # as the server writes it


def test_objects_travel_between_processes(api: wandb.Api, path: str) -> None:
    run = pickle.loads(pickle.dumps(api.run(f"{path}/r0")))
    assert isinstance(run, Run)
    assert run.config["lr"] == 0
    assert isinstance(api.runs(path), Runs)


def test_the_logging_half_is_wandbs() -> None:
    import wandb as official

    assert wandb.init is official.init  # type: ignore[attr-defined]  # taken at run time
    assert not hasattr(wandb, "_nothing")


def test_login_chooses_for_the_process(
    sandbox: Sandbox, user: SandboxUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runql.compat._shared import session

    monkeypatch.setattr(session, "_CHOSEN", {})
    assert wandb.login(key=user.api_key, host=sandbox.base_url, verify=True)
    assert wandb.Api().viewer.username == user.username
    with pytest.raises(wandb.errors.AuthenticationError):
        wandb.login(key="0" * 40, host=sandbox.base_url, verify=True)


def test_the_order_of_registries_is_that_of_what_they_hold(
    api: wandb.Api, path: str, sandbox: Sandbox, user: SandboxUser
) -> None:
    names = ["order-a", "order-b"]
    with sandbox.api(user) as plain:
        draft = runql.Artifact("thing", "dataset")
        draft.add("text", "a.txt")
        version = plain.log_artifact(draft, path)
        owner = plain.organizations()[0].name
        for name in names:
            plain.create_registry(name, organization=owner)
            version.link(f"{owner}/wandb-registry-{name}/things")
    found = api.registries(owner, {"name": {"$in": names}}, order="-name")
    wanted = ["wandb-registry-order-b", "wandb-registry-order-a"]
    assert [each.project for each in found.collections()] == wanted
    assert [each.project for each in found.versions()] == wanted
    assert [each.project for each in found.collections().versions()] == wanted
    with pytest.raises(ValueError, match="is not supported"):
        found.collections(start="x")


def test_a_report_of_a_path_is_read_when_it_is_asked_for(
    api: wandb.Api,
    path: str,
    requests: Callable[[], Counter[str]],
    sandbox: Sandbox,
    user: SandboxUser,
) -> None:
    with sandbox.api(user) as plain:
        written = plain.create_report(path, "Words and numbers", draft=False)
    requests()
    place = f"{path}/reports/Words-and-numbers--{written.id.rstrip('=')}"
    found = api.from_path(place)
    assert isinstance(found, BetaReport)
    assert [found.entity, found.project] == path.split("/")
    assert sum(requests().values()) == 0
    assert found.display_name == "Words and numbers"
    with pytest.raises(CommError, match="Invalid report path"):
        api.from_path(f"{path}/reports/Words-and-numbers")


def test_the_entity_of_a_user_is_a_team_of_that_user(api: wandb.Api, user: SandboxUser) -> None:
    own = api.team(user.entity)
    assert (own.name, own.is_team, own.entity_type) == (user.entity, False, "user")
    assert [each.username for each in own.members] == [user.username]
    made = api.create_team("compat-team")
    assert (made.is_team, made.entity_type) == (True, "team")


def test_a_user_leads_to_the_client_that_found_them(api: wandb.Api, user: SandboxUser) -> None:
    found = api.user(user.username)
    assert found is not None
    assert found.user_api is api
    assert api.viewer.user_api is api


def test_a_key_is_made_and_deleted_once(api: wandb.Api) -> None:
    before = api.viewer.api_keys
    assert api.viewer.generate_api_key("for a while") is not None
    (name,) = set(api.viewer.api_keys) - set(before)
    assert api.viewer.delete_api_key(name)
    with pytest.raises(ValueError, match="no API key named"):
        api.viewer.delete_api_key(name)


def test_a_refused_request_is_the_official_clients_failure_too(api: wandb.Api) -> None:
    from wandb.errors import CommError as OfficialCommError
    from wandb.sdk.lib.service.service_connection import WandbApiFailedError

    for caught in (WandbApiFailedError, OfficialCommError, CommError):
        with pytest.raises(caught):
            api.run("nobody/nothing/never")


@pytest.mark.parametrize("name", ["integrations", "slack_integrations", "webhook_integrations"])
def test_a_start_that_lists_of_integrations_lack_is_refused(api: wandb.Api, name: str) -> None:
    with pytest.raises(CommError, match="start='MQ==' is not supported"):
        getattr(api, name)(start="MQ==")
