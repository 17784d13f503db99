# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments.accounts.users import EntityFields


class OrganizationFields(BaseModel):
    """An organization, without its members and teams."""

    id: str
    name: str
    org_entity: Optional["OrganizationFieldsOrgEntity"]


OrganizationFieldsOrgEntity = EntityFields


class OrganizationMemberFields(BaseModel):
    id: str
    username: str
    name: str
    admin: bool
    role: str


class SeatFields(BaseModel):
    seats: int
    view_only_seats: int
