# Generated from tests/_async/test_integrations.py by `make generate`. Do not edit.

"""Integrations, on recorded responses of a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Api, SlackIntegration, WebhookIntegration
from runql._models.integrations import OtherIntegration
from runql.errors import NotFoundError, PermissionDeniedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

TEAM = "integrations-team"


def test_integrations_are_listed(api: Api, count_requests: Callable[[], int]) -> None:
    found = api.integrations(TEAM, per_page=3)
    assert count_requests() == 0
    kinds = [type(each) for each in found]
    assert kinds == [WebhookIntegration, WebhookIntegration, SlackIntegration, WebhookIntegration]
    assert count_requests() == 2


def test_one_kind_is_complete_across_pages(api: Api, count_requests: Callable[[], int]) -> None:
    [channel] = api.slack_integrations(TEAM, per_page=2).all()
    assert (channel.channel_name, channel.team_name) == ("alarms", f"{TEAM}-workspace")
    assert count_requests() == 2
    hooks = api.webhook_integrations(TEAM, per_page=2).all()
    assert [(each.name, each.url) for each in hooks] == [
        (name, f"https://hooks.test/{name}") for name in ("first", "second", "third")
    ]
    assert count_requests() == 4


def test_a_webhook_is_made_and_deleted(api: Api, count_requests: Callable[[], int]) -> None:
    made = api.create_webhook_integration(
        "made", "https://hooks.test/made", entity=TEAM, secret="signing", access_token="bearer"
    )
    assert count_requests() == 1
    assert (made.name, made.url) == ("made", "https://hooks.test/made")
    assert "signing" not in repr(made)
    assert "bearer" not in repr(made)
    assert made in api.webhook_integrations(TEAM).all()
    api.delete_integration(made)
    assert count_requests() == 3
    assert made not in api.webhook_integrations(TEAM).all()
    with pytest.raises(NotFoundError, match="integration"):
        api.delete_integration(made.id)


def test_a_slack_channel_is_connected_and_deleted(api: Api) -> None:
    made = api.create_slack_integration("made", "https://wandb.test", entity=TEAM)
    assert made.channel_name == "made"
    assert made in api.slack_integrations(TEAM).all()
    api.delete_integration(made)
    assert made not in api.slack_integrations(TEAM).all()


def test_an_entity_that_is_not_there(api: Api) -> None:
    with pytest.raises(NotFoundError, match="Entity not found: 'nobody'"):
        api.slack_integrations("nobody").all()
    with pytest.raises(PermissionDeniedError, match="nobody"):
        api.create_webhook_integration("x", "https://hooks.test", entity="nobody")


def test_what_cannot_be_is_refused_before_anything_is_sent(
    api: Api, count_requests: Callable[[], int]
) -> None:
    for name, url in (("", "https://x"), ("x" * 65, "https://x"), ("x", "x"), ("x", "ftp://x")):
        with pytest.raises(UsageError):
            api.create_webhook_integration(name, url)
    with pytest.raises(UsageError):
        api.integrations(per_page=0)
    with pytest.raises(UsageError, match="code"):
        api.create_slack_integration("", "https://wandb.test")
    with pytest.raises(UsageError, match="has no ID"):
        api.delete_integration(OtherIntegration("Moon", None, "c"))
    assert count_requests() == 0
