# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registries.members import ProjectMemberFields, ProjectTeamMemberFields


class ListRegistryMembers(BaseModel):
    """List the users and teams that have a role in a registry."""

    project: Optional["ListRegistryMembersProject"]


class ListRegistryMembersProject(BaseModel):
    id: str
    members: list["ListRegistryMembersProjectMembers"]
    team_members: list["ListRegistryMembersProjectTeamMembers"]


ListRegistryMembersProjectMembers = ProjectMemberFields
ListRegistryMembersProjectTeamMembers = ProjectTeamMemberFields
