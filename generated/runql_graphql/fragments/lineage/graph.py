# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from ...base_model import BaseModel
from ...enums import (
    DagDirection,
)
from ...fragments._shared import PageInfoFields
from ...fragments.accounts.users import UserFields
from ...fragments.artifacts.base import ArtifactSequencePlace, ArtifactTypeName
from ...fragments.runs.base import RunProjectFields
from ...open_union import OpenUnion, UnknownType


class ArtifactLineageDagArtifactFields(BaseModel):
    artifact_node_id: str = Field(
        validation_alias="artifactNodeID", serialization_alias="artifactNodeID"
    )
    entity_name: str
    project_name: str
    artifact_sequence_name: str
    artifact_type_name: str
    version_index: int


class ArtifactLineageDagClusterFields(BaseModel):
    id: str


class ArtifactLineageDagEdgeFields(BaseModel):
    edge_id: str = Field(validation_alias="edgeID", serialization_alias="edgeID")
    artifact_node_id: str = Field(
        validation_alias="artifactNodeID", serialization_alias="artifactNodeID"
    )
    run_node_id: str = Field(validation_alias="runNodeID", serialization_alias="runNodeID")
    direction: DagDirection


class ArtifactLineageDagRunFields(BaseModel):
    run_node_id: str = Field(validation_alias="runNodeID", serialization_alias="runNodeID")
    entity_name: str
    project_name: str
    run_name: str
    display_name: Optional[str]
    job_type: Optional[str]


class ArtifactLineageDagFields(BaseModel):
    hit_limit: bool
    artifacts: list[Optional["ArtifactLineageDagFieldsArtifacts"]]
    runs: list[Optional["ArtifactLineageDagFieldsRuns"]]
    edges: list[Optional["ArtifactLineageDagFieldsEdges"]]
    clusters: list[Optional["ArtifactLineageDagFieldsClusters"]]


ArtifactLineageDagFieldsArtifacts = ArtifactLineageDagArtifactFields
ArtifactLineageDagFieldsRuns = ArtifactLineageDagRunFields
ArtifactLineageDagFieldsEdges = ArtifactLineageDagEdgeFields
ArtifactLineageDagFieldsClusters = ArtifactLineageDagClusterFields


class RunNode(BaseModel):
    """A run in a lineage graph."""

    id: str
    name: str
    display_name: Optional[str]
    job_type: Optional[str]
    state: Optional[str]
    project: Optional["RunNodeProject"]


RunNodeProject = RunProjectFields


class ArtifactNode(BaseModel):
    """A version in a lineage graph, and the runs that created or used it."""

    id: str
    version_index: Optional[int]
    artifact_type: "ArtifactNodeArtifactType"
    artifact_sequence: "ArtifactNodeArtifactSequence"
    created_by: Optional[
        Annotated[
            Union["ArtifactNodeCreatedByRun", "ArtifactNodeCreatedByUser", "UnknownType"],
            OpenUnion(),
        ]
    ]
    used_by: "ArtifactNodeUsedBy"


ArtifactNodeArtifactType = ArtifactTypeName
ArtifactNodeArtifactSequence = ArtifactSequencePlace


class ArtifactNodeCreatedByRun(RunNode):
    typename__: Literal["Run"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ArtifactNodeCreatedByUser(UserFields):
    typename__: Literal["User"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ArtifactNodeUsedBy(BaseModel):
    edges: list["ArtifactNodeUsedByEdges"]
    page_info: "ArtifactNodeUsedByPageInfo"


class ArtifactNodeUsedByEdges(BaseModel):
    node: "ArtifactNodeUsedByEdgesNode"


ArtifactNodeUsedByEdgesNode = RunNode
ArtifactNodeUsedByPageInfo = PageInfoFields


class RunNodeFull(RunNode):
    """A run, and its input and output versions."""

    input_artifacts: Optional["RunNodeFullInputArtifacts"]
    output_artifacts: Optional["RunNodeFullOutputArtifacts"]


class RunNodeFullInputArtifacts(BaseModel):
    edges: list["RunNodeFullInputArtifactsEdges"]
    page_info: "RunNodeFullInputArtifactsPageInfo"


class RunNodeFullInputArtifactsEdges(BaseModel):
    node: Optional["RunNodeFullInputArtifactsEdgesNode"]


RunNodeFullInputArtifactsEdgesNode = ArtifactNode
RunNodeFullInputArtifactsPageInfo = PageInfoFields


class RunNodeFullOutputArtifacts(BaseModel):
    edges: list["RunNodeFullOutputArtifactsEdges"]
    page_info: "RunNodeFullOutputArtifactsPageInfo"


class RunNodeFullOutputArtifactsEdges(BaseModel):
    node: Optional["RunNodeFullOutputArtifactsEdgesNode"]


RunNodeFullOutputArtifactsEdgesNode = ArtifactNode
RunNodeFullOutputArtifactsPageInfo = PageInfoFields
