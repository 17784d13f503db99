"""What automations are written with, for scopes that come from `runql.compat`."""

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
    """A version gets an alias."""


class OnAddArtifactTag(_Placed, ours.OnAddArtifactTag):
    """A version gets a tag."""


class OnAddCollectionTag(_Placed, ours.OnAddCollectionTag):
    """A collection gets a tag."""


class OnCreateArtifact(_Placed, ours.OnCreateArtifact):
    """A version is made in a collection."""


class OnLinkArtifact(_Placed, ours.OnLinkArtifact):
    """A version is linked to a collection."""


class OnRemoveArtifactTag(_Placed, ours.OnRemoveArtifactTag):
    """A version loses a tag."""


class OnRemoveCollectionTag(_Placed, ours.OnRemoveCollectionTag):
    """A collection loses a tag."""


class OnRunMetric(_Placed, ours.OnRunMetric):
    """A metric of a run crosses a number, changes, or is far from its mean."""


class OnRunState(_Placed, ours.OnRunState):
    """A run comes into a state."""


class OnUnlinkArtifact(_Placed, ours.OnUnlinkArtifact):
    """A version is unlinked from a collection."""
