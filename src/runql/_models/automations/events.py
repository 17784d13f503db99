"""Events that start automations, as frozen values; `event >> action` joins one with an action."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from runql._models.automations.actions import Action, compact
from runql._models.automations.conditions import (
    RUN_FIELD,
    Condition,
    MetricFilter,
    RunMetricFilter,
    RunStateFilter,
    artifact_document,
)
from runql._models.automations.scopes import Scope
from runql.errors import UsageError

if TYPE_CHECKING:
    from typing import Self

    from runql._models.automations.scopes import ScopeKind, ScopeSource
    from runql._wire.json_types import JsonValue

__all__ = [
    "Event",
    "NewAutomation",
    "OnAddArtifactAlias",
    "OnAddArtifactTag",
    "OnAddCollectionTag",
    "OnCreateArtifact",
    "OnLinkArtifact",
    "OnRemoveArtifactTag",
    "OnRemoveCollectionTag",
    "OnRunMetric",
    "OnRunState",
    "OnUnlinkArtifact",
    "OtherEvent",
]


@dataclass(frozen=True, slots=True, init=False)
class Event:
    """An event that starts an automation.

    Attributes:
        scope: Project, collection or entity that it observes.
    """

    kinds: ClassVar[frozenset[ScopeKind]] = frozenset({"PROJECT", "ARTIFACT_COLLECTION", "ENTITY"})

    scope: Scope

    def __init__(self, scope: ScopeSource) -> None:
        object.__setattr__(self, "scope", self._allowed(scope))

    def at(self, scope: ScopeSource) -> Self:
        """Return the same event for another scope.

        Args:
            scope: The new scope.

        Returns:
            A copy of the event.

        Raises:
            UsageError: If the event does not support the scope.
        """
        moved = copy(self)
        object.__setattr__(moved, "scope", self._allowed(scope))
        return moved

    def _allowed(self, scope: ScopeSource) -> Scope:
        found = Scope.of(scope)
        if found.kind not in self.kinds:
            raise UsageError(
                f"{type(self).__name__} does not support a scope of kind {found.kind}.",
                hint=f"Use a scope of kind {' or '.join(sorted(self.kinds))}.",
            )
        return found

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        raise NotImplementedError

    def filter_text(self) -> str:
        """Return the filter as JSON, with run conditions as a nested string.

        Returns:
            The JSON string.
        """
        raise NotImplementedError

    @property
    def document(self) -> JsonValue:
        """The filter as JSON, with nested strings decoded."""
        return decoded(self.filter_text())

    def then(self, action: Action) -> NewAutomation:
        """Join the event with an action, like `event >> action`.

        Args:
            action: The action.

        Returns:
            The new automation, which has no name yet.

        Raises:
            UsageError: If it is not an action.
        """
        if not isinstance(action, Action):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"action must be an action, got {action!r}.", hint="Use event >> DoNothing()."
            )
        return NewAutomation(self, action)

    def __rshift__(self, action: Action) -> NewAutomation:
        return self.then(action)


@dataclass(frozen=True, slots=True, init=False)
class ArtifactEventBase(Event):
    """Base class of artifact events.

    Attributes:
        filter: Condition on aliases or tags; None for all.
    """

    named: ClassVar[str] = ""

    filter: Condition | None

    def __init__(self, scope: ScopeSource, filter: Condition | None = None) -> None:  # noqa: A002
        super(ArtifactEventBase, self).__init__(scope)
        if filter is not None and not isinstance(filter, Condition):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"Invalid artifact filter: {filter!r}.",
                hint='Use ArtifactEvent.alias == "prod", or ArtifactEvent.tag == "prod".',
            )
        if filter is not None and RUN_FIELD in filter.fields:
            raise UsageError(
                "Artifacts have no field of RunEvent.",
                hint='Use ArtifactEvent.alias == "prod", or ArtifactEvent.tag == "prod".',
            )
        object.__setattr__(self, "filter", filter)

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        return self.named

    def filter_text(self) -> str:
        """Return the filter as the server expects it.

        Returns:
            The JSON string.
        """
        return compact(artifact_document(self.filter))


class OnLinkArtifact(ArtifactEventBase):
    """A version is linked to a collection."""

    named: ClassVar[str] = "LINK_MODEL"


class OnUnlinkArtifact(ArtifactEventBase):
    """A version is unlinked from a collection."""

    named: ClassVar[str] = "UNLINK_ARTIFACT"


class OnCreateArtifact(ArtifactEventBase):
    """A version is created in a collection. The scope must be one collection."""

    named: ClassVar[str] = "CREATE_ARTIFACT"
    kinds: ClassVar[frozenset[ScopeKind]] = frozenset({"ARTIFACT_COLLECTION"})


class OnAddArtifactAlias(ArtifactEventBase):
    """A version gets an alias."""

    named: ClassVar[str] = "ADD_ARTIFACT_ALIAS"


class OnAddArtifactTag(ArtifactEventBase):
    """A version gets a tag."""

    named: ClassVar[str] = "ADD_ARTIFACT_TAG"


class OnRemoveArtifactTag(ArtifactEventBase):
    """A version loses a tag."""

    named: ClassVar[str] = "REMOVE_ARTIFACT_TAG"


class OnAddCollectionTag(ArtifactEventBase):
    """A collection gets a tag."""

    named: ClassVar[str] = "ADD_COLLECTION_TAG"


class OnRemoveCollectionTag(ArtifactEventBase):
    """A collection loses a tag."""

    named: ClassVar[str] = "REMOVE_COLLECTION_TAG"


@dataclass(frozen=True, slots=True, init=False)
class OnRunMetric(Event):
    """A metric of a run crosses a threshold, changes, or deviates from its mean.

    Attributes:
        filter: Filter of the metric; join it with `&` to restrict the runs.
    """

    kinds: ClassVar[frozenset[ScopeKind]] = frozenset({"PROJECT", "ENTITY"})

    filter: RunMetricFilter

    def __init__(self, scope: ScopeSource, filter: MetricFilter | RunMetricFilter) -> None:  # noqa: A002
        super(OnRunMetric, self).__init__(scope)
        whole = RunMetricFilter(filter) if isinstance(filter, MetricFilter) else filter
        if not isinstance(whole, RunMetricFilter):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"Invalid metric filter: {filter!r}.",
                hint='Use RunEvent.metric("loss") > 3.',
            )
        object.__setattr__(self, "filter", whole)

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        return self.filter.metric.event_type

    def filter_text(self) -> str:
        """Return the filter as the server expects it.

        Returns:
            The JSON string.
        """
        return _with_run_text(self.filter.document())


@dataclass(frozen=True, slots=True, init=False)
class OnRunState(Event):
    """A run enters a state.

    Attributes:
        filter: Filter of the states; join it with `&` to restrict the runs.
    """

    kinds: ClassVar[frozenset[ScopeKind]] = frozenset({"PROJECT", "ENTITY"})

    filter: RunStateFilter

    def __init__(self, scope: ScopeSource, filter: RunStateFilter) -> None:  # noqa: A002
        super(OnRunState, self).__init__(scope)
        if not isinstance(filter, RunStateFilter):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"Invalid state filter: {filter!r}.",
                hint='Use RunEvent.state == "failed".',
            )
        object.__setattr__(self, "filter", filter)

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        return "RUN_STATE"

    def filter_text(self) -> str:
        """Return the filter as the server expects it.

        Returns:
            The JSON string.
        """
        return _with_run_text(self.filter.document())


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """An event or filter that this version does not support, stored unchanged.

    Attributes:
        event_type: Event type, as the server names it.
        text: The filter as the server stores it.
        scope: Project, collection or entity that it observes; None for an unknown kind.
    """

    event_type: str
    text: str
    scope: Scope | None = None

    @property
    def document(self) -> JsonValue:
        """The filter with nested JSON strings decoded; unchanged if it is not JSON."""
        return decoded(self.text)

    def filter_text(self) -> str:
        """Return the filter as the server stores it.

        Returns:
            The string.
        """
        return self.text


@dataclass(frozen=True, slots=True)
class NewAutomation:
    """An event joined with an action; `api.create_automation()` saves it under a name.

    Attributes:
        event: The event that starts the automation.
        action: The action that it runs.
    """

    event: Event
    action: Action

    def wire(
        self, name: str, *, description: str | None = None, enabled: bool = True
    ) -> dict[str, Any]:
        """Return the input of the mutation that creates the automation.

        Args:
            name: Name of the automation.
            description: Description; None for no description.
            enabled: Whether the automation reacts to events.

        Returns:
            The JSON object of the input.
        """
        told = {"description": description} if description is not None else {}
        return {
            **told,
            "enabled": enabled,
            "eventFilter": self.event.filter_text(),
            "name": name,
            "scopeID": self.event.scope.id,
            "scopeType": self.event.scope.kind,
            "triggeredActionConfig": self.action.config(),
            "triggeredActionType": self.action.kind,
            "triggeringEventType": self.event.event_type,
        }


def _with_run_text(document: dict[str, Any]) -> str:
    return compact({**document, "run_filter": compact(document["run_filter"])})


def decoded(value: JsonValue) -> JsonValue:
    """Decode JSON strings inside JSON strings; other strings are unchanged."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return decoded(json.loads(value))
        except ValueError:
            return value
    if isinstance(value, dict):
        return {key: decoded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [decoded(each) for each in value]
    return value
