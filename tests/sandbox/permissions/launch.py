"""A queue of W&B Launch with a run that waits, one that an agent has leased, and what the queue starts runs with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.sandbox.permissions.attempts import Attempts

QUEUE = {"queueName": "queue"}


def fill_queues(world: Attempts) -> dict[str, Mapping[str, object]]:
    """Make them in the team's project, and return inputs that name them; runs and the agent are `other`'s."""
    wanted = "defaultResourceConfigID"
    started = {
        "defaultResourceConfigID": world.make("admin", "createDefaultResourceConfig", wanted)[
            wanted
        ]
    }
    queue = world.make("admin", "createRunQueue", "queueID", **QUEUE, **started)["queueID"]
    agent = world.make("other", "createLaunchAgent", "launchAgentId", runQueues=[queue])
    own = {"launchAgentId": agent["launchAgentId"]}
    for _ in range(2):
        world.make("other", "pushToRunQueue", "runQueueItemId", queueID=queue, runSpec="{}")
    leased = world.make("other", "popFromRunQueue", "runQueueItemId", **QUEUE, **own)
    item = {"runQueueItemId": leased["runQueueItemId"]}
    return {
        "ackRunQueueItem": item,
        "createLaunchAgent": {"runQueues": [queue]},
        "createRunQueue": {"queueName": "another", **started},
        "deleteFromRunQueue": {"queueID": queue, **item},
        "deleteLaunchAgents": {"launchAgentIds": [agent["launchAgentId"]]},
        "deleteRunQueues": {"queueIDs": [queue]},
        "failRunQueueItem": item,
        "popFromRunQueue": QUEUE,
        "pushToRunQueue": {"queueID": queue},
        "pushToRunQueueByName": QUEUE,
        "updateLaunchAgent": {**own, "agentStatus": "KILLED"},
        "updateRunQueueItemWarning": item,
        "upsertRunQueue": {**QUEUE, "resourceConfig": '{"cpu": 1}'},
    }
