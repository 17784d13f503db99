# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registries.base import AdvancedRegistryFeaturesFields


class GetRegistrySearch(BaseModel):
    """Get how the versions of an organization's registries are searched; older servers lack the field."""

    organization: Optional["GetRegistrySearchOrganization"]


class GetRegistrySearchOrganization(BaseModel):
    id: str
    advanced_registry_features: Optional["GetRegistrySearchOrganizationAdvancedRegistryFeatures"]


GetRegistrySearchOrganizationAdvancedRegistryFeatures = AdvancedRegistryFeaturesFields
