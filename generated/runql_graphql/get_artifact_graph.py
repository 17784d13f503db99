# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.lineage.graph import ArtifactLineageDagFields


class GetArtifactGraph(BaseModel):
    """Get the server's lineage graph around a version, up to a number of nodes."""

    artifact: Optional["GetArtifactGraphArtifact"]


class GetArtifactGraphArtifact(BaseModel):
    id: str
    artifact_lineage_dag: Optional["GetArtifactGraphArtifactArtifactLineageDag"]


GetArtifactGraphArtifactArtifactLineageDag = ArtifactLineageDagFields
