"""What starts an automation, where, and what it does then: frozen values, joined by `event >> action`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias

from runql._models.automation_filters import (
    Condition,
    MetricFilter,
    RunMetricFilter,
    RunStateFilter,
    artifact_document,
)
from runql._models.project import ProjectBase
from runql._models.team import TeamBase
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._models.organization import OrganizationBase

__all__ = [
    "Action",
    "DoNothing",
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
    "Scope",
    "SendNotification",
    "SendPromptToAria",
    "SendWebhook",
]

_PROMPT_BYTES: Final = 4000
ScopeKind: TypeAlias = Literal["PROJECT", "ARTIFACT_COLLECTION", "ENTITY"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an automation looks.

    Attributes:
        kind: `PROJECT` (registries too), `ARTIFACT_COLLECTION`, or `ENTITY` (a team or an organization).
        id: Opaque id of the project, collection, team, or of the organization's entity.
        name: Name of it, where the server told.
    """

    kind: ScopeKind
    id: str
    name: str | None = field(default=None, compare=False)

    @staticmethod
    def of(place: ProjectBase | TeamBase | OrganizationBase | Scope) -> Scope:
        """Return the scope that a project, a team or an organization is.

        Raises:
            UsageError: The organization has no entity of its own.
        """
        if isinstance(place, Scope):
            return place
        if isinstance(place, ProjectBase):
            return Scope("PROJECT", place.id, place.name)
        if isinstance(place, TeamBase):
            return Scope("ENTITY", place.id, place.name)
        if place.entity_id is None:
            raise UsageError(f"The organization {place.name} has no entity to look at.")
        return Scope("ENTITY", place.entity_id, place.entity)


