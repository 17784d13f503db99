# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...scalars import DateTime


class EntityFields(BaseModel):
    """A user or a team: the first part of every path."""

    id: str
    name: str
    is_team: bool


class UserFields(BaseModel):
    """A user, with public fields."""

    id: str
    username: Optional[str]
    name: str


class AccountFields(UserFields):
    """A user, with the fields that server administrators can read."""

    email: Optional[str]
    admin: Optional[bool]
    entity: Optional[str]
    deleted_at: Optional[DateTime]
    teams: Optional["AccountFieldsTeams"]


class AccountFieldsTeams(BaseModel):
    edges: list["AccountFieldsTeamsEdges"]


class AccountFieldsTeamsEdges(BaseModel):
    node: Optional["AccountFieldsTeamsEdgesNode"]


AccountFieldsTeamsEdgesNode = EntityFields


class ApiKeyFields(BaseModel):
    """An API key, masked; in the response that creates it, `name` is the whole secret."""

    id: str
    name: str
    description: Optional[str]
    created_at: Optional[DateTime]
    last_used_at: Optional[DateTime]
    expires_at: Optional[DateTime]


class ViewerFields(UserFields):
    """The current user, with private fields."""

    email: Optional[str]
    entity: Optional[str]
    admin: Optional[bool]
    teams: Optional["ViewerFieldsTeams"]


class ViewerFieldsTeams(BaseModel):
    edges: list["ViewerFieldsTeamsEdges"]


class ViewerFieldsTeamsEdges(BaseModel):
    node: Optional["ViewerFieldsTeamsEdgesNode"]


ViewerFieldsTeamsEdgesNode = EntityFields
