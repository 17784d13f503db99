# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.lineage.graph import ArtifactLineageDagFields


class GetArtifactGraph(BaseModel):
    """The graph of lineage around a version as the server has it, up to a number of nodes."""

    artifact: Optional["GetArtifactGraphArtifact"]


class GetArtifactGraphArtifact(BaseModel):
    id: str
    artifact_lineage_dag: Optional["GetArtifactGraphArtifactArtifactLineageDag"]


GetArtifactGraphArtifactArtifactLineageDag = ArtifactLineageDagFields
