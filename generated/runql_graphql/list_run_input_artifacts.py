# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.lineage.neighbors import RunInputArtifactsPage


class ListRunInputArtifacts(BaseModel):
    """List the versions that a run used, and count them."""

    project: Optional["ListRunInputArtifactsProject"]


class ListRunInputArtifactsProject(BaseModel):
    run: Optional["ListRunInputArtifactsProjectRun"]


ListRunInputArtifactsProjectRun = RunInputArtifactsPage
