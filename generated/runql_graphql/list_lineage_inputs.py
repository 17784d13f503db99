# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.lineage.graph import ArtifactNode


class ListLineageInputs(BaseModel):
    """List further versions that a run used, for a lineage graph."""

    project: Optional["ListLineageInputsProject"]


class ListLineageInputsProject(BaseModel):
    run: Optional["ListLineageInputsProjectRun"]


class ListLineageInputsProjectRun(BaseModel):
    id: str
    input_artifacts: Optional["ListLineageInputsProjectRunInputArtifacts"]


class ListLineageInputsProjectRunInputArtifacts(BaseModel):
    edges: list["ListLineageInputsProjectRunInputArtifactsEdges"]
    page_info: "ListLineageInputsProjectRunInputArtifactsPageInfo"


class ListLineageInputsProjectRunInputArtifactsEdges(BaseModel):
    cursor: str
    node: Optional["ListLineageInputsProjectRunInputArtifactsEdgesNode"]


ListLineageInputsProjectRunInputArtifactsEdgesNode = ArtifactNode
ListLineageInputsProjectRunInputArtifactsPageInfo = PageInfoFields
