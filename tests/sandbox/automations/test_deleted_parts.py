"""Automations whose integration was deleted, and IDs of deleted objects, which no other object gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.automations import OnRunState, RunEvent, SendNotification, SendWebhook
from runql.errors import NotFoundError
from tests.fix_receiver import firings

if TYPE_CHECKING:
    from runql.testing import Sandbox


def test_an_automation_outlives_its_integration(sandbox: Sandbox) -> None:
    user = sandbox.create_user("outliving")
    with sandbox.api(user) as api:
        event = OnRunState(api.create_project("outlived"), RunEvent.state == "failed")
        hook = api.create_webhook_integration("hook", "http://127.0.0.1:9/x")
        channel = api.create_slack_integration("alarms", "https://wandb.test")
        api.create_automation(event >> SendWebhook(hook.id, {"a": 1}), name="posting")
        api.create_automation(event >> SendNotification(channel.id, "Failed"), name="telling")
        api.delete_integration(hook)
        api.delete_integration(channel)
        assert list(api.integrations()) == []
        with pytest.raises(NotFoundError):
            api.delete_integration(hook)
        with pytest.raises(NotFoundError):
            api.create_automation(event >> SendWebhook(hook.id), name="new")
        found = {each.name: each for each in api.automations()}
        assert found["posting"].action == SendWebhook(hook.id, {"a": 1})
        assert found["telling"].action == SendNotification(channel.id, "Failed")
        found["posting"].update(description="d")
        api.create_run("outlived").update_state("failed")
        for name in found:
            [done] = firings(sandbox, name)
            assert done["outcome"] == "the integration is gone"


def test_ids_of_deleted_objects_are_not_given_again(sandbox: Sandbox) -> None:
    user = sandbox.create_user("reusing")
    with sandbox.api(user) as api:
        key = api.generate_api_key("old")
        api.delete_api_key(key)
        new = api.generate_api_key("new")
        with pytest.raises(NotFoundError):
            api.delete_api_key(key)
        assert new.id in {each.id for each in api.api_keys()}

        team = api.create_team("reusing-team")
        invite = team.invite("a@sandbox.invalid")
        team.withdraw(invite)
        team.invite("b@sandbox.invalid")
        with pytest.raises(NotFoundError):
            team.withdraw(invite)
        assert [each.email for each in team.invites] == ["b@sandbox.invalid"]

        report = api.create_report("reused", "old")
        report.delete()
        assert api.create_report("reused", "new").id != report.id
