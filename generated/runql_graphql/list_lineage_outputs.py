# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.lineage.graph import ArtifactNode


class ListLineageOutputs(BaseModel):
    """List further versions that a run logged, for a lineage graph."""

    project: Optional["ListLineageOutputsProject"]


class ListLineageOutputsProject(BaseModel):
    run: Optional["ListLineageOutputsProjectRun"]


class ListLineageOutputsProjectRun(BaseModel):
    id: str
    output_artifacts: Optional["ListLineageOutputsProjectRunOutputArtifacts"]


class ListLineageOutputsProjectRunOutputArtifacts(BaseModel):
    edges: list["ListLineageOutputsProjectRunOutputArtifactsEdges"]
    page_info: "ListLineageOutputsProjectRunOutputArtifactsPageInfo"


class ListLineageOutputsProjectRunOutputArtifactsEdges(BaseModel):
    cursor: str
    node: Optional["ListLineageOutputsProjectRunOutputArtifactsEdgesNode"]


ListLineageOutputsProjectRunOutputArtifactsEdgesNode = ArtifactNode
ListLineageOutputsProjectRunOutputArtifactsPageInfo = PageInfoFields