class Action:
    """What an automation does."""

    kind: ClassVar[str]

    def config(self) -> dict[str, Any]:
        """The wire form."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class DoNothing(Action):
    """Nothing, to try an event."""

    kind: ClassVar[str] = "NO_OP"

    def config(self) -> dict[str, Any]:
        """The wire form."""
        return {"noOpActionInput": {"noOp": True}}


@dataclass(frozen=True, slots=True)
class SendNotification(Action):
    """A message in a Slack channel.

    Attributes:
        integration_id: Opaque id of the Slack integration.
        title: First line.
        message: The rest.
        severity: How loud.
    """

    kind: ClassVar[str] = "NOTIFICATION"

    integration_id: str
    title: str = ""
    message: str = ""
    severity: Literal["INFO", "WARN", "ERROR"] = "INFO"

    def config(self) -> dict[str, Any]:
        """The wire form."""
        return {
            "notificationActionInput": {
                "integrationID": self.integration_id,
                "message": self.message,
                "severity": self.severity,
                "title": self.title,
            }
        }


@dataclass(frozen=True, slots=True)
class SendWebhook(Action):
    """A request to a webhook integration.

    Attributes:
        integration_id: Opaque id of the webhook integration.
        payload: JSON body; `${...}` in its texts is filled in by the server. None for the default.
    """

    kind: ClassVar[str] = "GENERIC_WEBHOOK"

    integration_id: str
    payload: Mapping[str, object] | None = field(default=None, hash=False)

    def config(self) -> dict[str, Any]:
        """The wire form."""
        sent: dict[str, Any] = {"integrationID": self.integration_id}
        if self.payload is not None:
            sent["requestPayload"] = compact(self.payload)
        return {"genericWebhookActionInput": sent}


@dataclass(frozen=True, slots=True)
class SendPromptToAria(Action):
    """A task for the server's assistant.

    Attributes:
        prompt: What to do: at most 4,000 bytes.

    Raises:
        UsageError: The prompt is empty or too long.
    """

    kind: ClassVar[str] = "ARIA"

    prompt: str

    def __post_init__(self) -> None:
        size = len(self.prompt.strip().encode())
        if not 0 < size <= _PROMPT_BYTES:
            raise UsageError(f"The prompt has {size} bytes, but must have 1 to {_PROMPT_BYTES}.")

    def config(self) -> dict[str, Any]:
        """The wire form."""
        return {"ariaActionInput": {"prompt": self.prompt.strip()}}


@dataclass(frozen=True, slots=True)
class Event:
    """What starts an automation.

    Attributes:
        scope: Where it looks.
    """

    kinds: ClassVar[frozenset[str]] = frozenset({"PROJECT", "ARTIFACT_COLLECTION", "ENTITY"})

    scope: Scope

    def __post_init__(self) -> None:
        if not isinstance(self.scope, Scope):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"{self.scope!r} is no scope.", remedy="Write Scope.of(project), or of a team."
            )
        if self.scope.kind not in self.kinds:
            raise UsageError(
                f"{type(self).__name__} cannot look at a scope of kind {self.scope.kind}.",
                remedy=f"It looks at: {', '.join(sorted(self.kinds))}.",
            )

    @property
    def event_type(self) -> str:
        """The event as the server calls it."""
        raise NotImplementedError

    def filter_text(self) -> str:
        """The filter as the server takes it: JSON, with the conditions on runs as a text inside."""
        raise NotImplementedError

    def then(self, action: Action) -> NewAutomation:
        """Join with what is to be done; `event >> action` says the same."""
        return NewAutomation(self, action)

    def __rshift__(self, action: Action) -> NewAutomation:
        return self.then(action)


@dataclass(frozen=True, slots=True)
class _ArtifactEvent(Event):
    named: ClassVar[str] = ""

    filter: Condition | None = None

    @property
    def event_type(self) -> str:
        """The event as the server calls it."""
        return self.named

    def filter_text(self) -> str:
        """The filter as the server takes it."""
        return compact(artifact_document(self.filter))


class OnLinkArtifact(_ArtifactEvent):
    """A version is linked to a collection."""

    named: ClassVar[str] = "LINK_MODEL"


class OnUnlinkArtifact(_ArtifactEvent):
    """A version is unlinked from a collection."""

    named: ClassVar[str] = "UNLINK_ARTIFACT"


class OnCreateArtifact(_ArtifactEvent):
    """A version is made in a collection; it looks at one collection."""

    named: ClassVar[str] = "CREATE_ARTIFACT"
    kinds: ClassVar[frozenset[str]] = frozenset({"ARTIFACT_COLLECTION"})


class OnAddArtifactAlias(_ArtifactEvent):
    """A version gets an alias."""

    named: ClassVar[str] = "ADD_ARTIFACT_ALIAS"


class OnAddArtifactTag(_ArtifactEvent):
    """A version gets a tag."""

    named: ClassVar[str] = "ADD_ARTIFACT_TAG"


class OnRemoveArtifactTag(_ArtifactEvent):
    """A version loses a tag."""

    named: ClassVar[str] = "REMOVE_ARTIFACT_TAG"


class OnAddCollectionTag(_ArtifactEvent):
    """A collection gets a tag."""

    named: ClassVar[str] = "ADD_COLLECTION_TAG"


class OnRemoveCollectionTag(_ArtifactEvent):
    """A collection loses a tag."""

    named: ClassVar[str] = "REMOVE_COLLECTION_TAG"


@dataclass(frozen=True, slots=True)
class OnRunMetric(Event):
    """A metric of a run crosses a number, changes, or lies far from its mean.

    Attributes:
        filter: Which metric, and what it does; joined with `&`, which runs.
    """

    kinds: ClassVar[frozenset[str]] = frozenset({"PROJECT", "ENTITY"})

    filter: MetricFilter | RunMetricFilter

    def __post_init__(self) -> None:
        super(OnRunMetric, self).__post_init__()
        if not isinstance(self.filter, MetricFilter | RunMetricFilter):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"{self.filter!r} is no filter on a metric.",
                remedy='Write RunEvent.metric("loss") > 3.',
            )

    @property
    def event_type(self) -> str:
        """The event as the server calls it."""
        return self._whole().metric.event_type

    def filter_text(self) -> str:
        """The filter as the server takes it."""
        return _with_run_text(self._whole().document())

    def _whole(self) -> RunMetricFilter:
        found = self.filter
        return found if isinstance(found, RunMetricFilter) else RunMetricFilter(found)


@dataclass(frozen=True, slots=True)
class OnRunState(Event):
    """A run comes into a state.

    Attributes:
        filter: Which states; joined with `&`, which runs.
    """

    kinds: ClassVar[frozenset[str]] = frozenset({"PROJECT", "ENTITY"})

    filter: RunStateFilter

    @property
    def event_type(self) -> str:
        """The event as the server calls it."""
        return "RUN_STATE"

    def filter_text(self) -> str:
        """The filter as the server takes it."""
        return _with_run_text(self.filter.document())


@dataclass(frozen=True, slots=True)
class NewAutomation:
    """An event joined with an action, to be given a name and made.

    Attributes:
        event: What starts it.
        action: What it does.
    """

    event: Event
    action: Action

    def wire(
        self, name: str, *, description: str | None = None, enabled: bool = True
    ) -> dict[str, Any]:
        """Return the input of the mutation that makes it."""
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


def compact(document: Mapping[str, object]) -> str:
    """Return JSON as the official client writes it."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _with_run_text(document: dict[str, Any]) -> str:
    return compact({**document, "run_filter": compact(document["run_filter"])})
