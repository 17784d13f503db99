# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteRegistryMembers(BaseModel):
    """Take the role in a registry from users and teams."""

    delete_project_members: Optional["DeleteRegistryMembersDeleteProjectMembers"]


class DeleteRegistryMembersDeleteProjectMembers(BaseModel):
    success: bool
