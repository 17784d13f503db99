# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.runs.base import RunFull


class ListArtifactUsers(BaseModel):
    """List the runs that used a version."""

    artifact: Optional["ListArtifactUsersArtifact"]


class ListArtifactUsersArtifact(BaseModel):
    used_by: "ListArtifactUsersArtifactUsedBy"


class ListArtifactUsersArtifactUsedBy(BaseModel):
    edges: list["ListArtifactUsersArtifactUsedByEdges"]
    page_info: "ListArtifactUsersArtifactUsedByPageInfo"


class ListArtifactUsersArtifactUsedByEdges(BaseModel):
    cursor: str
    node: "ListArtifactUsersArtifactUsedByEdgesNode"


ListArtifactUsersArtifactUsedByEdgesNode = RunFull
ListArtifactUsersArtifactUsedByPageInfo = PageInfoFields
