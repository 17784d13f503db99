# Generated from queries/automations/executions.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .scalars import DateTime


class GetAutomationLastExecution(BaseModel):
    """When an automation last did something."""

    trigger: "GetAutomationLastExecutionTrigger"


class GetAutomationLastExecutionTrigger(BaseModel):
    id: str
    last_executed_at: Optional[DateTime]
