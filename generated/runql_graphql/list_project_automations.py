# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.automations.base import ProjectTriggers


class ListProjectAutomations(BaseModel):
    """List the automations of an entity's projects, for servers that cannot list those of the entity."""

    entity: Optional["ListProjectAutomationsEntity"]


class ListProjectAutomationsEntity(BaseModel):
    id: str
    projects: Optional["ListProjectAutomationsEntityProjects"]


class ListProjectAutomationsEntityProjects(BaseModel):
    edges: list["ListProjectAutomationsEntityProjectsEdges"]
    page_info: "ListProjectAutomationsEntityProjectsPageInfo"


class ListProjectAutomationsEntityProjectsEdges(BaseModel):
    cursor: str
    node: Optional["ListProjectAutomationsEntityProjectsEdgesNode"]


ListProjectAutomationsEntityProjectsEdgesNode = ProjectTriggers
ListProjectAutomationsEntityProjectsPageInfo = PageInfoFields
