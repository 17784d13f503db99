# Generated from queries/registries/base.graphql by `make generate`. Do not edit.
# pyright: reportUnusedImport=false

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.collections.base import (  # noqa: F401
    ArtifactPortfolioFields,
    ArtifactPortfolioFieldsDefaultArtifactType,
    ArtifactPortfolioFieldsProject,
    ArtifactPortfolioFieldsTags,
    ArtifactSequenceFields,
    ArtifactSequenceFieldsDefaultArtifactType,
    ArtifactSequenceFieldsProject,
    ArtifactSequenceFieldsTags,
)
from .open_union import OpenUnion, UnknownType


class ListRegistryCollections(BaseModel):
    """List the collections of registries that match a MongoDB-style filter, and count them."""

    organization: Optional["ListRegistryCollectionsOrganization"]


class ListRegistryCollectionsOrganization(BaseModel):
    id: str
    name: str
    org_entity: Optional["ListRegistryCollectionsOrganizationOrgEntity"]


class ListRegistryCollectionsOrganizationOrgEntity(BaseModel):
    id: str
    name: str
    artifact_collections: Optional[
        "ListRegistryCollectionsOrganizationOrgEntityArtifactCollections"
    ]


class ListRegistryCollectionsOrganizationOrgEntityArtifactCollections(BaseModel):
    total_count: int
    edges: list["ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdges"]
    page_info: "ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsPageInfo"


class ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdges(BaseModel):
    cursor: str
    node: Optional[
        Annotated[
            Union[
                "ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdgesNodeArtifactCollection",
                "ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdgesNodeArtifactPortfolio",
                "ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdgesNodeArtifactSequence",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdgesNodeArtifactCollection(
    BaseModel
):
    typename__: Literal["ArtifactCollection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdgesNodeArtifactPortfolio(
    ArtifactPortfolioFields
):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsEdgesNodeArtifactSequence(
    ArtifactSequenceFields
):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


ListRegistryCollectionsOrganizationOrgEntityArtifactCollectionsPageInfo = PageInfoFields
