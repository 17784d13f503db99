"""Automations that fire: made by runql, started by the official SDK, arriving signed at a receiver of this machine."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import F
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    OnAddArtifactAlias,
    OnCreateArtifact,
    OnRunMetric,
    OnRunState,
    RunEvent,
    Scope,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    UnsupportedError,
    UsageError,
)
from runql.testing import Sandbox
from runql_sandbox.automations.run_events import SIGNATURE, metric_holds
from tests.fix_receiver import firings

if TYPE_CHECKING:
    from runql.testing import SandboxUser
    from tests.fix_receiver import Receiver
    from tests.fix_sandbox import Official

SECRET = "a secret of the team"
LOG = """
import wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
run = wandb.init(project="watched", id="crossing", name="crossing", config={"lr": 0.1}, tags=["nightly"], settings=settings)
for step in range(10):
    run.log({"loss": 1 - step / 10})
run.finish()
run = wandb.init(project="watched", id="other", name="other", settings=settings)
run.log({"loss": 0.1})
run.finish(exit_code=1)
"""


def execute(sandbox: Sandbox, user: SandboxUser, query: str, given: dict[str, str]) -> None:
    response = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": query, "variables": {"input": given}},
        auth=("api", user.api_key),
        timeout=30,
    ).json()
    assert "errors" not in response, response


def test_what_the_sdk_logs_fires_and_arrives_signed(
    sandbox: Sandbox, user: SandboxUser, official: Official, receiver: Receiver
) -> None:
    secret = "mutation M($input: InsertSecretInput!) { insertSecret(input: $input) { success } }"
    execute(
        sandbox,
        user,
        secret,
        {"entityName": user.entity, "secretName": "hook", "secretValue": SECRET},
    )
    slack = "mutation M($input: CreateSlackIntegrationInput!) { createSlackIntegration(input: $input) { clientMutationId } }"
    execute(sandbox, user, slack, {"entityName": user.entity, "code": "alarms", "redirectURI": "x"})
    with sandbox.api(user) as api:
        api.create_run("watched")
        scope = Scope.of(api.project("watched"))
        hook = api.create_webhook_integration("hook", receiver.url, secret="hook")
        loss = RunEvent.metric("loss")
        named = SendWebhook(hook.id, {"run": "${run_name}", "why": ["${event_type}", "${odd}"]})
        made = api.create_automation(
            OnRunMetric(scope, (loss.avg(3) < 0.5) & (RunEvent.name == "crossing")) >> named,
            name="low loss",
            description="Mean of three below a half.",
        )
        assert (made.enabled, made.description) == (True, "Mean of three below a half.")
        channel = api.slack_integrations(per_page=1).first()
        assert channel is not None
        of_run = (F.config["lr"] > 0.05) & (F.summary["loss"] < 0.5) & (F.tags == "nightly")
        failing = OnRunState(scope, RunEvent.state.in_(["failed", "crashed"]))
        api.create_automation(
            failing >> SendNotification(channel.id, title="Failed", severity="ERROR"), name="failed"
        )
        api.create_automation(
            OnRunState(scope, RunEvent.state.eq("finished") & of_run) >> DoNothing(),
            name="finished",
        )
        api.create_automation(
            OnRunState(scope, RunEvent.state.eq("finished") & ~of_run) >> named, name="of none"
        )
        off = api.create_automation(
            OnRunMetric(scope, loss > 0) >> named, name="switched off", enabled=False
        )
        assert not off.enabled
    official(LOG)
    headers, body = receiver.wait(1)[0]
    assert body == {"run": "crossing", "why": ["RUN_METRIC", "${odd}"]}
    raw = receiver.received[0][1]
    wanted = hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
    assert headers[SIGNATURE.lower()] == wanted
    done = {each["automation"]: each for each in firings(sandbox, "low loss", "failed", "finished")}
    assert {name: each["outcome"] for name, each in done.items()} == {
        "low loss": "HTTP 204",
        "failed": "message recorded for alarms",
        "finished": "nothing to do",
    }
    assert done["failed"]["payload"] == {"title": "Failed", "message": "", "severity": "ERROR"}
    time.sleep(0.2)
    assert len(receiver.received) == 1


VERSION = """
import wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
with wandb.init(project="versions", settings=settings) as run:
    for number, aliases in ((0, ["prod"]), (1, ["test"])):
        version = wandb.Artifact("weights", "model", metadata={"number": number})
        with version.new_file("w.txt") as file:
            file.write(str(number))
        run.log_artifact(version, aliases=aliases).wait()
