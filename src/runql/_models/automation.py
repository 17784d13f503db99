"""Automations as the server has them, and what changes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql._models.automation_events import (
    Action,
    DoNothing,
    Event,
    NewAutomation,
    Scope,
    SendNotification,
    SendWebhook,
)
from runql._models.integration import missing_entity
from runql._models.user import empty_answer
from runql._pages import Page
from runql.errors import NotFoundError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from runql_graphql.create_automation import CreateAutomation
    from runql_graphql.fragments import TriggerFields
    from runql_graphql.inputs import CreateFilterTriggerInput, UpdateFilterTriggerInput
    from runql_graphql.list_automations import ListAutomations
    from runql_graphql.update_automation import UpdateAutomation

    from runql._json import JsonValue

__all__ = ["AutomationBase", "OtherAction", "SavedEvent"]

LONGEST_NAME: Final = 255
_OLD_EVENTS: Final = frozenset({"CREATE_ARTIFACT", "ADD_ARTIFACT_ALIAS", "LINK_MODEL"})
_OLD_ACTIONS: Final = frozenset({"GENERIC_WEBHOOK", "NOTIFICATION"})


@dataclass(frozen=True, slots=True)
class SavedEvent:
    """What starts an automation, as the server keeps it; events of newer servers are kept as they are.

    Attributes:
        event_type: The event as the server calls it.
        text: The filter as the server keeps it.
    """

    event_type: str
    text: str

    @property
    def filter(self) -> JsonValue:
        """The filter, with the texts inside decoded; the text itself if it is no JSON."""
        return _decoded(self.text)


@dataclass(frozen=True, slots=True)
class OtherAction(Action):
    """An action that this version does not make: it can be listed, kept and deleted.

    Attributes:
        typename: What the server calls its type.
    """

    typename: str

    def config(self) -> dict[str, Any]:
        """Refuse: what it does is not known.

        Raises:
            UnsupportedError: Always.
        """
        raise UnsupportedError(
            f"runql cannot make the action {self.typename}.",
            remedy="Give another action, or change this one in the web app.",
        )


class AutomationBase:
    """An automation as it was when the server answered."""

    def __init__(self, snapshot: TriggerFields) -> None:
        self._take(snapshot)

    def _take(self, snapshot: TriggerFields) -> None:
        self._snapshot = snapshot
        self._event = _event(snapshot.triggering_condition)
        self._action = _action(snapshot.triggered_action)

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name; one entity has it once."""
        return self._snapshot.name

    @property
    def description(self) -> str | None:
        """What it is for."""
        return self._snapshot.description

    @property
    def enabled(self) -> bool:
        """Whether it fires."""
        return self._snapshot.enabled

    @property
    def scope(self) -> Scope | None:
        """Where it looks; None for a kind that this version does not know."""
        return _scope(self._snapshot.scope)

    @property
    def event(self) -> SavedEvent:
        """What starts it."""
        return self._event

    @property
    def action(self) -> Action:
        """What it does; an `OtherAction` when this version does not make such."""
        return self._action

    @property
    def created_at(self) -> datetime:
        """When it was made; aware, UTC."""
        return self._snapshot.created_at

    @property
    def updated_at(self) -> datetime | None:
        """When it was last changed; aware, UTC."""
        return self._snapshot.updated_at

    def __repr__(self) -> str:
        off = "" if self.enabled else ", off"
        return f"<{type(self).__name__} {self.name}: {self.event.event_type}{off}>"


def _scope(found: object) -> Scope | None:
    from runql_graphql import fragments

    if isinstance(found, fragments.ProjectScopeFields):
        return Scope("PROJECT", found.id, found.name)
    if isinstance(found, fragments.EntityScopeFields):
        return Scope("ENTITY", found.id, found.name)
    if isinstance(
        found, fragments.ArtifactPortfolioScopeFields | fragments.ArtifactSequenceScopeFields
    ):
        return Scope("ARTIFACT_COLLECTION", found.id, found.name)
    return None


def _event(found: object) -> SavedEvent:
    from runql_graphql import fragments

    if isinstance(found, fragments.FilterEventTriggeringConditionFields):
        return SavedEvent(str(found.event_type), found.filter_)
    return SavedEvent(str(getattr(found, "typename__", "unknown")), "")


