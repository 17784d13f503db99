# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments._shared import PageInfoFields
from ...fragments.accounts.users import UserFields
from ...fragments.artifacts.base import ArtifactSequencePlace, ArtifactTypeName, TagFields
from ...scalars import DateTime


class ArtifactOfAlias(BaseModel):
    id: str
    version_index: Optional[int]
    artifact_sequence: "ArtifactOfAliasArtifactSequence"


ArtifactOfAliasArtifactSequence = ArtifactSequencePlace


class ArtifactAliasActionFields(BaseModel):
    """A change of a collection's alias."""

    action_type: str
    alias: str
    created_at: DateTime
    user: Optional["ArtifactAliasActionFieldsUser"]
    source_artifact: Optional["ArtifactAliasActionFieldsSourceArtifact"]
    target_artifact: Optional["ArtifactAliasActionFieldsTargetArtifact"]


ArtifactAliasActionFieldsUser = UserFields
ArtifactAliasActionFieldsSourceArtifact = ArtifactOfAlias
ArtifactAliasActionFieldsTargetArtifact = ArtifactOfAlias


class ArtifactAliasName(BaseModel):
    id: str
    alias: str


class ProjectPlace(BaseModel):
    """The project that a collection belongs to."""

    id: str
    internal_id: str
    name: str
    entity_name: str


class ArtifactPortfolioFields(BaseModel):
    """A collection that versions are linked to."""

    id: str
    name: str
    description: Optional[str]
    created_at: DateTime
    updated_at: Optional[DateTime]
    project: Optional["ArtifactPortfolioFieldsProject"]
    default_artifact_type: "ArtifactPortfolioFieldsDefaultArtifactType"
    tags: "ArtifactPortfolioFieldsTags"


ArtifactPortfolioFieldsProject = ProjectPlace
ArtifactPortfolioFieldsDefaultArtifactType = ArtifactTypeName


class ArtifactPortfolioFieldsTags(BaseModel):
    edges: list["ArtifactPortfolioFieldsTagsEdges"]
    page_info: "ArtifactPortfolioFieldsTagsPageInfo"


class ArtifactPortfolioFieldsTagsEdges(BaseModel):
    node: "ArtifactPortfolioFieldsTagsEdgesNode"


ArtifactPortfolioFieldsTagsEdgesNode = TagFields
ArtifactPortfolioFieldsTagsPageInfo = PageInfoFields


class ArtifactSequenceFields(BaseModel):
    """A collection that versions are logged to."""

    id: str
    name: str
    description: Optional[str]
    created_at: DateTime
    updated_at: Optional[DateTime]
    project: Optional["ArtifactSequenceFieldsProject"]
    default_artifact_type: "ArtifactSequenceFieldsDefaultArtifactType"
    tags: "ArtifactSequenceFieldsTags"


ArtifactSequenceFieldsProject = ProjectPlace
ArtifactSequenceFieldsDefaultArtifactType = ArtifactTypeName


class ArtifactSequenceFieldsTags(BaseModel):
    edges: list["ArtifactSequenceFieldsTagsEdges"]
    page_info: "ArtifactSequenceFieldsTagsPageInfo"


class ArtifactSequenceFieldsTagsEdges(BaseModel):
    node: "ArtifactSequenceFieldsTagsEdgesNode"


ArtifactSequenceFieldsTagsEdgesNode = TagFields
ArtifactSequenceFieldsTagsPageInfo = PageInfoFields


class ArtifactTypeFields(BaseModel):
    """An artifact type, such as `dataset`."""

    id: str
    name: str
    description: Optional[str]
    created_at: DateTime