"""


def test_a_version_that_the_sdk_logs_fires(
    sandbox: Sandbox, official: Official, receiver: Receiver
) -> None:
    boss = sandbox.create_user("versioning")
    with sandbox.api(boss) as api:
        api.create_run("versions")
        scope = Scope.of(api.project("versions"))
        hook = api.create_webhook_integration("hook", receiver.url)
        sent = SendWebhook(hook.id, {"version": "${artifact_version_string}", "alias": "${alias}"})
        prod = OnAddArtifactAlias(scope, ArtifactEvent.alias == "prod")
        api.create_automation(prod >> sent, name="prod")
    official(VERSION, WANDB_API_KEY=boss.api_key, WANDB_ENTITY=boss.entity)
    assert [body for _, body in receiver.wait(1)] == [{"version": "weights:v0", "alias": "prod"}]
    with sandbox.api(boss) as api:
        weights = api.artifact_collection("model", f"{boss.entity}/versions/weights")
        created = OnCreateArtifact(Scope("ARTIFACT_COLLECTION", weights.id))
        made = api.create_automation(
            created >> SendWebhook(hook.id, {"new": "${artifact_version_index}"}), name="new"
        )
        assert made.scope == Scope("ARTIFACT_COLLECTION", weights.id)
    script = VERSION.replace("((0", "((2").replace("(1,", "(3,").replace('"prod"', '"x"')
    official(script, WANDB_API_KEY=boss.api_key, WANDB_ENTITY=boss.entity)
    bodies = [body for _, body in receiver.wait(3)][1:]
    assert sorted(body["new"] for body in bodies) == ["2", "3"]


def test_automations_are_listed_changed_and_deleted(sandbox: Sandbox) -> None:
    boss = sandbox.create_user("automating")
    with sandbox.api(boss) as api:
        api.create_run("p")
        scope = Scope.of(api.project("p"))
        event = OnRunMetric(scope, RunEvent.metric("loss") > 3)
        for number in range(5):
            api.create_automation(event >> DoNothing(), name=f"a{number}")
        listed = api.automations(per_page=2)
        assert [each.name for each in listed] == [f"a{number}" for number in range(5)]
        found = api.automation("a3")
        assert (found.scope, found.action, found.event.event_type) == (
            scope,
            DoNothing(),
            "RUN_METRIC",
        )
        assert found.event == event
        with pytest.raises(ConflictError):
            api.create_automation(event >> DoNothing(), name="a3")
        same = api.create_automation(event >> DoNothing(), name="a3", fetch_existing=True)
        assert same.id == found.id
        found.disable()
        assert not api.automation("a3").enabled
        found.update(name="b3", event=OnRunState(scope, RunEvent.state == "failed"))
        again = api.automation("b3")
        assert (again.id, again.enabled, again.event.event_type) == (found.id, False, "RUN_STATE")
        again.enable()
        again.delete()
        with pytest.raises(NotFoundError, match="b3"):
            api.automation("b3")
        with pytest.raises(NotFoundError):
            again.delete()
        with pytest.raises(NotFoundError, match="Entity not found"):
            list(api.automations("nobody"))
        with pytest.raises(UsageError, match="255"):
            api.create_automation(event >> DoNothing(), name="")


def test_an_action_that_the_server_lacks_is_refused() -> None:
    with Sandbox(options=["--without", "AUTOMATION_ACTION_ARIA"]) as older, older.api() as api:
        api.create_run("p")
        event = OnRunState(api.project("p"), RunEvent.state == "failed")
        with pytest.raises(UnsupportedError, match="AUTOMATION_ACTION_ARIA"):
            api.create_automation(event >> SendPromptToAria("look"), name="aria")


def test_a_prompt_is_recorded_with_its_variables_filled(
    sandbox: Sandbox, user: SandboxUser
) -> None:
    with sandbox.api(user) as api:
        run = api.create_run("asked", name="this one")
        event = OnRunState(api.project("asked"), RunEvent.state == "failed")
        api.create_automation(event >> SendPromptToAria("Why did ${run_name} fail?"), name="asking")
        run.update_state("failed")
    (done,) = firings(sandbox, "asking")
    assert done["outcome"] == "prompt recorded"
    assert done["payload"] == {"prompt": "Why did this one fail?"}


def test_integrations_are_complete_across_pages(sandbox: Sandbox) -> None:
    boss, other = sandbox.create_user("integrating"), sandbox.create_user("prying")
    slack = "mutation M($input: CreateSlackIntegrationInput!) { createSlackIntegration(input: $input) { clientMutationId } }"
    with sandbox.api(boss) as api, sandbox.api(other) as theirs:
        made = [
            api.create_webhook_integration(f"h{number}", "http://127.0.0.1:9/x")
            for number in range(4)
        ]
        execute(
            sandbox, boss, slack, {"entityName": boss.entity, "code": "late", "redirectURI": "x"}
        )
        assert [each.channel_name for each in api.slack_integrations(per_page=2)] == ["late"]
        assert list(api.webhook_integrations(per_page=2)) == made
        assert len(api.integrations()) == 5
        api.delete_integration(made[0])
        assert list(api.webhook_integrations()) == made[1:]
        with pytest.raises(NotFoundError):
            list(theirs.integrations(boss.entity))
        with pytest.raises(PermissionDeniedError):
            theirs.create_webhook_integration("x", "http://127.0.0.1:9/x", entity=boss.entity)
        for url in ("", "ftp://x", "127.0.0.1"):
            with pytest.raises(UsageError, match="Invalid web URL"):
                api.create_webhook_integration("x", url)


@pytest.mark.parametrize(
    ("filter_", "values", "holds"),
    [
        (RunEvent.metric("m") > 3, [1, 2, 3], False),
        (RunEvent.metric("m") > 3, [1, 4, 2], True),
        (RunEvent.metric("m").avg(2) >= 3, [2, 4, 0], True),
        (RunEvent.metric("m").avg(3) >= 3, [9], False),
        (RunEvent.metric("m").min(2) < 0, [1, -1], True),
        (RunEvent.metric("m").changes_by(diff=2), [1, 3], True),
        (RunEvent.metric("m").increases_by(diff=2), [3, 1], False),
        (RunEvent.metric("m").decreases_by(frac=0.5), [4, 2], True),
        (RunEvent.metric("m").decreases_by(frac=0.6), [4, 2], False),
        (abs(RunEvent.metric("m").zscore(4)) > 2, [1, 2, 1, 2, -9], True),
        (RunEvent.metric("m").zscore(4) > 2, [1, 2, 1, 2, -9], False),
        (RunEvent.metric("m").zscore(4) > 2, [1, 1, 1, 1, 1], False),
    ],
)
def test_when_a_metric_does_what_a_filter_says(
    filter_: Any, values: list[float], holds: bool
) -> None:
    assert metric_holds(filter_.document(), values) is holds
