# Generated from queries/automations/executions.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .scalars import DateTime


class GetAutomationLastExecution(BaseModel):
    """Get the time of an automation's last execution."""

    trigger: "GetAutomationLastExecutionTrigger"


class GetAutomationLastExecutionTrigger(BaseModel):
    id: str
    last_executed_at: Optional[DateTime]
