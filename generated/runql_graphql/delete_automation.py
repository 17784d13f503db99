# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

from .base_model import BaseModel


class DeleteAutomation(BaseModel):
    """Delete an automation."""

    delete_trigger: "DeleteAutomationDeleteTrigger"


class DeleteAutomationDeleteTrigger(BaseModel):
    success: bool
