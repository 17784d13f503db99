# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteRegistryMembers(BaseModel):
    """Remove users and teams from a registry."""

    delete_project_members: Optional["DeleteRegistryMembersDeleteProjectMembers"]


class DeleteRegistryMembersDeleteProjectMembers(BaseModel):
    success: bool
