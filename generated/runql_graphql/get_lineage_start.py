# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.lineage.graph import ArtifactNode


class GetLineageStart(BaseModel):
    """Get the start of a lineage graph: a version, and the runs that created or used it."""

    artifact: Optional["GetLineageStartArtifact"]


GetLineageStartArtifact = ArtifactNode
