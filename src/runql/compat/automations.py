"""Building blocks of automations, for scopes from `runql.compat`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from runql import automations as ours
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    NewAutomation,
    RunEvent,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql.compat._shared.wrapping import Wrapped
from runql.compat.apis.public.automations import Automation

if TYPE_CHECKING:
    from typing import Any

    from runql._models.automations.scopes import ScopeSource

__all__ = [
    "ArtifactEvent",
    "Automation",
    "DoNothing",
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
    "RunEvent",
    "SendNotification",
    "SendPromptToAria",
    "SendWebhook",
]

Place: TypeAlias = "ScopeSource | Wrapped[Any]"


def _bare(scope: Place) -> ScopeSource:
    return scope._inner if isinstance(scope, Wrapped) else scope


class _Placed:
    """An event whose scope may be an object of `runql.compat`."""

    def __init__(self, scope: Place, filter: Any = None) -> None:  # noqa: ANN401 - the event checks it
        given = () if filter is None else (filter,)
        super().__init__(_bare(scope), *given)  # type: ignore[call-arg]  # the event's constructor


class OnAddArtifactAlias(_Placed, ours.OnAddArtifactAlias):
    """A version received an alias."""


class OnAddArtifactTag(_Placed, ours.OnAddArtifactTag):
    """A version received a tag."""


class OnAddCollectionTag(_Placed, ours.OnAddCollectionTag):
    """A collection received a tag."""


class OnCreateArtifact(_Placed, ours.OnCreateArtifact):
    """A version was created in a collection."""


class OnLinkArtifact(_Placed, ours.OnLinkArtifact):
    """A version was linked to a collection."""


class OnRemoveArtifactTag(_Placed, ours.OnRemoveArtifactTag):
    """A tag was removed from a version."""


class OnRemoveCollectionTag(_Placed, ours.OnRemoveCollectionTag):
    """A tag was removed from a collection."""


class OnRunMetric(_Placed, ours.OnRunMetric):
    """A metric of a run crosses a threshold, changes, or deviates from its mean."""


class OnRunState(_Placed, ours.OnRunState):
    """A run changes to a state."""


class OnUnlinkArtifact(_Placed, ours.OnUnlinkArtifact):
    """A version was unlinked from a collection."""
