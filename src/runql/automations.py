"""Events and actions of automations: `OnRunMetric(scope, RunEvent.metric("loss") > 3) >> DoNothing()`."""

from __future__ import annotations

from runql._models.automations.actions import (
    Action,
    DoNothing,
    OtherAction,
    QueueJob,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql._models.automations.events import (
    Event,
    NewAutomation,
    OnAddArtifactAlias,
    OnAddArtifactTag,
    OnAddCollectionTag,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRemoveArtifactTag,
    OnRemoveCollectionTag,
    OnRunMetric,
    OnRunState,
    OnUnlinkArtifact,
    OtherEvent,
)
from runql._models.automations.expressions import ArtifactEvent, RunEvent
from runql._models.automations.scopes import Scope

__all__ = [
    "Action",
    "ArtifactEvent",
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
    "OtherAction",
    "OtherEvent",
    "QueueJob",
    "RunEvent",
    "Scope",
    "SendNotification",
    "SendPromptToAria",
    "SendWebhook",
]
