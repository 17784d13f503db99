# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class UpdateRegistryUser(BaseModel):
    """Change the role of a user in a registry."""

    update_project_member: Optional["UpdateRegistryUserUpdateProjectMember"]


class UpdateRegistryUserUpdateProjectMember(BaseModel):
    success: bool
