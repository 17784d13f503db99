"""Sweeps: the unmodified official SDK searches, and the server's commands to agents."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

SEARCH = """
import json
import wandb
import wandb.agents.pyagent as pyagent
pyagent.Agent.HEARTBEAT_SLEEP_SECONDS = 0.2
settings = dict(console="off", silent=True, x_disable_stats=True, disable_git=True, disable_code=True)
seen = []

def train():
    run = wandb.init(settings=wandb.Settings(**settings))
    seen.append(dict(run.config))
    run.log({"loss": (run.config["x"] - 3) ** 2})
    run.finish()

parameters = {"x": {"values": [1, 2]}, "group": {"parameters": {"y": {"value": "z"}}}}
grid = wandb.sweep({"method": "grid", "parameters": parameters, "metric": {"name": "loss"}, "odd": 1}, project="search")
wandb.agent(grid, function=train, project="search")
first = list(seen)
seen.clear()
bayes = wandb.sweep(
    {"method": "bayes", "run_cap": 6, "metric": {"name": "loss", "goal": "minimize"},
     "parameters": {"x": {"min": -10.0, "max": 10.0}}},
    project="search",
)
wandb.Api().sweep(f"search/{bayes}").enqueue_run({"x": 3.5}, "by hand")
wandb.agent(bayes, function=train, project="search", count=6)
api = wandb.Api()
sweep = api.sweep(f"search/{grid}")
print(json.dumps({
    "grid": first,
    "bayes": seen,
    "state": sweep.state,
    "expected": sweep.expected_run_count,
    "best": dict(sweep.best_run().config),
    "best_loss": sweep.best_loss,
    "runs": len(sweep.runs),
    "agents": [agent.state for agent in sweep.agents()],
    "agent_runs": [len(list(agent.runs())) for agent in sweep.agents()],
    "listed": [each.id for each in api.project("search").sweeps()] == [bayes, grid],
    "filtered": [each.id for each in api.project("search").sweeps(filters={"method": "grid"})] == [grid],
}))
"""


@pytest.fixture(scope="module")
def searched(official: Official) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(official(SEARCH).splitlines()[-1])
    return found


def test_the_official_agent_runs_every_cell_of_a_grid_once(searched: dict[str, Any]) -> None:
    assert searched["grid"] == [{"group": {"y": "z"}, "x": x} for x in (1, 2)]
    assert searched["state"] == "FINISHED"
    assert searched["expected"] == searched["runs"] == 2


def test_the_official_reader_finds_best_run_agents_and_lists(searched: dict[str, Any]) -> None:
    assert searched["best"]["x"] == 2
    assert searched["best_loss"] == 1
    assert searched["agents"] == ["EXITED"]
    assert searched["agent_runs"] == [2]
    assert searched["listed"]
    assert searched["filtered"]


def test_a_bayes_search_takes_what_is_queued_first_and_keeps_to_its_bounds(
    searched: dict[str, Any],
) -> None:
    values = [each["x"] for each in searched["bayes"]]
    assert len(set(values)) == 6
    assert values[0] == 3.5
    assert all(-10 <= value <= 10 for value in values)


def test_the_best_run_has_a_finite_number_and_did_not_fail(
    server: Server, sandbox: Sandbox, user: SandboxUser
) -> None:
    sweep = server.sweep(metric={"name": "loss", "goal": "minimize"})
    agent = server.agent(sweep)
    for losses in ([], [math.nan], [-math.inf]):
        server.run(sweep, agent, losses, end=True)
    good = server.run(sweep, agent, [0.5], end=True)
    failed = server.run(sweep, agent, [0.1], end=True, exitcode=1)
    with sandbox.api(user) as api:
        found = api.sweep(f"p/{sweep['name']}")
        assert found.best_run().id == good
        assert found.best_run(include_failed=True).id == failed
        assert [run.id for run in found.top_k(5, include_failed=True)] == [failed, good]
        assert [run.id for run in found.top_k(5)] == [good]


UPSERT = """mutation Upsert($input: UpsertSweepInput!) {
  upsertSweep(input: $input) { sweep { id name state } configValidationWarnings }
}"""
REGISTER = """mutation Register($sweep: String!) {
  createAgent(input: {host: "h", projectName: "p", sweep: $sweep}) { agent { id } }
}"""
REPORT = """mutation Report($id: ID!, $runState: JSONString) {
  agentHeartbeat(input: {id: $id, metrics: "{}", runState: $runState}) { commands }
}"""
START = """mutation Start($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }"""


class Server:
    """Requests of an agent and of a user."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def execute(self, query: str, **variables: object) -> Any:
        response = self.http.post("/graphql", json={"query": query, "variables": variables}).json()
        assert not response.get("errors"), response["errors"]
        return response["data"]

    def sweep(self, **config: object) -> dict[str, Any]:
        whole = {"method": "random", "parameters": {"x": {"min": 0.0, "max": 1.0}}, **config}
        given = {"config": json.dumps(whole), "projectName": "p"}
        found: dict[str, Any] = self.execute(UPSERT, input=given)["upsertSweep"]["sweep"]
        return found

    def set_state(self, sweep: dict[str, Any], state: str) -> None:
        self.execute(UPSERT, input={"id": sweep["id"], "state": state})

    def state(self, sweep: dict[str, Any]) -> str:
        query = 'query S($n: String!) { project(name: "p") { sweep(sweepName: $n) { state } } }'
        return str(self.execute(query, n=sweep["name"])["project"]["sweep"]["state"])

    def agent(self, sweep: dict[str, Any]) -> str:
        return str(self.execute(REGISTER, sweep=sweep["name"])["createAgent"]["agent"]["id"])

    def report(self, agent: str, *running: str) -> list[dict[str, Any]]:
        state = json.dumps(dict.fromkeys(running, True))
        response = self.execute(REPORT, id=agent, runState=state)
        found: list[dict[str, Any]] = json.loads(response["agentHeartbeat"]["commands"])
        return found

    def run(
        self,
        sweep: dict[str, Any],
        agent: str,
        losses: list[float],
        *,
        end: bool,
        exitcode: int = 0,
    ) -> str:
        """Take a run, report values, and end it if asked."""
        name = str(self.report(agent)[0]["run_id"])
        given = {"name": name, "modelName": "p", "sweep": sweep["name"]}
        self.execute(START, input=given)
        lines = [json.dumps({"loss": loss, "_step": step}) for step, loss in enumerate(losses)]
        files: dict[str, Any] = {"wandb-history.jsonl": {"offset": 0, "content": lines}}
        if losses:
            summary = json.dumps({"loss": losses[-1]})
            files["wandb-summary.json"] = {"offset": 0, "content": [summary]}
        path = f"/files/{self.user}/p/{name}/file_stream"
        body = {"files": files, "complete": end, "exitcode": exitcode}
        self.http.post(path, json=body).raise_for_status()
        return name

    @property
    def user(self) -> str:
        return str(self.execute("query Viewer { viewer { username } }")["viewer"]["username"])


