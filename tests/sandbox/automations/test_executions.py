"""Executions of automations: events, results of webhooks, and the time of the last one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import Artifact, RunState
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    OnAddArtifactAlias,
    OnRunMetric,
    OnRunState,
    RunEvent,
    Scope,
    SendWebhook,
)
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from runql import Api
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_receiver import Receiver


def done(automation: Any, count: int) -> list[Any]:
    """Return the executions once none of them waits."""
    deadline = time.monotonic() + 15
    while True:
        found: list[Any] = automation.executions().all()
        if len(found) >= count and all(each.state != "PENDING" for each in found):
            return found
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


def finish(api: Api, project: str, *names: str) -> None:
    for name in names:
        api.create_run(project, run_id=name).update_state(RunState.FAILED)


def test_executions_say_what_happened_and_what_came_of_it(
    sandbox: Sandbox, user: SandboxUser, receiver: Receiver
) -> None:
    with sandbox.api(user) as api:
        api.create_run("watched", run_id="first")
        scope = Scope.of(api.project("watched"))
        failed = OnRunState(scope, RunEvent.state.eq("failed"))
        hook = api.create_webhook_integration("executions", receiver.url)
        gone = api.create_webhook_integration("gone", "http://127.0.0.1:9/hook")
        quiet = api.create_automation(failed >> DoNothing(), name="quiet")
        sent = api.create_automation(failed >> SendWebhook(hook.id), name="sent")
        lost = api.create_automation(failed >> SendWebhook(gone.id), name="lost")
        assert quiet.last_executed_at() is None
        assert quiet.executions().all() == []
        finish(api, "watched", "a", "b")
        found = done(quiet, 2)
        assert [each.event["runName"] for each in found] == ["b", "a"]
        assert {each.state for each in found} == {"FINISHED"}
        assert found[0].event == {
            "entityName": user.entity,
            "projectName": "watched",
            "runName": "b",
            "newRunState": "failed",
        }
        assert (found[0].event_type, found[0].action_type) == ("RUN_STATE", "NO_OP")
        assert (found[0].result_type, found[0].result, found[0].error) == ("DEFAULT", {}, None)
        assert found[0].created_at <= found[0].started_at
        assert quiet.last_executed_at() == found[0].created_at
        response = done(sent, 2)[0]
        assert (response.state, response.result["statusCode"]) == ("FINISHED", 204)
        assert response.result_type == "HTTP_RESPONSE"
        failed = done(lost, 2)[0]
        assert (failed.state, failed.result) == ("FAILED", {})
        assert "ConnectError" in str(failed.error)
        listed = quiet.executions(per_page=1)
        assert [len(each.items) for each in listed.pages()] == [1, 1]
        assert listed.total() == 2
        quiet.delete()
        with pytest.raises(NotFoundError):
            quiet.last_executed_at()
        with pytest.raises(NotFoundError):
            quiet.executions().all()


def test_events_of_artifacts_and_metrics_are_told(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        run = api.create_run("told", run_id="r")
        scope = Scope.of(api.project("told"))
        alias = api.create_automation(
            OnAddArtifactAlias(scope, ArtifactEvent.alias == "best") >> DoNothing(), name="alias"
        )
        metric = api.create_automation(
            OnRunMetric(scope, RunEvent.metric("loss") < 1) >> DoNothing(), name="metric"
        )
        draft = Artifact("weights", "model")
        draft.add(b"w", "w.bin")
        version = run.log_artifact(draft)
        version.aliases = [*version.aliases, "best"]
        version.save()
        rows = ['{"_step": 0, "loss": 2}', '{"_step": 1, "loss": 0.5}']
        body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": rows}}}
        url = f"{sandbox.base_url}/files/{user.entity}/told/r/file_stream"
        httpx.post(url, json=body, auth=("api", user.api_key)).raise_for_status()
        (found,) = done(alias, 1)
        assert found.event == {
            "entityName": user.entity,
            "projectName": "told",
            "artifactCollectionName": "weights",
            "artifactVersionIndex": 0,
            "alias": "best",
        }
        (found,) = done(metric, 1)
        assert (found.event["metricName"], found.event["metricValues"]) == ("loss", [0.5])


async def test_async_executions_are_the_same(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        api.create_run("async-watched", run_id="first")
        scope = Scope.of(api.project("async-watched"))
        failed = OnRunState(scope, RunEvent.state.eq("failed"))
        made = api.create_automation(failed >> DoNothing(), name="async")
        finish(api, "async-watched", "a", "b")
        expected = [each.id for each in done(made, 2)]
    async with sandbox.async_api(user) as api:
        automation = await api.automation("async")
        assert [each.id async for each in automation.executions()] == expected
        assert await automation.last_executed_at() is not None
    stranger = sandbox.create_user("executions-stranger")
    async with sandbox.async_api(stranger) as api:
        hidden = automation.executions()
        hidden._session = api._session
        with pytest.raises(NotFoundError):
            await hidden.all()
