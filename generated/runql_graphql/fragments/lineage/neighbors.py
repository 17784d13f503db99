# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments._shared import PageInfoFields
from ...fragments.artifacts.base import ArtifactFields


class RunInputArtifactsPage(BaseModel):
    id: str
    input_artifacts: Optional["RunInputArtifactsPageInputArtifacts"]


class RunInputArtifactsPageInputArtifacts(BaseModel):
    total_count: int
    edges: list["RunInputArtifactsPageInputArtifactsEdges"]
    page_info: "RunInputArtifactsPageInputArtifactsPageInfo"


class RunInputArtifactsPageInputArtifactsEdges(BaseModel):
    cursor: str
    node: Optional["RunInputArtifactsPageInputArtifactsEdgesNode"]


RunInputArtifactsPageInputArtifactsEdgesNode = ArtifactFields
RunInputArtifactsPageInputArtifactsPageInfo = PageInfoFields


class RunOutputArtifactsPage(BaseModel):
    id: str
    output_artifacts: Optional["RunOutputArtifactsPageOutputArtifacts"]


class RunOutputArtifactsPageOutputArtifacts(BaseModel):
    total_count: int
    edges: list["RunOutputArtifactsPageOutputArtifactsEdges"]
    page_info: "RunOutputArtifactsPageOutputArtifactsPageInfo"


class RunOutputArtifactsPageOutputArtifactsEdges(BaseModel):
    cursor: str
    node: Optional["RunOutputArtifactsPageOutputArtifactsEdgesNode"]


RunOutputArtifactsPageOutputArtifactsEdgesNode = ArtifactFields
RunOutputArtifactsPageOutputArtifactsPageInfo = PageInfoFields
