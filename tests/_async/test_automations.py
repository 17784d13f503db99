"""Automations of the official SDK, on recorded responses of a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.automations import (
    ArtifactEvent,
    DoNothing,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    RunEvent,
    Scope,
    SendNotification,
    SendWebhook,
)
from runql.errors import ConflictError, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import AsyncApi

TEAM = "automations-team"
LOSS = RunEvent.metric("loss")
FAILED = RunEvent.state == "failed"


@pytest.fixture
def sent(count_requests: Callable[[], int]) -> Callable[[], int]:
    """How many requests were sent since the last look."""
    before = 0

    def look() -> int:
        nonlocal before
        now = count_requests()
        before, new = now, now - before
        return new

    return look


async def test_automations_are_listed(async_api: AsyncApi, sent: Callable[[], int]) -> None:
    found = async_api.automations(TEAM, per_page=2)
    assert sent() == 0
    names = [each.name async for each in found]
    assert names == ["low loss", "failed", "linked", "new version", "team"]
    assert sent() == 3
    some = async_api.automations(TEAM, per_page=2, limit=3)
    assert len(await some.all()) == 3
    rest = async_api.automations(TEAM, after=some.cursor)
    assert [each.name async for each in rest] == names[3:]
    sent()
    assert [each.name async for each in async_api.automations(TEAM, name="linked")] == ["linked"]
    with pytest.warns(UserWarning, match=r"no automation 'link'. Did you mean 'linked'"):
        assert await async_api.automations(TEAM, name="link").all() == []
    assert await async_api.automations(TEAM, name="other").all() == []
    assert sent() == 5
    with pytest.raises(NotFoundError, match="Entity not found: 'nobody'"):
        await async_api.automations("nobody").all()


async def test_every_attribute_of_an_automation(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    project = Scope.of(await async_api.project(f"{TEAM}/watched"))
    channel = await async_api.slack_integrations(TEAM).first()
    hook = await async_api.webhook_integrations(TEAM).first()
    assert hook is not None
    assert channel is not None
    sent()
    low = await async_api.automation("low loss", TEAM)
    assert sent() == 1
    assert (low.name, low.description, low.enabled) == ("low loss", "About low loss.", True)
    assert low.scope == project
    assert (project.name, project.entity) == ("watched", TEAM)
    assert low.event == OnRunMetric(project, (LOSS.avg(5) < 0.5) & RunEvent.name.contains("x"))
    assert low.action == SendWebhook(hook.id, {"run": "${run_name}", "text": "[1]"})
    assert low.created_at.tzinfo is not None
    assert low.updated_at is not None
    assert repr(low) == "<AsyncAutomation low loss: RUN_METRIC>"
    failed = await async_api.automation("failed", TEAM)
    assert failed.event == OnRunState(project, RunEvent.state.in_(["failed", "finished"]))
    assert failed.action == SendNotification(channel.id, "Failed", "Look.", "WARN")
    alias = ArtifactEvent.alias
    linked = await async_api.automation("linked", TEAM)
    assert linked.event == OnLinkArtifact(project, (alias == "prod") | ~(alias == "test"))
    assert linked.action == DoNothing()
    version = await async_api.automation("new version", TEAM)
    weights = await async_api.artifact_collection("model", f"{TEAM}/watched/weights")
    assert version.event == OnCreateArtifact(weights)
    assert repr(version) == "<AsyncAutomation new version: CREATE_ARTIFACT, off>"
    whole = await async_api.automation("team", TEAM)
    team = await async_api.team(TEAM)
    assert whole.event == OnRunMetric(team, abs(LOSS.zscore(30)) > 2)
    with pytest.raises(NotFoundError, match="Automation not found: 'none'"):
        await async_api.automation("none", TEAM)


async def test_an_automation_is_made_changed_and_deleted(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    project = await async_api.project(f"{TEAM}/watched")
    sent()
    event = OnRunState(scope=project, filter=FAILED)
    made = await async_api.create_automation(
        event >> DoNothing(), name="made", description="Made.", enabled=False
    )
    assert sent() == 2
    assert (made.event, made.enabled, made.description) == (event, False, "Made.")
    await made.enable()
    assert made.enabled
    await made.disable()
    assert not made.enabled
    assert sent() == 2
    other = OnRunMetric(project, LOSS.increases_by(frac=0.5))
    await made.update(name="changed", description="", event=other)
    assert sent() == 1
    again = await async_api.automation("changed", TEAM)
    assert (again.id, again.event, again.description) == (made.id, other, "")
    await made.update(scope=await async_api.team(TEAM))
    assert made.scope == Scope.of(await async_api.team(TEAM))
    assert made.event == other.at(await async_api.team(TEAM))
    await made.delete()
    with pytest.raises(NotFoundError):
        await made.delete()
    with pytest.raises(NotFoundError):
        await made.enable()


async def test_a_name_is_taken_once(async_api: AsyncApi, sent: Callable[[], int]) -> None:
    project = await async_api.project(f"{TEAM}/watched")
    new = OnRunState(project, FAILED) >> DoNothing()
    sent()
    with pytest.raises(ConflictError, match="failed"):
        await async_api.create_automation(new, name="failed")
    assert sent() == 2
    found = await async_api.create_automation(new, name="failed", fetch_existing=True)
    assert sent() == 2
    assert found.id == (await async_api.automation("failed", TEAM)).id
    assert isinstance(found.action, SendNotification)
    with pytest.raises(ConflictError, match="failed"):
        await async_api.create_automation(new, name="failed", fetch_existing=True, entity="entity")
    with pytest.raises(ConflictError, match="failed"):
        await (await async_api.automation("linked", TEAM)).update(name="failed")


async def test_a_deleted_automation_is_made_anew(
    async_api: AsyncApi, sent: Callable[[], int]
) -> None:
    project = await async_api.project(f"{TEAM}/watched")
    new = OnRunState(project, FAILED) >> DoNothing()
    made = await async_api.create_automation(new, name="lost", description="Lost.")
    old = made.id
    await made.delete()
    sent()
    with pytest.raises(NotFoundError):
        await made.update(enabled=False)
    await made.update(enabled=False, create_missing=True)
    assert sent() == 3
    found = await async_api.automation("lost", TEAM)
    assert (found.id, found.enabled, found.description) == (made.id, False, "Lost.")
    assert found.id != old
    assert found.event == new.event
    await found.delete()


async def test_what_cannot_be_is_refused(async_api: AsyncApi, sent: Callable[[], int]) -> None:
    project = await async_api.project(f"{TEAM}/watched")
    event = OnRunState(project, FAILED)
    sent()
    for name in ("", "x" * 256):
        with pytest.raises(UsageError, match="255"):
            await async_api.create_automation(event >> DoNothing(), name=name)
    assert sent() == 0
    with pytest.raises(NotFoundError, match="integration"):
        await async_api.create_automation(event >> SendWebhook("nothing"), name="hook")
