"""`wandb.Api` and runql read the same of sweeps and projects; where they do not, it is listed here and why."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import NotFoundError
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api, Sweep

TESTS = Path(__file__).parents[1]
PATH = "entity/sweeps"

MANY = 20
SMALL = {"method": "grid", "parameters": {"x": {"values": [1, 2]}}}

FILTERS: list[dict[str, Any]] = [
    {},
    {"state": "RUNNING"},
    {"state": {"$in": ["PENDING", "CANCELED"]}},
    {"createdAt": {"$gt": "2020-01-01T00:00:00"}},
    {"displayName": {"$exists": True}},
    {"name": "nobody"},
]

# Intended differences, with reasons. `test_a_wanted_difference_is_there` shows each with both clients, so that an entry goes
# when the two agree after all.
WANTED: dict[str, str] = {
    "times": "aware datetimes instead of texts: they can be compared and subtracted",
    "state": "an open enum that equals the text, and knows whether the sweep has ended",
    "order": "an order of sweeps is kept; the official one takes it and ignores it",
    "columns": "`best_run('-name')` keeps to the order; the official one drops orders by a run's own columns",
    "without": "without a metric it is the newest run, or an error without runs; the official one says so and gives the oldest",
    "requests": "a list of sweeps comes whole; the official one asks for every sweep again",
    "missing": "a project that is not there is an error; the official one gives an object all the same",
}


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Sandbox, Api, dict[str, str]]]:
    """A sandbox that the official SDK and its agent have logged the sweeps to."""
    scratch = str(tmp_path_factory.mktemp("wandb"))
    with Sandbox(options=["--debug"]) as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch)
        script = str(TESTS / "official" / "sweeps.py")
        forked.official.run([script], env=environment, check=True, cwd=scratch)
        with sandbox.api(user) as api:
            # Two runs that no agent took, in a sweep without a metric.
            bare = api.sweeps(PATH, order="-created_at")[0]
            for number in range(2):
                bare.enqueue_run({"x": number})
            for _ in range(MANY):
                api.create_sweep(SMALL, "entity/many")
            yield sandbox, api, environment


@pytest.fixture(scope="module")
def official(server: tuple[Sandbox, Api, dict[str, str]]) -> dict[str, Any]:
    """The official reader's output, and the number of its requests."""
    sandbox, _, environment = server
    count_requests(sandbox)
    done = forked.official.run(
        [str(Path(__file__).parent / "official_sweeps.py")],
        input=json.dumps({"path": PATH, "filters": FILTERS}),
        env=environment,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    read: dict[str, Any] = json.loads(done.stdout)
    return {**read, "requests": count_requests(sandbox)}


@pytest.fixture(scope="module")
def api(server: tuple[Sandbox, Api, dict[str, str]]) -> Api:
    return server[1]


def count_requests(sandbox: Sandbox) -> dict[str, int]:
    """Requests by operation since the last call."""
    import httpx

    counted: dict[str, int] = httpx.get(f"{sandbox.base_url}/debug/requests").json()
    httpx.delete(f"{sandbox.base_url}/debug/requests")
    return counted


def moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) if text else None


def describe(sweep: Sweep) -> dict[str, object]:
    return {
        "id": sweep.id,
        "name": sweep.name,
        "entity": sweep.entity,
        "project": sweep.project,
        "path": sweep.path,
        "url": sweep.url,
        "state": sweep.state.value,
        "config": dict(sweep.config),
        "order": sweep.order,
        "expected_run_count": sweep.expected_run_count,
        "run_count": sweep.run_count,
        "best_loss": sweep.best_loss,
        "method": sweep.method,
        "description": sweep.description,
        "created_at": sweep.created_at,
        "updated_at": sweep.updated_at,
        "runs": [run.id for run in sweep.runs()],
        "agents": [
            {
                "id": agent.id,
                "name": agent.name,
                "host": agent.host,
                "state": agent.state,
                "total_runs": agent.total_runs,
                "created_at": agent.created_at,
                "heartbeat_at": agent.heartbeat_at,
                "runs": [run.id for run in agent.runs()],
            }
            for agent in sweep.agents()
        ],
    }


def with_moments(document: dict[str, Any]) -> dict[str, Any]:
    return {
        key: moment(value)
        if key.endswith("_at")
        else [with_moments(each) for each in value]
        if key == "agents"
        else value
        for key, value in document.items()
    }


