"""Artifact changes of the official SDK trigger automations, whose requests are signed: links, aliases, tags, and their removal."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql.automations import (
    ArtifactEvent,
    DoNothing,
    OnAddArtifactAlias,
    OnAddArtifactTag,
    OnAddCollectionTag,
    OnLinkArtifact,
    OnRemoveArtifactTag,
    OnRemoveCollectionTag,
    OnRunState,
    OnUnlinkArtifact,
    QueueJob,
    RunEvent,
    Scope,
    SendWebhook,
)
from runql.errors import NotFoundError, UsageError
from runql_sandbox.automations.run_events import SIGNATURE
from tests.fix_receiver import firings, make_queue

if TYPE_CHECKING:
    from runql.testing import Sandbox
    from tests.fix_receiver import Receiver
    from tests.fix_sandbox import Official

SECRET = "of the team"
QUEUED = """query Queued($entity: String!) { project(name: "model-registry", entityName: $entity) {
  runQueue(name: "gpus") { runQueueItems { edges { node { state runSpec } } } } } }"""
ACTS = """
import wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
with wandb.init(project="linking", settings=settings) as run:
    version = wandb.Artifact("weights", "model")
    with version.new_file("w.txt") as file:
        file.write("w")
    logged = run.log_artifact(version, tags=["fresh"]).wait()
    run.link_artifact(logged, "chosen", aliases=["prod"])
    run.link_artifact(logged, "sandbox-org/wandb-registry-firing/best")

api = wandb.Api()
source = api.artifact(f"{api.default_entity}/linking/weights:v0")
source.tags.append("blessed")
source.save()
source.tags.remove("fresh")
source.save()
source.aliases.append("golden")
source.save()

