# Generated from queries/registry_members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registry_members import ProjectMemberFields, ProjectTeamMemberFields


class ListRegistryMembers(BaseModel):
    """Users and teams with a role in a registry."""

    project: Optional["ListRegistryMembersProject"]


class ListRegistryMembersProject(BaseModel):
    id: str
    members: list["ListRegistryMembersProjectMembers"]
    team_members: list["ListRegistryMembersProjectTeamMembers"]


ListRegistryMembersProjectMembers = ProjectMemberFields
ListRegistryMembersProjectTeamMembers = ProjectTeamMemberFields
