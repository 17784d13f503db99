# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.projects import ProjectStorageNodeFields


class ListProjectStorage(BaseModel):
    """Get the storage that each project of an entity uses."""

    entity: Optional["ListProjectStorageEntity"]


class ListProjectStorageEntity(BaseModel):
    id: str
    storage_tree: Optional["ListProjectStorageEntityStorageTree"]


class ListProjectStorageEntityStorageTree(BaseModel):
    id: str
    size: int
    projects: "ListProjectStorageEntityStorageTreeProjects"


class ListProjectStorageEntityStorageTreeProjects(BaseModel):
    edges: list["ListProjectStorageEntityStorageTreeProjectsEdges"]
    page_info: "ListProjectStorageEntityStorageTreeProjectsPageInfo"


class ListProjectStorageEntityStorageTreeProjectsEdges(BaseModel):
    cursor: str
    node: "ListProjectStorageEntityStorageTreeProjectsEdgesNode"


ListProjectStorageEntityStorageTreeProjectsEdgesNode = ProjectStorageNodeFields
ListProjectStorageEntityStorageTreeProjectsPageInfo = PageInfoFields