def _action(found: object) -> Action:
    from runql_graphql import fragments

    if isinstance(found, fragments.NoOpTriggeredActionFields):
        return DoNothing()
    if isinstance(found, fragments.NotificationTriggeredActionFields):
        integration = found.integration
        if isinstance(integration, fragments.SlackIntegrationFields):
            return SendNotification(
                integration.id,
                found.title or "",
                found.message or "",
                _severity(str(found.severity or "INFO")),
            )
    if isinstance(found, fragments.GenericWebhookTriggeredActionFields):
        webhook = found.integration
        if isinstance(webhook, fragments.GenericWebhookIntegrationFields):
            text = found.request_payload
            payload: Any = None if text is None else _decoded(str(text))
            return SendWebhook(webhook.id, payload if isinstance(payload, dict) else None)
    return OtherAction(str(getattr(found, "typename__", "unknown")))


def _severity(text: str) -> Any:  # noqa: ANN401 - one of three texts, or a newer one kept
    return text


def _decoded(value: JsonValue) -> JsonValue:
    """Decode JSON texts inside JSON texts; other texts stay."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return _decoded(json.loads(value))
        except ValueError:
            return value
    if isinstance(value, dict):
        return {key: _decoded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_decoded(each) for each in value]
    return value


def needed_features(event_type: str, action: str, scope: str) -> tuple[str, ...]:
    """Return the features of a server that an automation needs."""
    return (
        *([] if event_type in _OLD_EVENTS else [f"AUTOMATION_EVENT_{event_type}"]),
        *([] if action in _OLD_ACTIONS else [f"AUTOMATION_ACTION_{action}"]),
        *(["AUTOMATION_SCOPE_ENTITY"] if scope == "ENTITY" else []),
    )


def check_name(name: str) -> str:
    """Return a name that an automation can have.

    Raises:
        UsageError: It is empty or too long.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        raise UsageError(
            f"An automation's name has 1 to {LONGEST_NAME} characters, not {len(name)}."
        )
    return name


def create_input(
    new: NewAutomation, name: str, description: str | None, *, enabled: bool
) -> CreateFilterTriggerInput:
    """Return the input that makes an automation."""
    from runql_graphql.inputs import CreateFilterTriggerInput

    wire = new.wire(check_name(name), description=description, enabled=enabled)
    return CreateFilterTriggerInput.model_validate(wire)


def update_input(
    automation: AutomationBase,
    *,
    name: str | None,
    description: str | None,
    enabled: bool | None,
    event: Event | None,
    action: Action | None,
) -> UpdateFilterTriggerInput:
    """Return the input that changes what was given of an automation."""
    from runql_graphql.inputs import UpdateFilterTriggerInput

    wire: dict[str, Any] = {"id": automation.id}
    if name is not None:
        wire["name"] = check_name(name)
    if description is not None:
        wire["description"] = description
    if enabled is not None:
        wire["enabled"] = enabled
    if event is not None:
        wire["scopeID"], wire["scopeType"] = event.scope.id, event.scope.kind
        wire["triggeringEventType"] = event.event_type
        wire["eventFilter"] = event.filter_text()
    if action is not None:
        wire["triggeredActionType"], wire["triggeredActionConfig"] = action.kind, action.config()
    return UpdateFilterTriggerInput.model_validate(wire)


def listed_automations(answer: ListAutomations, entity: str) -> Page[TriggerFields]:
    """Take a page of automations out of an answer.

    Raises:
        NotFoundError: There is no such entity.
    """
    if answer.entity is None:
        raise missing_entity(entity, "ListAutomations")
    found = answer.entity.triggers
    items = tuple(edge.node for edge in found.edges)
    return Page(items, found.page_info.end_cursor if found.page_info.has_next_page else None)


def made_automation(answer: CreateAutomation) -> TriggerFields:
    """Return the automation that was made.

    Raises:
        ProtocolError: The server answered without one.
    """
    made = answer.create_filter_trigger
    if made is None or made.trigger is None:
        raise empty_answer("CreateAutomation", "trigger")
    return made.trigger


def changed_automation(answer: UpdateAutomation) -> TriggerFields:
    """Return the automation that was changed.

    Raises:
        ProtocolError: The server answered without one.
    """
    changed = answer.update_filter_trigger
    if changed is None or changed.trigger is None:
        raise empty_answer("UpdateAutomation", "trigger")
    return changed.trigger


def missing_automation(entity: str, name: str) -> NotFoundError:
    """Return the error for an automation that is not there."""
    return NotFoundError(
        f"The entity {entity} has no automation {name!r}.",
        remedy="api.automations(entity) lists them.",
        operation="ListAutomations",
    )
