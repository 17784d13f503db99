# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments.accounts.users import EntityFields, UserFields
from ...scalars import DateTime


class InviteFields(BaseModel):
    """A pending invitation."""

    id: str
    name: str
    email: Optional[str]
    created_at: Optional[DateTime]
    to_user: Optional["InviteFieldsToUser"]


InviteFieldsToUser = UserFields


class MemberFields(BaseModel):
    """A member of a team; administrators of the team see the keys of service accounts."""

    id: Optional[str]
    username: Optional[str]
    name: str
    email: Optional[str]
    admin: Optional[bool]
    role: Optional[str]
    pending: Optional[bool]
    account_type: Optional[str]
    photo_url: Optional[str]
    api_key: Optional[str]


class TeamFields(EntityFields):
    """A team with its members and pending invitations."""

    available: Optional[bool]
    photo_url: Optional[str]
    read_only: Optional[bool]
    private_only: bool
    storage_bytes: int
    code_saving_enabled: bool
    default_access: str
    is_paid: Optional[bool]
    members: list["TeamFieldsMembers"]


TeamFieldsMembers = MemberFields
