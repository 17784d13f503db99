# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteInvite(BaseModel):
    """Withdraw an invitation, or remove a member."""

    delete_invite: Optional["DeleteInviteDeleteInvite"]


class DeleteInviteDeleteInvite(BaseModel):
    success: Optional[bool]
