# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.lineage.neighbors import RunOutputArtifactsPage


class ListRunOutputArtifacts(BaseModel):
    """List the versions that a run logged, and count them."""

    project: Optional["ListRunOutputArtifactsProject"]


class ListRunOutputArtifactsProject(BaseModel):
    run: Optional["ListRunOutputArtifactsProjectRun"]


ListRunOutputArtifactsProjectRun = RunOutputArtifactsPage
