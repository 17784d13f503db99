"""Automations in responses, and the inputs of mutations that change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql._choices import near_names
from runql._display.cards import Card, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.inputs import input_of
from runql._models._attributes.mutation_results import empty_response
from runql._models._attributes.text_lists import check_kind
from runql._models.integrations import missing_entity
from runql._paging.pages import Page
from runql.errors import NotFoundError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from runql_graphql.create_automation import CreateAutomation
    from runql_graphql.fragments.automations.base import TriggerFields
    from runql_graphql.inputs import CreateFilterTriggerInput, UpdateFilterTriggerInput
    from runql_graphql.list_automations import ListAutomations
    from runql_graphql.list_project_automations import ListProjectAutomations
    from runql_graphql.update_automation import UpdateAutomation

    from runql._models.automations.actions import Action
    from runql._models.automations.events import Event, NewAutomation, OtherEvent
    from runql._models.automations.scopes import Scope, ScopeSource

__all__ = ["AutomationBase"]

LONGEST_NAME: Final = 255
ENTITY_LISTING: Final = "QUERY_AUTOMATIONS_ON_ENTITY"
"""The feature of servers that list the automations of an entity, rather than of projects only."""

_ALWAYS: Final = frozenset(
    {
        "CREATE_ARTIFACT",
        "ADD_ARTIFACT_ALIAS",
        "LINK_MODEL",
        "GENERIC_WEBHOOK",
        "NOTIFICATION",
        "QUEUE_JOB",
    }
)
_LONG_SINCE: Final = frozenset({"RUN_METRIC", "RUN_METRIC_CHANGE", "RUN_STATE", "NO_OP"})
"""Events and actions that all servers support, although newer servers may not report their feature."""


class AutomationBase(KnownAttributes):
    """An automation. Attributes reflect the server's last response."""

    def __init__(self, snapshot: TriggerFields, entity: str | None = None) -> None:
        self._take(snapshot, entity)

    def _take(self, snapshot: TriggerFields, entity: str | None) -> None:
        from runql._models.automations.reading import read_action, read_event, read_scope

        self._snapshot = snapshot
        self._entity = entity
        self._scope = read_scope(snapshot.scope, self._entity)
        self._event = read_event(snapshot.triggering_condition, self._scope)
        self._action = read_action(snapshot.triggered_action)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name, unique within an entity."""
        return self._snapshot.name

    @property
    def description(self) -> str | None:
        """Description."""
        return self._snapshot.description

    @property
    def enabled(self) -> bool:
        """Whether the automation reacts to events."""
        return self._snapshot.enabled

    @property
    def scope(self) -> Scope | None:
        """Project, collection or entity that it observes; None for an unknown kind."""
        return self._scope

    @property
    def entity(self) -> str | None:
        """User, team or organization's entity that owns it; None if unknown."""
        return self._entity

    @property
    def event(self) -> Event | OtherEvent:
        """Event that starts it; an `OtherEvent` if this version does not support it."""
        return self._event

    @property
    def action(self) -> Action:
        """Action that it runs; an `OtherAction` if this version does not support its type."""
        return self._action

    @property
    def created_at(self) -> datetime:
        """Time at which the automation was created (aware, UTC)."""
        return self._snapshot.created_at

    @property
    def updated_at(self) -> datetime | None:
        """Time of the last change (aware, UTC)."""
        return self._snapshot.updated_at

    def _card(self) -> Card:
        facts = {
            "event": repr(self.event),
            "action": repr(self.action),
            "entity": self.entity,
            "created": self.created_at,
            "updated": self.updated_at,
            "description": self.description,
        }
        state = "on" if self.enabled else "off"
        return Card(kind_of(self), self.name, state=state, facts=facts)

    def __repr__(self) -> str:
        off = "" if self.enabled else ", off"
        return f"<{type(self).__name__} {self.name}: {self.event.event_type}{off}>"


def needed_features(given: Mapping[str, Any]) -> dict[str, bool]:
    """Return the features that an input requires.

    The value is whether a server that does not report the feature has it.
    """
    event, action = given.get("triggeringEventType"), given.get("triggeredActionType")
    needed = {f"AUTOMATION_EVENT_{event}": event, f"AUTOMATION_ACTION_{action}": action}
    found = {
        feature: value in _LONG_SINCE
        for feature, value in needed.items()
        if value is not None and value not in _ALWAYS
    }
    if given.get("scopeType") == "ENTITY":
        found["AUTOMATION_SCOPE_ENTITY"] = False
    return found


