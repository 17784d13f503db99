# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.
# pyright: reportUnusedImport=false

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments.accounts.users import UserFields
from .fragments.runs.base import RunFull, RunLightProject, RunLightUser  # noqa: F401
from .open_union import OpenUnion, UnknownType


class GetArtifactCreator(BaseModel):
    """Get the run or user that created a version."""

    artifact: Optional["GetArtifactCreatorArtifact"]


class GetArtifactCreatorArtifact(BaseModel):
    created_by: Optional[
        Annotated[
            Union[
                "GetArtifactCreatorArtifactCreatedByRun",
                "GetArtifactCreatorArtifactCreatedByUser",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class GetArtifactCreatorArtifactCreatedByRun(RunFull):
    typename__: Literal["Run"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GetArtifactCreatorArtifactCreatedByUser(UserFields):
    typename__: Literal["User"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
