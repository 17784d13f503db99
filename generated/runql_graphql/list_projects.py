# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.projects import ProjectFields


class ListProjects(BaseModel):
    """List the projects of an entity, newest first by default; `pattern` is an SQL LIKE pattern."""

    projects: Optional["ListProjectsProjects"]


class ListProjectsProjects(BaseModel):
    edges: list["ListProjectsProjectsEdges"]
    page_info: "ListProjectsProjectsPageInfo"


class ListProjectsProjectsEdges(BaseModel):
    cursor: str
    node: Optional["ListProjectsProjectsEdgesNode"]


ListProjectsProjectsEdgesNode = ProjectFields
ListProjectsProjectsPageInfo = PageInfoFields
