# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.automations.base import TriggerFields


class UpdateAutomation(BaseModel):
    """Change the given fields of an automation."""

    update_filter_trigger: Optional["UpdateAutomationUpdateFilterTrigger"]


class UpdateAutomationUpdateFilterTrigger(BaseModel):
    trigger: Optional["UpdateAutomationUpdateFilterTriggerTrigger"]


UpdateAutomationUpdateFilterTriggerTrigger = TriggerFields
