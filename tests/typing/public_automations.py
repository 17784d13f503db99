"""The shapes of the official documentation's automations, for type checkers: never run."""

from __future__ import annotations

from typing import assert_type

from runql import (
    Api,
    ArtifactCollection,
    AsyncApi,
    AsyncAutomation,
    Automation,
    F,
    Integrations,
    Organization,
    Project,
    Registry,
    SlackIntegration,
    Team,
    WebhookIntegration,
)
from runql.automations import (
    Action,
    ArtifactEvent,
    DoNothing,
    Event,
    NewAutomation,
    OnAddArtifactAlias,
    OnAddArtifactTag,
    OnAddCollectionTag,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRemoveArtifactTag,
    OnRemoveCollectionTag,
    OnRunMetric,
    OnRunState,
    OnUnlinkArtifact,
    OtherAction,
    OtherEvent,
    QueueJob,
    RunEvent,
    Scope,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)


def a_notification_for_a_metric(api: Api) -> None:
    project = api.project("my-team/my-project")
    slack_hook = api.slack_integrations(entity="my-team").first()
    assert slack_hook is not None
    assert_type(slack_hook, SlackIntegration)
    event = OnRunMetric(scope=project, filter=RunEvent.metric("custom-metric") > 10)
    action = SendNotification.from_integration(
        slack_hook, title="High", text="It is high.", level="WARN"
    )
    assert_type(action, SendNotification)
    assert_type(event >> action, NewAutomation)
    automation = api.create_automation(
        event >> action,
        name="my-automation",
        description="Send a Slack message whenever 'custom-metric' exceeds 10.",
    )
    assert_type(automation, Automation)


def artifact_events(collection: ArtifactCollection, registry: Registry) -> None:
    alias, tag = ArtifactEvent.alias, ArtifactEvent.tag
    OnCreateArtifact(scope=collection)
    OnLinkArtifact(scope=collection, filter=alias.eq("prod"))
    OnLinkArtifact(scope=registry, filter=alias == "prod")
    OnUnlinkArtifact(scope=registry)
    OnAddArtifactAlias(scope=collection, filter=alias.matches_regex("^prod-.*"))
    OnAddArtifactAlias(scope=collection, filter=(alias == "a") | ~(alias == "b"))
    OnAddArtifactTag(scope=collection, filter=tag.in_(["prod", "test"]))
    OnRemoveArtifactTag(scope=collection, filter=tag.contains("prod"))
    OnAddCollectionTag(scope=collection, filter=tag != "prod")
    OnRemoveCollectionTag(scope=collection, filter=tag.not_in(["prod"]) & tag.exists())
    OnLinkArtifact(scope=collection, filter="prod")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    OnLinkArtifact(scope="collection")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def run_events(project: Project, team: Team, organization: Organization) -> None:
    metric = RunEvent.metric("my-metric")
    OnRunMetric(scope=project, filter=metric.avg(5).gt(123.45))
    OnRunMetric(scope=team, filter=metric.mean(window=5) >= 1)
    OnRunMetric(scope=organization, filter=metric.max(10).lt(0) & (RunEvent.name == "my-run"))
    OnRunMetric(scope=project, filter=metric.changes_by(diff=1))
    OnRunMetric(scope=project, filter=metric.min(3).increases_by(frac=0.1))
    OnRunMetric(scope=project, filter=metric.decreases_by(frac=0.1) & RunEvent.name.contains("x"))
    OnRunMetric(scope=project, filter=metric.zscore(30) > 2)
    OnRunMetric(scope=project, filter=abs(metric.zscore(30)) >= 2)
    OnRunMetric(scope=project, filter=metric.zscore(30).lt(-2) & (F.config["lr"] > 0.1))
    OnRunState(scope=project, filter=RunEvent.state.in_(["finished", "failed"]))
    OnRunState(scope=project, filter=(RunEvent.state == "failed") & (F.tags == "prod"))
    OnRunState(scope=project, filter=(F.summary["loss"] > 1) & (RunEvent.state == "failed"))


def a_metric_is_no_number(project: Project) -> None:
    metric = RunEvent.metric("my-metric")
    OnRunMetric(scope=project, filter=metric == 3)  # type: ignore[arg-type, comparison-overlap]  # pyright: ignore[reportArgumentType, reportUnnecessaryComparison]
    OnRunMetric(scope=project, filter=metric.avg(5) == 3)  # type: ignore[arg-type, comparison-overlap]  # pyright: ignore[reportArgumentType, reportUnnecessaryComparison]
    OnRunMetric(scope=project, filter=metric.zscore(5) == 3)  # type: ignore[arg-type, comparison-overlap]  # pyright: ignore[reportArgumentType, reportUnnecessaryComparison]
    OnRunMetric(scope=project, filter=metric)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    OnRunState(scope=project, filter=metric > 3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def actions(webhook: WebhookIntegration, slack: SlackIntegration) -> None:
    assert_type(
        SendWebhook.from_integration(webhook, payload={"run": "${run_name}", "n": [1]}), SendWebhook
    )
    SendWebhook(integration_id=webhook.id)
    SendNotification(integration_id=slack.id, title="t", message="m", severity="ERROR")
    SendNotification(integration_id=slack.id, severity="LOUD")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    SendPromptToAria(prompt="Look at it.")
    QueueJob("id", {"job": "train:latest"})
    DoNothing()


def saved(api: Api) -> None:
    automation = api.automation(name="my-automation", entity="my-team")
    assert_type(automation.event, Event | OtherEvent)
    assert_type(automation.action, Action)
    assert_type(automation.scope, Scope | None)
    assert_type(automation.event.event_type, str)
    if isinstance(automation.event, OnRunState):
        assert_type(automation.event.filter.states, tuple[str, ...])
    if isinstance(automation.action, OtherAction):
        assert_type(automation.action.typename, str)
    assert_type([each.name for each in api.automations(entity="my-team")], list[str])
    automation.update(enabled=False, description="Kept for reference, but no longer used.")
    automation.update(action=DoNothing(), create_missing=True)
    automation.delete()
    assert_type(api.slack_integrations("e"), Integrations[SlackIntegration])


async def asynchronously(api: AsyncApi) -> None:
    project = await api.project("my-team/my-project")
    made = await api.create_automation(
        OnRunMetric(scope=project, filter=RunEvent.metric("loss") > 3) >> DoNothing(),
        name="a",
        fetch_existing=True,
    )
    assert_type(made, AsyncAutomation)
    assert_type(await api.automations("e").first(), AsyncAutomation | None)
    hook = await api.create_webhook_integration("hook", "https://example.test")
    assert_type(hook, WebhookIntegration)
    await api.delete_integration(hook)
