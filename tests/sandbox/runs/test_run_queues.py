"""Queues of W&B Launch: what the official client puts in, an agent takes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser

PUSH = """mutation push($entity: String!, $queue: String!, $spec: JSONString!, $values: JSONString, $priority: Int) {
  pushToRunQueueByName(input: {entityName: $entity, projectName: "model-registry", queueName: $queue, runSpec: $spec,
    templateVariableValues: $values, priority: $priority}) { runQueueItemId runSpec } }"""
POP = """mutation pop($entity: String!, $queue: String!, $agent: ID) {
  popFromRunQueue(input: {entityName: $entity, projectName: "model-registry", queueName: $queue, launchAgentId: $agent}) {
    runQueueItemId runSpec } }"""
ACK = 'mutation ack($item: ID!) { ackRunQueueItem(input: {runQueueItemId: $item, runName: "r1"}) { success } }'
ITEM = """query item($entity: String!, $queue: String!, $item: ID!) {
  project(name: "model-registry", entityName: $entity) { runQueue(name: $queue) { runQueueItem(id: $item) {
    state associatedRunId launchAgentId priority templateVariableValues error { message stage filePaths } } } } }"""

MAKE = """
import wandb
api = wandb.Api()
for name, mode in (("plain", None), ("ordered", "v0")):
    queue = api.create_run_queue(name=name, type="local-container", prioritization_mode=mode,
        config={"cpu": "{{cpu}}", "gpu": 1, "label": "n-{{cpu}}"},
        template_variables={"cpu": {"schema": {"type": "integer", "enum": [1, 2]}}})
    print(queue.name, queue.access, queue.type, queue.prioritization_mode, queue.template_variables)
"""


@pytest.fixture(scope="module")
def made(official: Callable[..., str]) -> str:
    """Queues as the official client reads them after it created them."""
    return official(MAKE)


@pytest.fixture
def send(sandbox: Sandbox, user: SandboxUser, made: str) -> Callable[..., Any]:
    def post(text: str, **variables: object) -> Any:
        body = {"query": text, "variables": {"entity": user.entity, **variables}}
        url = f"{sandbox.base_url}/graphql"
        return httpx.post(url, json=body, auth=("api", user.api_key)).json()

    return post


def test_the_official_client_reads_the_queues_that_it_made(made: str) -> None:
    variables = [{"name": "cpu", "schema": '{"type":"integer","enum":[1,2]}'}]
    assert made.splitlines() == [
        f"plain PROJECT local-container DISABLED {variables}",
        f"ordered PROJECT local-container V0 {variables}",
    ]


def test_a_pushed_run_has_what_the_queue_adds(send: Callable[..., Any]) -> None:
    spec = {"job": "j:v0", "resource_args": {"local-container": {"gpu": 4}}}
    pushed = send(PUSH, queue="plain", spec=json.dumps(spec), values='{"cpu": 2}')
    taken = send(POP, queue="plain")["data"]["popFromRunQueue"]
    assert taken["runQueueItemId"] == pushed["data"]["pushToRunQueueByName"]["runQueueItemId"]
    assert taken["runSpec"] == {
        "job": "j:v0",
        "resource": "local-container",
        "resource_args": {"local-container": {"cpu": 2, "gpu": 4, "label": "n-2"}},
    }
    assert send(POP, queue="plain")["data"]["popFromRunQueue"] is None


def test_a_leased_run_is_started_once(send: Callable[..., Any]) -> None:
    agent = send(
        """mutation agent($entity: String!) { createLaunchAgent(input: {entityName: $entity,
        projectName: "model-registry", hostname: "here", runQueues: []}) { launchAgentId } }"""
    )["data"]["createLaunchAgent"]["launchAgentId"]
    send(PUSH, queue="plain", spec="{}")
    item = send(POP, queue="plain", agent=agent)["data"]["popFromRunQueue"]["runQueueItemId"]
    done = [send(ACK, item=item)["data"]["ackRunQueueItem"]["success"] for _ in range(2)]
    assert done == [True, False]
    found = send(ITEM, queue="plain", item=item)["data"]["project"]["runQueue"]["runQueueItem"]
    assert found["state"] == "CLAIMED"
    assert (found["associatedRunId"], found["launchAgentId"]) == ("r1", agent)
    assert found["error"] is None


def test_runs_leave_a_queue_by_priority(send: Callable[..., Any]) -> None:
    pushed = [
        send(PUSH, queue="ordered", spec="{}", priority=each)["data"]["pushToRunQueueByName"]
        for each in (3, 0, None, 1)
    ]
    taken = [send(POP, queue="ordered")["data"]["popFromRunQueue"] for _ in pushed]
    ids = [each["runQueueItemId"] for each in pushed]
    assert [ids.index(each["runQueueItemId"]) for each in taken] == [1, 3, 2, 0]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"queue": "nothing"}, "run queue not found"),
        ({"queue": "plain", "priority": 0}, "the run queue has no priorities"),
        ({"queue": "plain", "values": '{"ram": 1}'}, "no template variable 'ram'"),
        ({"queue": "plain", "values": '{"cpu": 9}'}, "must be one of [1, 2]"),
        ({"queue": "plain", "spec": "[]"}, "runSpec"),
    ],
)
def test_what_a_queue_cannot_take_is_refused(
    variables: dict[str, object], said: str, send: Callable[..., Any]
) -> None:
    answer = send(PUSH, **{"spec": "{}", **variables})
    assert said in answer["errors"][0]["message"]


def test_values_for_a_queue_without_variables_are_refused(send: Callable[..., Any]) -> None:
    made = send(
        """mutation make($entity: String!) { createRunQueue(input: {entityName: $entity, access: PROJECT,
        projectName: "model-registry", queueName: "bare"}) { success } }"""
    )
    assert made["data"]["createRunQueue"]["success"]
    answer = send(PUSH, queue="bare", spec="{}", values='{"cpu": 1}')
    assert "no template variable 'cpu'" in answer["errors"][0]["message"]
    spec = send(PUSH, queue="bare", spec='{"job": "j"}')["data"]["pushToRunQueueByName"]["runSpec"]
    assert json.loads(spec) == {"job": "j"}


def test_queues_of_others_are_not_seen(
    sandbox: Sandbox, user: SandboxUser, send: Callable[..., Any]
) -> None:
    send(PUSH, queue="plain", spec="{}")
    other = sandbox.create_user("launch-stranger")
    body = {"query": POP, "variables": {"entity": user.entity, "queue": "plain"}}
    url = f"{sandbox.base_url}/graphql"
    answer = httpx.post(url, json=body, auth=("api", other.api_key)).json()
    assert answer["errors"][0]["message"] in {"run queue not found", "permission denied"}
