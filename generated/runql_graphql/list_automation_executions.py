# Generated from queries/automations/executions.graphql by `make generate`. Do not edit.

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.automations.executions import TriggerExecutionFields


class ListAutomationExecutions(BaseModel):
    """List the executions of an automation, in the order of the server."""

    trigger: "ListAutomationExecutionsTrigger"


class ListAutomationExecutionsTrigger(BaseModel):
    id: str
    trigger_executions: "ListAutomationExecutionsTriggerTriggerExecutions"


class ListAutomationExecutionsTriggerTriggerExecutions(BaseModel):
    total_count: int
    edges: list["ListAutomationExecutionsTriggerTriggerExecutionsEdges"]
    page_info: "ListAutomationExecutionsTriggerTriggerExecutionsPageInfo"


class ListAutomationExecutionsTriggerTriggerExecutionsEdges(BaseModel):
    cursor: str
    node: "ListAutomationExecutionsTriggerTriggerExecutionsEdgesNode"


ListAutomationExecutionsTriggerTriggerExecutionsEdgesNode = TriggerExecutionFields
ListAutomationExecutionsTriggerTriggerExecutionsPageInfo = PageInfoFields
