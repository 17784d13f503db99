# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.sweeps import SweepFields


class ListSweeps(BaseModel):
    """List sweeps of a project that match a MongoDB-style filter; `totalSweeps` counts all sweeps of the project."""

    project: Optional["ListSweepsProject"]


class ListSweepsProject(BaseModel):
    total_sweeps: int
    sweeps: Optional["ListSweepsProjectSweeps"]


class ListSweepsProjectSweeps(BaseModel):
    edges: list["ListSweepsProjectSweepsEdges"]
    page_info: "ListSweepsProjectSweepsPageInfo"


class ListSweepsProjectSweepsEdges(BaseModel):
    cursor: str
    node: "ListSweepsProjectSweepsEdgesNode"


ListSweepsProjectSweepsEdgesNode = SweepFields
ListSweepsProjectSweepsPageInfo = PageInfoFields