collection = api.artifact_collection("model", f"{api.default_entity}/linking/chosen")
collection.tags = ["shown", "other"]
collection.save()
collection.tags = ["other"]
collection.save()
api.artifact(f"{api.default_entity}/linking/chosen:v0").unlink()
"""


def keep_secret(sandbox: Sandbox, entity: str, key: str) -> None:
    secret = "mutation M($input: InsertSecretInput!) { insertSecret(input: $input) { success } }"
    given = {"entityName": entity, "secretName": "hook", "secretValue": SECRET}
    response = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": secret, "variables": {"input": given}},
        auth=("api", key),
        timeout=30,
    ).json()
    assert "errors" not in response, response


def test_acts_on_artifacts_fire(sandbox: Sandbox, official: Official, receiver: Receiver) -> None:
    boss = sandbox.create_user("linking")
    keep_secret(sandbox, boss.entity, boss.api_key)
    tag, alias = ArtifactEvent.tag, ArtifactEvent.alias
    with sandbox.api(boss) as api:
        api.create_run("linking")
        project = api.project("linking")
        registry = api.create_registry(
            "firing", organization="sandbox-org", artifact_types=["model"]
        )
        hook = api.create_webhook_integration("hook", receiver.url, secret="hook")
        said = {
            "by": "${automation_name}",
            "collection": "${artifact_collection_name}",
            "version": "${artifact_version_string}",
            "what": "${alias}${tag}",
        }
        post = SendWebhook.from_integration(hook, payload=said)
        for name, event in {
            "linked": OnLinkArtifact(project, alias == "prod"),
            "registered": OnLinkArtifact(scope=registry),
            "unlinked": OnUnlinkArtifact(project),
            "alias": OnAddArtifactAlias(project, alias.in_(["golden", "none"])),
            "tag added": OnAddArtifactTag(project, ~(tag == "other")),
            "tag removed": OnRemoveArtifactTag(project, tag.contains("res")),
            "collection tagged": OnAddCollectionTag(project, tag.matches_regex("^sh")),
            "collection untagged": OnRemoveCollectionTag(project),
        }.items():
            made = api.create_automation(event >> post, name=name)
            assert made.event == event
            assert api.automation(name, event.scope.entity).event == event
    official(ACTS, WANDB_API_KEY=boss.api_key, WANDB_ENTITY=boss.entity)
    bodies = {(each["by"], each["what"]): each for _, each in receiver.wait(9)}
    of_version = {
        ("linked", "prod"): ("chosen", "chosen:v0"),
        ("registered", ""): ("best", "best:v0"),
        ("unlinked", ""): ("chosen", "chosen:v0"),
        ("alias", "golden"): ("weights", "weights:v0"),
        ("tag added", "fresh"): ("weights", "weights:v0"),
        ("tag added", "blessed"): ("weights", "weights:v0"),
        ("tag removed", "fresh"): ("weights", "weights:v0"),
    }
    of_collection = {
        ("collection tagged", "shown"): "chosen",
        ("collection untagged", "shown"): "chosen",
    }
    assert bodies.keys() == {*of_version, *of_collection}
    for key, told in of_version.items():
        assert (bodies[key]["collection"], bodies[key]["version"]) == told
    for key, collection in of_collection.items():
        assert bodies[key]["collection"] == collection
    for headers, body in receiver.received:
        wanted = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        assert headers[SIGNATURE.lower()] == wanted
    time.sleep(0.2)
    assert len(receiver.received) == 9


def test_a_job_is_queued_for_a_run_of_a_team(sandbox: Sandbox) -> None:
    boss = sandbox.create_user("queueing")
    with sandbox.api(boss) as api:
        team = api.create_team("queueing-team")
        gpus, other = make_queue(api, team.name, "gpus"), make_queue(api, boss.entity, "gpus")
        job = QueueJob(gpus, {"job": "j", "run": "${run_id}"})
        event = OnRunState(team, RunEvent.state == "failed")
        made = api.create_automation(event >> job, name="job")
        assert made.action == job
        run = api.create_run("queueing-team/p", state="failed")
        [fired] = firings(sandbox, "job")
        assert fired["outcome"] == "job queued in gpus"
        assert fired["payload"] == {"job": "j", "run": run.id}
        with pytest.raises(NotFoundError, match="run queue"):
            made.update(action=QueueJob(other, {}))
        found: Any = api.graphql.execute(QUEUED, {"entity": team.name})
        [edge] = found["project"]["runQueue"]["runQueueItems"]["edges"]
        assert edge["node"] == {"state": "PENDING", "runSpec": {"job": "j", "run": run.id}}


def test_an_existing_automation_is_fetched_from_where_it_is(sandbox: Sandbox) -> None:
    boss = sandbox.create_user("fetching")
    with sandbox.api(boss) as api:
        api.create_team("fetching-team")
        api.create_run("fetching-team/p")
        api.create_run("p")
        theirs, own = api.project("fetching-team/p"), api.project("p")
        failed = RunEvent.state == "failed"
        first = api.create_automation(OnRunState(theirs, failed) >> DoNothing(), name="a")
        other = api.create_automation(OnRunState(own, failed) >> DoNothing(), name="a")
        assert first.id != other.id
        again = {
            where.entity: api.create_automation(
                OnRunState(where, RunEvent.state == "finished") >> DoNothing(),
                name="a",
                description="not taken",
                fetch_existing=True,
            )
            for where in (theirs, own)
        }
        assert again["fetching-team"].id == first.id
        assert again[boss.entity].id == other.id
        assert again[boss.entity].description is None
        bare = OnRunState(Scope("PROJECT", theirs.id), failed) >> DoNothing()
        named = api.create_automation(bare, name="a", fetch_existing=True, entity="fetching-team")
        assert named.id == first.id
        first.update(scope=theirs, name="b")
        assert (first.entity, other.entity) == ("fetching-team", boss.entity)
        first.update(scope=api.team("fetching-team"))
        assert first.scope == Scope.of(api.team("fetching-team"))
        assert isinstance(first.event, OnRunState)
        assert first.event.scope == first.scope
        collection = Scope("ARTIFACT_COLLECTION", "x")
        with pytest.raises(UsageError, match="OnRunState does not support a scope"):
            first.update(scope=collection)
        first.delete()
        first.update(enabled=False, create_missing=True)
        assert not api.automation("b", "fetching-team").enabled
        assert first.id == api.automation("b", "fetching-team").id


def test_a_queue_of_a_hidden_project_is_not_shown(sandbox: Sandbox) -> None:
    boss, guest = sandbox.create_user("hiding"), sandbox.create_user("hidden-from")
    with sandbox.api(boss) as api, sandbox.api(guest) as theirs:
        team = api.create_team("hiding-team")
        team.invite(guest.username)
        job = QueueJob(make_queue(api, team.name, "gpus"), {"job": "j"})
        event = OnRunState(team, RunEvent.state == "failed")
        api.create_automation(event >> job, name="job")
        assert theirs.automation("job", team.name).action == job
        api.project("hiding-team/model-registry").update(visibility="restricted")
        assert api.automation("job", team.name).action == job
        assert theirs.automation("job", team.name).action == QueueJob(None, {"job": "j"})
