# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.lineage.graph import RunNode


class ListLineageUsers(BaseModel):
    """More of the runs that took a version as input, in a graph of lineage."""

    artifact: Optional["ListLineageUsersArtifact"]


class ListLineageUsersArtifact(BaseModel):
    id: str
    used_by: "ListLineageUsersArtifactUsedBy"


class ListLineageUsersArtifactUsedBy(BaseModel):
    edges: list["ListLineageUsersArtifactUsedByEdges"]
    page_info: "ListLineageUsersArtifactUsedByPageInfo"


class ListLineageUsersArtifactUsedByEdges(BaseModel):
    cursor: str
    node: "ListLineageUsersArtifactUsedByEdgesNode"


ListLineageUsersArtifactUsedByEdgesNode = RunNode
ListLineageUsersArtifactUsedByPageInfo = PageInfoFields
