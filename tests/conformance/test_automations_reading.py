"""The official client and ours read the same automations and integrations on one sandbox; wanted differences are listed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import Artifact
from runql.automations import (
    Action,
    ArtifactEvent,
    DoNothing,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    OnUnlinkArtifact,
    QueueJob,
    RunEvent,
    Scope,
    SendNotification,
    SendWebhook,
)
from runql.errors import ConflictError, NotFoundError
from tests.fix_receiver import make_queue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api, Automation, SlackIntegration, WebhookIntegration
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

TEAM, ODD = "agreeing-team", "odd-user"

WANTED = {
    "automations without an entity": "Those of the settings' entity; wandb walks the projects that the key can read.",
    "Slack channels in small pages": "All of them; wandb stops at the first page that holds none.",
    "an automation that queues a job": "Is listed, typed; to wandb it breaks the whole listing.",
    "update(create_missing=True)": "Makes the automation again with the changes; to wandb it is always an error.",
    "errors": "Typed; NotFoundError is a ValueError, as wandb's is.",
}


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        client.create_team(TEAM)
        fill(client, sandbox, user)
        yield client


@pytest.fixture(scope="module")
def odd(sandbox: Sandbox) -> Iterator[Api]:
    """A client of an entity with an automation that queues a job."""
    with sandbox.api(sandbox.create_user(ODD)) as client:
        client.create_run("p")
        failed = OnRunState(client.project("p"), RunEvent.state == "failed")
        job = QueueJob(make_queue(client, ODD, "gpus"), {"job": "train:latest"})
        client.create_automation(failed >> job, name="job")
        yield client


def fill(api: Api, sandbox: Sandbox, user: SandboxUser) -> None:
    run = api.create_run(f"{TEAM}/watched")
    content = Artifact("weights", "model")
    content.add_file(Path(__file__), "w")
    run.log_artifact(content)
    for number in range(3):
        url = f"http://127.0.0.1:9/{number}"
        api.create_webhook_integration(f"hook-{number}", url, entity=TEAM, secret="s")
    slack = "mutation M($input: CreateSlackIntegrationInput!) { createSlackIntegration(input: $input) { clientMutationId } }"
    given = {"entityName": TEAM, "code": "alarms", "redirectURI": "x"}
    response = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": slack, "variables": {"input": given}},
        auth=("api", user.api_key),
        timeout=30,
    ).json()
    assert "errors" not in response, response
    hook = api.webhook_integrations(TEAM).first()
    channel = api.slack_integrations(TEAM, per_page=2).first()
    assert hook is not None
    assert channel is not None
    project = api.project(f"{TEAM}/watched")
    weights = api.artifact_collection("model", f"{TEAM}/watched/weights")
    loss, name, alias = RunEvent.metric("loss"), RunEvent.name, ArtifactEvent.alias
    post, tell = SendWebhook.from_integration(hook, payload={"a": ["${b}"]}), DoNothing()
    made = {
        "threshold": OnRunMetric(project, (loss.avg(5) > 3) & (name == "x")) >> post,
        "change": OnRunMetric(project, loss.changes_by(frac=0.1)) >> tell,
        "z-score": OnRunMetric(api.team(TEAM), abs(loss.zscore(5)) > 2) >> tell,
        "failed": OnRunState(project, RunEvent.state == "failed")
        >> SendNotification.from_integration(channel, title="t", text="m", level="WARN"),
        "created": OnCreateArtifact(weights) >> SendWebhook(hook.id),
        "linked": OnLinkArtifact(project, (alias == "a") | alias.matches_regex("^v")) >> tell,
        "unlinked": OnUnlinkArtifact(project) >> SendNotification(channel.id),
    }
    for title, new in made.items():
        api.create_automation(new, name=title, description=f"{title}!", enabled=title != "change")
    changed = api.automation("linked", TEAM)
    changed.update(description="Changed.")


@pytest.fixture(scope="module")
def theirs(api: Api, odd: Api, official: Official) -> dict[str, Any]:
    script = (Path(__file__).parent / "official_automations_reader.py").read_text()
    read = f"{TEAM} {ODD} {odd._session.settings.api_key}"
    found: dict[str, Any] = json.loads(official(script, READ=read))
    return found


def told(moment: datetime) -> str:
    """A time as the official client has it."""
    assert moment.utcoffset() == timedelta(0)
    return moment.isoformat()


def automation(found: Automation) -> dict[str, Any]:
    assert found.scope is not None
    return {
        "id": found.id,
        "name": found.name,
        "description": found.description,
        "enabled": found.enabled,
        "created_at": told(found.created_at),
        "updated_at": told(found.updated_at) if found.updated_at else None,
        "scope": [found.scope.kind, found.scope.id, found.scope.name],
        "event": found.event.event_type,
        "filter": found.event.document,
        "action": action(found.action),
    }


def action(found: Action) -> dict[str, Any]:
    if isinstance(found, SendNotification):
        said = {"title": found.title, "message": found.message, "severity": found.severity}
        return {"type": found.kind, "integration": found.integration_id, **said}
    if isinstance(found, SendWebhook):
        requested = {"integration": found.integration_id, "request_payload": found.payload}
        return {"type": found.kind, **requested}
    return {"type": found.kind}


def slack(found: SlackIntegration) -> list[str]:
    return ["SlackIntegration", found.id, found.team_name, found.channel_name]


def webhook(found: WebhookIntegration) -> list[str]:
    return ["GenericWebhookIntegration", found.id, found.name, found.url]


def test_automations(api: Api, theirs: dict[str, Any]) -> None:
    ours = [automation(each) for each in api.automations(TEAM, per_page=4)]
    assert ours == theirs["automations"]
    assert len(ours) == 9
    assert [each.name for each in api.automations(TEAM, name="failed")] == theirs["named"]
    assert automation(api.automation("failed", TEAM)) == theirs["automation"]


def test_what_the_official_client_made(api: Api, theirs: dict[str, Any]) -> None:
    found = api.automation("theirs", TEAM)
    assert found.id == theirs["theirs"]
    project = Scope.of(api.project(f"{TEAM}/watched"))
    assert found.event == OnRunState(project, RunEvent.state == "failed")
    assert (found.action, found.description) == (DoNothing(), "Made by wandb.")
    assert not api.automation("collection's", TEAM).enabled


def test_integrations(api: Api, theirs: dict[str, Any]) -> None:
    hooks = [webhook(each) for each in api.webhook_integrations(TEAM)]
    channels = [slack(each) for each in api.slack_integrations(TEAM)]
    assert hooks == theirs["webhooks"]
    assert channels == theirs["slack"]
    assert sorted(hooks + channels) == sorted(theirs["integrations"])
    assert [each.id for each in api.integrations(TEAM, per_page=2)] == [
        each[1] for each in theirs["integrations"]
    ]


def difference(what: str) -> None:
    assert what in WANTED
    seen.add(what)


seen: set[str] = set()


def test_without_an_entity(api: Api, theirs: dict[str, Any], user: SandboxUser) -> None:
    assert list(api.automations()) == []
    named = {each["name"] for each in theirs["automations"]}
    # Registries that everyone sees may have automations of other tests.
    assert named & set(theirs["without entity"]) == named
    difference("automations without an entity")


def test_slack_channels_in_small_pages(api: Api, theirs: dict[str, Any]) -> None:
    assert theirs["slack in small pages"] == []
    assert len(api.slack_integrations(TEAM, per_page=2)) == 1
    difference("Slack channels in small pages")


def test_a_job(odd: Api, theirs: dict[str, Any]) -> None:
    assert theirs["queue job"] == "ValueError"
    [found] = odd.automations()
    assert isinstance(found.action, QueueJob)
    assert (found.action.queue_name, found.action.template) == ("gpus", {"job": "train:latest"})
    difference("an automation that queues a job")


def test_create_missing(api: Api, theirs: dict[str, Any]) -> None:
    assert theirs["create missing"] == "CommError"
    lost = api.automation("created", TEAM)
    before = automation(lost)
    lost.delete()
    with pytest.raises(NotFoundError):
        lost.update(description="No.")
    lost.update(description="Again.", create_missing=True)
    after = automation(api.automation("created", TEAM))
    changed = ("id", "created_at", "updated_at", "description")
    assert {key: after[key] for key in after if key not in changed} == {
        key: before[key] for key in before if key not in changed
    }
    assert after["description"] == "Again."
    assert automation(lost) == after
    difference("update(create_missing=True)")


def test_errors(api: Api, theirs: dict[str, Any]) -> None:
    assert theirs["missing"] == "ValueError"
    with pytest.raises(NotFoundError, match="none"):
        api.automation("none", TEAM)
    assert theirs["no entity"] == "ValueError"
    with pytest.raises(NotFoundError, match="nobody"):
        list(api.automations("nobody"))
    assert theirs["again"] == "CommError"
    failing = OnRunState(api.project(f"{TEAM}/watched"), RunEvent.state == "failed")
    with pytest.raises(ConflictError, match="theirs"):
        api.create_automation(failing >> DoNothing(), name="theirs")
    assert theirs["delete again"] == "CommError"
    difference("errors")


def test_every_wanted_difference_is_there() -> None:
    assert seen == set(WANTED)
