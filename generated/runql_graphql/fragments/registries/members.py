# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments.accounts.users import EntityFields


class RoleName(BaseModel):
    name: str


class ProjectMemberFields(BaseModel):
    id: str
    username: Optional[str]
    name: Optional[str]
    email: Optional[str]
    role: "ProjectMemberFieldsRole"


ProjectMemberFieldsRole = RoleName


class ProjectTeamMemberFields(BaseModel):
    team: "ProjectTeamMemberFieldsTeam"
    role: "ProjectTeamMemberFieldsRole"


ProjectTeamMemberFieldsTeam = EntityFields
ProjectTeamMemberFieldsRole = RoleName
