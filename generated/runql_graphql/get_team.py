# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.teams import TeamFields


class GetTeam(BaseModel):
    """Get a team by name; personal entities of users are found too."""

    entity: Optional["GetTeamEntity"]


GetTeamEntity = TeamFields
