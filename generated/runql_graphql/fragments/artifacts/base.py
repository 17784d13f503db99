# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from ...base_model import BaseModel
from ...enums import ArtifactState
from ...fragments._shared import PageInfoFields
from ...fragments.runs.base import RunProjectFields
from ...scalars import DateTime, JSONString


class ArtifactSequencePlace(BaseModel):
    """The project and collection that a version was logged to."""

    id: str
    name: str
    project: Optional["ArtifactSequencePlaceProject"]


ArtifactSequencePlaceProject = RunProjectFields


class ArtifactAliasFields(BaseModel):
    """An alias of a version, and the collection that it belongs to."""

    id: str
    alias: str
    artifact_collection: Optional["ArtifactAliasFieldsArtifactCollection"]


class ArtifactAliasFieldsArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    name: str
    project: Optional["ArtifactAliasFieldsArtifactCollectionProject"]


ArtifactAliasFieldsArtifactCollectionProject = RunProjectFields


class ArtifactCollectionMembershipFields(BaseModel):
    """A version as a member of a collection: its source collection, or one that it is linked to."""

    id: str
    version_index: Optional[int]
    created_at: DateTime
    aliases: list["ArtifactCollectionMembershipFieldsAliases"]
    artifact_collection: Optional["ArtifactCollectionMembershipFieldsArtifactCollection"]


ArtifactCollectionMembershipFieldsAliases = ArtifactAliasFields


class ArtifactCollectionMembershipFieldsArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    name: str
    project: Optional["ArtifactCollectionMembershipFieldsArtifactCollectionProject"]


ArtifactCollectionMembershipFieldsArtifactCollectionProject = RunProjectFields


class ArtifactTypeName(BaseModel):
    id: str
    name: str


class TagFields(BaseModel):
    """A label of artifacts and collections."""

    id: str
    name: str


class ArtifactFields(BaseModel):
    """A version of an artifact, with everything that its attributes need."""

    id: str
    state: ArtifactState
    digest: str
    size: int
    file_count: int
    commit_hash: Optional[str]
    version_index: Optional[int]
    description: Optional[str]
    metadata: Optional[JSONString]
    history_step: Optional[int]
    created_at: DateTime
    updated_at: Optional[DateTime]
    ttl_duration_seconds: int
    ttl_is_inherited: bool
    artifact_type: "ArtifactFieldsArtifactType"
    artifact_sequence: "ArtifactFieldsArtifactSequence"
    tags: list["ArtifactFieldsTags"]
    aliases: list["ArtifactFieldsAliases"]


ArtifactFieldsArtifactType = ArtifactTypeName
ArtifactFieldsArtifactSequence = ArtifactSequencePlace
ArtifactFieldsTags = TagFields
ArtifactFieldsAliases = ArtifactAliasFields


class ArtifactCollectionMembershipFull(ArtifactCollectionMembershipFields):
    """The same, with the version."""

    artifact: Optional["ArtifactCollectionMembershipFullArtifact"]


ArtifactCollectionMembershipFullArtifact = ArtifactFields


class ArtifactCollectionMembershipPlace(BaseModel):
    """The collection of a membership."""

    id: str
    artifact_collection: Optional["ArtifactCollectionMembershipPlaceArtifactCollection"]


class ArtifactCollectionMembershipPlaceArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str


class ArtifactStateFields(BaseModel):
    id: str
    state: ArtifactState
    artifact_type: "ArtifactStateFieldsArtifactType"


ArtifactStateFieldsArtifactType = ArtifactTypeName


class ArtifactCollectionMembershipState(BaseModel):
    id: str
    artifact: Optional["ArtifactCollectionMembershipStateArtifact"]


ArtifactCollectionMembershipStateArtifact = ArtifactStateFields


class ArtifactLinks(BaseModel):
    """A version with only its links."""

    id: str
    artifact_memberships: "ArtifactLinksArtifactMemberships"


class ArtifactLinksArtifactMemberships(BaseModel):
    edges: list["ArtifactLinksArtifactMembershipsEdges"]
    page_info: "ArtifactLinksArtifactMembershipsPageInfo"


class ArtifactLinksArtifactMembershipsEdges(BaseModel):
    node: Optional["ArtifactLinksArtifactMembershipsEdgesNode"]


ArtifactLinksArtifactMembershipsEdgesNode = ArtifactCollectionMembershipPlace
ArtifactLinksArtifactMembershipsPageInfo = PageInfoFields
