# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.teams import InviteFields


class CreateInvite(BaseModel):
    """Invite a user by name or e-mail address."""

    create_invite: Optional["CreateInviteCreateInvite"]


class CreateInviteCreateInvite(BaseModel):
    success: bool
    invite: Optional["CreateInviteCreateInviteInvite"]


CreateInviteCreateInviteInvite = InviteFields
