# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from ...base_model import BaseModel
from ...fragments._shared import PageInfoFields
from ...fragments.accounts.users import UserFields
from ...fragments.artifacts.base import ArtifactSequencePlace, ArtifactTypeName
from ...fragments.runs.base import RunProjectFields
from ...open_union import OpenUnion, UnknownType


class RunNode(BaseModel):
    """A run in a graph of lineage."""

    id: str
    name: str
    display_name: Optional[str]
    job_type: Optional[str]
    state: Optional[str]
    project: Optional["RunNodeProject"]


RunNodeProject = RunProjectFields


class ArtifactNode(BaseModel):
    """A version in a graph of lineage, and the runs next to it."""

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
    """A run, and the versions next to it."""

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
