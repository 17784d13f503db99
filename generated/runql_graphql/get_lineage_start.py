# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.lineage.graph import ArtifactNode


class GetLineageStart(BaseModel):
    """Where a graph of lineage begins: a version and the runs next to it."""

    artifact: Optional["GetLineageStartArtifact"]


GetLineageStartArtifact = ArtifactNode