@pytest.fixture(scope="module")
def server(sandbox: Sandbox, user: SandboxUser) -> Iterator[Server]:
    auth = ("api", user.api_key)
    with httpx.Client(base_url=sandbox.base_url, auth=auth, timeout=30) as client:
        yield Server(client)


def test_an_agent_with_a_run_is_given_no_other(server: Server) -> None:
    sweep = server.sweep()
    agent = server.agent(sweep)
    assert sweep["state"] == "PENDING"
    command = server.report(agent)[0]
    assert command["type"] == "run"
    assert 0 <= command["args"]["x"]["value"] <= 1
    assert server.report(agent, command["run_id"]) == []


def test_a_paused_sweep_gives_nothing_until_it_is_resumed(server: Server) -> None:
    sweep = server.sweep()
    agent = server.agent(sweep)
    server.report(agent)
    server.set_state(sweep, "PAUSED")
    assert server.report(agent) == []
    server.set_state(sweep, "RUNNING")
    assert server.report(agent)[0]["type"] == "run"


def test_a_stopped_sweep_lets_runs_end_and_a_cancelled_one_does_not(server: Server) -> None:
    sweep = server.sweep()
    agent = server.agent(sweep)
    name = server.report(agent)[0]["run_id"]
    server.set_state(sweep, "FINISHED")
    assert server.report(agent, name) == []
    assert server.report(agent) == [{"type": "exit"}]
    server.set_state(sweep, "CANCELED")
    assert server.report(agent, name) == [{"type": "exit"}]


