# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.lineage.graph import RunNode


class ListLineageUsers(BaseModel):
    """List further runs that used a version, for a lineage graph."""

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
