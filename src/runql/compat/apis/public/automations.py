"""Automations and integrations with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import runql
from runql._models.integrations import SlackIntegration as OurSlack
from runql._models.integrations import WebhookIntegration as OurWebhook
from runql._sync.automations.resource import Automation as OurAutomation
from runql.compat._shared.lists import Paginator
from runql.compat._shared.wrapping import Wrapped

if TYPE_CHECKING:
    from datetime import datetime

    from runql.automations import Action, Event, OtherEvent, Scope

__all__ = [
    "Automation",
    "Automations",
    "Integrations",
    "SlackIntegration",
    "SlackIntegrations",
    "WebhookIntegration",
    "WebhookIntegrations",
]

_EDITABLE = ("name", "description", "enabled", "event", "action", "scope")


class Automation(Wrapped[runql.Automation]):
    """An automation. Attributes can be assigned and saved with `api.update_automation()`."""

    _wraps: ClassVar = (OurAutomation,)

    def __init__(self, inner: runql.Automation, api: runql.Api) -> None:
        super().__init__(inner, api)
        self._edits: dict[str, Any] = {}

    # For a type checker, `__setattr__` would allow any assignment.
    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            if name in _EDITABLE:
                self._edits[name] = value
            else:
                object.__setattr__(self, name, value)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Name."""
        found: str = self._edits.get("name", self._inner.name)
        return found

    @property
    def description(self) -> str | None:
        """Description."""
        found: str | None = self._edits.get("description", self._inner.description)
        return found

    @property
    def enabled(self) -> bool:
        """Whether the automation is enabled."""
        found: bool = self._edits.get("enabled", self._inner.enabled)
        return found

    @property
    def event(self) -> Event | OtherEvent:
        """The event that triggers the automation."""
        found: Event | OtherEvent = self._edits.get("event", self._inner.event)
        return found

    @property
    def action(self) -> Action:
        """The action that the automation performs."""
        found: Action = self._edits.get("action", self._inner.action)
        return found

    @property
    def scope(self) -> Scope | None:
        """The project, collection or registry that the automation observes."""
        found: Scope | None = self._edits.get("scope", self._inner.scope)
        return found

    @property
    def created_at(self) -> datetime:
        """When the automation was created."""
        return self._inner.created_at

    @property
    def updated_at(self) -> datetime | None:
        """When the automation last changed."""
        return self._inner.updated_at

    def _update(self, given: dict[str, Any], *, create_missing: bool) -> Automation:
        changes = {**self._edits, **given}
        if isinstance(changes.get("scope"), Wrapped):
            changes["scope"] = changes["scope"]._inner
        self._inner.update(**changes, create_missing=create_missing)
        self._edits.clear()
        return self


class Automations(Paginator[Automation]):
    """Automations of an entity."""


class SlackIntegration(Wrapped[OurSlack]):
    """A Slack channel that an entity has connected."""

    _wraps: ClassVar = (OurSlack,)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def team_name(self) -> str:
        """Name of the Slack workspace."""
        return self._inner.team_name

    @property
    def channel_name(self) -> str:
        """Name of the channel."""
        return self._inner.channel_name


class WebhookIntegration(Wrapped[OurWebhook]):
    """A webhook of an entity."""

    _wraps: ClassVar = (OurWebhook,)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Name."""
        return self._inner.name

    @property
    def url_endpoint(self) -> str:
        """URL of the webhook."""
        return self._inner.url


class Integrations(Paginator[SlackIntegration | WebhookIntegration]):
    """Integrations of an entity."""


class SlackIntegrations(Paginator[SlackIntegration]):
    """Slack channels of an entity."""


class WebhookIntegrations(Paginator[WebhookIntegration]):
    """Webhooks of an entity."""
