# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class UpdateRegistryTeam(BaseModel):
    """Give a team another role in a registry."""

    update_project_team_member: Optional["UpdateRegistryTeamUpdateProjectTeamMember"]


class UpdateRegistryTeamUpdateProjectTeamMember(BaseModel):
    success: bool