def check_name(name: str) -> str:
    """Return a valid automation name.

    Raises:
        UsageError: If the name is empty or too long.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        raise UsageError(
            f"An automation name must have 1 to {LONGEST_NAME} characters, got {len(name)}."
        )
    return name


def create_input(
    new: NewAutomation, name: str, description: str | None, *, enabled: bool
) -> dict[str, Any]:
    """Return the input of the mutation that creates an automation.

    Raises:
        UsageError: If `new` is not an event joined with an action, or the name is invalid.
    """
    from runql._models.automations.events import NewAutomation

    check_kind(new, NewAutomation, "new")
    return new.wire(check_name(name), description=description, enabled=enabled)


def update_input(
    automation: AutomationBase,
    *,
    name: str | None,
    description: str | None,
    enabled: bool | None,
    scope: ScopeSource | None,
    event: Event | None,
    action: Action | None,
) -> dict[str, Any]:
    """Return the input that changes the given attributes of an automation.

    Raises:
        UsageError: If the name is invalid, the event does not support the scope, or the event or the action is of
            another type.
    """
    from runql._models.automations.actions import Action
    from runql._models.automations.events import Event
    from runql._models.automations.scopes import Scope

    wire: dict[str, Any] = {"id": automation.id}
    if name is not None:
        wire["name"] = check_name(name)
    if description is not None:
        wire["description"] = description
    if enabled is not None:
        wire["enabled"] = enabled
    if event is not None:
        check_kind(event, Event, "event")
    if action is not None:
        check_kind(action, Action, "action")
    if scope is not None and event is not None:
        event = event.at(scope)
    elif scope is not None:
        saved = automation.event
        resolved = saved.at(scope).scope if isinstance(saved, Event) else Scope.of(scope)
        wire["scopeID"], wire["scopeType"] = resolved.id, resolved.kind
    if event is not None:
        wire["scopeID"], wire["scopeType"] = event.scope.id, event.scope.kind
        wire["triggeringEventType"] = event.event_type
        wire["eventFilter"] = event.filter_text()
    if action is not None:
        wire["triggeredActionType"], wire["triggeredActionConfig"] = action.kind, action.config()
    return wire


def entity_after(
    automation: AutomationBase, scope: ScopeSource | None, event: Event | None
) -> str | None:
    """Return the owner of an automation after a scope change; None if unknown."""
    from runql._models.automations.scopes import Scope

    resolved = scope if scope is not None or event is None else event.scope
    return automation.entity if resolved is None else Scope.of(resolved).entity


def recreate_input(automation: AutomationBase, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the input that recreates a deleted automation, with changes.

    Raises:
        UnsupportedError: If this version does not support the automation's scope or action.
    """
    if automation.scope is None:
        raise UnsupportedError(
            f"Cannot create {automation.name!r} again: this version of runql does not support its scope."
        )
    wire: dict[str, Any] = {
        "enabled": automation.enabled,
        "eventFilter": automation.event.filter_text(),
        "name": automation.name,
        "scopeID": automation.scope.id,
        "scopeType": automation.scope.kind,
        "triggeringEventType": automation.event.event_type,
    }
    if automation.description is not None:
        wire["description"] = automation.description
    if "triggeredActionConfig" not in changes:
        wire["triggeredActionConfig"] = automation.action.config()
        wire["triggeredActionType"] = automation.action.kind
    return {**wire, **{key: value for key, value in changes.items() if key != "id"}}


def as_create_input(wire: Mapping[str, Any]) -> CreateFilterTriggerInput:
    """Return the typed input of the mutation that creates an automation."""
    from runql_graphql.inputs import CreateFilterTriggerInput

    return input_of(CreateFilterTriggerInput, wire)


def as_update_input(wire: Mapping[str, Any]) -> UpdateFilterTriggerInput:
    """Return the typed input of the mutation that changes an automation."""
    from runql_graphql.inputs import UpdateFilterTriggerInput

    return input_of(UpdateFilterTriggerInput, wire)


def missing_listing(entity: str) -> UnsupportedError:
    """Return the error for a server that cannot list automations."""
    return UnsupportedError(
        f"This server cannot list the automations of {entity}: it lacks the feature {ENTITY_LISTING}, "
        "and its projects have no field triggers.",
        hint="Upgrade the server; api.server_info() shows its version.",
        operation="ListAutomations",
    )


def listed_automations(response: ListAutomations, entity: str) -> Page[TriggerFields]:
    """Return the page of automations in a response.

    Raises:
        NotFoundError: If the entity does not exist.
    """
    if response.entity is None:
        raise missing_entity(entity, "ListAutomations")
    found = response.entity.triggers
    items = tuple(edge.node for edge in found.edges)
    info = found.page_info
    return Page(items, info.end_cursor if info.has_next_page else None, end=info.end_cursor)


def listed_project_automations(
    response: ListProjectAutomations, entity: str
) -> Page[TriggerFields]:
    """Return the page of projects' automations in a response.

    Raises:
        NotFoundError: If the entity does not exist.
    """
    found = response.entity.projects if response.entity is not None else None
    if found is None:
        raise missing_entity(entity, "ListProjectAutomations")
    items = tuple(
        each for edge in found.edges if edge.node is not None for each in edge.node.triggers
    )
    info = found.page_info
    return Page(items, info.end_cursor if info.has_next_page else None, end=info.end_cursor)


def made_automation(response: CreateAutomation) -> TriggerFields:
    """Return the automation that the server created.

    Raises:
        ProtocolError: If the response contains no automation.
    """
    made = response.create_filter_trigger
    if made is None or made.trigger is None:
        raise empty_response("CreateAutomation", "trigger")
    return made.trigger


def changed_automation(response: UpdateAutomation) -> TriggerFields:
    """Return the automation that was changed.

    Raises:
        ProtocolError: If the response contains no automation.
    """
    changed = response.update_filter_trigger
    if changed is None or changed.trigger is None:
        raise empty_response("UpdateAutomation", "trigger")
    return changed.trigger


def missing_automation(entity: str, name: str, known: Iterable[str] = ()) -> NotFoundError:
    """Return the error for an automation that was not found, with a similar name.

    Args:
        entity: The entity that was searched.
        name: The requested name.
        known: Names of the entity's automations.
    """
    near = near_names(name, known)
    return NotFoundError(
        f"Automation not found: {name!r} in entity {entity}.",
        hint=f"Did you mean {near[0]!r}?"
        if near
        else "api.automations(entity) lists the automations.",
        operation="ListAutomations",
    )
