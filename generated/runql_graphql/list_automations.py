# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.automations.base import TriggerFields


class ListAutomations(BaseModel):
    """List the automations of an entity and its projects, registries and collections."""

    entity: Optional["ListAutomationsEntity"]


class ListAutomationsEntity(BaseModel):
    id: str
    triggers: "ListAutomationsEntityTriggers"


class ListAutomationsEntityTriggers(BaseModel):
    edges: list["ListAutomationsEntityTriggersEdges"]
    page_info: "ListAutomationsEntityTriggersPageInfo"


class ListAutomationsEntityTriggersEdges(BaseModel):
    cursor: str
    node: "ListAutomationsEntityTriggersEdgesNode"


ListAutomationsEntityTriggersEdgesNode = TriggerFields
ListAutomationsEntityTriggersPageInfo = PageInfoFields
