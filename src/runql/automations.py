"""What automations are written with: `OnRunMetric(scope, RunEvent.metric("loss") > 3) >> DoNothing()`."""

from __future__ import annotations

from runql._models.automation_events import (
    Action,
    DoNothing,
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
    Scope,
    SendNotification,
    SendPromptToAria,
    SendWebhook,
)
from runql._models.automation_fields import ArtifactEvent, RunEvent

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
    "RunEvent",
    "Scope",
    "SendNotification",
    "SendPromptToAria",
    "SendWebhook",
]
