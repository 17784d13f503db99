# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...scalars import DateTime


class EntityFields(BaseModel):
    """An account or a team: the first part of every path."""

    id: str
    name: str
    is_team: bool


class UserFields(BaseModel):
    """Who a user is, as far as other people may see it."""

    id: str
    username: Optional[str]
    name: str


class AccountFields(UserFields):
    """A user, with what administrators of the server may see."""

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
    """A key, by its beginning; in the response that makes it, `name` is the whole secret."""

    id: str
    name: str
    description: Optional[str]


class ViewerFields(UserFields):
    """The signed-in user, with what only they may see."""

    email: Optional[str]
    entity: Optional[str]
    admin: Optional[bool]
    teams: Optional["ViewerFieldsTeams"]


class ViewerFieldsTeams(BaseModel):
    edges: list["ViewerFieldsTeamsEdges"]


class ViewerFieldsTeamsEdges(BaseModel):
    node: Optional["ViewerFieldsTeamsEdgesNode"]


ViewerFieldsTeamsEdgesNode = EntityFields
