# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from ..base_model import BaseModel
from ..scalars import DateTime, JSONString


class ArtifactTypeStorageNodeFields(BaseModel):
    id: str
    name: str
    size: int


class KeySuggestionFields(BaseModel):
    value: Optional[JSONString]
    count: int


class ProjectFieldFields(BaseModel):
    path: str
    type_: str = Field(validation_alias="type", serialization_alias="type")


class RunTagFields(BaseModel):
    """A tag of the project's runs."""

    name: str
    color_index: int


class ProjectFields(BaseModel):
    """A project, without its contents."""

    id: str
    internal_id: str
    name: str
    entity_name: str
    description: Optional[str]
    access: Optional[str]
    created_at: DateTime
    last_active: Optional[DateTime]
    read_only: Optional[bool]
    tags: list["ProjectFieldsTags"]


ProjectFieldsTags = RunTagFields


class ProjectStorageNodeFields(BaseModel):
    id: str
    name: str
    size: int
    artifact_types: list["ProjectStorageNodeFieldsArtifactTypes"]


ProjectStorageNodeFieldsArtifactTypes = ArtifactTypeStorageNodeFields


class TagCountFields(BaseModel):
    name: str
    count: int
