# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class CreateRegistryMembers(BaseModel):
    """Add users and teams to a registry, as viewers."""

    create_project_members: Optional["CreateRegistryMembersCreateProjectMembers"]


class CreateRegistryMembersCreateProjectMembers(BaseModel):
    success: bool
