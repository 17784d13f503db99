# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.lineage.neighbors import RunInputArtifactsPage


class ListRunInputArtifacts(BaseModel):
    """Versions that a run took as input, with their number."""

    project: Optional["ListRunInputArtifactsProject"]


class ListRunInputArtifactsProject(BaseModel):
    run: Optional["ListRunInputArtifactsProjectRun"]


ListRunInputArtifactsProjectRun = RunInputArtifactsPage
