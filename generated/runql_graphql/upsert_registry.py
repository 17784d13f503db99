# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registries.base import ProjectRegistry


class UpsertRegistry(BaseModel):
    """Create a registry, or change the given fields of an existing one."""

    upsert_model: Optional["UpsertRegistryUpsertModel"]


class UpsertRegistryUpsertModel(BaseModel):
    inserted: Optional[bool]
    project: Optional["UpsertRegistryUpsertModelProject"]


UpsertRegistryUpsertModelProject = ProjectRegistry
