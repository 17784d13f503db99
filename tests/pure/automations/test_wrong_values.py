"""Values and combinations that events, filters and actions of automations refuse, without a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from runql._models.automations.base import AutomationBase, update_input
from runql._models.integrations import SlackIntegration, WebhookIntegration, check_webhook
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    OnLinkArtifact,
    OnRunState,
    OtherEvent,
    QueueJob,
    RunEvent,
    Scope,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Scope("PROJECT", "UHJvamVjdDox")
LOSS = RunEvent.metric("loss")
SLACK = SlackIntegration("i", "team", "channel")
WEBHOOK = WebhookIntegration("i", "hook", "https://host/path")


@pytest.mark.parametrize(
    "wrong",
    [
        # Chained comparisons and `and`, `or` and `not` would drop one of the conditions.
        lambda: 3 < LOSS < 5,
        lambda: (LOSS > 3) and (RunEvent.metric("acc") < 1),
        lambda: (RunEvent.state == "failed") or (RunEvent.name == "x"),
        lambda: RunEvent.state != "failed",
        lambda: bool((LOSS > 3) & (RunEvent.name == "x")),
        lambda: RunEvent.state == 5,
        lambda: RunEvent.state.in_(5),  # type: ignore[arg-type]
        lambda: RunEvent.state.in_([None]),  # type: ignore[list-item]
        lambda: RunEvent.metric(5),  # type: ignore[arg-type]
        lambda: RunEvent.metric("\ud800"),
        lambda: ArtifactEvent.alias == 5,
        lambda: ArtifactEvent.alias != None,  # noqa: E711
        lambda: ArtifactEvent.alias == "\ud800",
        lambda: ArtifactEvent.alias.in_([]),
        lambda: ArtifactEvent.alias.not_in([]),
        lambda: ArtifactEvent.alias.in_([5]),  # type: ignore[list-item]
        lambda: ArtifactEvent.alias.in_(5),  # type: ignore[arg-type]
        lambda: ArtifactEvent.alias.contains(5),  # type: ignore[arg-type]
        lambda: ArtifactEvent.alias.matches_regex("["),
        lambda: ArtifactEvent.alias.matches_regex(5),  # type: ignore[arg-type]
        lambda: ArtifactEvent.alias.exists("no"),  # type: ignore[arg-type]
        lambda: OnLinkArtifact(PROJECT, RunEvent.name == "x"),
        lambda: OnLinkArtifact(PROJECT, ~((ArtifactEvent.tag == "a") | (RunEvent.name == "x"))),
        lambda: (RunEvent.state == "failed") & (ArtifactEvent.alias == "x"),
        lambda: (LOSS > 1) & (ArtifactEvent.alias == "x"),
        lambda: Scope("PROJECT", ""),
        lambda: Scope("PROJECT", 5),  # type: ignore[arg-type]
        lambda: SendPromptToAria(None),  # type: ignore[arg-type]
        lambda: SendPromptToAria("\ud800"),
        lambda: SendNotification(PROJECT),  # type: ignore[arg-type]
        lambda: SendNotification("i", title=5),  # type: ignore[arg-type]
        lambda: SendNotification.from_integration("slack"),  # type: ignore[arg-type]
        lambda: SendNotification.from_integration(WEBHOOK),  # type: ignore[arg-type]
        lambda: SendWebhook(5),  # type: ignore[arg-type]
        lambda: SendWebhook.from_integration("hook"),  # type: ignore[arg-type]
        lambda: SendWebhook.from_integration(SLACK),  # type: ignore[arg-type]
        lambda: QueueJob(5, {}),  # type: ignore[arg-type]
    ],
)
def test_wrong_values_are_refused_when_they_are_written(wrong: Callable[[], object]) -> None:
    with pytest.raises(UsageError):
        wrong()


@pytest.mark.parametrize(
    "changes",
    [
        {"event": "failed"},
        {"event": OnRunState},
        {"event": OnRunState(PROJECT, RunEvent.state == "failed") >> DoNothing()},
        {"event": OtherEvent("NEW", "{}")},
        {"event": "failed", "scope": PROJECT},
        {"action": "webhook"},
        {"action": DoNothing},
    ],
)
def test_an_update_refuses_what_is_no_event_and_no_action(changes: dict[str, Any]) -> None:
    automation = cast("AutomationBase", type("Saved", (), {"id": "x"})())
    unchanged = dict.fromkeys(("name", "description", "enabled", "scope", "event", "action"))
    with pytest.raises(UsageError, match=r"must be of type (Event|Action), got"):
        update_input(automation, **{**unchanged, **changes})


def test_conditions_name_their_fields() -> None:
    joined = (ArtifactEvent.alias == "a") & ~((ArtifactEvent.tag == "b") | (RunEvent.name == "c"))
    assert joined.fields == {"alias", "tag", "display_name"}


@pytest.mark.parametrize(
    "url",
    [
        "", "ftp://x", "127.0.0.1", "http://", "http://[", "http://:80/x", "http://x:99999", "http://x:y/",
        "http://x/a b", "http://x/\n", " http://x", "http://x:0/",
    ],
)  # fmt: skip
def test_invalid_urls_of_webhooks_are_refused(url: str) -> None:
    with pytest.raises(UsageError, match="Invalid web URL"):
        check_webhook("x", url)


@pytest.mark.parametrize(
    "url", ["http://x", "https://x.io:8080/a?b=c#d", "https://[::1]:9/x", "https://é.io/ü"]
)
def test_urls_of_webhooks_are_accepted(url: str) -> None:
    check_webhook("x", url)
