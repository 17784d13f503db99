# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class UpdateRegistryTeam(BaseModel):
    """Change the role of a team in a registry."""

    update_project_team_member: Optional["UpdateRegistryTeamUpdateProjectTeamMember"]


class UpdateRegistryTeamUpdateProjectTeamMember(BaseModel):
    success: bool
