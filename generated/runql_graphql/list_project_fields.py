# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.projects import ProjectFieldFields


class ListProjectFields(BaseModel):
    """List the keys of configs, summaries and histories of a project, with the types of their values."""

    project: Optional["ListProjectFieldsProject"]


class ListProjectFieldsProject(BaseModel):
    fields: "ListProjectFieldsProjectFields"


class ListProjectFieldsProjectFields(BaseModel):
    edges: list["ListProjectFieldsProjectFieldsEdges"]
    page_info: "ListProjectFieldsProjectFieldsPageInfo"


class ListProjectFieldsProjectFieldsEdges(BaseModel):
    cursor: str
    node: "ListProjectFieldsProjectFieldsEdgesNode"


ListProjectFieldsProjectFieldsEdgesNode = ProjectFieldFields
ListProjectFieldsProjectFieldsPageInfo = PageInfoFields