def test_a_pending_sweep_cannot_be_paused(server: Server) -> None:
    sweep = server.sweep()
    with pytest.raises(AssertionError, match="cannot pause"):
        server.set_state(sweep, "PAUSED")


def test_a_run_that_hyperband_gives_up_is_stopped(server: Server) -> None:
    rule = {"type": "hyperband", "min_iter": 3, "eta": 2}
    metric = {"name": "loss", "goal": "minimize"}
    sweep = server.sweep(early_terminate=rule, metric=metric)
    agents = [server.agent(sweep) for _ in range(3)]
    for agent, loss in zip(agents[:2], (0.1, 0.2), strict=True):
        server.run(sweep, agent, [loss] * 4, end=True)
    bad = server.run(sweep, agents[2], [5.0] * 4, end=False)
    assert server.report(agents[2], bad) == [{"type": "stop", "run_id": bad}]


def test_the_end_of_a_sweep_waits_for_the_runs_of_others(server: Server) -> None:
    sweep = server.sweep(run_cap=2)
    one, other = server.agent(sweep), server.agent(sweep)
    server.run(sweep, one, [1.0], end=False)
    server.run(sweep, other, [1.0], end=True)
    assert server.report(other) == [{"type": "exit"}]
    assert server.state(sweep) == "RUNNING"


def test_the_end_of_a_sweep_waits_for_a_run_that_has_not_begun(server: Server) -> None:
    sweep = server.sweep(run_cap=2)
    one, other = server.agent(sweep), server.agent(sweep)
    assert server.report(one)[0]["type"] == "run"
    server.run(sweep, other, [1.0], end=True)
    server.report(other)
    assert server.state(sweep) == "RUNNING"
    server.report(one)
    assert server.state(sweep) == "FINISHED"


def test_a_queued_run_comes_before_a_suggestion(server: Server) -> None:
    sweep = server.sweep()
    query = """mutation Q($id: ID!) {
      enqueueSweepRun(input: {id: $id, config: "{\\"x\\": 7}"}) { id }
    }"""
    queued = server.execute(query, id=sweep["id"])["enqueueSweepRun"]["id"]
    command = server.report(server.agent(sweep))[0]
    assert (command["run_id"], command["args"]) == (queued, {"x": {"value": 7}})


def test_a_local_controller_decides_what_runs(server: Server) -> None:
    sweep = server.sweep(method="custom", controller={"type": "local"})
    agent = server.agent(sweep)
    assert server.report(agent) == []
    entry = {"id": "one", "data": {"args": {"x": {"value": 0.25}}}}
    controller = json.dumps({"type": "local", "schedule": [entry]})
    server.execute(UPSERT, input={"id": sweep["id"], "controller": controller})
    assert server.report(agent)[0]["args"] == {"x": {"value": 0.25}}
    assert server.report(agent) == []


def test_agents_of_a_deleted_sweep_are_told_by_the_status(server: Server) -> None:
    sweep = server.sweep()
    agent = server.agent(sweep)
    query = "mutation D($id: ID!) { deleteSweep(input: {id: $id, deleteRuns: true}) { affectedAgents } }"
    assert server.execute(query, id=sweep["id"])["deleteSweep"]["affectedAgents"] == 1
    body = {"query": REPORT, "variables": {"id": agent, "runState": "{}"}}
    assert server.http.post("/graphql", json=body).status_code == 404


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"method": "guess"}, "method must be one of"),
        ({"parameters": {}}, "must contain parameters section"),
        ({"parameters": {"x": {"min": 2, "max": 1}}}, "min is above max"),
        ({"method": "bayes"}, "needs a metric"),
        ({"method": "grid"}, "has no grid"),
    ],
)
def test_what_no_sweep_can_have_is_refused(
    server: Server, config: dict[str, Any], why: str
) -> None:
    with pytest.raises(AssertionError, match=why):
        server.sweep(**config)


def test_what_means_nothing_is_warned_of(server: Server) -> None:
    config = {"method": "random", "odd": 1, "parameters": {"x": {"value": 1, "vlaue": 2}}}
    response = server.execute(UPSERT, input={"config": json.dumps(config), "projectName": "p"})
    assert response["upsertSweep"]["configValidationWarnings"] == [
        "additional property odd is not allowed",
        "parameter x: additional property vlaue is not allowed",
    ]
