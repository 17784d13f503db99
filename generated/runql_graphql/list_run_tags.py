# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.projects import RunTagFields


class ListRunTags(BaseModel):
    """List all tags of a project's runs, page by page."""

    project: Optional["ListRunTagsProject"]


class ListRunTagsProject(BaseModel):
    id: str
    run_tags: Optional["ListRunTagsProjectRunTags"]


class ListRunTagsProjectRunTags(BaseModel):
    edges: list["ListRunTagsProjectRunTagsEdges"]
    page_info: "ListRunTagsProjectRunTagsPageInfo"


class ListRunTagsProjectRunTagsEdges(BaseModel):
    cursor: str
    node: "ListRunTagsProjectRunTagsEdgesNode"


ListRunTagsProjectRunTagsEdgesNode = RunTagFields
ListRunTagsProjectRunTagsPageInfo = PageInfoFields
