# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.automations.base import TriggerFields


class CreateAutomation(BaseModel):
    """Create an automation."""

    create_filter_trigger: Optional["CreateAutomationCreateFilterTrigger"]


class CreateAutomationCreateFilterTrigger(BaseModel):
    trigger: Optional["CreateAutomationCreateFilterTriggerTrigger"]


CreateAutomationCreateFilterTriggerTrigger = TriggerFields
