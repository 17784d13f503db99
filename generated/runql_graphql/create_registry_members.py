# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class CreateRegistryMembers(BaseModel):
    """Give users and teams a role in a registry, that of viewers."""

    create_project_members: Optional["CreateRegistryMembersCreateProjectMembers"]


class CreateRegistryMembersCreateProjectMembers(BaseModel):
    success: bool
