# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import EntityFields


class CreateTeam(BaseModel):
    """Create a team; its administrator is the viewer unless another user is named."""

    create_team: Optional["CreateTeamCreateTeam"]


class CreateTeamCreateTeam(BaseModel):
    entity: Optional["CreateTeamCreateTeamEntity"]


CreateTeamCreateTeamEntity = EntityFields