def grid_of(api: Api) -> Sweep:
    return next(sweep for sweep in api.sweeps(PATH) if sweep.method == "grid")


def test_every_attribute_of_every_sweep_agrees(api: Api, official: dict[str, Any]) -> None:
    ours = [describe(sweep) for sweep in api.sweeps(PATH)]
    assert ours == [with_moments(each) for each in official["sweeps"]]
    assert [describe(api.sweep(f"{PATH}/{each['id']}")) for each in ours] == ours


def test_filters_list_the_same_sweeps(api: Api, official: dict[str, Any]) -> None:
    ours = [[sweep.id for sweep in api.sweeps(PATH, filters)] for filters in FILTERS]
    assert ours == official["filtered"]
    assert len({len(each) for each in ours}) >= 3


def test_the_best_run_by_a_metric_agrees(api: Api, official: dict[str, Any]) -> None:
    grid = grid_of(api)
    assert grid.best_run().id == official["best"]
    assert grid.best_run("+summary_metrics.number").id == official["least"]


def test_projects_agree(api: Api, official: dict[str, Any]) -> None:
    project = api.project(PATH)
    theirs = official["project"]
    assert [project.id, project.name, project.entity] == [
        theirs[key] for key in ("id", "name", "entity")
    ]
    assert theirs["url"] == project.url
    assert str(project.path).split("/") == theirs["path"]
    assert project.created_at == moment(theirs["created_at"])
    assert [each.name for each in api.projects("entity")] == official["projects"]


@pytest.fixture(scope="module")
def both(
    server: tuple[Sandbox, Api, dict[str, str]], official: dict[str, Any]
) -> dict[str, tuple[object, object]]:
    """Each wanted difference as ours and theirs."""
    sandbox, api, _ = server
    count_requests(sandbox)
    sweeps = list(api.sweeps(PATH))
    requests = count_requests(sandbox)
    grid = next(sweep for sweep in sweeps if sweep.method == "grid")
    bare = next(sweep for sweep in sweeps if sweep.method == "random")
    theirs = official["sweeps"][0]
    try:
        missing: object = api.project("entity/nowhere")
    except NotFoundError:
        missing = None
    return {
        "times": (type(sweeps[0].created_at), type(theirs["created_at"])),
        "state": (type(sweeps[0].state), type(theirs["state"])),
        "order": ([each.id for each in api.sweeps(PATH, order="+created_at")], official["ordered"]),
        "columns": (
            len({grid.best_run(order).id for order in ("+name", "-name")}),
            official["columns"],
        ),
        "without": (bare.best_run().id, official["without"]),
        "requests": (requests.get("GetSweep", 0), official["requests"]["GetSweep"]),
        "missing": (missing, official["missing"]),
    }


@pytest.mark.parametrize("name", WANTED)
def test_a_wanted_difference_is_there(name: str, both: dict[str, tuple[object, object]]) -> None:
    ours, theirs = both[name]
    assert ours != theirs, f"they agree: take {name!r} out of WANTED"


def test_twenty_sweeps_are_one_request_here_and_twenty_more_there(
    server: tuple[Sandbox, Api, dict[str, str]], official: dict[str, Any]
) -> None:
    sandbox, api, _ = server
    count_requests(sandbox)
    sweeps = list(api.sweeps("entity/many"))
    assert [sweep.config.method for sweep in sweeps] == ["grid"] * MANY
    assert count_requests(sandbox) == {"ListSweeps": 1}
    assert official["many"] == MANY
    assert official["requests"]["GetSweep"] > MANY


def test_the_best_run_is_one_request(server: tuple[Sandbox, Api, dict[str, str]]) -> None:
    sandbox, api, _ = server
    grid = grid_of(api)
    count_requests(sandbox)
    best = grid.best_run()
    assert best.config["lr"] == 0.3
    assert best.summary["loss"] == 0
    assert count_requests(sandbox) == {"ListRuns": 1}


def test_the_newest_run_is_ours_and_the_list_is_one_request(
    api: Api, both: dict[str, tuple[object, object]]
) -> None:
    grid = grid_of(api)
    runs = [run.id for run in grid.runs(order="-created_at")]
    assert grid.best_run("-created_at").id == runs[0]
    assert both["requests"][0] == 0
